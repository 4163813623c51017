#include "core/store/summaries.hpp"

#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline::store {
namespace {

// Its last value to bind is how many.
std::vector<std::string> first_texts(Query query, int count_max)
{
    query.bind(count_max);
    std::vector<std::string> texts;
    while (query.next()) texts.push_back(query.take<std::string>());
    return texts;
}

}  // namespace

void summarize_visits(Database& database, std::int64_t after, std::int64_t last)
{
    database
        .query(
            "INSERT INTO visit_summary SELECT s.* FROM observation AS o CROSS JOIN visit_summary_source AS s ON "
            "s.observation_id = o.id WHERE o.number > ? AND o.number <= ? ORDER BY s.teacher_id, s.started_at, "
            "s.observation_id")
        .bind_all(after, last)
        .run();
}

void summarize_anew(Database& database)
{
    // What is made from the visits' first, so that it is not found anew after each visit that goes.
    database.script("DELETE FROM pair_summary");
    database.script("DELETE FROM teacher_summary");
    database.script("DELETE FROM visit_summary");
    database.script("DELETE FROM teacher_summary");
    summarize_visits(database, 0, INT64_MAX);
}

std::vector<std::string> teachers_summarized_wrongly(Database& database, int count_max)
{
    auto query = database.query(
        "WITH source AS (SELECT teacher_id, purpose, max(started_on) AS latest_on FROM observation WHERE state <> "
        "'archived' GROUP BY teacher_id, purpose) SELECT DISTINCT uuid_text(teacher_id) FROM (SELECT teacher_id FROM "
        "(SELECT * FROM source EXCEPT SELECT * FROM teacher_summary) UNION ALL SELECT teacher_id FROM (SELECT * FROM "
        "teacher_summary EXCEPT SELECT * FROM source)) LIMIT ?");
    return first_texts(std::move(query), count_max);
}

std::vector<std::string> visits_paired_wrongly(Database& database, int count_max)
{
    auto query = database.query(
        "WITH source AS (SELECT a.id, b.id, a.started_on FROM observation AS a CROSS JOIN observation AS b ON "
        "b.teacher_id = a.teacher_id AND b.started_at BETWEEN a.started_at AND a.started_at + 1200000000 AND "
        "b.observer_id <> a.observer_id AND (b.started_at, b.id) > (a.started_at, a.id)) SELECT DISTINCT "
        "uuid_text(id) FROM (SELECT id FROM (SELECT * FROM source EXCEPT SELECT * FROM pair_summary) UNION ALL SELECT "
        "first_id FROM (SELECT * FROM pair_summary EXCEPT SELECT * FROM source)) LIMIT ?");
    return first_texts(std::move(query), count_max);
}

std::vector<std::string> visits_summarized_wrongly(Database& database, int count_max)
{
    std::vector<std::string> columns;
    {
        auto query = database.query("SELECT name FROM pragma_table_info('visit_summary')");
        while (query.next()) columns.push_back(query.take<std::string>());
    }
    std::vector<std::string> differences;
    for (const auto& column : columns) differences.push_back(fmt::format("k.{0} IS NOT s.{0}", column));
    auto query = database.query(fmt::format(
        "SELECT uuid_text(s.observation_id) FROM visit_summary_source AS s LEFT JOIN visit_summary AS k ON "
        "k.teacher_id = s.teacher_id AND k.started_at = s.started_at AND k.observation_id = s.observation_id WHERE {} "
        "UNION ALL "
        "SELECT uuid_text(k.observation_id) FROM visit_summary AS k WHERE NOT EXISTS (SELECT 1 FROM observation AS o "
        "WHERE o.id = k.observation_id AND o.teacher_id = k.teacher_id AND o.started_at = k.started_at) LIMIT ?",
        join(differences, " OR ")));
    return first_texts(std::move(query), count_max);
}

}  // namespace throughline::store
