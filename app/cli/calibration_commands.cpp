// calibration: observers rate the same lesson, blind, and compare. agreement: how far they agree, in full.
#include <memory>

#include <fmt/format.h>

#include "app/cli/agreement_reply.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/statistics.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline::cli {
namespace {

using Meeting = CalibrationMeeting::Meeting;
using Cell = CalibrationMeeting::Cell;

struct OpenOptions {
    std::string title;
    std::string lesson;
    std::string rubric = "teach-primary";
    std::string form;
    std::string leader;
    std::string day;
    std::vector<std::string> raters;
    analysis::PassRule pass;
};

struct RateOptions {
    std::string session;
    std::string code;
    std::string rating;
    std::string words;
    std::string source = "master";
    bool has_words = false;
};

Result<Reply> done(const CalibrationId& id, const std::string& text)
{
    return Reply{{{"id", id.text()}}, text + "\n", {}};
}

// A call on one session by its typed id.
template <class Run>
Result<Reply> on_session(const std::string& typed, Run run)
{
    const auto id = parse_typed_id<CalibrationId>(typed);
    if (!id) return Failure(id.error());
    return run(*id);
}

Result<Reply> open(OpenedFile& file, const OpenOptions& options)
{
    OpenCalibration command;
    command.title = options.title;
    command.lesson = options.lesson;
    command.form_id = options.form;
    command.pass = options.pass;
    if (!options.day.empty()) command.day = parse_date(options.day);
    if (const auto version = RubricVersionId::parse(options.rubric)) {
        command.rubric_version = *version;
    } else {
        const auto newest = file.ask(NewestRubric{options.rubric});
        if (!newest) return Failure(newest.error());
        command.rubric_version = newest->version;
    }
    if (!options.leader.empty()) {
        const auto leader = file.ask(ResolvePerson{options.leader});
        if (!leader) return Failure(leader.error());
        command.leader = leader->id;
    }
    for (const auto& typed : options.raters) {
        const auto rater = file.ask(ResolvePerson{typed});
        if (!rater) return Failure(rater.error());
        command.raters.push_back(rater->id);
    }
    const auto made = file.execute(command);
    if (!made) return Failure(made.error());
    return done(made->value, made->value.text() + ": open; nobody sees another's ratings until all are in.");
}

Result<Reply> open_joint(OpenedFile& file, const std::string& first, const std::string& second)
{
    const auto one = parse_typed_id<ObservationId>(first), other = parse_typed_id<ObservationId>(second);
    if (!one) return Failure(one.error());
    if (!other) return Failure(other.error());
    const auto made = file.execute(OpenJointCalibration{*one, *other, {}, {}});
    if (!made) return Failure(made.error());
    return done(made->value, made->value.text() + ": both records are compared.");
}

// What was typed for a rating: a level's number or name, not-observed, not-applicable, or blank.
struct TypedRating {
    std::optional<Mark> mark;
    int level = 0;
};

Result<TypedRating> typed_rating(const std::string& text, const std::vector<Level>& levels)
{
    const auto wanted = folded(text);
    if (wanted == "blank") return TypedRating{};
    if (const auto mark = parse_mark(wanted); mark && *mark != Mark::level) return TypedRating{mark, 0};
    std::vector<std::string> names;
    for (const auto& level : levels) {
        if (std::to_string(level.number) == text || folded(level.name) == wanted)
            return TypedRating{Mark::level, level.number};
        names.push_back(fmt::format("{} {}", level.number, level.name));
    }
    return fail(ErrorCode::invalid, "\"{0}\" is no rating of this row. Use {1}, not-observed, not-applicable or blank.",
                text, join(names, ", "));
}

Result<std::vector<Level>> levels_of_row(OpenedFile& file, const RubricVersionId& version, const std::string& code)
{
    const auto rubric = file.ask(RubricVersion{version});
    if (!rubric) return Failure(rubric.error());
    const auto* node = rubric->node(code);
    const auto* scale = node == nullptr ? nullptr : rubric->scale_of(*node);
    if (scale == nullptr) return fail(ErrorCode::invalid, "{0} has no rated row {1}.", rubric->title, code);
    return scale->levels;
}

Result<Reply> rate(OpenedFile& file, const RateOptions& options)
{
    return on_session(options.session, [&](const CalibrationId& id) -> Result<Reply> {
        const auto sheet = file.ask(CalibrationSheet{id});
        if (!sheet) return Failure(sheet.error());
        const auto levels = levels_of_row(file, sheet->session.rubric_version, options.code);
        if (!levels) return Failure(levels.error());
        const auto typed = typed_rating(options.rating, *levels);
        if (!typed) return Failure(typed.error());
        if (const auto rated = file.execute(RateInCalibration{id, options.code, typed->mark, typed->level}); !rated)
            return Failure(rated.error());
        if (options.has_words)
            if (const auto kept = file.execute(ChangeCalibrationWords{id, options.code, options.words, {}}); !kept)
                return Failure(kept.error());
        return done(id, options.code + " is rated; only you see it.");
    });
}

Result<Reply> reference(OpenedFile& file, const RateOptions& options)
{
    return on_session(options.session, [&](const CalibrationId& id) -> Result<Reply> {
        const auto meeting = file.ask(CalibrationMeeting{id});
        if (!meeting) return Failure(meeting.error());
        const auto levels = levels_of_row(file, meeting->session.rubric_version, options.code);
        if (!levels) return Failure(levels.error());
        const auto typed = typed_rating(options.rating, *levels);
        if (!typed) return Failure(typed.error());
        const SetReference set{
            id, *parse_rating_source(options.source), options.code, typed->mark, typed->level, options.words};
        if (const auto was_set = file.execute(set); !was_set) return Failure(was_set.error());
        return done(id, "Set.");
    });
}

Json json_of(const analysis::PassRule& pass)
{
    return {{"within", pass.within},
            {"percent", pass.percent},
            {"exact_percent", pass.exact_percent},
            {"valid_days", pass.valid_days}};
}

Json json_of(const Calibration& session)
{
    return {{"id", session.id.text()},
            {"title", session.title},
            {"lesson", json_or_null(session.lesson)},
            {"day", iso(session.day)},
            {"state", name_of(session.state)},
            {"rubric_version", session.rubric_version.text()},
            {"form", json_or_null(session.form_id)},
            {"pass_rule", json_of(session.pass)}};
}

Result<Reply> list(OpenedFile& file)
{
    const auto rows = file.ask(CalibrationSessions{});
    if (!rows) return Failure(rows.error());
    const auto joint = file.ask(JointVisits{});
    if (!joint) return Failure(joint.error());
    Reply reply;
    reply.json = {{"sessions", Json::array()}, {"joint_visits", Json::array()}};
    Table table({"Day", "Session", "Rubric", "Led by", "State", "Id"});
    for (const auto& row : *rows) {
        auto json = json_of(row.session);
        json["leader"] = row.leader_name;
        json["rubric"] = row.rubric_title;
        json["raters"] = row.raters;
        json["submitted"] = row.submitted;
        json["is_joint"] = row.is_joint;
        reply.json["sessions"].push_back(std::move(json));
        table.add({iso(row.session.day), printable(row.session.title), row.rubric_title, row.leader_name, row.words,
                   row.session.id.text()});
    }
    reply.text = table.empty() ? "No calibration session yet.\n" : table.text();
    Table pairs({"Visited together", "Rows of both", "First", "Second"});
    for (const auto& row : *joint) {
        reply.json["joint_visits"].push_back({{"first", row.first.text()},
                                              {"second", row.second.text()},
                                              {"observers", {row.first_observer, row.second_observer}},
                                              {"teacher", row.teacher_name},
                                              {"on", iso(row.on)},
                                              {"rubric", row.rubric_title},
                                              {"rows_of_both", row.rows_of_both},
                                              {"calibration", json_of_id(row.calibration)}});
        if (!row.calibration)
            pairs.add({row.words, std::to_string(row.rows_of_both), row.first.text(), row.second.text()});
    }
    if (!pairs.empty()) reply.text += "\n" + pairs.text();
    return reply;
}

std::string words_of(const Cell& cell)
{
    if (!cell.mark) return "blank";
    if (*cell.mark == Mark::not_observed) return "not observed";
    if (*cell.mark == Mark::not_applicable) return "not applicable";
    return cell.level_name.empty() ? std::to_string(cell.level) : fmt::format("{} {}", cell.level, cell.level_name);
}

Json json_of(const Cell& cell)
{
    const bool is_level = cell.mark && *cell.mark == Mark::level;
    return {{"mark", cell.mark ? Json(name_of(*cell.mark)) : Json(nullptr)},
            {"level", is_level ? Json(cell.level) : Json(nullptr)},
            {"level_name", json_or_null(cell.level_name)},
            {"words", json_or_null(cell.words)}};
}

Json json_of(const Meeting& meeting)
{
    auto json = json_of(meeting.session);
    json["rubric"] = meeting.rubric_title;
    json["leader"] = meeting.leader_name;
    json["waiting"] = meeting.waiting;
    json["reference"] = name_of(meeting.reference);
    json["observers"] = Json::array();
    for (const auto& observer : meeting.observers)
        json["observers"].push_back({{"id", observer.person.text()},
                                     {"name", observer.name},
                                     {"outcome", analysis::name_of(observer.held.outcome)},
                                     {"rows", observer.held.rows},
                                     {"exact", observer.held.exact},
                                     {"within", observer.held.within},
                                     {"without_level", observer.held.without_level},
                                     {"words", observer.words},
                                     {"valid_until", cli::json_of(observer.valid_until)},
                                     {"difference", cli::json_of(observer.difference)}});
    json["rows"] = Json::array();
    for (const auto& row : meeting.rows) {
        Json cells = Json::array();
        for (const auto& cell : row.cells) cells.push_back(json_of(cell));
        json["rows"].push_back({{"code", row.code},
                                {"title", json_or_null(row.title)},
                                {"ratings", std::move(cells)},
                                {"master", row.master ? json_of(*row.master) : Json(nullptr)},
                                {"consensus", row.consensus ? json_of(*row.consensus) : Json(nullptr)},
                                {"middle", json_or_null(row.middle)},
                                {"levels_apart", row.apart}});
    }
    json["decisions"] = json_or_null(meeting.session.notes);
    json["notes"] = meeting.notes;
    return json;
}

std::string text_of(const Meeting& meeting)
{
    const auto& session = meeting.session;
    auto text = fmt::format("{}, {}, {}, led by {}\n", printable(session.title), iso(session.day), meeting.rubric_title,
                            meeting.leader_name);
    if (!session.lesson.empty()) text += "Lesson: " + printable(session.lesson) + "\n";
    if (session.state == CalibrationState::open)
        return text + "Still open: nobody sees another's ratings." +
               (meeting.waiting.empty() ? "\n" : " Waiting for " + join(meeting.waiting, ", ") + ".\n");
    std::vector<std::string> headings{"Row", ""};
    for (const auto& observer : meeting.observers) headings.push_back(observer.name);
    headings.insert(headings.end(), {"Master", "Agreed on", "Apart"});
    Table table(headings);
    for (const auto& row : meeting.rows) {
        std::vector<std::string> cells{row.code, row.title};
        for (const auto& cell : row.cells) cells.push_back(words_of(cell));
        cells.push_back(row.master ? words_of(*row.master) : "");
        cells.push_back(row.consensus ? words_of(*row.consensus) : "");
        cells.push_back(row.apart > 0 ? counted(row.apart, "level") : "");
        table.add(std::move(cells));
    }
    text += "\n" + table.text();
    text += fmt::format("\nHeld against {}\n", throughline::words_of(meeting.reference));
    for (const auto& observer : meeting.observers)
        text += fmt::format("{}: {}; difference in levels {}\n", observer.name, observer.words,
                            cli::text_of(observer.difference));
    for (const auto& row : meeting.rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (!row.cells[i].words.empty())
                text += fmt::format("{} {}: {}\n", row.code, meeting.observers[i].name, printable(row.cells[i].words));
    if (!session.notes.empty()) text += "\nDecided: " + printable(session.notes) + "\n";
    for (const auto& note : meeting.notes) text += note + "\n";
    return text;
}

Result<Reply> show(OpenedFile& file, const std::string& typed)
{
    return on_session(typed, [&](const CalibrationId& id) -> Result<Reply> {
        const auto meeting = file.ask(CalibrationMeeting{id});
        if (!meeting) return Failure(meeting.error());
        return Reply{json_of(*meeting), text_of(*meeting), {}};
    });
}

Result<Reply> history(OpenedFile& file, const std::string& typed)
{
    CalibrationHistory query;
    if (!typed.empty()) {
        const auto observer = file.ask(ResolvePerson{typed});
        if (!observer) return Failure(observer.error());
        query.observer = observer->id;
    }
    const auto answer = file.ask(query);
    if (!answer) return Failure(answer.error());
    Reply reply;
    reply.json = {{"observer", {{"id", answer->observer.text()}, {"name", answer->observer_name}}},
                  {"sessions", Json::array()},
                  {"standings", Json::array()}};
    Table table({"Day", "Session", "Rubric", "Against", "", "Difference in levels"});
    for (const auto& row : answer->sessions) {
        reply.json["sessions"].push_back({{"calibration", row.calibration.text()},
                                          {"title", row.title},
                                          {"day", iso(row.day)},
                                          {"rubric", row.rubric_title},
                                          {"reference", name_of(row.reference)},
                                          {"outcome", analysis::name_of(row.held.outcome)},
                                          {"words", row.words},
                                          {"valid_until", cli::json_of(row.valid_until)},
                                          {"difference", cli::json_of(row.difference)}});
        table.add({iso(row.day), printable(row.title), row.rubric_title, throughline::words_of(row.reference),
                   row.words, cli::text_of(row.difference)});
    }
    reply.text = table.empty() ? "No closed calibration session yet.\n" : table.text();
    for (const auto& standing : answer->standings) {
        reply.json["standings"].push_back({{"rubric", standing.rubric_title},
                                           {"valid_until", cli::json_of(standing.valid_until)},
                                           {"is_valid", standing.is_valid},
                                           {"words", standing.words},
                                           {"drift", json_or_null(standing.drift)}});
        reply.text += fmt::format("{}: {}. {}\n", standing.rubric_title, standing.words, standing.drift);
    }
    return reply;
}

Result<Reply> severity(OpenedFile& file, const std::string& purpose)
{
    OwnSeverity query;
    query.purpose = parse_purpose(purpose).value_or(query.purpose);
    const auto answer = file.ask(query);
    if (!answer) return Failure(answer.error());
    Reply reply;
    reply.json = {{"rubric", json_or_null(answer->rubric_title)},
                  {"purpose", name_of(answer->purpose)},
                  {"own_visits", answer->own_visits},
                  {"own_teachers", answer->own_teachers},
                  {"own_ratings", answer->own_ratings},
                  {"is_enough", answer->is_enough},
                  {"severity_logits", cli::json_of(answer->logits)},
                  {"words", answer->words},
                  {"notes", answer->notes}};
    reply.text = answer->words + "\n";
    for (const auto& note : answer->notes) reply.text += note + "\n";
    return reply;
}

// The same keys as `analyse agreement` on a file of these ratings, for each scale of the session.
Result<Reply> agreement(OpenedFile& file, const std::string& typed, double confidence)
{
    return on_session(typed, [&](const CalibrationId& id) -> Result<Reply> {
        const auto meeting = file.ask(CalibrationMeeting{id});
        if (!meeting) return Failure(meeting.error());
        if (meeting->session.state == CalibrationState::open)
            return fail(ErrorCode::wrong_state,
                        "This session is still open: nobody sees another's ratings until all are in.");
        Reply reply;
        reply.json = {{"calibration", id.text()}, {"scales", Json::array()}};
        for (const auto& scale : meeting->scales) {
            auto one = agreement_reply(scale.rows, confidence);
            one.json["scale"] = scale.name;
            reply.json["scales"].push_back(std::move(one.json));
            reply.text += fmt::format("{}{}\n{}", reply.text.empty() ? "" : "\n", scale.name, one.text);
        }
        return reply;
    });
}

void add_open(CommandSet& commands, CLI::App* group)
{
    const auto options = std::make_shared<OpenOptions>();
    auto* command =
        commands.add_for_file(group, "open", "Opens a session: a lesson that several observers rate, blind",
                              [options](const Invocation&, OpenedFile& file) { return open(file, *options); });
    command->add_option("TITLE", options->title, "Such as \"October: fractions video\"")->type_name("")->required();
    command->add_option("--lesson", options->lesson, "Where the recording is, or which lesson")->type_name("TEXT");
    command->add_option("--rubric", options->rubric, "A rubric's id, for its newest version, or a version's id")
        ->type_name("ID");
    command->add_option("--form", options->form, "A form of the rubric")->type_name("ID");
    command->add_option("--leader", options->leader, "Who leads it; you if left out")->type_name("PERSON");
    command->add_option("--day", options->day, "Today if left out")->type_name("DATE")->check(is_date());
    command->add_option("--rater", options->raters, "Who rates; once for each")
        ->type_name("PERSON")
        ->allow_extra_args(false);
    const auto number = [&](const char* name, int& to, const char* words) {
        command->add_option(name, to, words)->type_name("N")->check(is_whole_number());
    };
    number("--within", options->pass.within, "Levels apart that still count; 1");
    number("--percent", options->pass.percent, "Of the rows, at least, are within; 80");
    number("--exact-percent", options->pass.exact_percent, "Of the rows, at least, are the same; 0");
    number("--valid-days", options->pass.valid_days, "How long a pass holds; 365");
}

// A command with a session's id and nothing else.
template <class Run>
void add_simple(CommandSet& commands, CLI::App* group, const char* name, const char* words, Run run)
{
    const auto id = std::make_shared<std::string>();
    auto* command = commands.add_for_file(group, name, words,
                                          [id, run](const Invocation&, OpenedFile& file) { return run(file, *id); });
    command->add_option("ID", *id, "The session")->type_name("")->required();
}

void add_rating(CommandSet& commands, CLI::App* group)
{
    const auto place = [](CLI::App* command, const std::shared_ptr<RateOptions>& options) {
        command->add_option("ID", options->session, "The session")->type_name("")->required();
        command->add_option("CODE", options->code, "The row, such as 1a")->type_name("")->required();
        command->add_option("RATING", options->rating, "A level, not-observed, not-applicable or blank")
            ->type_name("")
            ->required();
        return command->add_option("--words", options->words, "Evidence, or the reason")->type_name("TEXT");
    };
    const auto own = std::make_shared<RateOptions>();
    auto* rating = commands.add_for_file(group, "rate", "Your rating of one row; nobody else sees it yet",
                                         [own](const Invocation&, OpenedFile& file) { return rate(file, *own); });
    place(rating, own)->each([own](const std::string&) { own->has_words = true; });
    const auto set = std::make_shared<RateOptions>();
    auto* held = commands.add_for_file(group, "reference", "What the session is held against",
                                       [set](const Invocation&, OpenedFile& file) { return reference(file, *set); });
    place(held, set);
    held->add_option("--source", set->source, "master, or consensus: what the group agreed on")
        ->type_name("SOURCE")
        ->check(CLI::IsMember({"master", "consensus"}));
}

void add_raters(CommandSet& commands, CLI::App* group)
{
    const auto add = [&](const char* name, const char* words, bool adds) {
        const auto id = std::make_shared<std::string>(), person = std::make_shared<std::string>();
        auto* command = commands.add_for_file(
            group, name, words, [id, person, adds](const Invocation&, OpenedFile& file) -> Result<Reply> {
                return on_session(*id, [&](const CalibrationId& session) -> Result<Reply> {
                    const auto found = file.ask(ResolvePerson{*person});
                    if (!found) return Failure(found.error());
                    if (adds) {
                        const auto added = file.execute(AddRater{session, found->id});
                        return added ? done(session, "Added.") : Result<Reply>(Failure(added.error()));
                    }
                    const auto removed = file.execute(RemoveRater{session, found->id});
                    return removed ? done(session, "Taken out.") : Result<Reply>(Failure(removed.error()));
                });
            });
        command->add_option("ID", *id, "The session")->type_name("")->required();
        command->add_option("PERSON", *person, "A staff id, an e-mail address or a full name")
            ->type_name("")
            ->required();
    };
    add("add", "Adds an observer while the session is open", true);
    add("remove", "Takes out an observer who has not rated", false);
}

Result<Reply> submit(OpenedFile& file, const std::string& typed)
{
    return on_session(typed, [&](const CalibrationId& id) -> Result<Reply> {
        const auto submitted = file.execute(SubmitCalibration{id});
        if (!submitted) return Failure(submitted.error());
        return Reply{{{"id", id.text()}, {"closed", submitted->value}},
                     submitted->value ? "Submitted. All are in: see it with 'calibration show'.\n"
                                      : "Submitted. The ratings open to all once everybody is in.\n",
                     {}};
    });
}

Result<Reply> close(OpenedFile& file, const std::string& typed)
{
    return on_session(typed, [&](const CalibrationId& id) -> Result<Reply> {
        const auto closed = file.execute(CloseCalibration{id});
        return closed ? done(id, "Closed.") : Result<Reply>(Failure(closed.error()));
    });
}

void add_others(CommandSet& commands, CLI::App* group)
{
    const auto first = std::make_shared<std::string>(), second = std::make_shared<std::string>();
    auto* joint = commands.add_for_file(
        group, "joint", "Compares two shared records of one visit",
        [first, second](const Invocation&, OpenedFile& file) { return open_joint(file, *first, *second); });
    joint->add_option("FIRST", *first, "One observation's id")->type_name("")->required();
    joint->add_option("SECOND", *second, "The other's")->type_name("")->required();
    const auto id = std::make_shared<std::string>(), notes = std::make_shared<std::string>();
    auto* decide =
        commands.add_for_file(group, "decide", "Writes down what the group decided",
                              [id, notes](const Invocation&, OpenedFile& file) -> Result<Reply> {
                                  return on_session(*id, [&](const CalibrationId& session) -> Result<Reply> {
                                      const auto kept = file.execute(KeepDecisions{session, *notes, {}});
                                      return kept ? done(session, "Kept.") : Result<Reply>(Failure(kept.error()));
                                  });
                              });
    decide->add_option("ID", *id, "The session")->type_name("")->required();
    decide->add_option("TEXT", *notes, "In place of what is there")->type_name("")->required();
    commands.add_for_file(group, "list", "Sessions, and visits that two observers recorded together",
                          [](const Invocation&, OpenedFile& file) { return list(file); });
    const auto person = std::make_shared<std::string>();
    auto* past =
        commands.add_for_file(group, "history", "One observer's closed sessions; yours if nobody is named",
                              [person](const Invocation&, OpenedFile& file) { return history(file, *person); });
    past->add_option("PERSON", *person, "A staff id, an e-mail address or a full name")->type_name("");
    const auto purpose = std::make_shared<std::string>("coaching");
    auto* strict =
        commands.add_for_file(group, "severity", "How strictly you rate beside the other observers; for you alone",
                              [purpose](const Invocation&, OpenedFile& file) { return severity(file, *purpose); });
    strict->add_option("--purpose", *purpose, "Visits for this purpose; coaching if left out")
        ->type_name("PURPOSE")
        ->check(CLI::IsMember({"coaching", "evaluation", "walkthrough", "peer", "calibration"}));
}

}  // namespace

void add_calibration_commands(CommandSet& commands, CLI::App* app)
{
    auto* group = app->add_subcommand("calibration", "Observers rate the same lesson, blind, and compare");
    group->require_subcommand(1);
    add_open(commands, group);
    add_raters(commands, group);
    add_rating(commands, group);
    add_simple(commands, group, "submit", "You are done; your ratings are not changed any more", submit);
    add_simple(commands, group, "close", "Opens the ratings of all who are in", close);
    add_simple(commands, group, "show", "The session: its ratings side by side once it is closed", show);
    add_others(commands, group);
    struct Options {
        std::string session;
        double confidence = analysis::default_confidence;
    };
    const auto options = std::make_shared<Options>();
    auto* command = commands.add_for_file(app, "agreement", "How far the observers of a calibration session agree",
                                          [options](const Invocation&, OpenedFile& file) {
                                              return agreement(file, options->session, options->confidence);
                                          });
    command->add_option("--calibration", options->session, "The session")->type_name("ID")->required();
    command->add_option("--confidence", options->confidence, "Of the intervals; 0.95 if not given")
        ->type_name("SHARE")
        ->check(CLI::Range(0.5, 0.999));
}

}  // namespace throughline::cli
