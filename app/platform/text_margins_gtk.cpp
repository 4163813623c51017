// GTK: the text view inside the scrolled frame has margins of its own.
#include "app/platform/text_margins.hpp"

#include <gtk/gtk.h>
#include <wx/textctrl.h>

namespace throughline {

void set_text_margins(wxTextCtrl* control, int sides, int above_and_below)
{
    auto* frame = static_cast<GtkWidget*>(control->GetHandle());
    if (!GTK_IS_BIN(frame)) return;
    auto* text = gtk_bin_get_child(GTK_BIN(frame));
    if (!GTK_IS_TEXT_VIEW(text)) return;
    gtk_text_view_set_left_margin(GTK_TEXT_VIEW(text), sides);
    gtk_text_view_set_right_margin(GTK_TEXT_VIEW(text), sides);
    gtk_text_view_set_top_margin(GTK_TEXT_VIEW(text), above_and_below);
    gtk_text_view_set_bottom_margin(GTK_TEXT_VIEW(text), above_and_below);
}

}  // namespace throughline
