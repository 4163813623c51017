#include "app/shell/command_keys.hpp"

#include <wx/accel.h>
#include <wx/event.h>

#include "app/widget/utf8.hpp"

namespace throughline {

bool run_by_key(const std::vector<MenuCommand>& commands, const wxKeyEvent& event)
{
    for (const auto& command : commands) {
        wxAcceleratorEntry key;
        if (command.key.empty() || !key.FromString(to_wx(command.key))) continue;
        // wxMOD_ and wxACCEL_ are the same numbers.
        if (key.GetKeyCode() != event.GetKeyCode() || key.GetFlags() != event.GetModifiers()) continue;
        if (command.is_enabled()) command.run();
        return true;
    }
    return false;
}

}  // namespace throughline
