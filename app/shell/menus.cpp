#include "app/shell/menus.hpp"

#include <algorithm>

#include <wx/menu.h>

#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

wxString label_of(const MenuCommand& command)
{
    auto label = to_wx(command.shown_name());
    label.Replace("&", "&&");
    return command.key.empty() ? label : label + "\t" + to_wx(command.key);
}

int stock_id(const std::string& command_id)
{
    // These have a place of their own on some systems.
    if (command_id == "file.quit") return wxID_EXIT;
    if (command_id == "help.about") return wxID_ABOUT;
    return wxWindow::NewControlId();
}

}  // namespace

CommandMenus::CommandMenus(wxFrame* frame) : frame_(frame)
{
    frame_->Bind(wxEVT_MENU, [this](wxCommandEvent& event) {
        const auto* command = of_menu_id(event.GetId());
        if (!command) return event.Skip();
        const auto run_command = command->run;  // running it may replace the table
        run_command();
    });
    frame_->Bind(wxEVT_UPDATE_UI, [this](wxUpdateUIEvent& event) {
        const auto* command = of_menu_id(event.GetId());
        if (!command) return event.Skip();
        event.Enable(command->is_enabled());
        if (command->name_now) event.SetText(label_of(*command));
    });
    frame_->Bind(wxEVT_MENU_HIGHLIGHT, [this](wxMenuEvent& event) {
        const auto* command = of_menu_id(event.GetMenuId());
        if (on_help) on_help(command ? command->help : std::string());
    });
    frame_->Bind(wxEVT_MENU_CLOSE, [this](wxMenuEvent& event) {
        event.Skip();
        if (on_help) on_help({});
    });
}

void CommandMenus::build(std::vector<MenuCommand> commands)
{
    commands_ = std::move(commands);
    std::vector<std::pair<std::string, wxMenu*>> menus;
    for (const auto& command : commands_) {
        auto at =
            std::find_if(menus.begin(), menus.end(), [&](const auto& menu) { return menu.first == command.menu; });
        if (at == menus.end()) at = menus.insert(menus.end(), {command.menu, new wxMenu});
        auto [known, is_new] = menu_ids_.try_emplace(command.id, wxID_NONE);
        if (is_new) known->second = stock_id(command.id);
        if (command.begins_group && at->second->GetMenuItemCount() > 0) at->second->AppendSeparator();
        at->second->Append(known->second, label_of(command), to_wx(command.help));
    }
    std::stable_partition(menus.begin(), menus.end(), [](const auto& menu) { return menu.first != "Help"; });

    auto* bar = new wxMenuBar;
    for (const auto& [name, menu] : menus) bar->Append(menu, "&" + to_wx(name));
    auto* old = frame_->GetMenuBar();
    frame_->SetMenuBar(bar);
    delete old;
}

bool CommandMenus::run(const std::string& id)
{
    const auto at =
        std::find_if(commands_.begin(), commands_.end(), [&](const MenuCommand& command) { return command.id == id; });
    if (at == commands_.end() || !at->is_enabled()) return false;
    const auto run_command = at->run;
    run_command();
    return true;
}

const MenuCommand* CommandMenus::of_menu_id(int menu_id) const
{
    const auto at = std::find_if(commands_.begin(), commands_.end(), [&](const MenuCommand& command) {
        const auto known = menu_ids_.find(command.id);
        return known != menu_ids_.end() && known->second == menu_id;
    });
    return at == commands_.end() ? nullptr : &*at;
}

}  // namespace throughline
