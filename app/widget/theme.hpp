// Theme: symbolic colours, sizes and fonts, in light and dark. Panels name what they mean, never a colour's value.
//
// Used by everything that draws or lays out. Distances are in device-independent pixels of the window they are for.
#pragma once

#include <functional>

#include <wx/colour.h>
#include <wx/font.h>
#include <wx/window.h>

#include "app/viewmodel/palette.hpp"

class wxStaticText;

namespace throughline::theme {

// The palette that fits the system's appearance now.
const Palette& palette();
wxColour colour(Rgb rgb);

// Distances. Between a control and its neighbour; between groups; around a page.
int gap(const wxWindow* window);        // 6
int wide_gap(const wxWindow* window);   // 12
int group_gap(const wxWindow* window);  // 20
int margin(const wxWindow* window);     // 24

wxFont heading_font(const wxWindow* window);  // a page's title
wxFont section_font(const wxWindow* window);  // a card's or a group's title
wxFont small_font(const wxWindow* window);    // second lines

// Gives a text this font and the room for it. GTK applies a font only when the window is next drawn, and measures with
// the old one until then.
void set_font(wxStaticText* text, const wxFont& font);

// Texts by their rank. The heading of a page, of a group, and a second line.
wxStaticText* heading(wxWindow* parent, const wxString& text);
wxStaticText* section_heading(wxWindow* parent, const wxString& text);
wxStaticText* quiet(wxWindow* parent, const wxString& text);

// Runs `set_colours` now and whenever the system turns light or dark, as long as the window lives.
void with_colours(wxWindow* window, std::function<void()> set_colours);

}  // namespace throughline::theme
