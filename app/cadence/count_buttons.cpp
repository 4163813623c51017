#include "app/cadence/count_buttons.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/sizer.h>

#include "app/platform/accessible_name.hpp"
#include "app/platform/button_lines.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int button_height = 66;  // a large figure and a line of words

}  // namespace

CountButtons::CountButtons(wxWindow* parent) : wxPanel(parent), row_(new wxGridSizer(1, 0, theme::wide_gap(parent)))
{
    SetSizer(row_);
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const int code = event.GetKeyCode();
        if (code == WXK_LEFT && walk(-1)) return;
        if (code == WXK_RIGHT && walk(1)) return;
        event.Skip();
    });
}

void CountButtons::show(const std::vector<CadenceViewModel::Count>& counts, Figures figures)
{
    counts_ = counts;
    figures_ = figures;
    while (buttons_.size() < counts_.size()) add_button();
    row_->SetCols(static_cast<int>(counts_.size()));
    for (std::size_t at = 0; at < buttons_.size(); ++at) {
        buttons_[at]->Show(at < counts_.size());
        if (at < counts_.size()) write(at);
    }
    GetParent()->Layout();
}

void CountButtons::add_button()
{
    const auto at = buttons_.size();
    auto* button = new wxButton(this, wxID_ANY);
    button->SetMinSize(FromDIP(wxSize(120, button_height)));
    button->Bind(wxEVT_BUTTON, [this, at](wxCommandEvent&) {
        if (on_choose) on_choose(counts_[at].list);
    });
    buttons_.push_back(button);
    row_->Add(button, wxSizerFlags(1).Expand());
    theme::with_colours(button, [this, at] {
        if (at < counts_.size()) write(at);
    });
}

void CountButtons::write(std::size_t at)
{
    const auto& count = counts_[at];
    const auto& palette = theme::palette();
    const bool is_strong = count.number > 0 && figures_ == Figures::counted;
    const auto colour = theme::colour(is_strong ? palette.text : palette.quiet_text);
    const auto words = to_wx(count.words);
    const auto figure = figures_ == Figures::missing ? wxString("...") : wxString::Format("%d", count.number);
    set_button_figure(buttons_[at], figure, words, colour.GetAsString(wxC2S_HTML_SYNTAX));
    if (figures_ == Figures::missing)
        set_accessible_name(buttons_[at], words + ": not counted yet");
    else
        set_accessible_name(buttons_[at],
                            figure + " " + words + (figures_ == Figures::of_before ? ", from before" : ""));
    buttons_[at]->SetToolTip("Shows the names");
}

void CountButtons::focus()
{
    if (!buttons_.empty()) buttons_.front()->SetFocus();
}

bool CountButtons::walk(int by)
{
    const auto focused = std::find(buttons_.begin(), buttons_.end(), FindFocus());
    if (focused == buttons_.end()) return false;
    const auto next = focused - buttons_.begin() + by;
    if (next >= 0 && next < static_cast<long>(counts_.size())) buttons_[static_cast<std::size_t>(next)]->SetFocus();
    return true;
}

}  // namespace throughline
