// Runs the real throughline-cli in a folder of its own and keeps what it printed. Used by the tests of the command
// line.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace e2e {

using Json = nlohmann::ordered_json;

struct Run {
    int code = -1;
    std::string out;
    std::string err;

    [[nodiscard]] Json json() const;  // of `out`; fails the test if that is not exactly one document
};

// A folder that is removed at the end, with a workspace in it if asked for. Programs run in it, in the time zone of
// New York, without the caller's THROUGHLINE_WORKSPACE.
class CliFolder {
public:
    CliFolder();
    ~CliFolder();
    CliFolder(const CliFolder&) = delete;
    CliFolder& operator=(const CliFolder&) = delete;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }
    void write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string read(const std::string& name) const;
    // Every file's name and bytes, for "nothing was changed". Without the -wal and -shm files of a database in use.
    [[nodiscard]] std::map<std::string, std::string> snapshot() const;

    // throughline-cli with these arguments.
    [[nodiscard]] Run run(const std::vector<std::string>& arguments, const std::string& input = {},
                          const std::string& environment = {}) const;
    // The same on school.throughline; what has to go well fails the test if it does not.
    [[nodiscard]] Run at_school(std::vector<std::string> arguments, const std::string& input = {}) const;
    std::string must(std::vector<std::string> arguments) const;
    Json must_json(std::vector<std::string> arguments) const;

    // school.throughline with the staff of `staff_csv`.
    void make_school() const;

private:
    std::filesystem::path folder_;
};

extern const std::string staff_csv;
extern const std::string monday;  // 2026-10-05, the day of `visit_json`

// The observation document of the file format's description.
Json visit_json();

// Exit code 1 (or 2), nothing on stdout, exactly one line on stderr with the program's name in front; gives that line.
std::string refused(const Run& run, int code = 1);

// Every table's rows as text, by the sqlite3 shell's own .dump.
std::string dump(const std::filesystem::path& file);

}  // namespace e2e
