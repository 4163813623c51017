// ChooserDialog: a line to type in over a list; arrows walk the list while the typing goes on, Enter takes the row.
#pragma once

#include <string>

#include "app/viewmodel/chooser_view_model.hpp"
#include "app/widget/standard_dialog.hpp"

class wxTextCtrl;

namespace throughline {

class TableView;

class ChooserDialog : public StandardDialog {
public:
    struct Words {
        std::string title;      // "Who are you visiting?"
        std::string field;      // "Teacher's name": the label of the line
        std::string list;       // "Teachers": what a screen reader calls the list
        std::string accept;     // "Start the visit"
        std::string hint;       // one quiet line below; may be empty
        bool has_keys = false;  // a third column with the commands' keys
    };

    ChooserDialog(wxWindow* parent, const Words& words, ChooserViewModel view_model);

    // Runs the dialog, and then what was chosen.
    void choose();

private:
    void show_rows();
    void show_selection();
    bool walk(int key_code);
    void accept();

    ChooserViewModel view_model_;
    wxTextCtrl* field_ = nullptr;
    TableView* list_ = nullptr;
    bool has_keys_ = false;
};

}  // namespace throughline
