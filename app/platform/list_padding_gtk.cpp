#include "app/platform/list_padding.hpp"

#include <gtk/gtk.h>
#include <wx/dataview.h>

namespace throughline {

void set_list_padding(wxDataViewCtrl* list, int horizontal, int vertical)
{
    auto* tree = GTK_TREE_VIEW(list->GtkGetTreeView());
    GList* columns = gtk_tree_view_get_columns(tree);
    for (GList* column = columns; column; column = column->next) {
        GList* cells = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(column->data));
        for (GList* cell = cells; cell; cell = cell->next)
            gtk_cell_renderer_set_padding(GTK_CELL_RENDERER(cell->data), horizontal, vertical);
        g_list_free(cells);
    }
    g_list_free(columns);
}

}  // namespace throughline
