#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include <fmt/format.h>

#include "tests/tidy/house_rules.hpp"

namespace tidy {
namespace {

struct Include {
    std::string name;
    std::size_t line = 0;
    bool is_quoted = false;
};

std::optional<Include> include_in(std::string_view line)
{
    const auto skip_spaces = [&line] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skip_spaces();
    if (!line.starts_with('#')) return std::nullopt;
    line.remove_prefix(1);
    skip_spaces();
    if (!line.starts_with("include")) return std::nullopt;
    line.remove_prefix(7);
    skip_spaces();
    if (!line.starts_with('"') && !line.starts_with('<')) return std::nullopt;
    const bool is_quoted = line.front() == '"';
    const auto end = line.find(is_quoted ? '"' : '>', 1);
    if (end == std::string_view::npos) return std::nullopt;
    return Include{std::string(line.substr(1, end - 1)), 0, is_quoted};
}

std::vector<Include> includes_of(const SourceFile& file)
{
    std::vector<Include> includes;
    const auto comments = layers_of(file).comments;
    auto text = file.text;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (comments[i] != ' ' && comments[i] != '\n') text[i] = ' ';
    std::size_t line_number = 0;
    for (const auto line : lines_of(text)) {
        ++line_number;
        auto include = include_in(line);
        if (!include) continue;
        include->line = line_number;
        includes.push_back(*include);
    }
    return includes;
}

// "core/store" for core/store/connection.cpp; "include" for the public headers; "app" for app/main.cpp.
std::string room_of(std::string_view path)
{
    if (path.starts_with("include/") || path.starts_with("throughline/")) return "include";
    const auto first = path.find('/');
    const auto top = path.substr(0, first);
    if (first == std::string_view::npos || (top != "core" && top != "app" && top != "tests")) return "";
    const auto second = path.find('/', first + 1);
    return std::string(second == std::string_view::npos || top == "tests" ? top : path.substr(0, second));
}

struct Room {
    std::string_view name;
    std::initializer_list<std::string_view> may_include;  // beside itself and the public headers
};

// The picture of the house in ARCHITECTURE.md, as a table. A room that is missing here may include all of its own
// top folder, if that is app/; core/ has no other rooms than these.
const std::array rooms{
    Room{"include", {}},
    Room{"core/base", {"core/embed"}},
    Room{"core/embed", {}},
    Room{"core/model", {"core/base", "core/embed"}},
    Room{"core/analysis", {"core/base", "core/embed", "core/model"}},
    Room{"core/store", {"core/base", "core/embed", "core/model", "core/analysis"}},
    Room{"core/exchange", {"core/base", "core/embed", "core/model", "core/analysis"}},
    Room{"core/report", {"core/base", "core/embed", "core/model", "core/analysis"}},
    Room{"core/workspace",
         {"core/base", "core/embed", "core/model", "core/analysis", "core/store", "core/exchange", "core/report"}},
    Room{"core/sample", {"core/base", "core/embed", "core/model", "core/analysis", "core/store", "core/workspace"}},
    Room{"app/viewmodel", {}},
    Room{"app/cli", {"app/viewmodel", "app/help"}},
};

bool may_include(const std::string& from, const std::string& to)
{
    if (to == from || to == "include") return true;
    const auto* const room = std::ranges::find(rooms, from, &Room::name);
    if (room != rooms.end()) return std::ranges::find(room->may_include, to) != room->may_include.end();
    return from.starts_with("app") && to.starts_with("app");
}

struct Library {
    std::string_view prefix;  // of the include
    std::initializer_list<std::string_view> rooms;
};

const std::array libraries{
    Library{"SQLiteCpp/", {"core/store"}},
    Library{"sqlite3", {"core/store"}},
    Library{"nlohmann/", {"core/exchange", "app/cli"}},
    Library{"valijson/", {"core/exchange"}},
    Library{"cairo", {"core/report"}},
    Library{"pango/", {"core/report"}},
    Library{"qpdf/", {"core/report"}},
    Library{"sodium", {"core/base"}},
    Library{"libical/", {"core/exchange"}},
    Library{"CLI/", {"app/cli"}},
    Library{"Eigen/", {"core/analysis"}},
    Library{"boost/math/", {"core/analysis"}},
    Library{"nlopt", {"core/analysis"}},
    Library{"gtk/", {"app/platform"}},
    Library{"gdk/", {"app/platform"}},
    Library{"atk/", {"app/platform"}},
    Library{"glib", {"app/platform"}},
    Library{"catch2/", {}},
};

bool is_wx_room(const std::string& room)
{
    return room.starts_with("app") && room != "app/viewmodel" && room != "app/cli";
}

bool may_use_library(const std::string& room, const std::string& include)
{
    // The standard library's headers are the ones without a folder and without an ending.
    const bool is_standard = include.find_first_of("/.") == std::string::npos;
    if (room == "include")
        return is_standard || include == "tl/expected.hpp" || include.starts_with("boost/date_time/");
    if (include.starts_with("wx/")) return is_wx_room(room);
    const auto* const library =
        std::ranges::find_if(libraries, [&include](const Library& one) { return include.starts_with(one.prefix); });
    return library == libraries.end() || std::ranges::find(library->rooms, room) != library->rooms.end();
}

bool is_fenced(const SourceFile& file)
{
    return is_cpp(file) && (is_below(file, "include") || is_below(file, "core") || is_below(file, "app"));
}

}  // namespace

Findings include_directions(const SourceFile& file)
{
    Findings findings;
    if (!is_fenced(file)) return findings;
    const auto room = room_of(file.path);
    if (room.starts_with("core") && std::ranges::find(rooms, room, &Room::name) == rooms.end())
        findings.push_back({file.path, 1, fmt::format("{} is no room of the house (see ARCHITECTURE.md)", room)});
    for (const auto& include : includes_of(file)) {
        const auto to = room_of(include.name);
        if (to.empty() && include.is_quoted)
            findings.push_back({file.path, include.line,
                                fmt::format("\"{}\": a file of the project is included by its path from the top folder",
                                            include.name)});
        else if (!to.empty() && !may_include(room, to))
            findings.push_back({file.path, include.line, fmt::format("{} must not include {}", room, include.name)});
    }
    return findings;
}

Findings fenced_libraries(const SourceFile& file)
{
    Findings findings;
    if (!is_fenced(file)) return findings;
    const auto room = room_of(file.path);
    for (const auto& include : includes_of(file))
        if (room_of(include.name).empty() && !include.is_quoted && !may_use_library(room, include.name))
            findings.push_back({file.path, include.line, fmt::format("<{}> is not for {}", include.name, room)});
    return findings;
}

}  // namespace tidy
