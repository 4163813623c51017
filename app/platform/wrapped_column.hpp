// A list's column whose texts take as many lines as they need, instead of ending in dots. One source file per system.
#pragma once

class wxDataViewCtrl;

namespace throughline {

// Makes the column this wide and wraps at that; call it again when there is more or less room.
void wrap_column(wxDataViewCtrl* list, unsigned column, int width);

}  // namespace throughline
