// TablePane: a ShownTable on screen: the list, what to do where it is empty, and room for controls above and below.
//
// Used by the Cadence page's tabs, the Schedule page and the rules. The page owns what the rows mean.
#pragma once

#include <wx/panel.h>

#include "app/viewmodel/table_row.hpp"

class wxBoxSizer;

namespace throughline {

class EmptyNote;
class TableView;

class TablePane : public wxPanel {
public:
    explicit TablePane(wxWindow* parent);

    void show(const ShownTable& table);
    // The rows are from before and perhaps not so any more: quiet, and a screen reader says it, until others are shown.
    void say_of_before(bool is_of_before);
    // The first row is chosen if none is; the list gets the focus, or the first control above it if it is empty.
    void focus();

    [[nodiscard]] TableView* list() const { return list_; }
    [[nodiscard]] EmptyNote* empty() const { return empty_; }
    [[nodiscard]] wxBoxSizer* above() const { return above_; }
    [[nodiscard]] wxBoxSizer* below() const { return below_; }

private:
    void say_name();

    std::vector<TableColumn> columns_;
    std::string name_;
    std::string empty_words_;
    bool is_of_before_ = false;
    wxBoxSizer* above_;
    TableView* list_;
    EmptyNote* empty_;
    wxBoxSizer* below_;
};

}  // namespace throughline
