#include "core/store/leaving_wall.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/store/rows.hpp"
#include "core/store/visit_facts.hpp"

namespace throughline::store {
namespace {

using Instead = std::vector<std::pair<std::string, std::string>>;

struct Rule {
    std::string condition;  // on the table's row `t`; empty: every row
    Instead instead;        // a column, and what stands for it
};

std::string literal(const std::optional<PersonId>& person)
{
    if (!person) return "NULL";
    std::string hex;
    for (const auto byte : person->bytes) hex += fmt::format("{:02x}", byte);
    return "x'" + hex + "'";
}

// A setting whose name ends in _key is a key of the file itself.
constexpr const char* no_key = "t.name NOT LIKE '%\\_key' ESCAPE '\\'";

std::string without_key(const char* column)
{
    return fmt::format(
        "CASE WHEN t.noun = 'setting' AND json_extract(t.{0}, '$.name') LIKE '%\\_key' ESCAPE '\\' "
        "THEN json_set(t.{0}, '$.value', '') ELSE t.{0} END",
        column);
}

std::string at_least(int sight, const char* visit)
{
    return fmt::format("(SELECT s.sight FROM temp.leaving_sight AS s WHERE s.id = {}) >= {}", visit, sight);
}

std::string words_if(const std::string& condition, const char* column)
{
    return fmt::format("CASE WHEN {} THEN t.{} ELSE '' END", condition, column);
}

std::string value_if(const std::string& condition, const char* column)
{
    return fmt::format("CASE WHEN {} THEN t.{} END", condition, column);
}

Instead all_words_if(const std::string& condition, std::initializer_list<const char*> columns)
{
    Instead instead;
    for (const auto* column : columns) instead.emplace_back(column, words_if(condition, column));
    return instead;
}

using Rules = std::map<std::string, Rule>;

// Who works where, when school is, what the rules say: whoever keeps the house sees all of it.
void add_house_rules(Rules& rules)
{
    for (const auto* table : {"school", "school_year", "calendar_day", "person", "caseload", "academic_session",
                              "class_section", "rubric_version", "team", "team_member", "person_tag", "cadence_rule",
                              "excusal", "busy_time", "class_period", "observer_time", "retention_rule"})
        rules[table] = {};
}

void add_visit_rules(Rules& rules)
{
    const auto words = at_least(sight_of_words, "t.id");
    auto visit = all_words_if(words, {"subject", "grade"});
    for (auto& each : all_words_if(at_least(sight_of_feedback, "t.id"), {"strength", "growth_area"}))
        visit.push_back(std::move(each));
    visit.emplace_back("pinned_result", words_if(at_least(sight_of_steps, "t.id"), "pinned_result"));
    visit.emplace_back("students_present", value_if(words, "students_present"));
    visit.emplace_back("pinned_step_id",
                       "(SELECT p.id FROM temp.leaving_action_step AS p WHERE p.id = t.pinned_step_id)");
    rules["observation"] = {at_least(1, "t.id"), std::move(visit)};
    rules["evidence"] = {fmt::format("{} AND (t.is_private = 0 OR {})", at_least(sight_of_words, "t.observation_id"),
                                     at_least(sight_of_author, "t.observation_id")),
                         {}};
    rules["rating"] = {at_least(sight_of_feedback, "t.observation_id"), {}};
    rules["action_step"] = {at_least(sight_of_steps, "t.observation_id"), {}};
    const auto of_step = "(SELECT a.observation_id FROM main.action_step AS a WHERE a.id = t.step_id)";
    rules["step_event"] = {at_least(sight_of_steps, of_step),
                           {{"note", words_if(at_least(sight_of_words, of_step), "note")},
                            {"observation_id", value_if(at_least(1, "t.observation_id"), "observation_id")}}};
    rules["debrief"] = {at_least(1, "t.observation_id"),
                        all_words_if("(SELECT s.hears FROM temp.leaving_sight AS s WHERE s.id = t.observation_id)",
                                     {"protocol", "done", "notes", "teacher_words", "skip_reason"})};
    rules["amendment"] = {at_least(sight_of_words, "t.observation_id"), {}};
    rules["unlocking"] = {at_least(sight_of_words, "t.observation_id"), {}};
    rules["response"] = {at_least(sight_of_words, "t.observation_id"),
                         {{"packet_id", "(SELECT p.id FROM temp.leaving_packet AS p WHERE p.id = t.packet_id)"}}};
}

void add_people_rules(Rules& rules, const LeavingEyes& eyes)
{
    const auto me = literal(eyes.person);
    const auto all = eyes.sees_all ? "1" : "0";
    const auto leads = eyes.sees_all || eyes.leads ? "1" : "0";
    const auto mine = [&](std::initializer_list<const char*> columns) {
        std::string condition = fmt::format("({}", all);
        for (const auto* column : columns) condition += fmt::format(" OR t.{} IS {}", column, me);
        return condition + ")";
    };
    const auto no_person = eyes.person ? "1" : "0";  // NULL columns must not count as "mine" for a keeper
    rules["packet"] = {fmt::format("(t.observation_id IS NULL OR {})", at_least(1, "t.observation_id")),
                       {{"key", words_if(fmt::format("{} AND t.made_by IS {}", no_person, me), "key")}}};
    rules["sharing_agreement"] = {fmt::format("({} OR {})", leads, mine({"teacher_id", "observer_id", "reader_id"})),
                                  {}};
    rules["access"] = {fmt::format("({} OR {})", leads, mine({"viewer_id", "teacher_id"})), {}};
    rules["goal"] = {mine({"teacher_id"}), {}};
    rules["goal_reading"] = {"EXISTS (SELECT 1 FROM temp.leaving_goal AS g WHERE g.id = t.goal_id)", {}};
    rules["booking"] = {
        fmt::format("({} OR t.observer_id IS {} OR (t.teacher_id IS {} AND (t.kind = 'conference' OR t.announced = 1 "
                    "OR {})))",
                    leads, me, me, at_least(1, "t.observation_id")),
        {{"observation_id", value_if(at_least(1, "t.observation_id"), "observation_id")}}};
    rules["visit_request"] = {mine({"teacher_id", "observer_id"}),
                              {{"booking_id", "(SELECT p.id FROM temp.leaving_booking AS p WHERE p.id = t.booking_id)"},
                               {"observation_id", value_if(at_least(1, "t.observation_id"), "observation_id")}}};
    rules["calibration"] = {fmt::format("({} OR t.leader_id IS {} OR EXISTS (SELECT 1 FROM main.calibration_rater AS r "
                                        "WHERE r.calibration_id = t.id AND r.observer_id IS {}))",
                                        leads, me, me),
                            {}};
    const auto seen = "EXISTS (SELECT 1 FROM temp.leaving_calibration AS c WHERE c.id = t.calibration_id";
    rules["calibration_rater"] = {fmt::format("{})", seen),
                                  {{"observation_id", value_if(at_least(1, "t.observation_id"), "observation_id")}}};
    // While a session is open nobody sees another's ratings.
    rules["calibration_rating"] = {fmt::format("{} AND (c.state = 'closed' OR t.observer_id IS {}))", seen, me), {}};
    for (const auto* table : {"legal_hold", "purge"}) rules[table] = {eyes.keeps_house ? "1" : "0", {}};
    rules["draft"] = {fmt::format("({} AND t.author_id IS {})", no_person, me), {}};
}

// Whether the words of a row are theirs to read whose change it was: a merge of two people, a year that is closed, and
// the undo of either write others' rows anew. A row that is gone is theirs if they made it.
std::string row_is_ones_own(const std::string& table, const std::string& me)
{
    const auto of_visit = [&](const char* visit, const std::string& with = {}) {
        return fmt::format("EXISTS (SELECT 1 FROM main.{} AS r WHERE r.id = t.row_id AND {}{})", table,
                           at_least(sight_of_words, visit), with);
    };
    const auto now = [&]() -> std::string {
        if (table == "observation") return at_least(sight_of_words, "t.row_id");
        if (table == "packet")  // with its key
            return fmt::format("EXISTS (SELECT 1 FROM main.packet AS r WHERE r.id = t.row_id AND r.made_by IS {})", me);
        if (table == "evidence")
            return of_visit("r.observation_id",
                            " AND (r.is_private = 0 OR " + at_least(sight_of_author, "r.observation_id") + ")");
        if (table == "debrief")
            return of_visit("r.observation_id",
                            " AND (SELECT s.hears FROM temp.leaving_sight AS s WHERE s.id = r.observation_id)");
        if (table == "step_event")
            return of_visit("(SELECT a.observation_id FROM main.action_step AS a WHERE a.id = r.step_id)");
        for (const auto* part : {"rating", "action_step", "amendment", "unlocking", "response"})
            if (table == part) return of_visit("r.observation_id");
        return fmt::format("EXISTS (SELECT 1 FROM temp.leaving_{} AS x WHERE x.id = t.row_id)", table);
    };
    return fmt::format(
        "({} OR (NOT EXISTS (SELECT 1 FROM main.{} AS r WHERE r.id = t.row_id) AND EXISTS (SELECT 1 FROM main.journal "
        "AS m JOIN main.journal_command AS c ON c.seq = m.command WHERE m.row_id = t.row_id AND m.old IS NULL AND "
        "c.actor_id IS {})))",
        now(), table, me);
}

// A change leaves if its row does, or if its writer takes it along; its words only with the house's and one's own.
void add_journal_rules(Rules& rules, const LeavingEyes& eyes)
{
    const auto me = literal(eyes.person);
    std::string seen;
    std::string house;
    std::string whose;
    for (const auto& [table, rule] : rules) {
        if (table == "access" || table == "draft") continue;  // not in the journal
        if (rule.condition.empty() || table == "setting") {
            house += (house.empty() ? "'" : ", '") + table + "'";
            continue;
        }
        whose += fmt::format(" WHEN '{}' THEN {}", table, row_is_ones_own(table, me));
        seen += fmt::format("{}(t.noun = '{}' AND EXISTS (SELECT 1 FROM temp.leaving_{} AS x WHERE x.id = t.row_id))",
                            seen.empty() ? "" : " OR ", table, table);
    }
    const auto own = eyes.person
                         ? fmt::format(
                               "((SELECT c.actor_id FROM main.journal_command AS c WHERE c.seq = t.command) IS {} AND "
                               "CASE t.noun{} ELSE 0 END)",
                               me, whose)
                         : std::string("0");
    const auto with_words = fmt::format("(t.noun IN ({}) OR {})", house, own);
    const auto payload = [&](const char* column) {
        return fmt::format("CASE WHEN {} THEN {} END", with_words, without_key(column));
    };
    rules["journal"] = {fmt::format("({} OR {})", with_words, seen),
                        {{"old", payload("old")}, {"new", payload("new")}}};
    rules["journal_command"] = {
        fmt::format("({} OR EXISTS (SELECT 1 FROM temp.leaving_journal AS j WHERE j.command = t.seq))",
                    eyes.person ? "t.actor_id IS " + me : "0"),
        {{"reverses",
          "CASE WHEN EXISTS (SELECT 1 FROM temp.leaving_journal AS j WHERE j.command = t.reverses) THEN t.reverses "
          "END"}}};
}

// In what order views can be made: what others look at first.
const std::vector<std::string>& first_views()
{
    static const std::vector<std::string> names{"action_step", "packet", "goal", "booking", "calibration"};
    return names;
}

}  // namespace

void for_each_visit(Database& database, const std::function<void(const Observation&)>& with)
{
    auto query = database.query(std::string("SELECT ") + visit_facts_columns + " FROM observation AS o");
    while (query.next()) {
        Observation visit;
        read_visit_facts(query, visit);
        with(visit);
    }
}

LeavingWall::LeavingWall(Database& database, const LeavingEyes& eyes,
                         const std::function<LeavingSight(const Observation&)>& sight_of)
    : database_(database), eyes_(eyes)
{
    database_.script("DROP TABLE IF EXISTS temp.leaving_sight");
    database_.script(
        "CREATE TEMP TABLE leaving_sight (id BLOB PRIMARY KEY, sight INTEGER, hears INTEGER) WITHOUT ROWID");
    if (!eyes.takes_all) {
        SQLite::Statement keep(database_.raw(), "INSERT INTO temp.leaving_sight VALUES (?, ?, ?)");
        for_each_visit(database_, [&](const Observation& visit) {
            const auto sight = sight_of(visit);
            if (sight.sight == 0) return;
            keep.reset();
            keep.bind(1, visit.id.bytes.data(), static_cast<int>(visit.id.bytes.size()));
            keep.bind(2, sight.sight);
            keep.bind(3, sight.hears_debrief ? 1 : 0);
            keep.exec();
        });
    }
    make_views();
}

LeavingWall::~LeavingWall()
{
    for (const auto& name : views_) database_.raw().tryExec("DROP VIEW IF EXISTS temp." + name);
    database_.raw().tryExec("DROP TABLE IF EXISTS temp.leaving_sight");
}

void LeavingWall::make_views()
{
    Rules rules;
    rules["setting"] = {no_key, {}};
    if (eyes_.takes_all) {
        rules["journal"] = {"1", {{"old", without_key("old")}, {"new", without_key("new")}}};
    } else {
        add_house_rules(rules);
        add_visit_rules(rules);
        add_people_rules(rules, eyes_);
        add_journal_rules(rules, eyes_);
    }
    std::vector<std::string> order = first_views();
    for (const auto& [table, rule] : rules)
        if (std::ranges::find(order, table) == order.end() && !table.starts_with("journal")) order.push_back(table);
    order.insert(order.end(), {"journal", "journal_command"});
    const auto tables = tables_of(database_.raw());
    for (const auto& name : order) {
        const auto table = std::ranges::find(tables, name, &TableShape::name);
        const auto rule = rules.find(name);
        if (table != tables.end() && rule != rules.end()) view(*table, rule->second.condition, rule->second.instead);
    }
}

void LeavingWall::view(const TableShape& table, const std::string& condition, const Instead& instead)
{
    std::string columns;
    for (const auto& column : table.columns) {
        const auto other = std::ranges::find(instead, column.name, &std::pair<std::string, std::string>::first);
        columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ",
                               other == instead.end() ? "t." + column.name : other->second, column.name);
    }
    const auto name = "leaving_" + table.name;
    database_.script(fmt::format("DROP VIEW IF EXISTS temp.{}", name));
    database_.script(fmt::format("CREATE TEMP VIEW {} AS SELECT {} FROM main.{} AS t{}", name, columns, table.name,
                                 condition.empty() ? "" : " WHERE " + condition));
    views_.push_back(name);
}

std::optional<std::string> LeavingWall::source_of(const TableShape& table) const
{
    if (std::ranges::find(tables_that_stay(), table.name, &StaysBehind::table) != tables_that_stay().end())
        return std::nullopt;
    if (std::ranges::find(views_, "leaving_" + table.name) != views_.end()) return "temp.leaving_" + table.name;
    return eyes_.takes_all ? std::optional("main." + table.name) : std::nullopt;
}

const std::vector<StaysBehind>& tables_that_stay()
{
    static const std::vector<StaysBehind> tables{
        {"account", "accounts: the new file asks nobody for a password until accounts are made in it"},
        {"student_name", "hashes of students' names, which fit the key of this file alone"},
    };
    return tables;
}

}  // namespace throughline::store
