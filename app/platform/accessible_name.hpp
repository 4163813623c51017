// The name and the description that a screen reader says for a window. wxWindow::SetName does not reach it.
// One source file per system.
#pragma once

class wxWindow;
class wxString;

namespace throughline {

// Also names the inner widgets of composed controls: a list's table, a date field's entry.
void set_accessible_name(wxWindow* window, const wxString& name);
void set_accessible_description(wxWindow* window, const wxString& description);

// What a screen reader would say; for tests.
wxString accessible_name(const wxWindow* window);

// Says `text` as a group's name and makes an own-drawn window readable as an image with that name.
void set_accessible_picture(wxWindow* window, const wxString& text);

// The current cell of an own-drawn grid or calendar: a screen reader says it whenever it changes while the window has
// the focus.
void set_accessible_cell(wxWindow* window, const wxString& text);

// A strip that comes up by itself: a screen reader says `text` when it is shown.
void set_accessible_alert(wxWindow* window, const wxString& text);

}  // namespace throughline
