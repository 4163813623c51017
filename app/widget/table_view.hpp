// TableView: rows of texts in columns, as a native list that a screen reader can read and arrows can walk.
//
// Used by every page that lists something. The page owns what the rows mean; a row carries its record's id. Give it at
// most `row_count_max` rows: attaching costs about 1 ms per 1,000 on GTK, so a longer answer is narrowed by its query.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <wx/dataview.h>

#include "app/viewmodel/table_row.hpp"

namespace throughline {

class TableView : public wxDataViewCtrl {
public:
    static constexpr std::size_t row_count_max = 20'000;

    // `name` is what a screen reader calls the list: "Teachers".
    TableView(wxWindow* parent, const wxString& name, const std::vector<TableColumn>& columns);

    // Other columns than before; the rows must be set again.
    void set_columns(const std::vector<TableColumn>& columns);
    // Shows these rows. The selection stays on its record; rows that did not change are not painted again.
    void set_rows(std::vector<TableRow> rows);
    // The same rows and more of them, at their ends and between: what is selected and in sight stays where it is. Other
    // rows than before are set as by set_rows.
    void add_rows(std::vector<TableRow> rows);
    [[nodiscard]] const std::vector<TableRow>& rows() const;
    [[nodiscard]] std::optional<std::size_t> selected_row() const;
    [[nodiscard]] std::optional<AnyId> selected_id() const;  // nothing: no row is selected
    void select(std::size_t row);
    // Scrolls it into sight; the selection stays.
    void reveal(std::size_t row);
    // The arrow next to the title; the page asks its query again in that order.
    void show_sorted(std::size_t column, bool ascending);

    std::function<void(std::size_t row)> on_activate;  // Enter or double click
    std::function<void()> on_select;
    std::function<void(std::size_t column, bool ascending)> on_sort;  // a header was clicked

private:
    class Rows;
    void add_columns(const std::vector<TableColumn>& columns);

    wxObjectDataPtr<Rows> model_;
};

}  // namespace throughline
