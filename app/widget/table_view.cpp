#include "app/widget/table_view.hpp"

#include <algorithm>

#include "app/platform/accessible_name.hpp"
#include "app/platform/list_padding.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

class TableView::Rows : public wxDataViewVirtualListModel {
public:
    std::vector<TableRow> rows;

    void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override
    {
        const bool known = row < rows.size() && column < rows[row].cells.size();
        value = known ? to_wx(rows[row].cells[column]) : wxString();
    }

    bool SetValueByRow(const wxVariant&, unsigned, unsigned) override { return false; }

    bool GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& attribute) const override
    {
        if (row >= rows.size()) return false;
        if (rows[row].tinted_cell == column) {
            const auto ink = theme::palette().chip(rows[row].tone);
            attribute.SetColour(theme::colour(ink.text));
            attribute.SetBackgroundColour(theme::colour(ink.ground));
            return true;
        }
        switch (rows[row].look) {
            case TableRow::Look::plain:
                return false;
            case TableRow::Look::strong:
                attribute.SetBold(true);
                break;
            case TableRow::Look::quiet:
                attribute.SetColour(theme::colour(theme::palette().quiet_text));
                break;
            case TableRow::Look::attention:
                attribute.SetColour(theme::colour(theme::palette().attention));
                break;
        }
        return true;
    }
};

TableView::TableView(wxWindow* parent, const wxString& name, const std::vector<TableColumn>& columns)
    : wxDataViewCtrl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_ROW_LINES), model_(new Rows)
{
    AssociateModel(model_.get());
    add_columns(columns);
    set_accessible_name(this, name);

    Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent& event) {
        if (event.GetItem().IsOk() && on_activate) on_activate(model_->GetRow(event.GetItem()));
    });
    Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) {
        if (on_select) on_select();
    });
    Bind(wxEVT_DATAVIEW_COLUMN_SORTED, [this](wxDataViewEvent& event) {
        auto* column = event.GetDataViewColumn();
        if (column && on_sort) on_sort(column->GetModelColumn(), column->IsSortOrderAscending());
    });
}

void TableView::add_columns(const std::vector<TableColumn>& columns)
{
    for (unsigned index = 0; index < columns.size(); ++index) {
        const auto& column = columns[index];
        const int flags = wxDATAVIEW_COL_RESIZABLE | (column.sortable ? wxDATAVIEW_COL_SORTABLE : 0);
        auto* shown = AppendTextColumn(to_wx(column.title), index, wxDATAVIEW_CELL_INERT, FromDIP(column.width),
                                       column.right_aligned ? wxALIGN_RIGHT : wxALIGN_LEFT, flags);
        shown->GetRenderer()->EnableEllipsize(wxELLIPSIZE_END);
    }
    constexpr int cell_padding = 4;
    set_list_padding(this, cell_padding, cell_padding);
}

void TableView::set_columns(const std::vector<TableColumn>& columns)
{
    model_->rows.clear();
    model_->Reset(0);
    ClearColumns();
    add_columns(columns);
}

void TableView::set_rows(std::vector<TableRow> rows)
{
    const auto selected = selected_id();
    const auto selected_at = selected_row();
    auto& old = model_->rows;
    if (rows.size() == old.size()) {
        std::vector<unsigned> changed;
        for (unsigned row = 0; row < rows.size(); ++row)
            if (!(rows[row] == old[row])) changed.push_back(row);
        old = std::move(rows);
        for (const auto row : changed) model_->RowChanged(row);
    } else {
        old = std::move(rows);
        model_->Reset(static_cast<unsigned>(old.size()));
    }
    if (!selected) return;
    const auto again = std::find_if(old.begin(), old.end(), [&](const TableRow& row) { return row.id == *selected; });
    if (again != old.end())
        select(static_cast<std::size_t>(again - old.begin()));
    else if (!old.empty())
        select(std::min(*selected_at, old.size() - 1));
}

void TableView::add_rows(std::vector<TableRow> rows)
{
    auto& shown = model_->rows;
    std::vector<std::size_t> added;
    std::size_t known = 0;
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (known < shown.size() && rows[row] == shown[known])
            ++known;
        else
            added.push_back(row);
    if (shown.empty() || known < shown.size()) {
        set_rows(std::move(rows));
        return;
    }
    // One at a time: the control asks for the row that it is told of.
    for (const auto row : added) {
        shown.insert(shown.begin() + static_cast<std::ptrdiff_t>(row), std::move(rows[row]));
        if (row + 1 == shown.size())
            model_->RowAppended();
        else
            model_->RowInserted(static_cast<unsigned>(row));
    }
}

const std::vector<TableRow>& TableView::rows() const { return model_->rows; }

std::optional<std::size_t> TableView::selected_row() const
{
    const auto item = GetSelection();
    if (!item.IsOk()) return std::nullopt;
    const std::size_t row = model_->GetRow(item);
    return row < model_->rows.size() ? std::optional(row) : std::nullopt;
}

std::optional<AnyId> TableView::selected_id() const
{
    const auto row = selected_row();
    return row ? std::optional(model_->rows[*row].id) : std::nullopt;
}

void TableView::select(std::size_t row)
{
    if (row >= model_->rows.size()) return;
    const auto item = model_->GetItem(static_cast<unsigned>(row));
    Select(item);
    SetCurrentItem(item);
    EnsureVisible(item);
}

void TableView::reveal(std::size_t row)
{
    if (row < model_->rows.size()) EnsureVisible(model_->GetItem(static_cast<unsigned>(row)));
}

void TableView::show_sorted(std::size_t column, bool ascending)
{
    GetColumn(static_cast<unsigned>(column))->SetSortOrder(ascending);
}

}  // namespace throughline
