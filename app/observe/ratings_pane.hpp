// RatingsPane: the form's rows in a list that takes marks by key, and beside it what the chosen row means.
#pragma once

#include <optional>
#include <vector>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/observe_view_model.hpp"

class wxCheckBox;
class wxStaticText;

namespace throughline {

class RowDetail;
class TableView;

class RatingsPane : public wxPanel {
public:
    RatingsPane(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    void show();
    void focus();

    // What the menus run.
    void toggle_last_time();

private:
    bool on_key(const wxKeyEvent& event);
    void fit_columns();
    void say(const Result<void>& done);

    Shell& shell_;
    ObserveViewModel& page_;
    RatingsViewModel& ratings_;
    TableView* rows_;
    wxStaticText* hint_;
    wxCheckBox* last_;
    RowDetail* detail_;
    bool selecting_ = false;
    Connection changes_;
};

}  // namespace throughline
