#include "app/observe/row_detail.hpp"

#include <wx/radiobut.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/wupdlock.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

RowDetail::RowDetail(wxWindow* parent) : wxScrolledWindow(parent, wxID_ANY)
{
    SetScrollRate(0, FromDIP(12));
    SetSizer(new wxBoxSizer(wxVERTICAL));
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit(); });
    });
}

void RowDetail::show(RatingsViewModel::Beside beside, bool may_change)
{
    if (!has_same_words(beside)) {
        beside_ = std::move(beside);
        build();
    } else {
        beside_ = std::move(beside);
    }
    for (std::size_t i = 0; i < buttons_.size(); ++i) {
        buttons_[i]->SetValue(beside_.choices[i].is_chosen);
        buttons_[i]->Enable(may_change);
    }
}

void RowDetail::build()
{
    const wxWindowUpdateLocker still(this);
    buttons_.clear();
    wrapped_.clear();
    GetSizer()->Clear(true);
    auto* column = new wxBoxSizer(wxVERTICAL);
    GetSizer()->Add(column, wxSizerFlags(1).Expand().Border(wxRIGHT, theme::wide_gap(this)));

    if (!beside_.area.empty()) add_text(this, column, beside_.area, 0, true);
    auto* title = new WrappedText(this, to_wx(beside_.title), WrappedText::Rank::strong);
    theme::set_font(title, theme::section_font(this));
    wrapped_.push_back({title, 0});
    column->Add(title, wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    for (const auto& words : beside_.words) add_text(this, column, words, 0, false);
    if (!beside_.last.empty()) add_text(this, column, beside_.last, 0, true);
    add_lines(column);
    add_levels(column);
    Scroll(0, 0);
    fit();
}

void RowDetail::add_levels(wxSizer* column)
{
    if (beside_.choices.empty()) return;
    // A named group: a screen reader says the row's title with the first button.
    auto* box = new wxStaticBoxSizer(wxVERTICAL, this, to_wx("Mark for " + beside_.title));
    auto* group = box->GetStaticBox();
    auto* inside = new wxBoxSizer(wxVERTICAL);
    box->Add(inside, wxSizerFlags(1).Expand().Border(wxALL, theme::gap(this)));
    set_accessible_name(group, to_wx("Mark for " + beside_.title));
    for (const auto& choice : beside_.choices) {
        auto* button = new wxRadioButton(group, wxID_ANY, to_wx(choice.name), wxDefaultPosition, wxDefaultSize,
                                         buttons_.empty() ? wxRB_GROUP : 0);
        set_accessible_description(button, to_wx(choice.descriptor));
        button->Bind(wxEVT_RADIOBUTTON, [this, rating = choice.rating](wxCommandEvent&) {
            if (on_choose) on_choose(rating);
        });
        inside->Add(button, wxSizerFlags().Border(wxTOP, theme::gap(this)));
        if (!choice.descriptor.empty()) add_text(group, inside, choice.descriptor, FromDIP(26), true);
        buttons_.push_back(button);
    }
    column->Add(box, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
}

void RowDetail::add_lines(wxSizer* column)
{
    if (!beside_.has_lines) return;
    const auto heading = beside_.lines.empty() ? std::string("No line is tagged with this row")
                                               : counted(static_cast<std::int64_t>(beside_.lines.size()), "line") +
                                                     " tagged with this row";
    auto* title = new WrappedText(this, to_wx(heading),
                                  beside_.lines.empty() ? WrappedText::Rank::quiet : WrappedText::Rank::strong);
    wrapped_.push_back({title, 0});
    column->Add(title, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    for (const auto& line : beside_.lines) add_text(this, column, line, FromDIP(8), false);
    column->AddSpacer(theme::gap(this));
}

WrappedText* RowDetail::add_text(wxWindow* parent, wxSizer* column, const std::string& text, int indent, bool is_quiet)
{
    auto* words = new WrappedText(parent, to_wx(text), is_quiet ? WrappedText::Rank::quiet : WrappedText::Rank::plain);
    wrapped_.push_back({words, indent});
    column->Add(words, wxSizerFlags().Border(wxLEFT, indent));
    column->AddSpacer(FromDIP(2));
    return words;
}

void RowDetail::fit()
{
    const int width = GetClientSize().GetWidth() - theme::wide_gap(this) - FromDIP(40);
    for (const auto& [text, indent] : wrapped_) text->fit(width - indent);
    FitInside();
    Layout();
}

bool RowDetail::has_same_words(const RatingsViewModel::Beside& other) const
{
    if (beside_.title != other.title || beside_.area != other.area || beside_.words != other.words ||
        beside_.lines != other.lines || beside_.last != other.last || beside_.choices.size() != other.choices.size())
        return false;
    for (std::size_t i = 0; i < other.choices.size(); ++i)
        if (beside_.choices[i].name != other.choices[i].name ||
            beside_.choices[i].descriptor != other.choices[i].descriptor)
            return false;
    return true;
}

}  // namespace throughline
