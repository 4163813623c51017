// WeeksView: the weeks grid with its key and the current cell's words, or the same as two lists.
#pragma once

#include <functional>
#include <optional>

#include <wx/panel.h>

#include "app/viewmodel/weeks_view_model.hpp"

class wxStaticText;
class wxToggleButton;

namespace throughline {

class EmptyNote;
class TablePane;
class WeeksCanvas;

class WeeksView : public wxPanel {
public:
    WeeksView(wxWindow* parent, WeeksViewModel& view_model);

    void show();
    // They are from before and perhaps not so any more: the words below say it.
    void say_of_before(bool is_of_before);
    void focus();
    void turn_lists();  // the grid, or two lists with the same in words

    std::function<void(PersonId teacher)> on_open;

private:
    void show_place();
    void show_row();

    WeeksViewModel& view_model_;
    bool is_of_before_ = false;
    wxPanel* body_;
    wxToggleButton* as_lists_;
    WeeksCanvas* canvas_;
    wxPanel* lists_;
    TablePane* teachers_;
    TablePane* weeks_;
    wxStaticText* words_;
    EmptyNote* empty_;
};

}  // namespace throughline
