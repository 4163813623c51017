#include "app/settings/card_column.hpp"

#include <algorithm>

#include <wx/scrolwin.h>
#include <wx/sizer.h>

#include "app/widget/reveal_focus.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

namespace {

constexpr int column_width = 760;
constexpr int card_padding = 40;
constexpr int scroll_step = 12;

}  // namespace

CardColumn::CardColumn(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around),
      scroll_(new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(column_width, column_width)))),
      column_(new wxBoxSizer(wxVERTICAL))
{
    scroll_->SetScrollRate(0, FromDIP(scroll_step));
    reveal_focus(scroll_);
    scroll_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        const int around = scroll_->GetClientSize().GetWidth() - 2 * theme::wide_gap(this);
        const int width = std::min(FromDIP(column_width), around);
        column_->SetMinSize(wxSize(width, -1));
        for (auto* words : words_) words->fit(width - FromDIP(card_padding));
        fit_inside();
    });
    auto* inner = new wxBoxSizer(wxVERTICAL);
    inner->Add(column_, wxSizerFlags().Border(wxALL, theme::wide_gap(this)));
    scroll_->SetSizer(inner);
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(scroll_, wxSizerFlags(1).Expand());
    SetSizer(outer);
}

Card* CardColumn::card(const wxString& heading)
{
    auto* made = new Card(scroll_, heading);
    column_->Add(made, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    return made;
}

void CardColumn::add_words(Card* card, const wxString& words)
{
    words_.push_back(new WrappedText(card, words, WrappedText::Rank::quiet));
    words_.back()->fit(FromDIP(column_width - card_padding));
    card->body()->Add(words_.back(), wxSizerFlags().Border(wxTOP, theme::gap(this)));
}

void CardColumn::fit_inside() { scroll_->FitInside(); }

}  // namespace throughline
