// begin_reading_fonts: has the system's list of fonts read by a thread, so that the first text need not wait for it.
//
// Used once, at the start, before the first window is made. Promises: nothing is done twice or otherwise if it is not
// called; it only takes longer.
#pragma once

namespace throughline {

void begin_reading_fonts();

}  // namespace throughline
