// What the own-drawn grids draw alike: marks that differ in shape, and text that is cut with dots where it is too long.
//
// Used by the weeks grid of the Cadence page and by the schedule. The same shape means the same thing everywhere: a
// disc is a visit, a diamond a debrief, a square a conference, a tick a step that is looked at; hollow is only planned.
#pragma once

#include <wx/colour.h>
#include <wx/gdicmn.h>
#include <wx/string.h>

class wxGraphicsContext;

namespace throughline::canvas {

enum class Shape { disc, diamond, square, tick };

// Around (x, y); `ground` fills a hollow one.
void paint_mark(wxGraphicsContext& context, Shape shape, bool is_hollow, double x, double y, double reach,
                const wxColour& ground);
// One line in the middle of the area's height, in the font that the context has.
enum class Align { left, centre };
void paint_text(wxGraphicsContext& context, const wxString& text, const wxRect& area, Align align);

// The same in the middle, on a plate of its own, for words that stand over a picture.
void paint_plate(wxGraphicsContext& context, const wxString& text, const wxRect& area, const wxColour& ground,
                 const wxColour& edge);

}  // namespace throughline::canvas
