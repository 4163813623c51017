// A field for a few sentences: several lines, room around the text, and Tab goes on to the next field, since a
// tabulator has no place in what people write here.
#pragma once

#include <wx/textctrl.h>

namespace throughline {

// At least `line_count` lines high.
wxTextCtrl* writing_field(wxWindow* parent, int line_count = 2, long style = 0);

}  // namespace throughline
