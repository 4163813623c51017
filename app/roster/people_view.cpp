#include "app/roster/people_view.hpp"

#include <array>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>

#include "app/roster/person_dialogs.hpp"
#include "app/settings/keeping_dialogs.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr std::array roles = {Role::teacher, Role::observer, Role::leader, Role::administrator};

}  // namespace

PeopleView::PeopleView(wxWindow* parent, Shell& shell) : wxPanel(parent), shell_(shell), view_model_(shell.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Roster");
    auto* add_button = new wxButton(this, wxID_ANY, "&Add a person...");
    auto* import = new wxButton(this, wxID_ANY, "&Import a roster...");
    header_.add_action(add_button);
    header_.add_action(import);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    make_filters(column);
    list_ = new TableView(this, "People",
                          {{"Name", 190},
                           {"Roles", 160},
                           {"Teaches", 150},
                           {"School", 170},
                           {"Staff number", 110},
                           {"Where from", 130},
                           {"E-mail", 140}});
    filter_.leads_to(list_);
    empty_ = new EmptyNote(this, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    make_foot(column);
    SetSizer(column);

    const auto ask_import = [this](wxCommandEvent&) { on_import(); };
    empty_->add_button("Import a roster...")->Bind(wxEVT_BUTTON, ask_import);
    import->Bind(wxEVT_BUTTON, ask_import);
    add_button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add(); });
    list_->on_select = [this] { show_selected(); };
    list_->on_activate = [this](std::size_t) { change(); };
}

void PeopleView::make_filters(wxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    filter_ = filter_field(this, "Fi&lter", "Name, e-mail or staff number");
    filter_.add_to(row);
    const auto role = labelled(this, "R&ole", [this] { return new wxChoice(this, wxID_ANY); });
    role->Append("Any role");
    for (const auto one : roles) role->Append(to_wx(name_of(one)));
    role->SetSelection(0);
    row->Add(role.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(role.control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(this)));
    auto* left = new wxCheckBox(this, wxID_ANY, "&With those who left");
    row->Add(left, wxSizerFlags().CenterVertical());
    column->Add(row, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));

    filter_.control->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
        view_model_.set_filter(filter_.text());
        show();
    });
    role->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        const int at = event.GetSelection();
        view_model_.show_role(at > 0 ? std::optional(roles[static_cast<std::size_t>(at) - 1]) : std::nullopt);
        show();
    });
    left->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        if (shell_.accept(view_model_.set_include_inactive(event.IsChecked()))) show();
    });
}

void PeopleView::make_foot(wxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto add_button = [&](const wxString& label, const wxString& help, void (PeopleView::*act)()) {
        auto* button = new wxButton(this, wxID_ANY, label);
        button->SetToolTip(help);
        button->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) { (this->*act)(); });
        row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
        return button;
    };
    change_ = add_button("&Change...", "Name, roles, school", &PeopleView::change);
    assign_ = add_button("Who visi&ts...", "Which observers have this teacher in their caseload", &PeopleView::assign);
    merge_ = add_button("&Merge with...", "The same person is here twice", &PeopleView::merge);
    active_ = add_button("&Deactivate", "They left; all records stay", &PeopleView::turn_active);
    erase_ = add_button("Erase this &person...", "A legal erasure: what was written about and by them goes for good",
                        &PeopleView::erase);
    column->Add(row, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
}

void PeopleView::refresh()
{
    if (shell_.accept(view_model_.refresh())) show();
}

void PeopleView::focus() { filter_.focus(); }

void PeopleView::show()
{
    list_->set_rows(view_model_.rows());
    list_->GetColumn(3)->SetHidden(view_model_.schools().size() < 2);
    set_text(header_.second_line, to_wx(view_model_.count_words()));
    empty_->say(to_wx(view_model_.empty_words()));
    show_selected();
}

void PeopleView::show_selected()
{
    const auto* person = selected();
    for (auto* button : {change_, merge_, active_, erase_}) button->Enable(person != nullptr);
    assign_->Enable(is_teacher_selected());
    const wxString label = person && !person->active ? "Reactivate" : "&Deactivate";
    if (active_->GetLabel() == label) return;
    active_->SetLabel(label);
    Layout();
}

const Person* PeopleView::selected() const
{
    const auto row = list_->selected_row();
    return row && *row < view_model_.shown().size() ? &view_model_.shown()[*row].person : nullptr;
}

bool PeopleView::is_teacher_selected() const
{
    const auto* person = selected();
    return person && person->active && person->roles.contains(Role::teacher);
}

void PeopleView::take(const std::optional<std::string>& said)
{
    if (said) shell_.notify(*said);
    list_->SetFocus();
}

void PeopleView::add() { take(ask_new_person(shell_, view_model_)); }

void PeopleView::change()
{
    // A copy: the list is asked again while the dialog is open.
    if (const auto* person = selected()) take(ask_person_change(shell_, view_model_, Person(*person)));
}

void PeopleView::merge()
{
    if (const auto* person = selected()) take(ask_merge(shell_, view_model_, Person(*person)));
}

void PeopleView::assign()
{
    if (is_teacher_selected()) take(ask_visitors(shell_, view_model_, Person(*selected())));
}

void PeopleView::turn_active()
{
    if (!selected()) return;
    const Person person = *selected();
    if (!shell_.accept(view_model_.set_active(person, !person.active))) return;
    take(person.name() + (person.active ? " is deactivated; all records stay." : " is active again."));
}

void PeopleView::erase()
{
    if (!selected()) return;
    const auto said = ask_to_erase(shell_, selected()->id);
    refresh();
    take(said);
}

std::vector<MenuCommand> PeopleView::commands()
{
    const auto one_selected = [this] { return selected() != nullptr; };
    return {
        {"roster.import",
         "Roster",
         "Import a roster...",
         "Ctrl+I",
         "Shows every row before anything is written.",
         [this] { on_import(); },
         {},
         {},
         false},
        {"roster.add",
         "Roster",
         "Add a person...",
         {},
         "Somebody who is on no roster file.",
         [this] { add(); },
         {},
         {},
         true},
        {"roster.change",
         "Roster",
         "Change the person...",
         {},
         "Name, roles, school.",
         [this] { change(); },
         one_selected,
         {},
         false},
        {"roster.assign",
         "Roster",
         "Who visits this teacher...",
         {},
         "Which observers have them in their caseload.",
         [this] { assign(); },
         [this] { return is_teacher_selected(); },
         {},
         false},
        {"roster.merge",
         "Roster",
         "Merge with another person...",
         {},
         "The same person is here twice.",
         [this] { merge(); },
         one_selected,
         {},
         false},
        {"roster.deactivate",
         "Roster",
         "Deactivate the person",
         {},
         "They left; all records stay.",
         [this] { turn_active(); },
         one_selected,
         [this] { return selected() && !selected()->active ? "Reactivate the person" : "Deactivate the person"; },
         false},
        {"roster.erase",
         "Roster",
         "Erase this person...",
         {},
         "A legal erasure: what was written about and by them goes for good.",
         [this] { erase(); },
         one_selected,
         {},
         false},
    };
}

}  // namespace throughline
