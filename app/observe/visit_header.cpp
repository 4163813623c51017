#include "app/observe/visit_header.hpp"

#include <wx/button.h>
#include <wx/radiobut.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/card.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

VisitHeader::VisitHeader(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page)
{
    teacher_ = theme::heading(this, {});
    subtitle_ = theme::quiet(this, {});
    about_ = new WrappedText(this, {}, WrappedText::Rank::strong);
    clock_ = theme::heading(this, "00:00");
    clock_state_ = theme::quiet(this, {});
    clock_button_ = new wxButton(this, wxID_ANY, "Stop the clock");
    preview_ = new wxButton(this, wxID_ANY, "Preview and share");
    preview_->SetToolTip("Ctrl+Enter");
    clock_button_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { toggle_clock(); });
    preview_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (on_preview) on_preview();
    });
    pinned_ = new Card(this);
    build_pinned();

    auto* names = new wxBoxSizer(wxVERTICAL);
    names->Add(teacher_);
    names->Add(subtitle_, wxSizerFlags().Border(wxTOP, FromDIP(2)));
    auto* time = new wxBoxSizer(wxVERTICAL);
    time->Add(clock_, wxSizerFlags().Right());
    time->Add(clock_state_, wxSizerFlags().Right().Border(wxTOP, FromDIP(2)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(names, wxSizerFlags(1));
    row->Add(time, wxSizerFlags().Border(wxLEFT | wxRIGHT, theme::wide_gap(this)));
    row->Add(clock_button_, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(preview_, wxSizerFlags().CenterVertical());
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, wxSizerFlags().Expand());
    column->Add(about_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    column->Add(pinned_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    SetSizer(column);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        const bool is_pinned_new = pinned_text_->fit(event.GetSize().GetWidth() - FromDIP(40));
        const bool is_about_new = about_->fit(event.GetSize().GetWidth());
        if (is_pinned_new || is_about_new) CallAfter([this] { GetParent()->Layout(); });
    });
}

void VisitHeader::build_pinned()
{
    // Not sized by a heading of its own: the step itself is what should be read.
    auto* words = new wxBoxSizer(wxHORIZONTAL);
    words->Add(theme::quiet(pinned_, "Last time's step"), wxSizerFlags().CenterVertical());
    pinned_origin_ = theme::quiet(pinned_, {});
    words->Add(pinned_origin_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
    pinned_text_ = new WrappedText(pinned_, {}, WrappedText::Rank::strong);
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    const auto add = [&](const wxString& name, std::optional<StepResult> result) {
        auto* button = new wxRadioButton(pinned_, wxID_ANY, name, wxDefaultPosition, wxDefaultSize,
                                         marks_.empty() ? wxRB_GROUP : 0);
        set_accessible_name(button, "Last time's step: " + name);
        button->Bind(wxEVT_RADIOBUTTON, [this, result](wxCommandEvent&) {
            shell_.accept(page_.mark_pinned(result));
            show_pinned();
        });
        buttons->Add(button, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
        marks_.push_back({button, result});
    };
    for (const auto result : {StepResult::practised, StepResult::partly, StepResult::mastered, StepResult::not_seen})
        add(to_wx(result_words(result)), result);
    add("Not looked at", {});
    pinned_->body()->Add(words);
    pinned_->body()->Add(pinned_text_, wxSizerFlags().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    pinned_->body()->Add(buttons);
    set_accessible_name(pinned_, "Last time's step");
}

void VisitHeader::show()
{
    teacher_->SetLabelText(to_wx(page_.teacher()));
    subtitle_->SetLabelText(to_wx(page_.subtitle()));
    const bool may_change = page_.visit().may_change();
    clock_button_->Show(may_change);
    preview_->Show(may_change);
    show_about();
    show_pinned();
    tick();
    Layout();
    GetParent()->Layout();
}

void VisitHeader::show_about()
{
    std::vector<std::string> lines;
    for (auto words : {page_.closed_year_words(), page_.focus_words(), page_.unlocking_words()})
        if (!words.empty()) lines.push_back(std::move(words));
    about_->Show(!lines.empty());
    about_->set_text(to_wx(join(lines, "\n")));
    about_->fit(GetClientSize().GetWidth());
}

void VisitHeader::show_pinned()
{
    pinned_->Show(page_.has_pinned_step());
    if (!page_.has_pinned_step()) return;
    pinned_text_->set_text(to_wx(page_.pinned_text()));
    pinned_origin_->SetLabelText(to_wx(page_.pinned_origin()));
    for (const auto& mark : marks_) {
        mark.button->SetValue(mark.result == page_.pinned_result());
        mark.button->Enable(page_.visit().may_change());
    }
}

void VisitHeader::tick()
{
    const auto set = [](wxStaticText* label, const std::string& text) {
        if (to_wx(text) == label->GetLabelText()) return false;
        label->SetLabelText(to_wx(text));
        return true;
    };
    const auto before = clock_->GetLabelText().length();
    const bool is_new = set(clock_, page_.clock());
    const bool state_is_new = set(clock_state_, page_.clock_state());
    const auto button = page_.visit().is_running() ? wxString("Stop the clock") : wxString("Go on");
    const bool button_is_new = button != clock_button_->GetLabel();
    if (button_is_new) clock_button_->SetLabel(button);
    if (state_is_new || button_is_new || (is_new && clock_->GetLabelText().length() != before)) Layout();
}

void VisitHeader::toggle_clock()
{
    shell_.accept(page_.visit().is_running() ? page_.stop_clock() : page_.resume_clock());
    tick();
}

}  // namespace throughline
