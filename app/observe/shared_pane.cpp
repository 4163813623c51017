#include "app/observe/shared_pane.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/utils.h>

#include "app/observe/amend_dialog.hpp"
#include "app/platform/folders.hpp"
#include "app/unlocking/unlocking_dialog.hpp"
#include "app/viewmodel/feedback_reading.hpp"
#include "app/widget/card.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/reveal_focus.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

namespace {

constexpr int side_width = 300;

}  // namespace

SharedPane::SharedPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent),
      shell_(shell),
      page_(page),
      side_(new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL))
{
    side_->SetScrollRate(0, FromDIP(12));
    reveal_focus(side_);
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
    add_unlocking();
    amend_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { amend(); });

    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(text_, wxSizerFlags(1).Expand());
    side_->SetSizer(side);
    side_->SetMinSize(wxSize(FromDIP(side_width) + FromDIP(16), -1));
    sides->Add(side_, wxSizerFlags().Expand().Border(wxLEFT, theme::wide_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(title_);
    column->Add(subtitle_, wxSizerFlags().Border(wxTOP, FromDIP(2)));
    column->Add(sides, wxSizerFlags(1).Expand().Border(wxTOP, theme::wide_gap(this)));
    SetSizer(column);
}

WrappedText* SharedPane::add_card(wxSizer* column, const wxString& heading, wxButton*& button, const wxString& label)
{
    auto* card = new Card(side_, heading);
    card->SetMinSize(wxSize(FromDIP(side_width), -1));
    auto* words = new WrappedText(card, {});
    card->body()->Add(words, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    button = new wxButton(card, wxID_ANY, label);
    card->body()->Add(button);
    column->Add(card, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    return words;
}

// Beside the amendment: for what an amendment does not reach.
void SharedPane::add_unlocking()
{
    auto* card = amend_button_->GetParent();
    auto* body = amend_button_->GetContainingSizer();
    unlock_button_ = new wxButton(card, wxID_ANY, "Open &it again...");
    unlock_button_->SetToolTip("Once you and the teacher have both signed");
    body->Detach(amend_button_);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(amend_button_, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    row->Add(unlock_button_);
    body->Add(row);
    unlock_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_again(); });
}

void SharedPane::show()
{
    const auto blocks = page_.shared_record();
    if (!shell_.accept(blocks)) return;
    title_->SetLabelText(to_wx(page_.teacher()));
    subtitle_->SetLabelText(to_wx(page_.subtitle()));
    text_->show(reading_text(*blocks));
    const auto closed = page_.closed_year_words();
    const auto how = closed.empty() ? std::string("A change is an amendment: old and new stay side by side.") : closed;
    shared_->set_text(to_wx(page_.shared_words() + " " + how +
                            (page_.unlocking_words().empty() ? "" : "\n" + page_.unlocking_words())));
    debrief_words_->set_text(to_wx(page_.debrief_words()));
    step_words_->set_text(to_wx(page_.step_words()));
    message_words_->set_text(to_wx(page_.message_words() + "\n" + page_.answer_words()));
    for (auto* words : {shared_, debrief_words_, step_words_, message_words_})
        words->fit(FromDIP(side_width) - FromDIP(36));
    const bool may = page_.may_follow_up();
    debrief_button_->Enable(page_.debrief().has_value());
    message_button_->Enable(may);
    amend_button_->Enable(page_.may_amend());
    unlock_button_->Enable(page_.may_amend());
    side_->FitInside();
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

void SharedPane::open_again()
{
    show_unlocking(shell_, page_.visit().id(), page_.visit().is_shared());
    if (page_.visit().is_shared()) show();
}

void SharedPane::amend()
{
    AmendDialog dialog(shell_.window(), page_);
    dialog.ShowModal();
}

}  // namespace throughline
