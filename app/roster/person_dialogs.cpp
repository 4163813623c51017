#include "app/roster/person_dialogs.hpp"

#include <array>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/checklst.h>
#include <wx/choice.h>
#include <wx/statbox.h>
#include <wx/textctrl.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int field_width = 320;
constexpr std::array roles = {Role::teacher, Role::observer, Role::leader, Role::administrator};
constexpr std::array role_meanings = {"is visited", "visits and coaches", "sees a school's work",
                                      "looks after the file"};

class PersonDialog : public StandardDialog {
public:
    PersonDialog(Shell& shell, RosterViewModel& view_model, const Person& person, bool is_new)
        : StandardDialog(shell.window(), is_new ? wxString("Add a person") : "Change " + to_wx(person.name())),
          view_model_(view_model),
          person_(person),
          is_new_(is_new)
    {
        auto* grid = form_grid(this);
        given_ = add_text(grid, "&Given name", person.given_name);
        family_ = add_text(grid, "&Family name", person.family_name);
        email_ = add_text(grid, "&E-mail", person.email);
        staff_id_ = add_text(grid, "Staff &number", person.staff_id);
        subject_ = add_text(grid, "Su&bject", person.subject);
        grade_ = add_text(grid, "G&rade", person.grade);
        add_school(grid);
        content()->Add(grid, wxSizerFlags().Expand());
        add_roles();
        active_ = new wxCheckBox(this, wxID_ANY, "Works here now");
        active_->SetValue(person.active);
        active_->Show(!is_new);
        content()->Add(active_, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish(is_new ? "Add" : "Save");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        given_->SetFocus();
    }

    [[nodiscard]] const Person& person() const { return person_; }

private:
    wxTextCtrl* add_text(wxFlexGridSizer* grid, const wxString& label, const std::string& text)
    {
        const auto field = labelled(this, label, [&] {
            return new wxTextCtrl(this, wxID_ANY, to_wx(text), wxDefaultPosition, FromDIP(wxSize(field_width, -1)));
        });
        field.add_to(grid);
        return field.control;
    }

    void add_school(wxFlexGridSizer* grid)
    {
        const auto school = labelled(this, "&School", [this] { return new wxChoice(this, wxID_ANY); });
        school_ = school.control;
        for (const auto& one : view_model_.schools()) {
            const int at = school_->Append(to_wx(one.name));
            if (one.id == person_.school || at == 0) school_->SetSelection(at);
        }
        school.add_to(grid);
    }

    void add_roles()
    {
        auto* group = new wxStaticBoxSizer(wxVERTICAL, this, "Roles");
        for (std::size_t at = 0; at < roles.size(); ++at) {
            const auto words = std::string(name_of(roles[at])) + ": " + role_meanings[at];
            roles_[at] = new wxCheckBox(group->GetStaticBox(), wxID_ANY, to_wx(words));
            roles_[at]->SetValue(person_.roles.contains(roles[at]));
            group->Add(roles_[at], wxSizerFlags().Border(wxALL, FromDIP(3)));
        }
        content()->Add(group, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    }

    [[nodiscard]] PersonForm form() const
    {
        PersonForm form{person_};
        auto& person = form.person;
        person.given_name = to_utf8(given_->GetValue().Trim().Trim(false));
        person.family_name = to_utf8(family_->GetValue().Trim().Trim(false));
        person.email = to_utf8(email_->GetValue().Trim().Trim(false));
        person.staff_id = to_utf8(staff_id_->GetValue().Trim().Trim(false));
        person.subject = to_utf8(subject_->GetValue().Trim().Trim(false));
        person.grade = to_utf8(grade_->GetValue().Trim().Trim(false));
        const int school = school_->GetSelection();
        if (school >= 0) person.school = view_model_.schools()[static_cast<std::size_t>(school)].id;
        person.roles.clear();
        for (std::size_t at = 0; at < roles.size(); ++at)
            if (roles_[at]->GetValue()) person.roles.insert(roles[at]);
        person.active = active_->GetValue();
        return form;
    }

    void accept()
    {
        const auto filled = form();
        const auto error = save(filled);
        if (!error.empty()) {
            say(to_wx(error));
            return;
        }
        person_ = filled.person;
        EndModal(wxID_OK);
    }

    // What the library says against it; empty if it is saved.
    std::string save(const PersonForm& filled)
    {
        if (is_new_) {
            const auto added = view_model_.add(filled);
            return added ? std::string() : added.error().text();
        }
        const auto changed = view_model_.change(filled);
        return changed ? std::string() : changed.error().text();
    }

    RosterViewModel& view_model_;
    Person person_;
    bool is_new_;
    wxTextCtrl* given_ = nullptr;
    wxTextCtrl* family_ = nullptr;
    wxTextCtrl* email_ = nullptr;
    wxTextCtrl* staff_id_ = nullptr;
    wxTextCtrl* subject_ = nullptr;
    wxTextCtrl* grade_ = nullptr;
    wxChoice* school_ = nullptr;
    std::array<wxCheckBox*, roles.size()> roles_{};
    wxCheckBox* active_ = nullptr;
};

class VisitorsDialog : public StandardDialog {
public:
    VisitorsDialog(Shell& shell, RosterViewModel& view_model, const Person& teacher,
                   std::vector<RosterViewModel::Visitor> visitors)
        : StandardDialog(shell.window(), "Who visits " + to_wx(teacher.name()) + "?"),
          view_model_(view_model),
          teacher_(teacher.id),
          visitors_(std::move(visitors))
    {
        const auto list = labelled(this, "Observers who have this teacher in their caseload",
                                   [this] { return new wxCheckListBox(this, wxID_ANY); });
        list_ = list.control;
        list_->SetMinSize(FromDIP(wxSize(field_width, 240)));
        for (const auto& visitor : visitors_) list_->Check(list_->Append(to_wx(visitor.name)), visitor.assigned);
        list.add_above(content(), wxSizerFlags(1).Expand());
        finish("Save");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        list_->SetFocus();
    }

private:
    void accept()
    {
        for (std::size_t at = 0; at < visitors_.size(); ++at) {
            auto& visitor = visitors_[at];
            const bool now = list_->IsChecked(static_cast<unsigned>(at));
            if (now == visitor.assigned) continue;
            const auto done = view_model_.assign(visitor.id, teacher_, now);
            if (!done) {
                say(to_wx(done.error().text()));
                return;
            }
            visitor.assigned = now;
        }
        EndModal(wxID_OK);
    }

    RosterViewModel& view_model_;
    PersonId teacher_;
    std::vector<RosterViewModel::Visitor> visitors_;
    wxCheckListBox* list_ = nullptr;
};

std::string person_detail(const PersonRow& row)
{
    const auto& person = row.person;
    auto words = role_words(person.roles);
    if (const auto taught = subject_and_grade(person.subject, person.grade); !taught.empty()) words += ", " + taught;
    return person.from_roster ? words + ", from the roster" : words;
}

}  // namespace

std::optional<std::string> ask_new_person(Shell& shell, RosterViewModel& view_model)
{
    Person person;
    person.roles = {Role::teacher};
    PersonDialog dialog(shell, view_model, person, true);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return dialog.person().name() + " was added.";
}

std::optional<std::string> ask_person_change(Shell& shell, RosterViewModel& view_model, const Person& person)
{
    PersonDialog dialog(shell, view_model, person, false);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return dialog.person().name() + " was changed.";
}

std::optional<std::string> ask_merge(Shell& shell, RosterViewModel& view_model, const Person& from)
{
    std::optional<std::string> said;
    std::vector<ChooserRow> all;
    for (const auto& row : view_model.merge_candidates(from))
        all.push_back({row.person.name(), person_detail(row), {}, [&, into = row.person] {
                           if (!shell.accept(view_model.merge(from.id, into.id))) return;
                           said = from.name() + " is " + into.name() + " now, with all visits. Undo takes it back.";
                       }});
    ChooserDialog::Words words;
    words.title = "Who is " + from.name() + " really?";
    words.field = "Name of the same person";
    words.list = "People";
    words.accept = "Merge";
    words.hint = "All visits, steps and debriefs of " + from.name() + " become theirs. Undo takes it back.";
    ChooserDialog(shell.window(), words,
                  ChooserViewModel([all](const std::string& typed) { return fitting_rows(all, typed); }))
        .choose();
    return said;
}

std::optional<std::string> ask_visitors(Shell& shell, RosterViewModel& view_model, const Person& teacher)
{
    auto visitors = view_model.visitors_of(teacher.id);
    if (!shell.accept(visitors)) return std::nullopt;
    if (visitors->empty()) return "Nobody here is an observer yet. Give somebody that role first.";
    VisitorsDialog dialog(shell, view_model, teacher, std::move(*visitors));
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return "The caseloads of " + teacher.name() + "'s observers are saved.";
}

}  // namespace throughline
