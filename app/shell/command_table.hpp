// MenuCommand: one thing a person can do, as data: the menus, the keys and the palette are all built from these.
//
// The shell has its own table (command_table.cpp); a page adds the commands that make sense on it (Page::commands).
// Names and help are shown as they stand: plain, in sentence case, no trailing dots unless a dialog asks for more.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace throughline {

struct MenuCommand {
    std::string id;    // "observe.share": stable, unique
    std::string menu;  // "Visit"; menus stand in the order in which they are first named
    std::string name;  // "Share with the teacher"
    std::string key;   // as wx writes accelerators: "Ctrl+Return"; empty: none
    std::string help;  // one sentence, shown in the status line and the palette
    std::function<void()> run;
    std::function<bool()> enabled = {};          // nothing: always. Must be quick
    std::function<std::string()> name_now = {};  // for names that say more at the time: "Undo Rate 6.1"
    bool begins_group = false;                   // a line above it in the menu

    [[nodiscard]] bool is_enabled() const { return !enabled || enabled(); }
    [[nodiscard]] std::string shown_name() const { return name_now ? name_now() : name; }
};

}  // namespace throughline
