// CommandMenus: a window's menu bar, made from MenuCommands and kept in step with what is possible now.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <wx/frame.h>

#include "app/shell/command_table.hpp"

namespace throughline {

class CommandMenus {
public:
    explicit CommandMenus(wxFrame* frame);

    // Replaces the menu bar. Menus stand in the order in which the commands first name them; Help comes last.
    void build(std::vector<MenuCommand> commands);
    [[nodiscard]] const std::vector<MenuCommand>& commands() const { return commands_; }
    // False if there is no such command now, or it is not possible.
    bool run(const std::string& id);
    // The highlighted command's help; an empty text when none is.
    std::function<void(const std::string&)> on_help;

private:
    [[nodiscard]] const MenuCommand* of_menu_id(int menu_id) const;

    wxFrame* frame_;
    std::vector<MenuCommand> commands_;
    std::map<std::string, int> menu_ids_;  // by command id, for the life of the frame
};

}  // namespace throughline
