// NewFileDialog: what a school's first file needs: the school's name, its year, who keeps it, where it lies.
#pragma once

#include <filesystem>
#include <string>

#include "app/widget/standard_dialog.hpp"
#include "throughline/workspace.hpp"

class wxTextCtrl;

namespace throughline {

class DateField;

class NewFileDialog : public StandardDialog {
public:
    // With a roster the name of the keeper is not asked: it is in the roster.
    NewFileDialog(wxWindow* parent, Date today, bool with_roster);

    [[nodiscard]] NewSchool school() const;
    [[nodiscard]] std::string own_name() const;
    [[nodiscard]] std::filesystem::path file() const;

private:
    void propose_file();
    void choose_file();
    // Empty if all is well.
    [[nodiscard]] wxString problem() const;

    wxTextCtrl* school_ = nullptr;
    wxTextCtrl* own_name_ = nullptr;
    DateField* starts_ = nullptr;
    DateField* ends_ = nullptr;
    wxTextCtrl* file_ = nullptr;
    bool file_is_chosen_ = false;
};

}  // namespace throughline
