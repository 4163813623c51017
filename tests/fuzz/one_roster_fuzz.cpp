// OneRoster: a zip, or the tables of a folder, a line "=== users.csv" before each.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/roster_file.hpp"

using namespace throughline;

namespace {

void write_tables(const fuzz::Folder& folder, std::string_view text)
{
    constexpr std::string_view mark = "=== ";
    for (auto at = text.find(mark); at != std::string_view::npos;) {
        const auto line_end = text.find('\n', at);
        if (line_end == std::string_view::npos) return;
        const auto next = text.find(mark, line_end);
        std::string name(text.substr(at + mark.size(), line_end - at - mark.size()));
        for (auto& letter : name)
            if (letter == '/' || letter == '\0') letter = '_';
        if (!name.empty() && name != "." && name != ".." && name.size() < 100)
            folder.write(name, text.substr(line_end + 1, next == std::string_view::npos ? next : next - line_end - 1));
        at = next;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Folder folder;
    folder.clear();
    const auto text = fuzz::text(bytes, count);
    const auto known = [](std::string_view id) { return id == "t1"; };
    if (text.starts_with("PK")) {
        fuzz::say(read_roster(folder.write("roster.zip", text), known));
    } else {
        write_tables(folder, text);
        fuzz::say(read_roster(folder.path(), known));
    }
    return 0;
}
