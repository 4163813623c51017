// rollover: what closing a school year means, closing it, and opening it again.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/school_year.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline::cli {
namespace {

struct RolloverOptions {
    std::string year;   // to look at
    std::string close;  // to close
    std::string school;
    std::string reason;
    CLI::App* reopen = nullptr;  // the words that may follow
    CLI::App* list = nullptr;
    std::vector<std::string> next;  // name, first day, last day
    bool with_drafts = false;
    bool dry_run = false;
};

Json json_of(const std::vector<RolloverPlan::Share>& shares)
{
    auto list = Json::array();
    for (const auto& share : shares) list.push_back({{"name", share.name}, {"count", share.count}});
    return list;
}

Json json_of(const SchoolYear& year)
{
    return {{"name", year.name}, {"starts_on", iso(year.starts_on)}, {"ends_on", iso(year.ends_on)}};
}

Json json_of(const RolloverPlan::Plan& plan)
{
    auto next = json_of(plan.next);
    next["is_there"] = plan.next_is_there;
    auto others = Json::array();
    for (const auto& year : plan.other_open) others.push_back(year.name);
    return {{"year", json_of(plan.year)},
            {"school", plan.school_name},
            {"is_running", plan.is_running},
            {"closed_at", cli::json_of(plan.closed_at)},
            {"visits", plan.visits},
            {"drafts", json_of(plan.drafts)},
            {"opened_again", json_of(plan.opened_again)},
            {"unfinished", json_of(plan.unfinished)},
            {"debriefs", json_of(plan.debriefs)},
            {"bookings", json_of(plan.bookings)},
            {"requests", plan.requests},
            {"openings_asked", plan.openings_asked},
            {"steps", plan.steps},
            {"caseloads", plan.caseloads},
            {"class_teachers", plan.class_teachers},
            {"needs_with_drafts", plan.needs_drafts_agreed()},
            {"next", std::move(next)},
            {"other_open", std::move(others)}};
}

std::string described(const SchoolYears::Row& row)
{
    return row.school_name.empty() ? row.year.name : row.year.name + " of " + row.school_name;
}

// The year by its name; where schools have years of their own, the general one unless a school is named.
Result<SchoolYears::Row> year_named(const OpenedFile& file, const std::string& name, const std::string& school)
{
    auto rows = file.ask(SchoolYears{});
    if (!rows) return Failure(rows.error());
    std::vector<SchoolYears::Row> fitting;
    std::vector<std::string> known;
    for (auto& row : *rows) {
        known.push_back(described(row));
        const bool is_of_school = school.empty() || folded(row.school_name) == folded(school);
        if (folded(row.year.name) == folded(name) && is_of_school) fitting.push_back(std::move(row));
    }
    if (fitting.size() == 1) return std::move(fitting.front());
    const auto general = std::ranges::find(fitting, std::string(), &SchoolYears::Row::school_name);
    if (school.empty() && general != fitting.end()) return std::move(*general);
    if (fitting.empty())
        return fail(ErrorCode::not_found, "There is no school year {0}. There is: {1}.",
                    school.empty() ? name : name + " of " + school, join(known, ", "));
    return fail(ErrorCode::ambiguous, "Several schools have a year {0}. Say which with --school.", name);
}

std::string listed(const char* heading, const std::vector<std::string>& lines)
{
    if (lines.empty()) return {};
    std::string text = fmt::format("{}\n", heading);
    for (const auto& line : lines) text += "  " + line + "\n";
    return text;
}

std::string text_of(const RolloverPlan::Plan& plan, Date today)
{
    const auto words = words_of(plan, today);
    auto text = fmt::format("The school year {}\n\n", words.year);
    text += listed("When it is closed", words.closes);
    text += listed("To be done first", words.against);
    text += listed("What ends", words.ends);
    text += listed("What goes on", words.goes_on);
    text += fmt::format("The next year\n  {}\n\n", words.next);
    if (plan.closed_at) return text + "It is closed already.\n";
    text += fmt::format("Nothing was changed. Close it with: rollover --close {}{}\n", plan.year.name,
                        plan.needs_drafts_agreed() ? " --with-drafts" : "");
    return text;
}

Result<Reply> preview(const OpenedFile& file, std::optional<SchoolYearId> year)
{
    const auto plan = file.ask(RolloverPlan{year});
    if (!plan) return Failure(plan.error());
    auto json = json_of(*plan);
    json["closed"] = plan->closed_at.has_value();
    return Reply{std::move(json), text_of(*plan, file.workspace.today()), {}};
}

Result<Reply> close(OpenedFile& file, const SchoolYearId& year, const RolloverOptions& options)
{
    CloseYear close{year, {}, options.with_drafts};
    if (!options.next.empty()) {
        const auto first = parse_date(options.next[1]);
        const auto last = parse_date(options.next[2]);
        if (!first || !last)
            return fail(ErrorCode::invalid, "Write --next NAME FIRST LAST with days as 2026-08-17, not {0} {1}.",
                        options.next[1], options.next[2]);
        close.next = CloseYear::NextYear{options.next[0], *first, *last};
    }
    const auto closed = file.execute(close);
    if (!closed) return Failure(closed.error());
    const auto& done = closed->value;
    auto text = fmt::format("{} is closed: it can be read and searched, and not changed any more.\n", done.year.name);
    if (done.made)
        text += fmt::format("{} was made, {} to {}.\n", done.made->name, iso(done.made->starts_on),
                            iso(done.made->ends_on));
    if (done.bookings_skipped > 0)
        text += fmt::format("Skipped: {}.\n", counted(done.bookings_skipped, "planned visit or conference"));
    if (done.requests_declined > 0) text += fmt::format("Declined: {}.\n", counted(done.requests_declined, "request"));
    if (done.steps_going_on > 0)
        text += fmt::format("Going on: {}.\n", counted(done.steps_going_on, "live action step"));
    text += "'undo' takes all of it back; 'rollover reopen' opens it again later.\n";
    return Reply{{{"year", json_of(done.year)},
                  {"closed", true},
                  {"made", done.made ? json_of(*done.made) : Json(nullptr)},
                  {"bookings_skipped", done.bookings_skipped},
                  {"requests_declined", done.requests_declined},
                  {"steps_going_on", done.steps_going_on}},
                 std::move(text),
                 {}};
}

Result<Reply> roll_over(OpenedFile& file, const RolloverOptions& options)
{
    const auto& named = options.close.empty() ? options.year : options.close;
    if (options.close.empty() && (!options.next.empty() || options.with_drafts) && !options.dry_run)
        return fail(ErrorCode::invalid, "Say which year is to be closed: --close YEAR.");
    std::optional<SchoolYearId> year;
    if (!named.empty()) {
        const auto row = year_named(file, named, options.school);
        if (!row) return Failure(row.error());
        year = row->year.id;
    }
    if (options.close.empty() || options.dry_run) return preview(file, year);
    return close(file, *year, options);
}

Result<Reply> reopen(OpenedFile& file, const std::string& name, const std::string& school, const std::string& reason)
{
    const auto row = year_named(file, name, school);
    if (!row) return Failure(row.error());
    if (const auto done = file.execute(ReopenYear{row->year.id, reason}); !done) return Failure(done.error());
    return Reply{{{"year", json_of(row->year)}, {"closed", false}},
                 fmt::format("{} is open again. Close it when all is put right: rollover --close {}\n", row->year.name,
                             row->year.name),
                 {}};
}

Result<Reply> list(const OpenedFile& file)
{
    const auto rows = file.ask(SchoolYears{});
    if (!rows) return Failure(rows.error());
    Table table({"Year", "School", "From", "To", "Closed"});
    auto all = Json::array();
    for (const auto& row : *rows) {
        auto json = json_of(row.year);
        json["school"] = row.school_name;
        json["closed_at"] = cli::json_of(row.closed_at);
        json["closed_by"] = row.closed_by;
        json["reopened"] = Json::array();
        for (const auto& reopening : row.reopened)
            json["reopened"].push_back(
                {{"at", iso_utc(reopening.at)}, {"by", reopening.by}, {"reason", reopening.reason}});
        all.push_back(std::move(json));
        std::string closed;
        if (row.closed_at) {
            closed = iso(file.local(*row.closed_at).date());
            if (!row.closed_by.empty()) closed += " by " + row.closed_by;
        }
        table.add({row.year.name, row.school_name, iso(row.year.starts_on), iso(row.year.ends_on), closed});
    }
    return Reply{{{"years", std::move(all)}}, table.empty() ? "No school year is set.\n" : table.text(), {}};
}

}  // namespace

void add_rollover_commands(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<RolloverOptions>();
    // Without a word behind it the command looks or closes; so it asks itself which of its own words was said.
    auto* group = commands.add_for_file(app, "rollover", "What closing a school year means; with --close it is done",
                                        [options](const Invocation&, OpenedFile& file) {
                                            if (options->reopen->parsed())
                                                return reopen(file, options->year, options->school, options->reason);
                                            return options->list->parsed() ? list(file) : roll_over(file, *options);
                                        });
    const auto add_school = [&](CLI::App* command) {
        command->add_option("--school", options->school, "Of this school, where it has years of its own")
            ->type_name("NAME");
    };
    group->add_option("--year", options->year, "The year to look at; else the newest that has ended")
        ->type_name("YEAR");
    group->add_option("--close", options->close, "Close this year: from then on it can be read and not changed")
        ->type_name("YEAR");
    group
        ->add_option("--next", options->next,
                     "The next year, if it is to be another than the same weekdays a year later")
        ->type_name("NAME FIRST LAST")
        ->expected(3);
    group->add_flag("--with-drafts", options->with_drafts, "Also with visits that were never shared");
    group->add_flag("--dry-run", options->dry_run, "Only say what would be done");
    add_school(group);
    options->reopen = group->add_subcommand("reopen", "Make a closed year changeable again");
    options->reopen->add_option("YEAR", options->year, "Its name")->type_name("")->required();
    options->reopen->add_option("--reason", options->reason, "Why; it stays with the year")
        ->type_name("TEXT")
        ->required();
    add_school(options->reopen);
    options->list = group->add_subcommand("list", "All school years, and which are closed");
}

}  // namespace throughline::cli
