// plan periods: when a teacher teaches. Visits go into classes; conversations are warned of them.
#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline::cli {
namespace {

constexpr std::array weekdays{"monday", "tuesday", "wednesday", "thursday", "friday"};

struct PeriodOptions {
    std::string teacher;
    std::string day;
    std::string from;
    std::string to;
    std::string week;
    std::string title;
    int number = 0;
};

struct TeacherPeriods {
    Person teacher;
    std::vector<ClassPeriod> periods;
};

Result<TeacherPeriods> periods_of(const OpenedFile& file, const std::string& typed)
{
    const auto teacher = file.ask(ResolvePerson{typed});
    if (!teacher) return Failure(teacher.error());
    auto periods = file.ask(ClassPeriods{teacher->id});
    if (!periods) return Failure(periods.error());
    return TeacherPeriods{*teacher, std::move(*periods)};
}

std::string clock_of(int minute) { return fmt::format("{}:{:02}", minute / 60, minute % 60); }

const char* weekday_of(const ClassPeriod& period) { return weekdays.at(static_cast<std::size_t>(period.weekday) - 1); }

Reply reply_with(const TeacherPeriods& of, const std::string& done)
{
    Reply reply;
    reply.json = {{"teacher", {{"id", of.teacher.id.text()}, {"name", of.teacher.name()}}}, {"periods", Json::array()}};
    Table table({"Number", "Day", "Week", "From", "To", "Class"});
    int number = 0;
    for (const auto& period : of.periods) {
        reply.json["periods"].push_back({{"number", ++number},
                                         {"day", weekday_of(period)},
                                         {"week", json_or_null(period.week_letter)},
                                         {"from", clock_of(period.begins_minute)},
                                         {"to", clock_of(period.ends_minute)},
                                         {"class", json_or_null(period.title)}});
        table.add({fmt::to_string(number), weekday_of(period), period.week_letter, clock_of(period.begins_minute),
                   clock_of(period.ends_minute), period.title});
    }
    reply.text = done + (table.empty() ? "No class of " + of.teacher.name() + " is known.\n" : table.text());
    return reply;
}

Result<Reply> list_periods(const Invocation&, OpenedFile& file, const PeriodOptions& options)
{
    const auto known = periods_of(file, options.teacher);
    if (!known) return Failure(known.error());
    return reply_with(*known, "");
}

Result<Reply> set_periods(OpenedFile& file, const TeacherPeriods& wanted, const std::string& done)
{
    if (const auto set = file.execute(SetClassPeriods{wanted.teacher.id, wanted.periods}); !set)
        return Failure(set.error());
    const auto now = file.ask(ClassPeriods{wanted.teacher.id});
    if (!now) return Failure(now.error());
    return reply_with({wanted.teacher, *now}, done);
}

// What is_time_of_day() lets through.
int minute_of(const std::string& time)
{
    return static_cast<int>(parse_local_time("2000-01-01T" + time)->time_of_day().total_seconds() / 60);
}

Result<Reply> add_period(const Invocation&, OpenedFile& file, const PeriodOptions& options)
{
    auto known = periods_of(file, options.teacher);
    if (!known) return Failure(known.error());
    ClassPeriod period;
    period.title = options.title;
    period.weekday =
        static_cast<int>(std::find(weekdays.begin(), weekdays.end(), folded(options.day)) - weekdays.begin()) + 1;
    period.week_letter = options.week;
    period.begins_minute = minute_of(options.from);
    period.ends_minute = minute_of(options.to);
    known->periods.push_back(period);
    return set_periods(file, *known, fmt::format("Added a class of {}.\n", known->teacher.name()));
}

Result<Reply> remove_period(const Invocation&, OpenedFile& file, const PeriodOptions& options)
{
    auto known = periods_of(file, options.teacher);
    if (!known) return Failure(known.error());
    if (options.number > static_cast<int>(known->periods.size()))
        return fail(ErrorCode::not_found, "{0} has no class number {1}; 'plan periods list' shows the numbers.",
                    known->teacher.name(), fmt::to_string(options.number));
    known->periods.erase(known->periods.begin() + (options.number - 1));
    return set_periods(file, *known, fmt::format("Removed a class of {}.\n", known->teacher.name()));
}

CLI::Validator is_time_of_day()
{
    return {[](const std::string& text) {
                return parse_local_time("2000-01-01T" + text) ? std::string()
                                                              : "\"" + text + "\" is no time of day, write it as 09:15";
            },
            "", "time"};
}

CLI::Validator is_weekday()
{
    return {[](const std::string& text) {
                const bool good = std::find(weekdays.begin(), weekdays.end(), folded(text)) != weekdays.end();
                return good ? std::string() : "\"" + text + "\" is no school weekday, write Monday to Friday";
            },
            "", "weekday"};
}

using PeriodCommand = Result<Reply> (*)(const Invocation&, OpenedFile&, const PeriodOptions&);

CLI::App* add_command(CommandSet& commands, CLI::App* periods, const std::string& name, const std::string& description,
                      const std::shared_ptr<PeriodOptions>& options, PeriodCommand run)
{
    auto* command = commands.add_for_file(
        periods, name, description,
        [options, run](const Invocation& invocation, OpenedFile& file) { return run(invocation, file, *options); });
    command->add_option("TEACHER", options->teacher, "Whose classes")->type_name("")->required();
    return command;
}

}  // namespace

void add_period_commands(CommandSet& commands, CLI::App* plan)
{
    auto* periods = plan->add_subcommand("periods", "When a teacher teaches, week by week");
    periods->require_subcommand(1);
    const auto options = std::make_shared<PeriodOptions>();
    add_command(commands, periods, "list", "The classes with their numbers", options, list_periods);
    auto* add = add_command(commands, periods, "add", "One class more", options, add_period);
    add->add_option("--day", options->day, "Monday to Friday")->required()->type_name("DAY")->check(is_weekday());
    add->add_option("--from", options->from, "When it begins: 09:15")
        ->required()
        ->type_name("TIME")
        ->check(is_time_of_day());
    add->add_option("--to", options->to, "When it ends: 10:00")->required()->type_name("TIME")->check(is_time_of_day());
    add->add_option("--week", options->week, "Only in week A or B of a two-week rotation")
        ->type_name("LETTER")
        ->check(CLI::IsMember({"A", "B"}));
    add->add_option("--class", options->title, "What is taught: \"Mathematics 4\"")->type_name("TEXT");
    auto* remove = add_command(commands, periods, "remove", "One class less", options, remove_period);
    remove->add_option("NUMBER", options->number, "As 'plan periods list' shows it")
        ->type_name("")
        ->required()
        ->check(is_whole_number(1));
}

}  // namespace throughline::cli
