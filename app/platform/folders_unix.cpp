#include "app/platform/folders.hpp"

#include <cstdlib>
#include <string>

namespace throughline {

namespace {

std::filesystem::path home()
{
    const char* home_folder = std::getenv("HOME");
    return home_folder ? std::filesystem::path(home_folder) : std::filesystem::current_path();
}

// A relative path in these variables is to be ignored, says the XDG specification.
std::filesystem::path xdg_folder(const char* variable, const char* below_home)
{
    const char* set = std::getenv(variable);
    if (set && std::filesystem::path(set).is_absolute()) return set;
    return home() / below_home;
}

}  // namespace

std::filesystem::path data_folder() { return xdg_folder("XDG_DATA_HOME", ".local/share") / "throughline"; }

std::filesystem::path settings_file()
{
    return xdg_folder("XDG_CONFIG_HOME", ".config") / "throughline" / "window.conf";
}

std::filesystem::path documents_folder()
{
    const auto documents = home() / "Documents";
    std::error_code ignored;  // asking is all: a folder that cannot be looked at is as good as none
    return std::filesystem::is_directory(documents, ignored) ? documents : home();
}

}  // namespace throughline
