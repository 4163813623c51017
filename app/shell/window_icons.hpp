// The program's icons, drawn from app/icons at the sizes a window asks for.
#pragma once

#include <wx/bmpbndl.h>
#include <wx/iconbndl.h>

namespace throughline {

wxIconBundle window_icons();
// A drawing of app/icons by its name without ending, `size` device-independent pixels high and wide.
wxBitmapBundle drawing(const char* name, int size);

}  // namespace throughline
