#include "app/cli/command_line.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "throughline/base/text.hpp"
#include "throughline/base/time.hpp"

namespace throughline::cli {

namespace {

constexpr auto program = "throughline-cli";

// A failure is one line, whatever the texts in it hold.
std::string one_line(std::string_view text)
{
    std::string line = join(split_words(text), " ");
    std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return line;
}

int say(const Streams& streams, ExitCode code, std::string_view text)
{
    streams.error << program << ": " << one_line(text) << "\n";
    return code;
}

std::string without_end(std::string text)
{
    while (!text.empty() && (text.back() == '.' || text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

std::vector<std::string> names_of_subcommands(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const auto* next : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(next->get_name());
    return names;
}

// "import roster": the command as far as it was recognised.
std::string command_called(const CLI::App& app, const CLI::App*& deepest)
{
    std::string command;
    deepest = &app;
    for (auto next = app.get_subcommands(); !next.empty(); next = deepest->get_subcommands()) {
        deepest = next.front();
        command += (command.empty() ? "" : " ") + deepest->get_name();
    }
    return command;
}

std::string usage_fault(const CLI::App& app, const CLI::ParseError& error)
{
    const CLI::App* deepest = nullptr;
    const auto command = command_called(app, deepest);
    const auto names = names_of_subcommands(*deepest);
    const auto unknown = app.remaining(true);
    const auto where = command.empty() ? std::string("throughline-cli help") : "throughline-cli " + command + " --help";
    std::string fault;
    if (!unknown.empty() && unknown.front().starts_with('-'))
        fault = "there is no option " + unknown.front();
    else if (!unknown.empty() && !names.empty())
        fault = fmt::format("there is no command {}{}{}", command, command.empty() ? "" : " ", unknown.front());
    else if (!unknown.empty())
        fault = fmt::format("{}: \"{}\" was not expected; put words that belong together in quotes", command,
                            unknown.front());
    else if (!names.empty())
        fault = command.empty() ? std::string("a command is missing")
                                : fmt::format("{} goes on with {}", command, join(names, ", "));
    else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        fault = command + ": an option lacks its value, or was given twice (" + without_end(error.what()) + ")";
    else
        fault = command + ": " + without_end(error.what());
    return fault + "; see " + where;
}

void add_global_options(CLI::App& app, Invocation& invocation, std::string& on)
{
    app.add_option("--workspace", invocation.workspace, "The workspace file; THROUGHLINE_WORKSPACE may name it instead")
        ->envname("THROUGHLINE_WORKSPACE")
        ->type_name("FILE");
    app.add_option("--as", invocation.as, "Who acts: a staff id, an e-mail address or a full name")
        ->type_name("PERSON");
    app.add_option("--password-file", invocation.password_file,
                   "In a file with accounts: a file whose first line is the password of --as; - for standard input")
        ->type_name("FILE");
    app.add_option("--on", on, "What counts as today, such as 2026-10-05")->type_name("DATE")->check(is_date());
    app.add_flag("--json", invocation.json, "Print one JSON document instead of text");
}

void add_commands(CLI::App& app, CommandSet& commands)
{
    add_file_commands(commands, &app);
    add_backup_commands(commands, &app);
    add_roster_commands(commands, &app);
    add_rubric_commands(commands, &app);
    add_observation_commands(commands, &app);
    add_question_commands(commands, &app);
    add_cadence_commands(commands, &app);
    add_rule_commands(commands, &app);
    add_schedule_commands(commands, &app);
    add_calendar_commands(commands, &app);
    add_history_command(commands, &app);
    add_analyse_commands(commands, &app);
    add_packet_commands(commands, &app);
    add_respond_command(commands, &app);
    add_wall_commands(commands, &app);
    add_unlock_commands(commands, &app);
    add_rollover_commands(commands, &app);
    add_goal_commands(commands, &app);
    add_request_commands(commands, &app);
    add_growth_commands(commands, &app);
    add_calibration_commands(commands, &app);
    add_leaving_commands(commands, &app);
    add_visit_import_command(commands, &app);
    add_retention_commands(commands, &app);
    add_bench_command(commands, &app);
    add_demo_command(commands, &app);
    add_help_command(commands, &app);
}

int print(const Streams& streams, const Invocation& invocation, const Reply& reply)
{
    if (invocation.json)
        streams.output << reply.json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    else
        streams.output << reply.text;
    streams.output.flush();
    if (!streams.output) return say(streams, exit_refused, "the output could not be written; check where it goes.");
    if (reply.refused) return say(streams, exit_refused, reply.refused->text());
    return exit_done;
}

int run_chosen(const CommandSet& commands, const Invocation& invocation, const Streams& streams)
{
    if (commands.needs_workspace() && invocation.workspace.empty())
        return say(streams, exit_wrong_usage,
                   "no workspace is named; name one with --workspace FILE or in THROUGHLINE_WORKSPACE.");
    const auto reply = commands.chosen()(invocation);
    if (!reply) return say(streams, exit_refused, reply.error().text());
    return print(streams, invocation, *reply);
}

int parse_and_run(const std::vector<std::string>& arguments, const Streams& streams)
{
    CLI::App app("Classroom visits and what became of them: the command line of Throughline.", program);
    Invocation invocation;
    invocation.input = &streams.input;
    std::string on;
    CommandSet commands;
    app.fallthrough();
    app.require_subcommand(1);
    app.set_help_flag("--help", "Say what can be given");
    add_global_options(app, invocation, on);
    add_commands(app, commands);
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 wants them last first
    } catch (const CLI::CallForHelp&) {
        streams.output << app.help();
        return exit_done;
    } catch (const CLI::ParseError& error) {
        return say(streams, exit_wrong_usage, usage_fault(app, error));
    }
    invocation.on = parse_date(on);
    return run_chosen(commands, invocation, streams);
}

}  // namespace

CLI::App* CommandSet::add(CLI::App* parent, const std::string& name, const std::string& description, Command command)
{
    auto* sub = parent->add_subcommand(name, description);
    sub->callback([this, command = std::move(command)] {
        chosen_ = command;
        needs_workspace_ = false;
    });
    return sub;
}

CLI::App* CommandSet::add_for_file(CLI::App* parent, const std::string& name, const std::string& description,
                                   FileCommand command)
{
    auto* sub = parent->add_subcommand(name, description);
    sub->callback([this, command = std::move(command)] {
        chosen_ = [command](const Invocation& invocation) -> Result<Reply> {
            auto file = open_file(invocation);
            if (!file) return Failure(file.error());
            return command(invocation, *file);
        };
        needs_workspace_ = true;
    });
    return sub;
}

CLI::Validator is_date()
{
    return {[](const std::string& text) {
                return parse_date(text) ? std::string() : "\"" + text + "\" is no date, write it as 2026-10-05";
            },
            "", "date"};
}

CLI::Validator is_local_time()
{
    return {[](const std::string& text) {
                const bool good = parse_local_time(text) || parse_local_time("2000-01-01T" + text);
                return good ? std::string() : "\"" + text + "\" is no time, write it as 2026-10-05T14:30 or 14:30";
            },
            "", "time"};
}

CLI::Validator is_whole_number(int min, int max)
{
    return {[min, max](const std::string& text) {
                int value = 0;
                const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
                const bool is_whole = error != std::errc::invalid_argument && end == text.data() + text.size();
                if (!is_whole) return fmt::format("\"{}\" is no whole number", text);
                const bool is_in_range = error == std::errc{} && value >= min && value <= max;
                return is_in_range ? std::string() : fmt::format("{} is not from {} to {}", text, min, max);
            },
            "", "number"};
}

int run_command_line(const std::vector<std::string>& arguments, const Streams& streams)
{
    if (!std::all_of(arguments.begin(), arguments.end(), [](const auto& text) { return is_valid_utf8(text); }))
        return say(streams, exit_wrong_usage, "the command line is not UTF-8 text; set the terminal to UTF-8.");
    try {
        return parse_and_run(arguments, streams);
    } catch (const std::exception& error) {
        return say(streams, exit_refused,
                   fmt::format("something failed that should not: {}; please report it.", error.what()));
    }
}

}  // namespace throughline::cli
