#include "app/calibration/meeting_view.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/viewmodel/ratings_view_model.hpp"
#include "app/widget/draft_text.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/level_grid.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"
#include "throughline/command/calibration.hpp"

namespace throughline {

namespace {

constexpr int side_height = 100;  // a heading and three lines; longer ones scroll
constexpr int right_width = 246;  // what is said in words, beside what is seen

}  // namespace

MeetingView::MeetingView(wxWindow* parent, Shell& shell, MeetingViewModel& meeting)
    : wxPanel(parent), shell_(shell), meeting_(meeting), body_(new wxPanel(this))
{
    grid_ = new LevelGrid(body_, meeting);
    table_ = new TablePane(body_);
    table_->Hide();
    place_ = new wxStaticText(body_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    place_->SetMinSize(wxSize(1, place_->GetCharHeight()));  // cut off rather than as wide as its words
    auto* ratings = new wxBoxSizer(wxVERTICAL);
    ratings->Add(grid_, wxSizerFlags(1).Expand());
    ratings->Add(table_, wxSizerFlags(1).Expand());
    ratings->Add(place_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* upper = new wxBoxSizer(wxHORIZONTAL);
    upper->Add(ratings, wxSizerFlags(4).Expand());
    upper->Add(make_agreement(), wxSizerFlags(1).Expand().Border(wxLEFT, theme::wide_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(upper, wxSizerFlags(1).Expand());
    column->Add(make_lower(), wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    body_->SetSizer(column);
    waiting_ = new EmptyNote(this, body_);
    close_ = waiting_->add_button("Close the session &now");
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(body_, wxSizerFlags(1).Expand());
    outer->Add(waiting_, wxSizerFlags(1).Expand());
    SetSizer(outer);

    grid_->on_move = [this] { show_place(); };
    grid_->on_key_first = [this](wxKeyEvent& event) { return on_key(event); };
    close_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (on_close) on_close();
    });
}

MeetingView::~MeetingView() = default;

wxSizer* MeetingView::make_agreement()
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(theme::section_heading(body_, "Agreement"), wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    agreement_ = new ReadingView(body_, "Agreement");
    agreement_->SetMinSize(wxSize(FromDIP(right_width), -1));
    column->Add(agreement_, wxSizerFlags(1).Expand());
    return column;
}

wxSizer* MeetingView::make_lower()
{
    auto* seen = new wxBoxSizer(wxVERTICAL);
    evidence_heading_ = theme::section_heading(body_, "Evidence");
    seen->Add(evidence_heading_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    evidence_ = new wxBoxSizer(wxHORIZONTAL);
    seen->Add(evidence_, wxSizerFlags(1).Expand());
    const auto decided = labelled(body_, "What the group &decided", [this] { return writing_field(body_, 3); });
    theme::set_font(decided.label, theme::section_font(this));
    decided->SetMinSize(wxSize(FromDIP(right_width), FromDIP(side_height)));
    auto* notes = new wxBoxSizer(wxVERTICAL);
    notes->Add(decided.label, wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    notes->Add(decided.control, wxSizerFlags(1).Expand());
    decided_ = std::make_unique<DraftText>(decided.control, shell_.drafts());
    decided_label_ = decided.label;
    auto* lower = new wxBoxSizer(wxHORIZONTAL);
    lower->Add(seen, wxSizerFlags(4).Expand());
    lower->Add(notes, wxSizerFlags(1).Expand().Border(wxLEFT, theme::wide_gap(this)));
    return lower;
}

void MeetingView::show()
{
    waiting_->say(to_wx(meeting_.waiting_words()));
    close_->Show(!meeting_.is_closed() && meeting_.meeting().is_leader);
    if (!meeting_.is_closed()) {
        Layout();
        return;
    }
    const auto& session = meeting_.meeting().session;
    grid_->Show(!is_table_);
    place_->Show(!is_table_);
    table_->Show(is_table_);
    table_->show(meeting_.table());
    agreement_->show(meeting_.agreement());
    decided_->control()->SetEditable(meeting_.meeting().may_decide);
    decided_->bind(any(session.id), std::string(decisions_field), session.notes,
                   [this](const std::string& text, const std::string& was) { return meeting_.decide(text, was); });
    body_->Layout();
    Layout();
    grid_->show();
    show_place();
}

void MeetingView::show_place()
{
    if (!meeting_.has_cells()) return;
    auto words = meeting_.words(meeting_.place());
    if (meeting_.may_agree()) words += ".  1 to 9, n, a and Backspace set what the group agrees on for this row.";
    set_text(place_, to_wx(words));
    show_evidence();
}

void MeetingView::show_evidence()
{
    set_text(evidence_heading_, to_wx(meeting_.evidence_heading()));
    const auto all = meeting_.evidence();
    if (sides_.size() != all.size()) {
        evidence_->Clear(true);
        sides_.clear();
        for (const auto& side : all) {
            auto* view = new ReadingView(body_, to_wx("Evidence of " + side.name));
            view->SetMinSize(FromDIP(wxSize(120, side_height)));
            evidence_->Add(
                view, wxSizerFlags(1).Expand().Border(wxRIGHT, sides_.size() + 1 < all.size() ? theme::gap(this) : 0));
            // As on the screen; before the label, since a label leads to the control right after it.
            view->MoveBeforeInTabOrder(decided_label_);
            sides_.push_back(view);
        }
        body_->Layout();
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        sides_[i]->show({subheading_paragraph(all[i].name + ": " + all[i].level),
                         all[i].words.empty() ? quiet_paragraph("No words.") : plain_paragraph(all[i].words)});
}

bool MeetingView::on_key(const wxKeyEvent& event)
{
    if (!meeting_.may_agree() || event.GetModifiers() != wxMOD_NONE) return false;
    const auto key = event.GetKeyCode();
    char mark = 0;
    if (key == WXK_BACK || key == WXK_DELETE) mark = RatingsViewModel::clear_key;
    if (key >= WXK_NUMPAD0 && key <= WXK_NUMPAD9) mark = static_cast<char>('0' + (key - WXK_NUMPAD0));
    if (key >= '0' && key <= '9') mark = static_cast<char>(key);
    if (key == 'N') mark = 'n';
    if (key == 'A') mark = 'a';
    if (mark == 0) return false;
    if (shell_.accept(meeting_.agree(mark))) show();
    return true;
}

void MeetingView::turn_table()
{
    is_table_ = !is_table_;
    show();
    focus();
}

void MeetingView::focus()
{
    if (!meeting_.is_closed()) {
        if (close_->IsShown()) close_->SetFocus();
        return;
    }
    if (is_table_)
        table_->focus();
    else
        grid_->SetFocus();
}

}  // namespace throughline
