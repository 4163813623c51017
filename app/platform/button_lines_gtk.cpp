#include "app/platform/button_lines.hpp"

#include <gtk/gtk.h>
#include <wx/button.h>

namespace throughline {

namespace {

constexpr int label_margin = 8;  // between the words and the edge that lights up under the pointer

wxString escaped(const wxString& text)
{
    char* markup = g_markup_escape_text(text.utf8_str(), -1);
    const auto copy = wxString::FromUTF8(markup);
    g_free(markup);
    return copy;
}

wxString quiet(const wxString& text, const wxString& colour)
{
    return "<span foreground=\"" + colour + "\">" + escaped(text) + "</span>";
}

GtkWidget* label_of(GtkWidget* button)
{
    auto* label = gtk_bin_get_child(GTK_BIN(button));
    if (label && GTK_IS_LABEL(label)) return label;
    if (label) gtk_container_remove(GTK_CONTAINER(button), label);
    label = gtk_label_new(nullptr);
    gtk_container_add(GTK_CONTAINER(button), label);
    gtk_widget_show(label);
    return label;
}

}  // namespace

void set_button_lines(wxButton* button, const wxString& title, const wxString& beside, const wxString& detail,
                      const wxString& quiet_colour)
{
    auto markup = "<b>" + escaped(title) + "</b>";
    if (!beside.empty()) markup += "   " + quiet(beside, quiet_colour);
    if (!detail.empty()) markup += "\n" + quiet(detail, quiet_colour);
    auto* label = label_of(static_cast<GtkWidget*>(button->GetHandle()));
    gtk_label_set_markup(GTK_LABEL(label), markup.utf8_str());
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0F);
    gtk_widget_set_halign(label, GTK_ALIGN_FILL);
    gtk_widget_set_margin_start(label, label_margin);
    gtk_widget_set_margin_end(label, label_margin);
}

void set_button_figure(wxButton* button, const wxString& figure, const wxString& words, const wxString& figure_colour)
{
    const auto markup = "<span size=\"xx-large\" weight=\"bold\" foreground=\"" + figure_colour + "\">" +
                        escaped(figure) + "</span>\n" + escaped(words);
    auto* label = label_of(static_cast<GtkWidget*>(button->GetHandle()));
    gtk_label_set_markup(GTK_LABEL(label), markup.utf8_str());
    gtk_label_set_ellipsize(GTK_LABEL(label), PANGO_ELLIPSIZE_END);
    gtk_label_set_xalign(GTK_LABEL(label), 0.0F);
    gtk_widget_set_halign(label, GTK_ALIGN_FILL);
    gtk_widget_set_margin_start(label, label_margin);
    gtk_widget_set_margin_end(label, label_margin);
}

}  // namespace throughline
