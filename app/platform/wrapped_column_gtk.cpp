// GTK: the cell renderer wraps if it is told at what width; rows then differ in height.
#include "app/platform/wrapped_column.hpp"

#include <algorithm>

#include <gtk/gtk.h>
#include <wx/dataview.h>

namespace throughline {

void wrap_column(wxDataViewCtrl* list, unsigned column, int width)
{
    auto* tree = GTK_TREE_VIEW(list->GtkGetTreeView());
    gtk_tree_view_set_fixed_height_mode(tree, FALSE);
    list->GetColumn(column)->SetWidth(width);
    auto* view_column = gtk_tree_view_get_column(tree, static_cast<int>(column));
    const int text_width = width - list->FromDIP(12);  // the cell's own padding
    auto* cells = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(view_column));
    for (auto* cell = cells; cell; cell = cell->next)
        if (GTK_IS_CELL_RENDERER_TEXT(cell->data))
            g_object_set(cell->data, "wrap-mode", PANGO_WRAP_WORD_CHAR, "wrap-width", std::max(text_width, 1),
                         "ellipsize", PANGO_ELLIPSIZE_NONE, "ypad", list->FromDIP(4), nullptr);
    g_list_free(cells);
    gtk_tree_view_column_queue_resize(view_column);  // the rows' heights are measured again
}

}  // namespace throughline
