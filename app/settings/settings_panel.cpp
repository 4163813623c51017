#include "app/settings/settings_panel.hpp"

#include <array>
#include <string>

#include <wx/notebook.h>
#include <wx/sizer.h>

#include "app/platform/accessible_name.hpp"
#include "app/settings/settings_tab.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

struct Part {
    const char* id;
    const char* name;
    const char* help;
    SettingsTab* (*make)(wxWindow* parent, Shell& shell);
};
constexpr std::array parts{
    Part{"settings.year", "School year", "The year's ends, days off and terms.", make_year_tab},
    Part{"settings.rules", "How often", "The rules: how often, and how soon after.", make_rules_tab},
    Part{"settings.excused", "Excused", "Who is let off, why and until when.", make_excusals_tab},
    Part{"settings.groups", "Teams and tags", "The groups that rules speak of.", make_groups_tab},
    Part{"settings.accounts", "Sign-in", "Who signs in on a shared computer, and when it locks.", make_accounts_tab},
    Part{"settings.backups", "Backups", "Copies of the file, and taking one back.", make_backups_tab},
    Part{"settings.file", "This file", "Abbreviations, reminders, whose file it is, and who sees what.", make_file_tab},
    Part{"settings.keeping", "Keeping records", "How long records are kept, holds, and taking out what is due.",
         make_keeping_tab}};

class SettingsPanel : public Page {
public:
    SettingsPanel(wxWindow* parent, Shell& around);

    [[nodiscard]] std::string title() const override { return "Settings"; }
    [[nodiscard]] std::string help_topic() const override { return "settings"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { leave(book_->GetSelection()); }
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    [[nodiscard]] SettingsTab& tab();  // the one on screen
    void make_tab(std::size_t at);
    void leave(int at);

    wxNotebook* book_;
    std::array<SettingsTab*, parts.size()> tabs_{};  // made when first looked at: all at once would hold the window
};

SettingsPanel::SettingsPanel(wxWindow* parent, Shell& around) : Page(parent, around)
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(page_header(this, "Settings").sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    book_ = new wxNotebook(this, wxID_ANY);
    set_accessible_name(book_, "Parts of the page");
    for (const auto& part : parts) {
        auto* place = new wxPanel(book_);
        place->SetSizer(new wxBoxSizer(wxVERTICAL));
        book_->AddPage(place, part.name);
    }
    make_tab(0);  // laid out with the page: in a layout of its own, of no size yet, the focus would scroll it
    column->Add(book_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);
    book_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGING, [this](wxBookCtrlEvent& event) {
        event.Skip();
        leave(event.GetOldSelection());
    });
    book_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        tab().load();
        shell().commands_changed();
    });
}

SettingsTab& SettingsPanel::tab()
{
    const auto at = static_cast<std::size_t>(book_->GetSelection());
    if (tabs_[at] == nullptr) {
        make_tab(at);
        book_->GetPage(at)->Layout();
    }
    return *tabs_[at];
}

void SettingsPanel::make_tab(std::size_t at)
{
    auto* place = book_->GetPage(at);
    tabs_[at] = parts[at].make(place, shell());
    place->GetSizer()->Add(tabs_[at], wxSizerFlags(1).Expand());
}

void SettingsPanel::leave(int at)
{
    if (at >= 0 && tabs_[static_cast<std::size_t>(at)] != nullptr) tabs_[static_cast<std::size_t>(at)]->leaving();
}

void SettingsPanel::shown()
{
    tab().load();
    tab().focus();
}

void SettingsPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes, {Noun::school, Noun::school_year, Noun::calendar_day, Noun::academic_session, Noun::person,
                           Noun::setting, Noun::cadence_rule, Noun::excusal, Noun::team, Noun::team_member,
                           Noun::person_tag, Noun::observer_time, Noun::retention_rule}))
        tab().load();
}

std::vector<MenuCommand> SettingsPanel::commands()
{
    std::vector<MenuCommand> commands;
    for (std::size_t at = 0; at < parts.size(); ++at)
        commands.push_back({parts[at].id,
                            "Settings",
                            parts[at].name,
                            "Alt+" + std::to_string(at + 1),
                            parts[at].help,
                            [this, at] {
                                book_->SetSelection(at);
                                tab().focus();
                            },
                            {},
                            {},
                            at == 0});
    for (auto& command : tab().commands()) commands.push_back(std::move(command));
    return commands;
}

}  // namespace

Page* make_settings_page(wxWindow* parent, Shell& shell) { return new SettingsPanel(parent, shell); }

}  // namespace throughline
