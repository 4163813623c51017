#include "app/settings/card_column.hpp"

#include <wx/scrolwin.h>
#include <wx/sizer.h>

#include "app/widget/reveal_focus.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

namespace {

constexpr int column_width = 760;
constexpr int scroll_step = 12;

}  // namespace

CardColumn::CardColumn(wxWindow* parent, Shell& around)
    : SettingsTab(parent, around),
      scroll_(new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(column_width, column_width)))),
      column_(new wxBoxSizer(wxVERTICAL))
{
    scroll_->SetScrollRate(0, FromDIP(scroll_step));
    reveal_focus(scroll_);
    column_->SetMinSize(wxSize(FromDIP(column_width), -1));
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

void CardColumn::fit_inside() { scroll_->FitInside(); }

}  // namespace throughline
