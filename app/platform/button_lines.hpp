// A native button whose face is a row: a title in bold, a few quiet words beside it, quiet lines below; left aligned,
// each line cut with dots where the window is narrow. Native, so that a screen reader says it and the theme draws its
// focus. One source file per system.
#pragma once

class wxButton;
class wxString;

namespace throughline {

// `quiet_colour` is "#rrggbb", for all but the title.
void set_button_lines(wxButton* button, const wxString& title, const wxString& beside, const wxString& detail,
                      const wxString& quiet_colour);

// A large figure over a few words, left aligned: "5" over "past their cadence".
void set_button_figure(wxButton* button, const wxString& figure, const wxString& words, const wxString& figure_colour);

}  // namespace throughline
