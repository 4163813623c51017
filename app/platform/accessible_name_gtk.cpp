// GTK: names are set on the widget's accessible (ATK).
#include "app/platform/accessible_name.hpp"

#include <functional>

#include <gtk/gtk.h>
#include <wx/control.h>
#include <wx/window.h>

namespace throughline {

namespace {

using Visit = std::function<void(GtkWidget*)>;

void visit_inner(GtkWidget* widget, const Visit& visit)
{
    if (gtk_widget_get_can_focus(widget)) visit(widget);
    if (GTK_IS_CONTAINER(widget))
        gtk_container_forall(
            GTK_CONTAINER(widget),
            [](GtkWidget* inner, gpointer data) { visit_inner(inner, *static_cast<const Visit*>(data)); },
            const_cast<Visit*>(&visit));
}

// The widget itself; of a control or a window that draws itself, also what takes the focus inside it (a table or a
// canvas in its scrolled frame).
void visit_widgets(const wxWindow* window, const Visit& visit)
{
    auto* widget = static_cast<GtkWidget*>(window->GetHandle());
    if (!widget) return;
    visit(widget);
    if (dynamic_cast<const wxControl*>(window) || window->GetChildren().empty()) visit_inner(widget, visit);
}

void set_role(wxWindow* window, const wxString& text, AtkRole role)
{
    set_accessible_name(window, text);
    if (auto* widget = static_cast<GtkWidget*>(window->GetHandle()))
        atk_object_set_role(gtk_widget_get_accessible(widget), role);
}

}  // namespace

void set_accessible_name(wxWindow* window, const wxString& name)
{
    const auto text = name.utf8_str();
    visit_widgets(window, [&](GtkWidget* widget) { atk_object_set_name(gtk_widget_get_accessible(widget), text); });
}

void set_accessible_description(wxWindow* window, const wxString& description)
{
    const auto text = description.utf8_str();
    visit_widgets(window,
                  [&](GtkWidget* widget) { atk_object_set_description(gtk_widget_get_accessible(widget), text); });
}

wxString accessible_name(const wxWindow* window)
{
    auto* widget = static_cast<GtkWidget*>(window->GetHandle());
    const char* name = widget ? atk_object_get_name(gtk_widget_get_accessible(widget)) : nullptr;
    return name ? wxString::FromUTF8(name) : wxString();
}

void set_accessible_picture(wxWindow* window, const wxString& text) { set_role(window, text, ATK_ROLE_IMAGE); }

void set_accessible_cell(wxWindow* window, const wxString& text)
{
    // As a label: its name is all that is said, without the word for a kind of control.
    visit_widgets(window,
                  [](GtkWidget* widget) { atk_object_set_role(gtk_widget_get_accessible(widget), ATK_ROLE_LABEL); });
    set_accessible_name(window, text);
}

void set_accessible_alert(wxWindow* window, const wxString& text) { set_role(window, text, ATK_ROLE_ALERT); }

}  // namespace throughline
