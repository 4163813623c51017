// PageHeader: a page's heading with a quiet second line at the left, and its buttons at the right.
//
// Used by the pages that list things. Add `sizer` at the top of the page, buttons to `actions`.
#pragma once

#include <wx/sizer.h>
#include <wx/stattext.h>

namespace throughline {

struct PageHeader {
    wxBoxSizer* sizer = nullptr;
    wxStaticText* title = nullptr;
    wxStaticText* second_line = nullptr;
    wxBoxSizer* actions = nullptr;

    // A button after those already there.
    void add_action(wxWindow* button) const;
};

PageHeader page_header(wxWindow* parent, const wxString& title);

// Sets a static text only if it says something else, so that it does not flicker; true if it did.
bool set_text(wxStaticText* label, const wxString& text);

}  // namespace throughline
