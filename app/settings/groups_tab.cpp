// Teams, and what is said of each person: tags, and hours for visits.
#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/textctrl.h>

#include "app/settings/settings_tab.hpp"
#include "app/settings/team_dialog.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int field_width = 320;

class PersonDialog : public StandardDialog {
public:
    PersonDialog(wxWindow* parent, GroupsViewModel& view_model, const GroupsViewModel::Said& said)
        : StandardDialog(parent, to_wx(said.name))
    {
        auto* grid = form_grid(this);
        const auto tags = labelled(this, "&Tags, with commas between", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        tags->ChangeValue(to_wx(said.tags));
        tags->SetHint("first year, Spanish");
        tags.add_to(grid);
        wxTextCtrl* hours = nullptr;
        if (said.is_observer) {
            const auto field = labelled(this, "&Hours a week for visits and debriefs",
                                        [this] { return new wxTextCtrl(this, wxID_ANY); });
            field->ChangeValue(to_wx(said.hours));
            field->SetHint("not said");
            field.add_to(grid);
            hours = field.control;
        }
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Keep");
        accept_button()->Bind(wxEVT_BUTTON, [this, &view_model, said, typed = tags.control, hours](wxCommandEvent&) {
            auto changed = said;
            changed.tags = to_utf8(typed->GetValue());
            if (hours) changed.hours = to_utf8(hours->GetValue());
            if (const auto kept = view_model.keep(changed); !kept) return say(to_wx(kept.error().text()));
            EndModal(wxID_OK);
        });
        tags->SetFocus();
    }
};

class GroupsTab : public SettingsTab {
public:
    GroupsTab(wxWindow* parent, Shell& around);
    void load() override;
    void focus() override;
    std::vector<MenuCommand> commands() override;

private:
    TablePane* pane(const wxString& words);
    void write_team(std::optional<std::size_t> row);
    void remove_team();
    void change_person();

    GroupsViewModel view_model_;
    TablePane* teams_;
    TablePane* people_;
};

GroupsTab::GroupsTab(wxWindow* parent, Shell& around) : SettingsTab(parent, around), view_model_(around.document())
{
    auto* outer = new wxBoxSizer(wxVERTICAL);
    SetSizer(outer);
    teams_ = pane("Teams");
    people_ = pane("Tags, and hours a week for visits");

    auto* team_buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* add = new wxButton(teams_, wxID_ANY, "&New team...");
    auto* change = new wxButton(teams_, wxID_ANY, "&Change...");
    auto* remove = new wxButton(teams_, wxID_ANY, "&Remove");
    for (auto* button : {add, change}) team_buttons->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    team_buttons->AddStretchSpacer();
    team_buttons->Add(remove);
    teams_->below()->Add(team_buttons, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* say = new wxButton(people_, wxID_ANY, "&Tags and hours...");
    people_->below()->Add(say, wxSizerFlags().Border(wxTOP, theme::gap(this)));

    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { write_team({}); });
    change->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (const auto row = teams_->list()->selected_row())
            write_team(row);
        else
            shell().notify("Choose the team to change first.");
    });
    remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { remove_team(); });
    say->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { change_person(); });
    teams_->list()->on_activate = [this](std::size_t row) { write_team(row); };
    people_->list()->on_activate = [this](std::size_t) { change_person(); };
}

TablePane* GroupsTab::pane(const wxString& words)
{
    auto* made = new TablePane(this);
    made->above()->Add(theme::section_heading(made, words), wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    GetSizer()->Add(made, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    return made;
}

void GroupsTab::load()
{
    if (!shell().accept(view_model_.load())) return;
    teams_->show(view_model_.team_table());
    people_->show(view_model_.people_table());
}

void GroupsTab::focus()
{
    if (teams_->list()->rows().empty())
        people_->focus();
    else
        teams_->focus();
}

void GroupsTab::write_team(std::optional<std::size_t> row)
{
    TeamDialog dialog(shell().window(), view_model_, view_model_.team(row));
    dialog.ShowModal();
    load();
    teams_->focus();
}

void GroupsTab::remove_team()
{
    if (shell().accept(view_model_.remove_team(teams_->list()->selected_row().value_or(teams_->list()->rows().size()))))
        shell().notify("The team was removed; its members stay.");
    load();
    teams_->focus();
}

void GroupsTab::change_person()
{
    const auto row = people_->list()->selected_row();
    const auto said = row ? view_model_.person(*row) : std::nullopt;
    if (!said) return shell().notify("Choose a person first.");
    PersonDialog dialog(shell().window(), view_model_, *said);
    dialog.ShowModal();
    load();
    people_->focus();
}

std::vector<MenuCommand> GroupsTab::commands()
{
    return {{"settings.new_team", "Settings", "New team...", "",
             "A grade or a subject, for rules, excusals and filters.", [this] { write_team({}); }}};
}

}  // namespace

SettingsTab* make_groups_tab(wxWindow* parent, Shell& shell) { return new GroupsTab(parent, shell); }

}  // namespace throughline
