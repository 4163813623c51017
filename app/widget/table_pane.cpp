#include "app/widget/table_pane.hpp"

#include <wx/sizer.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

TablePane::TablePane(wxWindow* parent)
    : wxPanel(parent), above_(new wxBoxSizer(wxVERTICAL)), below_(new wxBoxSizer(wxVERTICAL))
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(above_, wxSizerFlags().Expand());
    list_ = new TableView(this, {}, {});
    empty_ = new EmptyNote(this, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    column->Add(below_, wxSizerFlags().Expand());
    SetSizer(column);
}

void TablePane::show(const ShownTable& table)
{
    if (table.columns != columns_) {
        columns_ = table.columns;
        list_->set_columns(columns_);
    }
    if (table.name != name_) {
        name_ = table.name;
        say_name();
    }
    list_->set_rows(table.rows);
    empty_words_ = table.rows.empty() ? table.empty_words : std::string();
    empty_->say(to_wx(empty_words_));
}

void TablePane::say_of_before(bool is_of_before)
{
    if (is_of_before == is_of_before_) return;
    is_of_before_ = is_of_before;
    say_name();
    if (!is_of_before) return;
    if (!empty_words_.empty()) return empty_->say(to_wx("From before: " + empty_words_));
    auto rows = list_->rows();
    for (auto& row : rows) {
        row.look = TableRow::Look::quiet;
        row.tinted_cell.reset();
    }
    list_->set_rows(std::move(rows));
}

void TablePane::say_name() { set_accessible_name(list_, to_wx(is_of_before_ ? name_ + ", from before" : name_)); }

void TablePane::focus()
{
    if (list_->rows().empty()) {
        // Nothing below takes the focus: the page's own controls do.
        if (!GetChildren().empty() && AcceptsFocusRecursively()) SetFocus();
        return;
    }
    if (!list_->selected_row()) {
        list_->select(0);
        if (list_->on_select) list_->on_select();
    }
    list_->SetFocus();
}

}  // namespace throughline
