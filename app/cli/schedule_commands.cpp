// plan: visits, conferences and debriefs to come. Conflicts are printed and refuse nothing.
#include <memory>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/people.hpp"

namespace throughline::cli {
namespace {

constexpr int list_days = 28;  // of `plan list`, if no day is said

std::string spoken_time(const ScheduleRow& row, const OpenedFile& file)
{
    if (!row.starts_at) return file.spoken(row.on);
    const auto clock = [&](Instant instant) { return iso(file.local(instant)).substr(11, 5); };
    return fmt::format("{}, {} to {}", file.spoken(row.on), clock(*row.starts_at),
                       clock(*row.starts_at + row.minutes * us_per_minute));
}

std::string lines_of(const std::vector<Conflict>& conflicts)
{
    std::string text;
    for (const auto& conflict : conflicts) text += "  But: " + printable(conflict.words) + ".\n";
    return text;
}

// "Visit of Cora Coach to Ana Ruiz, Wed 7 Oct, 10:00 to 10:15 (ID)."
std::string line_of(const ScheduleRow& row, const OpenedFile& file)
{
    std::string kind(name_of(row.kind));
    kind.front() = static_cast<char>(kind.front() - 'a' + 'A');
    return fmt::format("{} of {} {} {}, {} ({}).\n", kind, row.observer_name,
                       row.kind == ScheduleKind::visit ? "to" : "with", row.teacher_name, spoken_time(row, file),
                       row.id.text());
}

// Several rows under a key, or one as the whole document.
Result<Reply> reply_with(const OpenedFile& file, const AnyId& id, std::string_view done)
{
    const auto row = file.ask(ScheduleItem{id});
    if (!row) return Failure(row.error());
    return Reply{json_of(*row, file), fmt::format("{}: {}{}", done, line_of(*row, file), lines_of(row->conflicts)), {}};
}

Result<ScheduleRow> item_of(const OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<AnyId>(typed);
    if (!id) return Failure(id.error());
    return file.ask(ScheduleItem{*id});
}

struct PlanOptions {
    BookingKind kind = BookingKind::visit;
    std::string teacher;
    std::string at;
    int minutes = 0;
    bool announced = false;
    std::string purpose = "coaching";
    std::string note;
    std::string weekly_until;
    std::string observer;
    std::string about;
    bool dry_run = false;
};

Result<PlanBooking> plan_of(const OpenedFile& file, const PlanOptions& options)
{
    PlanBooking plan;
    auto& booking = plan.booking;
    const auto teacher = file.ask(ResolvePerson{options.teacher});
    if (!teacher) return Failure(teacher.error());
    booking.kind = options.kind;
    booking.teacher = teacher->id;
    if (!options.observer.empty()) {
        const auto observer = file.ask(ResolvePerson{options.observer});
        if (!observer) return Failure(observer.error());
        booking.observer = observer->id;
    }
    if (!options.about.empty()) {
        const auto about = parse_typed_id<ObservationId>(options.about);
        if (!about) return Failure(about.error());
        booking.observation = *about;
    }
    booking.starts_at = file.instant_of(options.at);
    booking.minutes = options.minutes != 0                 ? options.minutes
                      : options.kind == BookingKind::visit ? visit_minutes_default
                                                           : conference_minutes_default;
    booking.announced = options.announced;
    booking.purpose = *parse_purpose(options.purpose);
    booking.note = options.note;
    if (!options.weekly_until.empty()) plan.weekly_until = parse_date(options.weekly_until);
    return plan;
}

Result<Reply> find_conflicts(const OpenedFile& file, const PlanBooking& plan)
{
    FindConflicts question;
    const auto& booking = plan.booking;
    question.kind = booking.kind == BookingKind::visit ? ScheduleKind::visit : ScheduleKind::conference;
    question.teacher = booking.teacher;
    if (!booking.observer.is_nil()) question.observer = booking.observer;
    question.starts_at = booking.starts_at;
    question.minutes = booking.minutes;
    const auto conflicts = file.ask(question);
    if (!conflicts) return Failure(conflicts.error());
    return Reply{
        {{"conflicts", json_of(*conflicts)}},
        "Nothing was planned.\n" + (conflicts->empty() ? "  Nothing stands in the way.\n" : lines_of(*conflicts)),
        {}};
}

Result<Reply> plan_booking(const Invocation&, OpenedFile& file, const PlanOptions& options)
{
    const auto plan = plan_of(file, options);
    if (!plan) return Failure(plan.error());
    if (options.dry_run) return find_conflicts(file, *plan);
    const auto made = file.execute(*plan);
    if (!made) return Failure(made.error());
    Reply reply;
    reply.json = {{"planned", Json::array()}};
    for (const auto& id : made->value) {
        const auto row = file.ask(ScheduleItem{any(id)});
        if (!row) return Failure(row.error());
        reply.json["planned"].push_back(json_of(*row, file));
        reply.text += "Planned: " + line_of(*row, file) + lines_of(row->conflicts);
    }
    return reply;
}

struct ItemOptions {
    std::string id;
    std::string at;
    int minutes = 0;
    bool rest = false;
    std::string reason;
    std::string note;
    bool has_note = false;
    bool announced = false;
    bool unannounced = false;
    std::string purpose;
};

Result<Reply> plan_debrief(const Invocation&, OpenedFile& file, const ItemOptions& options)
{
    const auto typed = parse_typed_id<AnyId>(options.id);
    if (!typed) return Failure(typed.error());
    const auto before = file.ask(DebriefDetail{*typed});
    if (!before) return Failure(before.error());
    const auto id = before->debrief.id;
    if (const auto done = file.execute(PlanDebrief{id, file.instant_of(options.at), {}}); !done)
        return Failure(done.error());
    return reply_with(file, any(id), "Planned");
}

// A day alone keeps the time of day.
Instant new_time(const OpenedFile& file, const ScheduleRow& row, const std::string& at)
{
    const auto day = parse_date(at);
    if (!day) return file.instant_of(at);
    const auto time = row.starts_at ? file.local(*row.starts_at).time_of_day() : boost::posix_time::time_duration();
    return file.workspace.zone().instant(LocalTime(*day, time));
}

Result<Reply> move_item(const Invocation&, OpenedFile& file, const ItemOptions& options)
{
    const auto row = item_of(file, options.id);
    if (!row) return Failure(row.error());
    const bool is_booking = row->kind == ScheduleKind::visit || row->kind == ScheduleKind::conference;
    if (row->kind == ScheduleKind::debrief && !row->starts_at && parse_date(options.at))
        return fail(ErrorCode::invalid, "This debrief has no time yet. Give one, such as {0}T14:30.", options.at);
    if (!is_booking && (options.rest || options.minutes != 0))
        return fail(ErrorCode::invalid, "--rest and --minutes are for visits and conferences. Leave them out here.");
    const auto at = new_time(file, *row, options.at);
    const auto refused = [&]() -> std::optional<Error> {
        const auto error = [](const auto& done) { return done ? std::nullopt : std::optional(done.error()); };
        if (row->kind == ScheduleKind::debrief) return error(file.execute(PlanDebrief{as<DebriefId>(row->id), at, {}}));
        if (row->kind == ScheduleKind::step_check)
            return error(file.execute(MoveStepCheck{as<ActionStepId>(row->id), file.local(at).date()}));
        MoveBooking move{as<BookingId>(row->id), at, {}, options.rest};
        if (options.minutes != 0) move.minutes = options.minutes;
        return error(file.execute(move));
    }();
    if (refused) return Failure(*refused);
    return reply_with(file, row->id, "Moved");
}

Result<Reply> skip_item(const Invocation&, OpenedFile& file, const ItemOptions& options)
{
    const auto row = item_of(file, options.id);
    if (!row) return Failure(row.error());
    if (row->kind == ScheduleKind::step_check)
        return fail(ErrorCode::invalid,
                    "A step is checked, moved or dropped, not skipped. Use 'plan move' or the "
                    "teacher's page.");
    if (row->kind == ScheduleKind::debrief) {
        if (const auto done = file.execute(SkipDebrief{as<DebriefId>(row->id), options.reason}); !done)
            return Failure(done.error());
    } else {
        const SkipBooking skip{as<BookingId>(row->id), options.reason, options.rest};
        if (const auto done = file.execute(skip); !done) return Failure(done.error());
    }
    return reply_with(file, row->id, "Called off");
}

Result<Reply> hold_item(const Invocation&, OpenedFile& file, const ItemOptions& options)
{
    const auto id = parse_typed_id<BookingId>(options.id);
    if (!id) return Failure(id.error());
    if (const auto done = file.execute(HoldConference{*id, options.minutes}); !done) return Failure(done.error());
    return reply_with(file, any(*id), "Held");
}

Result<Reply> change_item(const Invocation&, OpenedFile& file, const ItemOptions& options)
{
    const auto id = parse_typed_id<BookingId>(options.id);
    if (!id) return Failure(id.error());
    ChangeBooking change;
    change.booking = *id;
    if (options.has_note) change.note = options.note;
    if (options.announced || options.unannounced) change.announced = options.announced;
    if (!options.purpose.empty()) change.purpose = parse_purpose(options.purpose);
    if (const auto done = file.execute(change); !done) return Failure(done.error());
    return reply_with(file, any(*id), "Changed");
}

struct ListOptions {
    std::string from;
    std::string to;
    std::string person;
    bool all = false;
};

Result<Reply> list_plans(const Invocation&, OpenedFile& file, const ListOptions& options)
{
    Schedule question;
    question.from = options.from.empty() ? file.workspace.today() : *parse_date(options.from);
    question.to = options.to.empty() ? question.from + boost::gregorian::days(list_days) : *parse_date(options.to);
    question.with_done = options.all;
    question.with_skipped = options.all;
    if (!options.person.empty()) {
        const auto person = file.ask(ResolvePerson{options.person});
        if (!person) return Failure(person.error());
        question.person = person->id;
    }
    const auto rows = file.ask(question);
    if (!rows) return Failure(rows.error());
    Reply reply;
    reply.json = {{"from", iso(question.from)}, {"to", iso(question.to)}, {"plans", Json::array()}};
    Table table({"When", "Kind", "State", "Teacher", "Observer", "Purpose", "Told", "Id", "Note"});
    for (const auto& row : *rows) {
        reply.json["plans"].push_back(json_of(row, file));
        auto note = row.note;
        if (!row.skip_reason.empty()) note += (note.empty() ? "" : "; ") + row.skip_reason;
        for (const auto& conflict : row.conflicts) note += (note.empty() ? "but: " : "; but: ") + conflict.words;
        table.add({spoken_time(row, file), std::string(name_of(row.kind)),
                   row.state == BookingState::planned ? "" : std::string(name_of(row.state)), row.teacher_name,
                   row.observer_name, std::string(name_of(row.purpose)),
                   row.kind != ScheduleKind::visit ? ""
                   : row.announced                 ? "yes"
                                                   : "no",
                   row.id.text(), note});
    }
    reply.text = table.empty() ? "Nothing is planned.\n" : table.text();
    return reply;
}

CLI::Validator is_purpose()
{
    return {[](const std::string& text) {
                return parse_purpose(text) ? std::string()
                                           : "\"" + text +
                                                 "\" is no purpose, write coaching, evaluation, walkthrough, peer, "
                                                 "calibration or self";
            },
            "", "purpose"};
}

void add_minutes(CLI::App* command, int& minutes)
{
    command->add_option("--minutes", minutes, "How long it takes")
        ->type_name("N")
        ->check(is_whole_number(1, booking_minutes_max));
}

void add_planning(CommandSet& commands, CLI::App* plan, BookingKind kind)
{
    const auto options = std::make_shared<PlanOptions>();
    options->kind = kind;
    const bool is_visit = kind == BookingKind::visit;
    auto* command = commands.add_for_file(
        plan, std::string(name_of(kind)),
        is_visit ? "Plan a visit; its teacher sees it only if it is announced" : "Plan a conference",
        [options](const Invocation& invocation, OpenedFile& file) { return plan_booking(invocation, file, *options); });
    command->add_option("TEACHER", options->teacher, "With whom")->type_name("")->required();
    command->add_option("--at", options->at, "When: 2026-10-06T09:10, or 09:10 for today")
        ->required()
        ->type_name("TIME")
        ->check(is_local_time());
    add_minutes(command, options->minutes);
    if (is_visit)
        command->add_flag("--announced", options->announced, "The teacher may know of it");
    else
        command->add_option("--about", options->about, "The visit that it is about")->type_name("ID");
    command->add_option("--purpose", options->purpose, "coaching, evaluation, walkthrough, peer, calibration or self")
        ->type_name("PURPOSE")
        ->check(is_purpose());
    command->add_option("--note", options->note, "For the observer only")->type_name("TEXT");
    command->add_option("--weekly-until", options->weekly_until, "Each week until this day, on school days only")
        ->type_name("DATE")
        ->check(is_date());
    command->add_option("--observer", options->observer, "Who observes, if not who acts")->type_name("PERSON");
    command->add_flag("--dry-run", options->dry_run, "Say what stands in the way and plan nothing");
}

CLI::Validator is_time_or_day()
{
    return {[](const std::string& text) {
                const bool good = parse_date(text) || parse_local_time(text) || parse_local_time("2000-01-01T" + text);
                return good ? std::string()
                            : "\"" + text + "\" is no time, write it as 2026-10-05T14:30, 14:30 or 2026-10-05";
            },
            "", "time"};
}

using ItemCommand = Result<Reply> (*)(const Invocation&, OpenedFile&, const ItemOptions&);

// A command on one plan, with the options that all of them share still to be added.
CLI::App* add_item_command(CommandSet& commands, CLI::App* plan, const std::string& name,
                           const std::string& description, const std::shared_ptr<ItemOptions>& options, ItemCommand run,
                           const std::string& whose)
{
    auto* command = commands.add_for_file(
        plan, name, description,
        [options, run](const Invocation& invocation, OpenedFile& file) { return run(invocation, file, *options); });
    command->add_option("ID", options->id, whose)->type_name("")->required();
    return command;
}

void add_changes(CommandSet& commands, CLI::App* plan)
{
    const std::string any_plan = "Of a visit, conference, debrief or step, as 'plan list' shows it";
    const auto moving = std::make_shared<ItemOptions>();
    auto* move =
        add_item_command(commands, plan, "move", "Move it; id, notes and links stay", moving, move_item, any_plan);
    move->add_option("--at", moving->at, "The new time; a day alone keeps the time of day")
        ->required()
        ->type_name("TIME")
        ->check(is_time_or_day());
    add_minutes(move, moving->minutes);
    move->add_flag("--rest", moving->rest, "Move the later ones of its series by as much, too");

    const auto skipping = std::make_shared<ItemOptions>();
    auto* skip = add_item_command(commands, plan, "skip", "Call it off; the reason stays with it", skipping, skip_item,
                                  "Of a visit, conference or debrief");
    skip->add_option("--reason", skipping->reason, "Why")->required()->type_name("TEXT");
    skip->add_flag("--rest", skipping->rest, "The later ones of its series, too");

    const auto changing = std::make_shared<ItemOptions>();
    auto* change = add_item_command(commands, plan, "change", "Change a visit's or conference's facts", changing,
                                    change_item, "Of a visit or conference");
    change
        ->add_option_function<std::string>(
            "--note",
            [changing](const std::string& note) {
                changing->note = note;
                changing->has_note = true;
            },
            "For the observer only")
        ->type_name("TEXT");
    auto* announced = change->add_flag("--announced", changing->announced, "The teacher may know of it");
    change->add_flag("--unannounced", changing->unannounced, "The teacher is not to know")->excludes(announced);
    change->add_option("--purpose", changing->purpose, "coaching, evaluation, walkthrough, peer, calibration or self")
        ->type_name("PURPOSE")
        ->check(is_purpose());

    const auto holding = std::make_shared<ItemOptions>();
    auto* hold =
        add_item_command(commands, plan, "hold", "A conference took place", holding, hold_item, "Of a conference");
    add_minutes(hold, holding->minutes);
}

}  // namespace

void add_schedule_commands(CommandSet& commands, CLI::App* app)
{
    auto* plan = app->add_subcommand("plan", "Visits, conferences and debriefs to come");
    plan->require_subcommand(1);
    add_planning(commands, plan, BookingKind::visit);
    add_planning(commands, plan, BookingKind::conference);
    const auto debriefing = std::make_shared<ItemOptions>();
    add_item_command(commands, plan, "debrief", "Give a debrief its time, or another one", debriefing, plan_debrief,
                     "The debrief's id, or its observation's")
        ->add_option("--at", debriefing->at, "When: 2026-10-06T14:30, or 14:30 for today")
        ->required()
        ->type_name("TIME")
        ->check(is_local_time());
    add_changes(commands, plan);
    add_period_commands(commands, plan);
    const auto listing = std::make_shared<ListOptions>();
    auto* list = commands.add_for_file(
        plan, "list", "What is planned and due, by day",
        [listing](const Invocation& invocation, OpenedFile& file) { return list_plans(invocation, file, *listing); });
    list->add_option("--from", listing->from, "The first day; today if not said")->type_name("DATE")->check(is_date());
    list->add_option("--to", listing->to, "The last day; four weeks on if not said")
        ->type_name("DATE")
        ->check(is_date());
    list->add_option("--person", listing->person, "Only with this teacher or observer")->type_name("PERSON");
    list->add_flag("--all", listing->all, "Also what is done or was called off");
}

}  // namespace throughline::cli
