// labelled(): a text and its control, made in the one order in which a screen reader joins them.
//
// On GTK a static text becomes the label of the control that is created right after it, and of no other; so the control
// is made by a function that this calls. The control's accessible name is set as well.
//     auto name = labelled(this, "Name", [&] { return new wxTextCtrl(this, wxID_ANY); });
//     name.add_to(grid);
#pragma once

#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/platform/accessible_name.hpp"

namespace throughline {

template <class Control>
struct Labelled {
    wxStaticText* label = nullptr;
    Control* control = nullptr;

    Control* operator->() const { return control; }

    // Label and control side by side: two cells of a grid.
    void add_to(wxFlexGridSizer* grid) const
    {
        grid->Add(label, wxSizerFlags().CenterVertical());
        grid->Add(control, wxSizerFlags().Expand());
    }
    // The label above its control.
    void add_above(wxSizer* column, const wxSizerFlags& flags = wxSizerFlags().Expand()) const
    {
        column->Add(label, wxSizerFlags().Border(wxBOTTOM, label->FromDIP(3)));
        column->Add(control, flags);
    }
};

template <class MakeControl>
auto labelled(wxWindow* parent, const wxString& text, MakeControl make_control)
{
    auto* label = new wxStaticText(parent, wxID_ANY, text);
    auto* control = make_control();
    set_accessible_name(control, wxStaticText::RemoveMnemonics(text));
    return Labelled<std::remove_pointer_t<decltype(control)>>{label, control};
}

// Two columns: labels, and controls that take the width.
inline wxFlexGridSizer* form_grid(const wxWindow* window)
{
    auto* grid = new wxFlexGridSizer(2, wxSize(window->FromDIP(12), window->FromDIP(8)));
    grid->AddGrowableCol(1);
    return grid;
}

}  // namespace throughline
