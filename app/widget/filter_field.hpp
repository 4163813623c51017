// FilterField: a labelled line that narrows the list below it while one types. Down goes into the list, Enter opens its
// first row, Escape clears.
#pragma once

#include <string>

#include <wx/srchctrl.h>

#include "app/widget/labelled.hpp"

namespace throughline {

class TableView;

struct FilterField : Labelled<wxSearchCtrl> {
    // Label and line, with room after them.
    void add_to(wxSizer* row) const;
    void leads_to(TableView* list) const;
    void focus() const;
    [[nodiscard]] std::string text() const;
};

// `hint` says what is looked at: "Name".
FilterField filter_field(wxWindow* parent, const wxString& label, const wxString& hint);

}  // namespace throughline
