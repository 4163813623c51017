#include "app/shell/new_file_dialog.hpp"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/platform/folders.hpp"
#include "app/viewmodel/typed_date.hpp"
#include "app/viewmodel/workspace_files.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

NewFileDialog::NewFileDialog(wxWindow* parent, Date today, bool with_roster)
    : StandardDialog(parent, with_roster ? "New school with a roster" : "New school")
{
    auto* grid = form_grid(this);
    const auto text_field = [this] { return new wxTextCtrl(this, wxID_ANY); };
    const auto date_field = [this, today] { return new DateField(this, today); };
    if (!with_roster) {
        const auto own_name = labelled(this, "&Your name", text_field);
        own_name.add_to(grid);
        own_name_ = own_name.control;
    }
    const auto school = labelled(this, "&School's name", text_field);
    school.add_to(grid);
    school_ = school.control;
    const auto starts = labelled(this, "School year &from", date_field);
    starts.add_to(grid);
    starts_ = starts.control;
    const auto ends = labelled(this, "&to", date_field);
    ends.add_to(grid);
    ends_ = ends.control;
    const auto file = labelled(this, "File", text_field);
    file_ = file.control;
    grid->Add(file.label, wxSizerFlags().CenterVertical());
    auto* file_row = new wxBoxSizer(wxHORIZONTAL);
    file_row->Add(file_, wxSizerFlags(1).CenterVertical());
    auto* choose = new wxButton(this, wxID_ANY, "&Choose...");
    file_row->Add(choose, wxSizerFlags().Border(wxLEFT, theme::gap(this)));
    grid->Add(file_row, wxSizerFlags().Expand());
    content()->Add(grid, wxSizerFlags(1).Expand());
    const auto* words = "One file on this computer, readable by you alone. The year can be changed later.";
    content()->Add(theme::quiet(this, words), wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
    content()->SetMinSize(wxSize(FromDIP(520), -1));

    const auto year = proposed_school_year(today);
    starts_->set_date(year.starts_on);
    ends_->set_date(year.ends_on);
    propose_file();
    school_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { propose_file(); });
    file_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { file_is_chosen_ = true; });
    choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose_file(); });
    finish(with_roster ? "Go on to the roster" : "Make the file");
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        const auto wrong = problem();
        say(wrong);
        if (wrong.empty()) EndModal(wxID_OK);
    });
    (own_name_ ? own_name_ : school_)->SetFocus();
}

NewSchool NewFileDialog::school() const
{
    return {std::string(trimmed(to_utf8(school_->GetValue()))), *starts_->date(), *ends_->date()};
}

std::string NewFileDialog::own_name() const
{
    return own_name_ ? std::string(trimmed(to_utf8(own_name_->GetValue()))) : std::string();
}

std::filesystem::path NewFileDialog::file() const
{
    std::filesystem::path typed = std::string(trimmed(to_utf8(file_->GetValue())));
    if (!typed.empty() && !typed.has_extension()) typed += ".throughline";
    return typed;
}

void NewFileDialog::propose_file()
{
    if (file_is_chosen_) return;
    file_->ChangeValue(to_wx(proposed_file(documents_folder(), to_utf8(school_->GetValue())).string()));
}

void NewFileDialog::choose_file()
{
    wxFileDialog dialog(this, "Where should the school's file lie?", to_wx(file().parent_path().string()),
                        to_wx(file().filename().string()), "Throughline files (*.throughline)|*.throughline",
                        wxFD_SAVE);
    if (dialog.ShowModal() != wxID_OK) return;
    file_->ChangeValue(dialog.GetPath());
    file_is_chosen_ = true;
}

wxString NewFileDialog::problem() const
{
    if (own_name_ && own_name().empty()) return "Type your name: your visits are kept under it.";
    if (trimmed(to_utf8(school_->GetValue())).empty()) return "Type the school's name.";
    if (!starts_->date() || !ends_->date()) return "Type the school year's first and last day, such as 15 Aug.";
    if (*ends_->date() <= *starts_->date()) return "The school year's last day must be after its first.";
    if (file().empty()) return "Choose where the file should lie.";
    return {};
}

}  // namespace throughline
