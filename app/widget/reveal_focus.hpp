// reveal_focus(): whoever walks by keys sees where they are: what gets the focus in a scrolled window comes into sight,
// however deep in it.
#pragma once

class wxScrolledWindow;

namespace throughline {

void reveal_focus(wxScrolledWindow* scroll);

}  // namespace throughline
