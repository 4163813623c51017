// growth, reliability, heat-map, growth-rule: one teacher's year, and how far a school's ratings can be trusted.
#include <memory>

#include <fmt/format.h>

#include "app/cli/cadence_filter.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/statistics.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/growth.hpp"
#include "throughline/exchange/csv_text.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline::cli {
namespace {

using Growth = TeacherGrowth::Growth;

struct GrowthOptions {
    std::string teacher;
    std::string school;
    std::string rubric;   // an id, or a version's id
    std::string purpose;  // empty: as the question chooses
    std::string on;
    bool as_given = false;
    bool csv = false;
};

// "teach-primary" for its newest version, or the id of any version.
Result<std::optional<RubricVersionId>> version_called(const OpenedFile& file, const std::string& text)
{
    if (text.empty()) return std::optional<RubricVersionId>();
    if (const auto id = RubricVersionId::parse(text)) return std::optional(*id);
    const auto newest = file.ask(NewestRubric{text});
    if (!newest) return Failure(newest.error());
    return std::optional(newest->version);
}

std::optional<Date> day_of(const std::string& text) { return text.empty() ? std::nullopt : parse_date(text); }

Json json_of(const GrowthVisit& visit)
{
    return {{"observation", visit.observation.text()},
            {"on", iso(visit.on)},
            {"school_week", visit.week},
            {"observer", {{"id", visit.observer.text()}, {"name", visit.observer_name}}},
            {"purpose", name_of(visit.purpose)},
            {"ratings", visit.ratings},
            {"mean_level", json_or_null(visit.mean_level)}};
}

Json json_of(const analysis::LevelOnDay& reached, const std::vector<Level>& levels)
{
    const auto level = std::ranges::find(levels, reached.level, &Level::number);
    return {{"level", reached.level},
            {"level_name", level == levels.end() ? Json(nullptr) : json_or_null(level->name)},
            {"on", iso(reached.on)}};
}

Json json_of(const IndicatorGrowth& row)
{
    Json json{{"code", row.code},
              {"title", json_or_null(row.title)},
              {"counts", row.counts},
              {"points", Json::array()},
              {"first_reached", Json::array()},
              {"sustained", row.sustained ? json_of(*row.sustained, row.levels) : Json(nullptr)}};
    for (const auto& point : row.points)
        json["points"].push_back({{"observation", point.observation.text()},
                                  {"on", iso(point.on)},
                                  {"observer", point.observer_name},
                                  {"mark", name_of(point.mark)},
                                  {"level", point.mark == Mark::level ? Json(point.level) : Json(nullptr)},
                                  {"level_name", json_or_null(point.level_name)}});
    for (const auto& reached : row.first_reached) json["first_reached"].push_back(json_of(reached, row.levels));
    return json;
}

Json json_of(const Growth& growth)
{
    Json json{{"teacher", {{"id", growth.teacher.text()}, {"name", growth.teacher_name}}},
              {"year", json_or_null(growth.year_name)},
              {"from", iso(growth.from)},
              {"to", iso(growth.to)},
              {"rubric_version", json_of_id(growth.rubric_version)},
              {"rubric", json_or_null(growth.rubric_title)},
              {"purpose", name_of(growth.purpose)},
              {"rule",
               {{"visits_min", growth.rule.visits_min},
                {"school_weeks_min", growth.rule.weeks_min},
                {"confidence", growth.rule.confidence}}},
              {"method", name_of(growth.method)},
              {"words", growth.words},
              {"direction", name_of(growth.direction)},
              {"present_level", cli::json_of(growth.present)},
              {"present_on", growth.method == GrowthMethod::none ? Json(nullptr) : Json(iso(growth.present_on))},
              {"slope_per_school_week", cli::json_of(growth.slope)},
              {"visits", Json::array()},
              {"visits_unread", growth.visits_unread},
              {"band", Json::array()},
              {"indicators", Json::array()},
              {"steps", Json::array()},
              {"steps_mastered", growth.steps_mastered},
              {"series", Json::array()},
              {"how_computed", growth.how_computed},
              {"notes", growth.notes}};
    for (const auto& visit : growth.visits) json["visits"].push_back(json_of(visit));
    for (const auto& place : growth.band)
        json["band"].push_back({{"on", iso(place.on)},
                                {"school_week", place.week},
                                {"level", cli::json_of(analysis::Estimated(place.level))}});
    for (const auto& row : growth.indicators) json["indicators"].push_back(json_of(row));
    for (const auto& step : growth.steps) json["steps"].push_back(cli::json_of(step));
    for (const auto& series : growth.series)
        json["series"].push_back({{"rubric_version", series.rubric_version.text()},
                                  {"rubric", series.rubric_title},
                                  {"purpose", name_of(series.purpose)},
                                  {"visits", series.visits}});
    return json;
}

std::string level_words(int number, const std::vector<Level>& levels)
{
    const auto level = std::ranges::find(levels, number, &Level::number);
    return level == levels.end() || level->name.empty() ? std::to_string(number)
                                                        : fmt::format("{} ({})", level->name, number);
}

std::string indicators_text(const Growth& growth)
{
    Table table({"Row", "", "Rated", "Reached first", "Sustained"});
    for (const auto& row : growth.indicators) {
        const auto rated = std::ranges::count(row.points, Mark::level, &RatingPoint::mark);
        std::vector<std::string> reached;
        for (const auto& first : row.first_reached)
            reached.push_back(fmt::format("{} on {}", level_words(first.level, row.levels), iso(first.on)));
        table.add({row.code, row.title, std::to_string(rated), join(reached, ", "),
                   row.sustained ? fmt::format("{} since {}", level_words(row.sustained->level, row.levels),
                                               iso(row.sustained->on))
                                 : ""});
    }
    return table.empty() ? std::string() : "\n" + table.text();
}

std::string text_of(const Growth& growth)
{
    auto text = fmt::format("{}, {}, {} visits, {} to {}\n{}\n", growth.teacher_name,
                            growth.rubric_title.empty() ? "no rubric yet" : growth.rubric_title,
                            name_of(growth.purpose), iso(growth.from), iso(growth.to), growth.words);
    if (growth.method != GrowthMethod::none)
        text += fmt::format("Level on {}: {}\nSlope per school week: {}\n", iso(growth.present_on),
                            cli::text_of(growth.present), cli::text_of(growth.slope));
    text += indicators_text(growth);
    Table visits({"Visit", "Observer", "Rows rated", "Mean level"});
    for (const auto& visit : growth.visits)
        visits.add({iso(visit.on), visit.observer_name, std::to_string(visit.ratings),
                    visit.mean_level ? fmt::format("{:.2f}", *visit.mean_level) : ""});
    if (!visits.empty()) text += "\n" + visits.text();
    if (!growth.steps.empty())
        text += fmt::format("\n{} agreed, {} mastered\n",
                            counted(static_cast<std::int64_t>(growth.steps.size()), "step"), growth.steps_mastered);
    for (const auto& step : growth.steps)
        text += fmt::format("  {}  {} ({}{})\n", iso(*step.step.assigned_on), printable(step.step.text),
                            name_of(step.step.state), step.step.closed_on ? " " + iso(*step.step.closed_on) : "");
    text += growth.how_computed.empty() && growth.notes.empty() ? "" : "\n";
    for (const auto& sentence : growth.how_computed) text += sentence + "\n";
    for (const auto& note : growth.notes) text += note + "\n";
    return text;
}

Result<Reply> growth(const Invocation&, OpenedFile& file, const GrowthOptions& options)
{
    const auto teacher = file.ask(ResolvePerson{options.teacher});
    if (!teacher) return Failure(teacher.error());
    const auto version = version_called(file, options.rubric);
    if (!version) return Failure(version.error());
    const auto answer = file.ask(
        TeacherGrowth{teacher->id, *version, parse_purpose(options.purpose), day_of(options.on), !options.as_given});
    if (!answer) return Failure(answer.error());
    return Reply{json_of(*answer), text_of(*answer), {}};
}

// --- reliability ---

Json json_of(const SchoolReliability::Report& report)
{
    const auto count = [&](int number) { return report.too_few ? Json(nullptr) : Json(number); };
    const auto defined = [](const analysis::Defined<double>& value) { return value ? Json(*value) : Json(nullptr); };
    Json json{{"school", {{"id", report.school.text()}, {"name", report.school_name}}},
              {"from", iso(report.from)},
              {"to", iso(report.to)},
              {"rubric_version", json_of_id(report.rubric_version)},
              {"rubric", json_or_null(report.rubric_title)},
              {"purpose", name_of(report.purpose)},
              {"too_few", report.too_few},
              {"teachers", count(report.teachers)},
              {"observers", count(report.observers)},
              {"visits", count(report.visits)},
              {"indicators", count(report.indicators)},
              {"ratings", count(report.ratings)},
              {"shares", Json::array()},
              {"design", nullptr},
              {"e_rho_squared", defined(report.e_rho_squared)},
              {"phi", defined(report.phi)},
              {"curve", Json::array()},
              {"words", report.words},
              {"notes", report.notes}};
    for (const auto& share : report.shares)
        json["shares"].push_back({{"facet", share.facet}, {"variance", share.variance}, {"share", share.share}});
    if (!report.shares.empty())
        json["design"] = {{"visits", report.design.visits},
                          {"observers", report.design.observers},
                          {"indicators", report.design.indicators}};
    for (const auto& point : report.curve)
        json["curve"].push_back({{"visits", point.design.visits},
                                 {"observers", point.design.observers},
                                 {"e_rho_squared", point.e_rho_squared},
                                 {"phi", point.phi}});
    return json;
}

std::string text_of(const SchoolReliability::Report& report)
{
    auto text = fmt::format("{}, {}, {} visits, {} to {}\n{}\n", report.school_name,
                            report.rubric_title.empty() ? "no rubric yet" : report.rubric_title,
                            name_of(report.purpose), iso(report.from), iso(report.to), report.words);
    Table shares({"Ratings vary by", "Variance", "Share"});
    for (const auto& share : report.shares)
        shares.add({share.facet, fmt::format("{:.4f}", share.variance), fmt::format("{:.0f} %", 100 * share.share)});
    if (!shares.empty()) text += "\n" + shares.text();
    if (report.e_rho_squared && report.phi)
        text += fmt::format("\nE rho^2 {:.3f}, Phi {:.3f}\n", *report.e_rho_squared, *report.phi);
    Table curve({"Visits", "Observers", "E rho^2", "Phi"});
    for (const auto& point : report.curve)
        curve.add({fmt::format("{:.0f}", point.design.visits), fmt::format("{:.0f}", point.design.observers),
                   fmt::format("{:.3f}", point.e_rho_squared), fmt::format("{:.3f}", point.phi)});
    if (!curve.empty()) text += "\n" + curve.text();
    for (const auto& note : report.notes) text += note + "\n";
    return text;
}

Result<Reply> reliability(const Invocation&, OpenedFile& file, const GrowthOptions& options)
{
    SchoolReliability query;
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        query.school = *school;
    }
    const auto version = version_called(file, options.rubric);
    if (!version) return Failure(version.error());
    query.rubric_version = *version;
    query.purpose = parse_purpose(options.purpose).value_or(query.purpose);
    query.on = day_of(options.on);
    const auto answer = file.ask(query);
    if (!answer) return Failure(answer.error());
    return Reply{json_of(*answer), text_of(*answer), {}};
}

// --- heat map ---

// A hidden cell has no number at all, not even how few they were.
Json json_of(const Patterns::Cell& cell, Date month)
{
    const bool is_hidden = cell.too_few;
    return {{"month", iso(month).substr(0, 7)},
            {"too_few", is_hidden},
            {"visits", is_hidden ? Json(nullptr) : Json(cell.visits)},
            {"observers", is_hidden ? Json(nullptr) : Json(cell.observers)},
            {"teachers", is_hidden ? Json(nullptr) : Json(cell.teachers)},
            {"ratings", is_hidden ? Json(nullptr) : Json(cell.rated)},
            {"middle_level", json_or_null(cell.middle_level)},
            {"middle_name", json_or_null(cell.middle_name)},
            {"words", cell.words}};
}

Json json_of(const SchoolHeatMap::Map& map)
{
    Json json{{"school", {{"id", map.school.text()}, {"name", map.school_name}}}, {"rows", Json::array()}};
    for (const auto& row : map.rows) {
        Json cells = Json::array();
        for (std::size_t i = 0; i < row.cells.size(); ++i) cells.push_back(json_of(row.cells[i], map.months[i]));
        json["rows"].push_back({{"rubric_version", row.rubric_version.text()},
                                {"rubric", row.rubric_title},
                                {"purpose", name_of(row.purpose)},
                                {"code", row.code},
                                {"title", row.title},
                                {"months", std::move(cells)}});
    }
    return json;
}

std::string csv_of(const SchoolHeatMap::Map& map)
{
    auto csv = csv_line({"rubric", "purpose", "code", "title", "month", "visits", "observers", "teachers", "ratings",
                         "middle level", "words"});
    for (const auto& row : map.rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = row.cells[i];
            const auto count = [&](int number) { return cell.too_few ? std::string() : std::to_string(number); };
            csv += csv_line({row.rubric_title, std::string(name_of(row.purpose)), row.code, row.title,
                             iso(map.months[i]).substr(0, 7), count(cell.visits), count(cell.observers),
                             count(cell.teachers), count(cell.rated),
                             cell.middle_level ? fmt::format("{}", *cell.middle_level) : "", cell.words});
        }
    return csv;
}

std::string text_of(const SchoolHeatMap::Map& map)
{
    if (map.rows.empty()) return "Nothing has been rated or agreed as a step in this school year yet.\n";
    std::string text = map.school_name + ": in each cell visits / observers, and the middle level\n";
    std::string block;
    for (std::size_t i = 0; i < map.rows.size();) {
        std::vector<std::string> headings{"Row", ""};
        for (const auto month : map.months) headings.push_back(iso(month).substr(0, 7));
        Table table(headings);
        const auto& first = map.rows[i];
        for (; i < map.rows.size() && map.rows[i].rubric_version == first.rubric_version &&
               map.rows[i].purpose == first.purpose;
             ++i) {
            std::vector<std::string> cells{map.rows[i].code, map.rows[i].title};
            for (const auto& cell : map.rows[i].cells)
                cells.push_back(cell.too_few ? (cell.teachers > 0 ? "too few" : "-")
                                             : fmt::format("{}/{} {}", cell.visits, cell.observers, cell.middle_name));
            table.add(std::move(cells));
        }
        text += fmt::format("\n{}, {}\n{}", first.rubric_title, name_of(first.purpose), table.text());
    }
    return text;
}

Result<Reply> heat_map(const Invocation& invocation, OpenedFile& file, const GrowthOptions& options)
{
    if (options.csv && invocation.json)
        return fail(ErrorCode::invalid, "--csv and --json are two forms of the same; choose one.");
    SchoolHeatMap query;
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        query.school = *school;
    }
    query.purpose = parse_purpose(options.purpose);
    query.on = day_of(options.on);
    const auto answer = file.ask(query);
    if (!answer) return Failure(answer.error());
    return Reply{json_of(*answer), options.csv ? csv_of(*answer) : text_of(*answer), {}};
}

// --- the rule ---

struct RuleOptions {
    std::optional<int> visits;
    std::optional<int> weeks;
};

Result<Reply> growth_rule(const Invocation&, OpenedFile& file, const RuleOptions& options)
{
    auto rule = file.ask(DirectionRuleInForce{});
    if (!rule) return Failure(rule.error());
    if (options.visits || options.weeks) {
        const ChangeDirectionRule change{options.visits.value_or(rule->visits_min),
                                         options.weeks.value_or(static_cast<int>(rule->weeks_min))};
        if (const auto done = file.execute(change); !done) return Failure(done.error());
        rule = file.ask(DirectionRuleInForce{});
        if (!rule) return Failure(rule.error());
    }
    return Reply{
        {{"visits_min", rule->visits_min}, {"school_weeks_min", rule->weeks_min}, {"confidence", rule->confidence}},
        fmt::format("A direction needs at least {} visits over at least {} school weeks, and an interval of "
                    "{:.0f} % that leaves out zero.\n",
                    rule->visits_min, rule->weeks_min, 100 * rule->confidence),
        {}};
}

// --- the commands ---

CLI::Validator is_purpose()
{
    return {[](const std::string& text) {
                return parse_purpose(text) ? std::string() : "\"" + text + "\" is no purpose, such as coaching";
            },
            "", "purpose"};
}

void add_shared_options(CLI::App* command, const std::shared_ptr<GrowthOptions>& options)
{
    command->add_option("--purpose", options->purpose, "Visits for this purpose only")
        ->type_name("PURPOSE")
        ->check(is_purpose());
    command->add_option("--year-of", options->on, "The school year of this day; this year if left out")
        ->type_name("DATE")
        ->check(is_date());
}

}  // namespace

void add_growth_commands(CommandSet& commands, CLI::App* app)
{
    const auto add = [&](const char* name, const char* description, auto run) {
        const auto options = std::make_shared<GrowthOptions>();
        auto* command = commands.add_for_file(
            app, name, description,
            [options, run](const Invocation& invocation, OpenedFile& file) { return run(invocation, file, *options); });
        add_shared_options(command, options);
        return std::pair(command, options);
    };
    const auto rubric = [](CLI::App* command, const std::shared_ptr<GrowthOptions>& options) {
        command->add_option("--rubric", options->rubric, "A rubric's id, for its newest version, or a version's id")
            ->type_name("ID");
    };
    const auto [of_teacher, teacher] =
        add("growth", "One teacher's year: visits, level, and a direction or why there is none", growth);
    of_teacher->add_option("TEACHER", teacher->teacher, "A staff id, an e-mail address or a full name")
        ->type_name("")
        ->required();
    of_teacher->add_flag("--as-given", teacher->as_given, "Do not allow for how strict each observer is");
    rubric(of_teacher, teacher);
    const auto [of_school, trust] = add(
        "reliability", "How far a school's ratings tell teachers apart, and what more visits would give", reliability);
    of_school->add_option("--school", trust->school, "The school; the first of the file if left out")
        ->type_name("NAME");
    rubric(of_school, trust);
    const auto [by_month, map] = add("heat-map", "Rows of the rubric by month, with visits and observers", heat_map);
    by_month->add_option("--school", map->school, "The school; the first of the file if left out")->type_name("NAME");
    by_month->add_flag("--csv", map->csv, "A line for each row and month, for a spreadsheet");
    const auto rule = std::make_shared<RuleOptions>();
    auto* of_rule = commands.add_for_file(
        app, "growth-rule", "When a direction is named; changes it with options",
        [rule](const Invocation& invocation, OpenedFile& file) { return growth_rule(invocation, file, *rule); });
    of_rule->add_option("--visits", rule->visits, "At least so many visits")->type_name("N")->check(is_whole_number());
    of_rule->add_option("--weeks", rule->weeks, "Over at least so many school weeks")
        ->type_name("N")
        ->check(is_whole_number());
}

}  // namespace throughline::cli
