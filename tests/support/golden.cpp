#include "tests/support/golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

namespace throughline::test {

void check_golden(const std::string& name, const std::string& text)
{
    const auto path = std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "tests" / "golden" / name;
    if (std::getenv("THROUGHLINE_REMAKE_GOLDEN") != nullptr) {
        std::ofstream file(path, std::ios::binary);
        file << text;
        file.close();
        REQUIRE(file);
        WARN("made anew: " << path.string());
        return;
    }
    std::ifstream file(path, std::ios::binary);
    INFO("golden file " << name << "; see tests/support/golden.hpp");
    REQUIRE(file);
    const std::string golden(std::istreambuf_iterator<char>(file), {});
    if (golden == text) return;
    const auto [first, second] = std::mismatch(golden.begin(), golden.end(), text.begin(), text.end());
    const auto line = 1 + std::count(golden.begin(), first, '\n');
    constexpr std::ptrdiff_t shown = 120;
    FAIL("line " << line << " differs. It was: "
                 << std::string(first, first + std::min<std::ptrdiff_t>(shown, golden.end() - first))
                 << "\nIt is: " << std::string(second, second + std::min<std::ptrdiff_t>(shown, text.end() - second)));
}

}  // namespace throughline::test
