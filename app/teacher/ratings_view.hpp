// A teacher's ratings over time: a small picture for each row of the rubric, or the same numbers as a table.
#pragma once

#include <wx/panel.h>

#include "app/viewmodel/teacher_view_model.hpp"

class wxBoxSizer;
class wxCheckBox;
class wxScrolledWindow;
class wxToggleButton;

namespace throughline {

class ChartKey;
class EmptyNote;
class TableView;

class RatingsView : public wxPanel {
public:
    RatingsView(wxWindow* parent, Document& document, TeacherViewModel& view_model);

    void show();
    void focus();
    void turn_table();
    // Enter on a row of the table: its visit.
    std::function<void(ObservationId)> on_open_visit;

private:
    void make_bar(wxBoxSizer* column);
    void draw(const std::vector<report::RatingSeries>& series);
    void fit_columns();

    Document& document_;
    TeacherViewModel& view_model_;
    wxPanel* body_;
    EmptyNote* empty_ = nullptr;
    ChartKey* key_ = nullptr;
    wxCheckBox* details_ = nullptr;
    wxToggleButton* as_table_ = nullptr;
    wxScrolledWindow* charts_ = nullptr;
    TableView* table_ = nullptr;
    std::vector<class wxFlexGridSizer*> grids_;
    std::vector<TableRow> drawn_;  // what the pictures show, so that they are made anew only when it changed
};

}  // namespace throughline
