// add_field: a field with its label above, as high as the buttons beside it. For rows of fields on the settings' cards.
#pragma once

#include <algorithm>

#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

template <class Control>
void add_field(wxSizer* row, const Labelled<Control>& field, int proportion = 0)
{
    constexpr int field_height = 34;
    field.label->SetFont(theme::small_font(field.label->GetParent()));
    const int height = std::max(field.control->GetBestSize().GetHeight(), field.control->FromDIP(field_height));
    field.control->SetMinSize(wxSize(field.control->GetMinSize().GetWidth(), height));
    auto* cell = new wxBoxSizer(wxVERTICAL);
    field.add_above(cell);
    row->Add(cell, wxSizerFlags(proportion).Border(wxRIGHT, theme::wide_gap(field.label)));
}

}  // namespace throughline
