// Roster files made for one test: text files in a folder of the test's own, OneRoster sets that differ from the good
// samples of tests/data/roster in one place, and zips of them.
//
// Used by the tests of rosters. The folder goes when the object goes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace throughline::test {

std::filesystem::path roster_sample(std::string_view name);

class RosterFolder {
public:
    RosterFolder();
    ~RosterFolder();
    RosterFolder(const RosterFolder&) = delete;
    RosterFolder& operator=(const RosterFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(std::string_view name, std::string_view text) const;
    // Copies the set of tests/data/roster with that name ("one_roster_1_1") into this folder.
    void copy_set(std::string_view name) const;
    // In a file of this folder; fails the test if `old_text` is not there exactly once.
    void replace(std::string_view file, std::string_view old_text, std::string_view new_text) const;
    void add_line(std::string_view file, std::string_view line) const;
    // All files of this folder, under `prefix`, into a zip beside it.
    [[nodiscard]] std::filesystem::path zip(std::string_view prefix = {}) const;

private:
    std::filesystem::path path_;
};

std::string text_of_file(const std::filesystem::path& path);

}  // namespace throughline::test
