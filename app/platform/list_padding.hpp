// Room inside the cells of a list, which wx cannot give on GTK. One source file per system.
#pragma once

class wxDataViewCtrl;

namespace throughline {

// In device-independent pixels, at each side of each cell. Call it after the columns were added.
void set_list_padding(wxDataViewCtrl* list, int horizontal, int vertical);

}  // namespace throughline
