// demo DIR: the whole of a visit, headless, in a folder of its own. Each step is a command line of this program, run as
// printed, so that what is shown can be typed again.
#include <fstream>
#include <memory>
#include <sstream>

#include <fmt/format.h>

#include "app/cli/command_line.hpp"
#include "app/cli/commands.hpp"
#include "throughline/base/embedded.hpp"
#include "throughline/base/text.hpp"

namespace throughline::cli::demo_texts {
std::span<const throughline::embedded::File> files();
}

namespace throughline::cli {
namespace {

constexpr auto coach = "jorge.castillo@sample-school.example";
constexpr auto teacher = "ana.ruiz@sample-school.example";

struct DemoFolder {
    std::filesystem::path folder;
    [[nodiscard]] std::string workspace() const { return (folder / "demo.throughline").string(); }
    [[nodiscard]] std::string roster() const { return (folder / "roster.csv").string(); }
    [[nodiscard]] std::string visit() const { return (folder / "visit.json").string(); }
    [[nodiscard]] std::string history_text() const { return (folder / "history.txt").string(); }
    [[nodiscard]] std::string history_json() const { return (folder / "history.json").string(); }
    [[nodiscard]] std::vector<std::string> files() const
    {
        return {workspace(), roster(), visit(), history_text(), history_json()};
    }
};

// The week that the demo tells: the visit a week before today, the debrief on the next weekday, the check at its end.
struct DemoDays {
    Date visit;
    Date debrief;
    Date check;
    Date year_start;
    Date year_end;
};

using boost::gregorian::days;

bool is_weekend(Date day)
{
    return day.day_of_week() == boost::date_time::Saturday || day.day_of_week() == boost::date_time::Sunday;
}

DemoDays days_before(Date today)
{
    DemoDays week;
    week.visit = today - days(7);
    while (is_weekend(week.visit)) week.visit -= days(1);
    week.debrief = week.visit + days(1);
    while (is_weekend(week.debrief)) week.debrief += days(1);
    week.check = week.visit + days(7);
    const auto year = static_cast<int>(week.visit.year()) - (week.visit.month() < 7 ? 1 : 0);
    week.year_start = Date(static_cast<unsigned short>(year), 7, 1);
    week.year_end = Date(static_cast<unsigned short>(year + 1), 6, 30);
    return week;
}

Result<void> write_text(const std::string& path, std::string_view text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) return fail(ErrorCode::storage, "{0} cannot be written; check the folder and the disk.", path);
    return {};
}

Result<void> prepare(const DemoFolder& demo, const DemoDays& week)
{
    std::error_code error;
    for (const auto& file : demo.files())
        if (std::filesystem::exists(file, error))
            return fail(ErrorCode::wrong_state, "{0} is there already; name another folder, or remove it first.", file);
    std::filesystem::create_directories(demo.folder, error);
    if (error)
        return fail(ErrorCode::storage, "The folder {0} cannot be made ({1}); name another one.", demo.folder.string(),
                    error.message());
    const auto texts = demo_texts::files();
    auto written = write_text(demo.roster(), embedded::text_of(texts, "sample_roster.csv"));
    if (!written) return written;
    auto visit = Json::parse(embedded::text_of(texts, "sample_visit.json"));
    visit["started_at"] = iso(week.visit) + "T09:10:00";
    visit["action_step"]["check_on"] = iso(week.check);
    return write_text(demo.visit(), visit.dump(2) + "\n");
}

std::string quoted(const std::string& argument)
{
    constexpr auto plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_";
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) return argument;
    std::string out = "'";
    for (const char c : argument) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

// Runs one command line after the other and keeps what they print.
class DemoRun {
public:
    DemoRun(const Invocation& invocation, DemoFolder demo) : json_(invocation.json), demo_(std::move(demo)) {}

    // What the step printed. After a step that failed, the others do nothing and give nothing.
    std::string step(Date on, const std::string& as, const std::vector<std::string>& command,
                     const std::string& to_file = {})
    {
        std::vector<std::string> arguments;
        if (command.front() != "new") arguments = {"--workspace", demo_.workspace()};
        if (!as.empty()) arguments.insert(arguments.end(), {"--as", as});
        arguments.insert(arguments.end(), {"--on", iso(on)});
        arguments.insert(arguments.end(), command.begin(), command.end());
        if (json_ && to_file.empty()) arguments.emplace_back("--json");
        return run(arguments, to_file);
    }

    [[nodiscard]] Reply reply() const
    {
        Reply reply;
        reply.json = {{"folder", demo_.folder.string()}, {"workspace", demo_.workspace()}, {"steps", steps_}};
        reply.text = text_;
        reply.refused = refused_;
        return reply;
    }
    [[nodiscard]] bool ok() const { return !refused_; }

private:
    std::string run(const std::vector<std::string>& arguments, const std::string& to_file)
    {
        if (refused_) return {};
        std::istringstream input;
        std::ostringstream output;
        std::ostringstream error;
        const int code = run_command_line(arguments, {input, output, error});
        std::string line = "throughline-cli";
        for (const auto& argument : arguments) line += " " + quoted(argument);
        if (!to_file.empty()) line += " > " + quoted(to_file);
        text_ += "$ " + line + "\n";
        if (code != exit_done) {
            refused_ =
                fail(ErrorCode::wrong_state, "The demo stopped at its step \"{0}\": {1}", line, error.str()).value();
            return {};
        }
        keep(line, output.str(), to_file);
        return output.str();
    }

    void keep(const std::string& line, const std::string& output, const std::string& to_file)
    {
        if (!to_file.empty()) {
            if (const auto written = write_text(to_file, output); !written) refused_ = written.error();
            steps_.push_back({{"command", line}, {"file", to_file}});
        } else if (json_) {
            steps_.push_back({{"command", line}, {"result", Json::parse(output)}});
        } else {
            text_ += output;
        }
        text_ += "\n";
    }

    bool json_;
    DemoFolder demo_;
    std::string text_;
    Json steps_ = Json::array();
    std::optional<Error> refused_;
};

Result<Reply> run_demo(const Invocation& invocation, const std::string& folder)
{
    const DemoFolder demo{folder};
    const auto week = days_before(invocation.today());
    if (const auto prepared = prepare(demo, week); !prepared) return Failure(prepared.error());
    DemoRun run(invocation, demo);
    run.step(week.visit, "",
             {"new", demo.workspace(), "--school", "Sample Middle School", "--year-start", iso(week.year_start),
              "--year-end", iso(week.year_end)});
    run.step(week.visit, "", {"import", "roster", demo.roster()});
    const auto recorded = run.step(week.visit, coach, {"observe", demo.visit()});
    if (!run.ok()) return run.reply();
    const auto id =
        invocation.json ? Json::parse(recorded).at("id").get<std::string>() : std::string(trimmed(recorded));
    run.step(week.visit, coach, {"share", id});
    run.step(week.visit, coach, {"follow-ups"});
    run.step(week.debrief, coach,
             {"debrief", id, "--held-at", iso(week.debrief) + "T14:30", "--minutes", "25", "--notes",
              "Practised restating with the notes of this lesson."});
    run.step(week.check, coach, {"step", "check", id, "--result", "practised"});
    run.step(week.check, coach, {"follow-ups"});
    run.step(week.check, coach, {"history", teacher}, demo.history_text());
    run.step(week.check, coach, {"history", teacher, "--json"}, demo.history_json());
    run.step(week.check, "", {"check"});
    auto reply = run.reply();
    if (run.ok()) reply.text += fmt::format("Everyone in it is invented. The files are in {}.\n", demo.folder.string());
    return reply;
}

}  // namespace

void add_demo_command(CommandSet& commands, CLI::App* app)
{
    const auto folder = std::make_shared<std::string>();
    commands
        .add(app, "demo", "Tell one visit with an invented school, from the roster to the teacher's history",
             [folder](const Invocation& invocation) { return run_demo(invocation, *folder); })
        ->add_option("DIR", *folder, "The folder to write into; made if it is not there")
        ->required();
}

}  // namespace throughline::cli
