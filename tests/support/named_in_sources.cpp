#include "tests/support/named_in_sources.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace throughline::test {

std::set<std::string> named_in_sources(const std::string& macro)
{
    const std::regex use(macro + R"(\(([A-Za-z]+)\);)");
    std::set<std::string> names;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "core")) {
        if (entry.path().extension() != ".cpp") continue;
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        for (auto found = std::sregex_iterator(text.begin(), text.end(), use); found != std::sregex_iterator(); ++found)
            names.insert((*found)[1]);
    }
    return names;
}

}  // namespace throughline::test
