// SettingsTab: one part of the settings: its own controls, its own view-model, its own commands.
//
// Made by the functions below, shown by the Settings page, which says when to load and where the focus goes.
#pragma once

#include <vector>

#include <wx/panel.h>

#include "app/shell/page.hpp"

namespace throughline {

class SettingsTab : public wxPanel {
public:
    SettingsTab(wxWindow* parent, Shell& around) : wxPanel(parent), shell_(around) {}

    virtual void load() = 0;
    virtual void focus() = 0;
    virtual void leaving() {}
    [[nodiscard]] virtual std::vector<MenuCommand> commands() { return {}; }

protected:
    [[nodiscard]] Shell& shell() const { return shell_; }
    [[nodiscard]] Document& document() const { return shell_.document(); }

private:
    Shell& shell_;
};

SettingsTab* make_year_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_rules_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_excusals_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_groups_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_accounts_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_backups_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_keeping_tab(wxWindow* parent, Shell& shell);
SettingsTab* make_file_tab(wxWindow* parent, Shell& shell);

}  // namespace throughline
