#include "tests/unit/roster_sets.hpp"

#include <zip.h>

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

namespace throughline::test {

namespace fs = std::filesystem;

fs::path roster_sample(std::string_view name) { return fs::path(THROUGHLINE_SOURCE_DIR) / "tests/data/roster" / name; }

std::string text_of_file(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    REQUIRE(stream);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

RosterFolder::RosterFolder()
{
    std::string name = (fs::temp_directory_path() / "throughline-roster-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = fs::path(name) / "set";
    fs::create_directory(path_);
}

RosterFolder::~RosterFolder()
{
    std::error_code ignored;  // a folder left behind in the temporary directory spoils no test
    fs::remove_all(path_.parent_path(), ignored);
}

fs::path RosterFolder::write(std::string_view name, std::string_view text) const
{
    const auto file = path_ / name;
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    REQUIRE(stream.flush());
    return file;
}

void RosterFolder::copy_set(std::string_view name) const
{
    for (const auto& entry : fs::directory_iterator(roster_sample(name)))
        fs::copy_file(entry.path(), path_ / entry.path().filename(), fs::copy_options::overwrite_existing);
}

void RosterFolder::replace(std::string_view file, std::string_view old_text, std::string_view new_text) const
{
    auto text = text_of_file(path_ / file);
    const auto at = text.find(old_text);
    INFO("replacing " << old_text << " in " << file);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(old_text, at + 1) == std::string::npos);
    write(file, text.replace(at, old_text.size(), new_text));
}

void RosterFolder::add_line(std::string_view file, std::string_view line) const
{
    write(file, text_of_file(path_ / file) + std::string(line) + "\n");
}

fs::path RosterFolder::zip(std::string_view prefix) const
{
    const auto file = path_.parent_path() / "roster.zip";
    zip_t* const archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    REQUIRE(archive != nullptr);
    for (const auto& entry : fs::directory_iterator(path_)) {
        zip_source_t* const source = zip_source_file(archive, entry.path().c_str(), 0, -1);
        const auto name = std::string(prefix) + entry.path().filename().string();
        REQUIRE(zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
    }
    REQUIRE(zip_close(archive) == 0);
    return file;
}

}  // namespace throughline::test
