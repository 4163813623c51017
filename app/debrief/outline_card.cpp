#include "app/debrief/outline_card.hpp"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>

#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

OutlineCard::OutlineCard(wxWindow* parent, DebriefViewModel& page)
    : Card(parent, "The conversation"), page_(page), list_(new wxBoxSizer(wxVERTICAL))
{
    auto protocol = labelled(this, "&Outline", [&] { return new wxChoice(this, wxID_ANY); });
    protocol_ = protocol.control;
    for (const auto& one : debrief_protocols()) protocol_->Append(to_wx(one.name));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(protocol.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(protocol_, wxSizerFlags(1));
    body()->Add(row, wxSizerFlags().Expand());
    body()->Add(list_, wxSizerFlags().Expand());
    protocol_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        on_done(page_.choose_protocol(static_cast<std::size_t>(event.GetSelection())));
    });
}

bool OutlineCard::show()
{
    protocol_->SetSelection(static_cast<int>(page_.protocol()));
    protocol_->Enable(page_.may_change());
    const auto steps = page_.steps();
    std::vector<std::string> names;
    for (const auto& step : steps) names.push_back(step.name);
    const bool is_new = names != names_;
    if (is_new) {
        names_ = names;
        build(steps);
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps_[i].tick->SetValue(steps[i].is_done);
        steps_[i].tick->Enable(page_.may_change());
    }
    return is_new;
}

void OutlineCard::build(const std::vector<DebriefViewModel::Step>& steps)
{
    list_->Clear(true);
    steps_.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto* tick = new wxCheckBox(this, wxID_ANY, to_wx(steps[i].name));
        tick->SetFont(tick->GetFont().Bold());
        set_accessible_description(tick, to_wx(steps[i].prompt));
        tick->Bind(wxEVT_CHECKBOX, [this, i](wxCommandEvent& event) { on_done(page_.tick(i, event.IsChecked())); });
        auto* prompt = new WrappedText(this, to_wx(steps[i].prompt), WrappedText::Rank::quiet);
        list_->Add(tick, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        list_->Add(prompt, wxSizerFlags().Border(wxLEFT, FromDIP(26)));
        steps_.push_back({tick, prompt});
    }
    const int width = width_;
    width_ = 0;
    fit(width);
}

bool OutlineCard::fit(int width)
{
    if (width == width_ || width <= 0) return false;
    width_ = width;
    for (const auto& step : steps_) step.prompt->fit(width - FromDIP(64));
    return true;
}

}  // namespace throughline
