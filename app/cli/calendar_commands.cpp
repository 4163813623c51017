// calendar: school days and plans as files for other calendar programs, and theirs in.
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "app/cli/cadence_filter.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/files.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/school_days.hpp"

namespace throughline::cli {
namespace {

using Days = boost::gregorian::days;

struct ImportOptions {
    std::string path;
    std::string school;
    std::string busy;
    std::string from;
    std::string to;
    bool dry_run = false;
};

// The year of today, or the one to come; a year from today where none is known.
struct YearDays {
    Date from;
    Date to;
};

Result<YearDays> year_of(const OpenedFile& file)
{
    const auto settings = file.ask(SchoolSettings{});
    if (!settings) return Failure(settings.error());
    const Date today = file.workspace.today();
    std::optional<YearDays> year;
    for (const auto& each : settings->years) {
        if (each.ends_on < today) continue;
        if (!year || each.starts_on < year->from) year = {each.starts_on, each.ends_on};
    }
    return year.value_or(YearDays{today, today + Days(365)});
}

Json json_of(const RefusedItem& refused)
{
    return {{"line", refused.line},
            {"field", json_or_null(refused.field)},
            {"summary", json_or_null(refused.summary)},
            {"reason", refused.reason}};
}

Json json_of(const PlanSchoolDaysImport::Plan& plan)
{
    Json json{{"new", plan.counts.added}, {"changed", plan.counts.changed}, {"unchanged", plan.counts.unchanged},
              {"spans", Json::array()},   {"refused", Json::array()},       {"notes", plan.notes}};
    for (const auto& row : plan.rows)
        json["spans"].push_back({{"first", iso(row.span.first)},
                                 {"last", iso(row.span.last)},
                                 {"kind", name_of(row.span.kind)},
                                 {"kind_said", row.is_kind_said},
                                 {"name", row.span.name},
                                 {"school", json_or_null(row.school_name)}});
    for (const auto& refused : plan.refused) json["refused"].push_back(json_of(refused));
    return json;
}

std::string text_of(const PlanSchoolDaysImport::Plan& plan, const ImportOptions& options)
{
    std::string text;
    for (const auto& refused : plan.refused)
        text += fmt::format("{}:{}: {}{}\n", name_of_input(options.path), refused.line,
                            refused.field.empty() ? "" : refused.field + ": ", printable(refused.reason));
    for (const auto& note : plan.notes) text += printable(note) + "\n";
    Table table({"First", "Last", "Kind", "School", "Name"});
    int guessed = 0;
    for (const auto& row : plan.rows) {
        guessed += row.is_kind_said ? 0 : 1;
        if (options.dry_run || !row.is_kind_said)
            table.add({iso(row.span.first), iso(row.span.last),
                       std::string(name_of(row.span.kind)) + (row.is_kind_said ? "" : "?"), row.school_name,
                       row.span.name});
    }
    if (!table.empty()) text += table.text();
    if (guessed > 0)
        text += fmt::format("{} taken for a holiday, as nothing says otherwise (marked ?).\n",
                            guessed == 1 ? "1 row was" : fmt::format("{} rows were", guessed));
    const auto& counts = plan.counts;
    text += fmt::format("{}: days new {}, changed {}, unchanged {}, rows refused {}.\n",
                        options.dry_run ? "Nothing was written; it would be" : "School days", counts.added,
                        counts.changed, counts.unchanged, plan.refused.size());
    return text;
}

// Names the file where the fault lies in it.
Error of_file(const std::string& path, Error error)
{
    return error.code == ErrorCode::bad_input ? in_file(path, std::move(error)) : error;
}

Result<Reply> import_school_days(const Invocation& invocation, OpenedFile& file, const ImportOptions& options)
{
    auto text = read_text(invocation, options.path);
    if (!text) return Failure(text.error());
    PlanSchoolDaysImport question{std::move(*text), {}};
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        question.school = *school;
    }
    auto plan = file.ask(question);
    if (!plan) return Failure(of_file(options.path, plan.error()));
    Reply reply;
    if (plan->rows.empty() && !plan->refused.empty()) {
        reply.refused =
            fail(ErrorCode::bad_input, "No row of {0} could be read, so nothing was written; correct the rows listed.",
                 name_of_input(options.path))
                .value();
    } else if (!options.dry_run) {
        const auto imported = file.execute(plan->command());
        if (!imported) return Failure(imported.error());
    }
    reply.json = json_of(*plan);
    reply.text = text_of(*plan, options);
    return reply;
}

Result<Reply> import_busy(const Invocation& invocation, OpenedFile& file, const ImportOptions& options)
{
    const auto person = file.ask(ResolvePerson{options.busy});
    if (!person) return Failure(person.error());
    auto text = read_text(invocation, options.path);
    if (!text) return Failure(text.error());
    const auto year = year_of(file);
    if (!year) return Failure(year.error());
    ImportBusyTimes import;
    import.person = person->id;
    import.text = std::move(*text);
    import.from = options.from.empty() ? file.workspace.today() : *parse_date(options.from);
    import.to = options.to.empty() ? std::max(year->to, import.from) : *parse_date(options.to);
    const auto done = file.execute(import);
    if (!done) return Failure(of_file(options.path, done.error()));
    const auto& counts = done->value;
    Reply reply;
    reply.json = {{"person", {{"id", person->id.text()}, {"name", person->name()}}},
                  {"from", iso(import.from)},
                  {"to", iso(import.to)},
                  {"added", counts.added},
                  {"dropped", counts.dropped},
                  {"refused", counts.refused},
                  {"notes", counts.notes}};
    for (const auto& line : counts.refused)
        reply.text += fmt::format("{}: {}\n", name_of_input(options.path), printable(line));
    for (const auto& note : counts.notes) reply.text += printable(note) + "\n";
    reply.text += fmt::format("{} from {} to {}: busy times new {}, dropped {}, refused {}.\n", person->name(),
                              iso(import.from), iso(import.to), counts.added, counts.dropped, counts.refused.size());
    return reply;
}

Result<Reply> import_calendar(const Invocation& invocation, OpenedFile& file, const ImportOptions& options)
{
    if (!options.busy.empty()) return import_busy(invocation, file, options);
    return import_school_days(invocation, file, options);
}

struct ExportOptions {
    std::string path;
    std::string person;
    std::string school;
    std::string from;
    std::string to;
    std::string item;
    std::string only;
    int alarm = 15;
    bool force = false;
};

// Under another name first, so that nobody finds half a calendar, and an earlier one stays until this one is whole.
Result<void> write_file(const std::string& path, const std::string& text, bool force)
{
    namespace fs = std::filesystem;
    std::error_code error;
    if (!force && fs::exists(fs::symlink_status(path, error)))
        return fail(ErrorCode::conflict,
                    "{0} is already there and was left as it is. Choose another name, or give "
                    "--force to replace it.",
                    path);
    const auto written = replace_file(path, text);
    if (written) return {};
    auto failure =
        fail(ErrorCode::storage, "{0} cannot be written. Check the folder, and that the disk is not full.", path);
    failure.value().detail = written.error().text();
    return failure;
}

Result<ScheduleFile> question_of(const OpenedFile& file, const ExportOptions& options)
{
    const auto year = year_of(file);
    if (!year) return Failure(year.error());
    ScheduleFile question;
    auto& schedule = question.schedule;
    schedule.from = options.from.empty() ? year->from : *parse_date(options.from);
    schedule.to = options.to.empty() ? std::max(year->to, schedule.from) : *parse_date(options.to);
    if (!options.person.empty()) {
        const auto person = file.ask(ResolvePerson{options.person});
        if (!person) return Failure(person.error());
        schedule.person = person->id;
    }
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        schedule.school = *school;
    }
    if (!options.item.empty()) {
        const auto item = parse_typed_id<AnyId>(options.item);
        if (!item) return Failure(item.error());
        question.only = *item;
    }
    if (options.alarm > 0)
        question.alarm_minutes_before = options.alarm;
    else
        question.alarm_minutes_before.reset();
    question.with_plans = options.only != "school-days";
    question.with_school_days = options.only != "plans";
    return question;
}

Result<Reply> export_calendar(const Invocation&, OpenedFile& file, const ExportOptions& options)
{
    const bool is_csv = folded(std::filesystem::path(options.path).extension().string()) == ".csv";
    if (is_csv && (options.only == "plans" || !options.item.empty()))
        return fail(ErrorCode::invalid, "Plans are written as .ics only. Name a file that ends in .ics.");
    const auto question = question_of(file, options);
    if (!question) return Failure(question.error());
    ScheduleFile::Made made;
    if (is_csv) {
        const auto& schedule = question->schedule;
        const auto spans = file.ask(SchoolDaySpans{schedule.from, schedule.to, schedule.school});
        if (!spans) return Failure(spans.error());
        made = {write_school_days_csv(*spans), static_cast<int>(spans->size())};
    } else {
        auto answer = file.ask(*question);
        if (!answer) return Failure(answer.error());
        made = std::move(*answer);
    }
    if (const auto written = write_file(options.path, made.text, options.force); !written)
        return Failure(written.error());
    return Reply{{{"file", options.path}, {"items", made.item_count}},
                 fmt::format("Wrote {}: {}.\n", options.path, counted(made.item_count, "item")),
                 {}};
}

}  // namespace

void add_calendar_commands(CommandSet& commands, CLI::App* app)
{
    auto* calendar = app->add_subcommand("calendar", "School days and plans as files of other calendar programs");
    calendar->require_subcommand(1);
    const auto importing = std::make_shared<ImportOptions>();
    auto* in = commands.add_for_file(calendar, "import", "School days from .ics or CSV, or when a person is busy",
                                     [importing](const Invocation& invocation, OpenedFile& file) {
                                         return import_calendar(invocation, file, *importing);
                                     });
    in->add_option("FILE", importing->path, "The file (see help calendar-file), or - for standard input")
        ->type_name("")
        ->required();
    auto* dry_run = in->add_flag("--dry-run", importing->dry_run, "Say what would be done and write nothing");
    auto* school = in->add_option("--school", importing->school, "Whose days they are where the file does not say")
                       ->type_name("NAME");
    auto* busy = in->add_option("--busy", importing->busy, "Take in when this person is busy instead; .ics only")
                     ->type_name("PERSON")
                     ->excludes(dry_run)
                     ->excludes(school);
    in->add_option("--from", importing->from, "With --busy: the first day; today if not said")
        ->type_name("DATE")
        ->check(is_date())
        ->needs(busy);
    in->add_option("--to", importing->to, "With --busy: the last day; the school year's if not said")
        ->type_name("DATE")
        ->check(is_date())
        ->needs(busy);

    const auto exporting = std::make_shared<ExportOptions>();
    auto* out = commands.add_for_file(calendar, "export", "School days and plans as .ics, or school days as CSV",
                                      [exporting](const Invocation& invocation, OpenedFile& file) {
                                          return export_calendar(invocation, file, *exporting);
                                      });
    out->add_option("FILE", exporting->path, "The file to make; its ending says what it is, .ics or .csv")
        ->type_name("")
        ->required();
    out->add_option("--person", exporting->person, "For this person's calendar: only what they may know")
        ->type_name("PERSON");
    out->add_option("--school", exporting->school, "Only this school's")->type_name("NAME");
    out->add_option("--from", exporting->from, "The first day; the school year's if not said")
        ->type_name("DATE")
        ->check(is_date());
    out->add_option("--to", exporting->to, "The last day; the school year's if not said")
        ->type_name("DATE")
        ->check(is_date());
    auto* item = out->add_option("--item", exporting->item, "Only this one, as 'plan list' shows it")->type_name("ID");
    out->add_option("--only", exporting->only, "school-days or plans; both if not said")
        ->type_name("WHAT")
        ->check(CLI::IsMember({"school-days", "plans"}))
        ->excludes(item);
    out->add_option("--alarm", exporting->alarm, "Remind so many minutes before; 0 for no alarm")
        ->type_name("N")
        ->check(is_whole_number(0, 24 * 60));
    out->add_flag("--force", exporting->force, "Replace a file that is there");
}

}  // namespace throughline::cli
