#include "app/settings/team_dialog.hpp"

#include <wx/button.h>
#include <wx/checklst.h>
#include <wx/choice.h>
#include <wx/textctrl.h>

#include "app/viewmodel/chooser_view_model.hpp"
#include "app/viewmodel/people_choices.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int list_width = 420;
constexpr int list_height = 300;

}  // namespace

TeamDialog::TeamDialog(wxWindow* parent, GroupsViewModel& view_model, SetTeam team)
    : StandardDialog(parent, team.team ? "Change the team" : "A new team"),
      view_model_(view_model),
      team_(std::move(team)),
      members_(team_.members.begin(), team_.members.end())
{
    auto* grid = form_grid(this);
    const auto name = labelled(this, "&Name", [this] { return new wxTextCtrl(this, wxID_ANY); });
    name->ChangeValue(to_wx(team_.name));
    name.add_to(grid);
    name_ = name.control;
    if (view_model.schools().size() > 1) {
        const auto school = labelled(this, "&School", [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto& each : view_model.schools()) {
            school->Append(to_wx(each.name));
            if (each.id == team_.school) school->SetSelection(static_cast<int>(school->GetCount()) - 1);
        }
        school->Enable(!team_.team);
        school.add_to(grid);
        school_ = school.control;
    }
    const auto find = labelled(this, "&Find", [this] { return new wxTextCtrl(this, wxID_ANY); });
    find->SetHint("a few letters of a name or a subject");
    find.add_to(grid);
    find_ = find.control;
    content()->Add(grid, wxSizerFlags().Expand());
    const auto people = labelled(this, "&Members", [this] {
        return new wxCheckListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(list_width, list_height)));
    });
    content()->AddSpacer(theme::wide_gap(this));
    people.add_above(content(), wxSizerFlags(1).Expand());
    people_ = people.control;
    count_ = theme::quiet(this, {});
    content()->Add(count_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    finish("Keep");
    show_people();
    find_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { show_people(); });
    people_->Bind(wxEVT_CHECKLISTBOX, [this](wxCommandEvent& event) {
        const auto at = static_cast<unsigned>(event.GetInt());
        if (people_->IsChecked(at))
            members_.insert(shown_[at]);
        else
            members_.erase(shown_[at]);
        show_count();
    });
    people_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER)
            keep();  // the list would take it for itself
        else
            event.Skip();
    });
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });
    name_->SetFocus();
}

void TeamDialog::show_people()
{
    const auto typed = to_utf8(find_->GetValue());
    people_->Clear();
    shown_.clear();
    for (const auto& row : view_model_.people()) {
        const auto about = subject_and_grade(row.person.subject, row.person.grade);
        const auto words = about.empty() ? row.person.name() : row.person.name() + ", " + about;
        if (!begins_words(words, typed)) continue;
        people_->Append(to_wx(words));
        people_->Check(static_cast<unsigned>(shown_.size()), members_.contains(row.person.id));
        shown_.push_back(row.person.id);
    }
    if (!shown_.empty()) people_->SetSelection(0);
    show_count();
}

void TeamDialog::show_count()
{
    set_text(count_, to_wx(counted(static_cast<std::int64_t>(members_.size()), "member")));
}

void TeamDialog::keep()
{
    team_.name = to_utf8(name_->GetValue());
    if (school_ && school_->GetSelection() != wxNOT_FOUND)
        team_.school = view_model_.schools()[static_cast<std::size_t>(school_->GetSelection())].id;
    team_.members.assign(members_.begin(), members_.end());
    if (const auto kept = view_model_.keep(team_); !kept) return say(to_wx(kept.error().text()));
    EndModal(wxID_OK);
}

}  // namespace throughline
