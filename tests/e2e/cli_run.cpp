#include "tests/e2e/cli_run.hpp"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

namespace e2e {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text)
{
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string text_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

fs::path new_folder()
{
    static std::atomic<int> count = 0;
    auto folder = fs::temp_directory_path() / fmt::format("throughline-e2e-{}-{}", ::getpid(), ++count);
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder;
}

}  // namespace

const std::string monday = "2026-10-05";

const std::string staff_csv =
    "Name,Email,Role,School,Subject,Grade,Staff ID\n"
    "Ana Ruiz,ana@school.example,Teacher,Sample School,Math,6,T1\n"
    "Ben Okafor,ben@school.example,Teacher,Sample School,English,7,T2\n"
    "Ana Ruiz,ana.b.ruiz@school.example,Teacher,Sample School,Science,8,T3\n"
    "Zoë Wójcik,zoe@school.example,Teacher,Sample School,Art,6,T4\n"
    "Cora Coach,coach@school.example,Instructional coach,Sample School,,,C1\n"
    "Pat Principal,principal@school.example,Principal,Sample School,,,P1\n";

Json visit_json()
{
    return Json::parse(R"({
      "teacher": "ana@school.example", "observer": "coach@school.example", "rubric": "teach-primary",
      "purpose": "coaching",
      "started_at": "2026-10-05T09:10:00", "minutes": 15, "announced": false, "subject": "Math", "grade": "6",
      "students_present": 27,
      "evidence": [{"at": "00:01:30", "speaker": "teacher", "text": "Who can explain why?", "indicators": ["6.1"]},
                   {"at": "00:03:00", "speaker": "observer", "text": "ask about grouping", "private": true}],
      "ratings": {"6": 4, "6.1": "High", "1.3": "not-applicable", "2": "not-observed"},
      "strength": "Open questions with wait time", "growth_area": "Reasons stay with one student",
      "action_step": {"text": "Ask one student to restate another's reason", "indicators": ["6"],
                      "check_on": "2026-10-12"}})");
}

Json Run::json() const
{
    INFO("stdout: " << out << "stderr: " << err);
    const auto parsed = Json::parse(out, nullptr, false);
    REQUIRE_FALSE(parsed.is_discarded());
    return parsed;
}

CliFolder::CliFolder() : folder_(new_folder()) {}

CliFolder::~CliFolder()
{
    std::error_code error;
    fs::remove_all(folder_, error);
}

void CliFolder::write(const std::string& name, const std::string& text) const
{
    std::ofstream file(path(name), std::ios::binary);
    file << text;
    file.close();
    REQUIRE(file);
}

std::string CliFolder::read(const std::string& name) const
{
    REQUIRE(fs::exists(path(name)));
    return text_of(path(name));
}

std::map<std::string, std::string> CliFolder::snapshot() const
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const auto name = entry.path().filename().string();
        if (entry.is_regular_file() && !name.ends_with("-wal") && !name.ends_with("-shm"))
            files[name] = text_of(entry.path());
    }
    return files;
}

Run CliFolder::run(const std::vector<std::string>& arguments, const std::string& input,
                   const std::string& environment) const
{
    const fs::path io = folder_ / ".io";
    fs::create_directories(io);
    std::ofstream(io / "in", std::ios::binary) << input;
    auto command = "cd " + quoted(folder_.string()) + " && env -u THROUGHLINE_WORKSPACE TZ=America/New_York " +
                   environment + " " + quoted(THROUGHLINE_BINARY_DIR "/bin/throughline-cli");
    for (const auto& argument : arguments) command += " " + quoted(argument);
    command += " <.io/in >.io/out 2>.io/err";
    const int status = std::system(command.c_str());
    REQUIRE(WIFEXITED(status));
    Run run{WEXITSTATUS(status), text_of(io / "out"), text_of(io / "err")};
    fs::remove_all(io);
    return run;
}

Run CliFolder::at_school(std::vector<std::string> arguments, const std::string& input) const
{
    arguments.insert(arguments.begin(), {"--workspace", "school.throughline"});
    return run(arguments, input);
}

std::string CliFolder::must(std::vector<std::string> arguments) const
{
    const auto done = at_school(std::move(arguments));
    INFO("stdout: " << done.out << "stderr: " << done.err);
    REQUIRE(done.code == 0);
    CHECK(done.err.empty());
    return done.out;
}

Json CliFolder::must_json(std::vector<std::string> arguments) const
{
    arguments.emplace_back("--json");
    return Run{0, must(std::move(arguments)), {}}.json();
}

void CliFolder::make_school() const
{
    write("staff.csv", staff_csv);
    must({"--on", monday, "new", "school.throughline", "--school", "Sample School", "--year-start", "2026-08-24",
          "--year-end", "2027-06-18"});
    must({"--on", monday, "import", "roster", "staff.csv"});
}

std::string refused(const Run& run, int code)
{
    INFO("stdout: " << run.out << "stderr: " << run.err);
    CHECK(run.code == code);
    CHECK(run.out.empty());
    CHECK(run.err.starts_with("throughline-cli: "));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    CHECK(run.err.ends_with('\n'));
    return run.err;
}

std::string dump(const fs::path& file)
{
    const auto to = file.string() + ".dump";
    const auto command = "sqlite3 " + quoted(file.string()) + " .dump >" + quoted(to);
    REQUIRE(std::system(command.c_str()) == 0);
    auto text = text_of(to);
    fs::remove(to);
    return text;
}

}  // namespace e2e
