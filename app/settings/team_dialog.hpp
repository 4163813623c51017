// TeamDialog: a team's name, its school and its members, ticked in a list that a few typed letters narrow.
#pragma once

#include <set>

#include "app/viewmodel/groups_view_model.hpp"
#include "app/widget/standard_dialog.hpp"

class wxCheckListBox;
class wxChoice;
class wxStaticText;
class wxTextCtrl;

namespace throughline {

class TeamDialog : public StandardDialog {
public:
    TeamDialog(wxWindow* parent, GroupsViewModel& view_model, SetTeam team);

private:
    void show_people();
    void show_count();
    void keep();

    GroupsViewModel& view_model_;
    SetTeam team_;
    std::set<PersonId> members_;
    std::vector<PersonId> shown_;
    wxTextCtrl* name_ = nullptr;
    wxChoice* school_ = nullptr;
    wxTextCtrl* find_ = nullptr;
    wxCheckListBox* people_ = nullptr;
    wxStaticText* count_ = nullptr;
};

}  // namespace throughline
