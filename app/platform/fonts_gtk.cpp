// GTK: a font map begins to read the list as soon as it is made, on a thread of Pango's own; GTK takes the same map
// later.
#include "app/platform/fonts.hpp"

#include <gtk/gtk.h>

namespace throughline {

void begin_reading_fonts() { pango_cairo_font_map_get_default(); }

}  // namespace throughline
