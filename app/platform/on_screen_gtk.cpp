#include "app/platform/on_screen.hpp"

#include <gtk/gtk.h>

namespace throughline {

bool is_on_screen(const wxWindow& window) { return gtk_widget_get_mapped(GTK_WIDGET(window.GetHandle())) != 0; }

}  // namespace throughline
