#include "core/store/check.hpp"

#include <array>

#include <fmt/format.h>

#include "core/store/mend.hpp"
#include "core/store/month_summaries.hpp"
#include "core/store/summaries.hpp"

namespace throughline::store {
namespace {

constexpr int findings_max = 200;  // more do not help anybody

std::int64_t count(Database& database, const char* table)
{
    auto query = database.query(fmt::format("SELECT count(*) FROM {}", table));
    query.next();
    return query.take<std::int64_t>();
}

void check_integrity(Database& database, CheckReport& report)
{
    auto query = database.query(fmt::format("PRAGMA integrity_check({})", findings_max));
    while (query.next()) {
        auto verdict = query.take<std::string>();
        if (verdict != "ok") report.findings.push_back({"file", "SQLite reports: " + verdict});
    }
}

void check_foreign_keys(Database& database, CheckReport& report)
{
    auto query = database.query("PRAGMA foreign_key_check");
    while (query.next() && static_cast<int>(report.findings.size()) < findings_max) {
        const auto table = query.take<std::string>();
        query.take<std::optional<std::int64_t>>();
        report.findings.push_back({table, "a row names a row of " + query.take<std::string>() + " that is not there"});
    }
}

// The journal's last word on a row is how the row is now.
void check_journal(Database& database, CheckReport& report)
{
    for (const auto& difference : differences_to_journal(database, findings_max)) {
        switch (difference.kind) {
            case Difference::Kind::unknown_to_journal:
                report.findings.push_back({difference.table, "row " + difference.id + " is not in the journal"});
                break;
            case Difference::Kind::missing:
                report.findings.push_back(
                    {difference.table, "row " + difference.id + " is in the journal and not in the table"});
                break;
            case Difference::Kind::changed:
                report.findings.push_back(
                    {difference.table,
                     "row " + difference.id + " is not as the journal last saw it: another program has written it"});
                break;
        }
    }
}

void check_drafts(Database& database, CheckReport& report)
{
    auto query = database.query(
        "SELECT d.field, uuid_text(d.record_id) FROM draft AS d WHERE NOT EXISTS (SELECT 1 FROM observation WHERE id = "
        "d.record_id) "
        "AND NOT EXISTS (SELECT 1 FROM evidence WHERE id = d.record_id) AND NOT EXISTS (SELECT 1 FROM debrief WHERE id "
        "= d.record_id) AND NOT EXISTS (SELECT 1 FROM calibration WHERE id = d.record_id)");
    while (query.next()) {
        const auto field = query.take<std::string>();
        report.findings.push_back(
            {"draft", fmt::format("a draft of {} belongs to no record ({}); it is shown at the next start", field,
                                  query.take<std::string>())});
    }
}

// FTS5's own check: raises SQLITE_CORRUPT_VTAB if index and content disagree.
void check_search(Database& database, CheckReport& report)
{
    for (const auto* index : {"evidence_search", "observation_search", "action_step_search", "debrief_search"}) {
        try {
            database.query(fmt::format("INSERT INTO {0} ({0}, rank) VALUES ('integrity-check', 1)", index)).run();
        } catch (const SQLite::Exception& exception) {
            report.findings.push_back(
                {index, std::string("the search index does not fit its texts: ") + exception.what()});
        }
    }
}

void check_summaries(Database& database, CheckReport& report)
{
    for (const auto& visit : visits_summarized_wrongly(database, findings_max))
        report.findings.push_back({"visit_summary", "the summary of visit " + visit + " does not fit the visit"});
    for (const auto& teacher : teachers_summarized_wrongly(database, findings_max))
        report.findings.push_back({"teacher_summary", "the last visit of teacher " + teacher + " is another"});
    for (const auto& visit : visits_paired_wrongly(database, findings_max))
        report.findings.push_back({"pair_summary", "visit " + visit + " has another one beside it, or has not"});
    for (const auto& month : months_packed_wrongly(database, findings_max))
        report.findings.push_back({"month_summary", "what is packed of " + month + " does not fit the rows"});
}

void check_states(Database& database, CheckReport& report)
{
    auto query = database.query(
        "SELECT uuid_text(o.id) FROM observation AS o WHERE o.state = 'shared' AND NOT EXISTS "
        "(SELECT 1 FROM debrief AS d WHERE d.observation_id = o.id)");
    while (query.next())
        report.findings.push_back(
            {"observation", "visit " + query.take<std::string>() + " was shared and has no debrief planned"});
}

// A purge is whole or it is not there at all.
void check_purges(Database& database, CheckReport& report)
{
    auto query = database.query("SELECT uuid_text(id) FROM purge WHERE certificate = ''");
    while (query.next())
        report.findings.push_back({"purge", "purge " + query.take<std::string>() + " has no certificate"});
}

}  // namespace

CheckReport check(Database& database)
{
    CheckReport report;
    check_integrity(database, report);
    check_foreign_keys(database, report);
    check_journal(database, report);
    check_drafts(database, report);
    check_search(database, report);
    check_summaries(database, report);
    check_states(database, report);
    check_purges(database, report);
    report.observation_count = count(database, "observation");
    report.evidence_count = count(database, "evidence");
    report.journal_count = count(database, "journal");
    return report;
}

}  // namespace throughline::store
