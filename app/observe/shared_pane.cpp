#include "app/observe/shared_pane.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/utils.h>

#include "app/observe/amend_dialog.hpp"
#include "app/observe/feedback_reading.hpp"
#include "app/platform/folders.hpp"
#include "app/widget/card.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

constexpr int side_width = 300;

}  // namespace

SharedPane::SharedPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page)
{
    title_ = theme::heading(this, {});
    subtitle_ = theme::quiet(this, {});
    text_ = new ReadingView(this, "What was shared");
    auto* side = new wxBoxSizer(wxVERTICAL);
    debrief_words_ = add_card(side, "Debrief", debrief_button_, "&Open the debrief");
    step_words_ = add_card(side, "Step", teacher_button_, "Teacher's &page");
    message_words_ = add_card(side, "For the teacher", message_button_, "Prepare as a &file...");
    shared_ = add_card(side, "Record", amend_button_, "&Amend...");
    debrief_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_debrief(); });
    teacher_button_->Bind(wxEVT_BUTTON,
                          [this](wxCommandEvent&) { shell_.open_teacher(page_.visit().observation().teacher); });
    message_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { prepare_message(); });
    amend_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { amend(); });

    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(text_, wxSizerFlags(1).Expand());
    sides->Add(side, wxSizerFlags().Expand().Border(wxLEFT, theme::wide_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(title_);
    column->Add(subtitle_, wxSizerFlags().Border(wxTOP, FromDIP(2)));
    column->Add(sides, wxSizerFlags(1).Expand().Border(wxTOP, theme::wide_gap(this)));
    SetSizer(column);
}

WrappedText* SharedPane::add_card(wxSizer* column, const wxString& heading, wxButton*& button, const wxString& label)
{
    auto* card = new Card(this, heading);
    card->SetMinSize(wxSize(FromDIP(side_width), -1));
    auto* words = new WrappedText(card, {});
    card->body()->Add(words, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    button = new wxButton(card, wxID_ANY, label);
    card->body()->Add(button);
    column->Add(card, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    return words;
}

void SharedPane::show()
{
    const auto blocks = page_.shared_record();
    if (!shell_.accept(blocks)) return;
    title_->SetLabelText(to_wx(page_.teacher()));
    subtitle_->SetLabelText(to_wx(page_.subtitle()));
    text_->show(reading_text(*blocks));
    shared_->set_text(to_wx(page_.shared_words() + " A change is an amendment: old and new stay side by side."));
    debrief_words_->set_text(to_wx(page_.debrief_words()));
    step_words_->set_text(to_wx(page_.step_words()));
    message_words_->set_text(to_wx(page_.message_words() + "\n" + page_.answer_words()));
    for (auto* words : {shared_, debrief_words_, step_words_, message_words_})
        words->fit(FromDIP(side_width) - FromDIP(36));
    const bool may = page_.may_follow_up();
    debrief_button_->Enable(page_.debrief().has_value());
    message_button_->Enable(may);
    amend_button_->Enable(may);
    Layout();
}

void SharedPane::focus() { debrief_button_->SetFocus(); }

void SharedPane::open_debrief()
{
    if (const auto debrief = page_.debrief()) shell_.open_debrief(*debrief);
}

void SharedPane::prepare_message()
{
    wxFileDialog dialog(
        shell_.window(), "Feedback as a file", to_wx(documents_folder().string()), to_wx(page_.message_file_name()),
        "A message for your mail program (*.eml)|*.eml|A page with a form for the answer (*.html)|*.html|"
        "On paper (*.pdf)|*.pdf",
        wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    const std::filesystem::path file = to_utf8(dialog.GetPath());
    if (!shell_.accept(page_.prepare_message(file))) return;
    const bool is_message = file.extension() == ".eml";
    shell_.notify("Prepared: " + file.string() + (is_message ? ". Your mail program sends it." : ""));
    if (is_message)
        wxLaunchDefaultApplication(to_wx(file.string()));  // the file is there, whether a program opens or not
}

void SharedPane::amend()
{
    AmendDialog dialog(shell_.window(), page_);
    dialog.ShowModal();
}

}  // namespace throughline
