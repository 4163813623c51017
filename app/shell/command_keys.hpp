// run_by_key: the keys of commands that a text field would otherwise keep for itself.
//
// On GTK the focused control is asked before the menu: a field of several lines takes Ctrl+Enter for a new line and F7
// for its own cursor. A page that has such fields calls this from its wxEVT_CHAR_HOOK, which comes before both.
#pragma once

#include <vector>

#include "app/shell/command_table.hpp"

class wxKeyEvent;

namespace throughline {

// True if the key belongs to one of these commands; it was run if it is possible now.
bool run_by_key(const std::vector<MenuCommand>& commands, const wxKeyEvent& event);

}  // namespace throughline
