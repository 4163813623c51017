// How long records are kept: a rule per kind of record, holds that stop every purge, and what a purge took.
//
// Used by the library and both programs. A kind without a rule is kept for ever; nothing is ever purged by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

enum class RecordKind {
    coaching_visits,
    evaluation_visits,
    other_visits,  // walkthrough, peer, self and calibration
    script_lines,  // what was seen and heard; ratings and feedback of the visit stay
    private_lines,
    goals,        // teachers' goals and own steps
    plans,        // planned visits, requests for visits, busy times
    calibration,  // sessions in which observers rate the same lesson
    who_opened,   // who looked at whose record, and which packets were made
    agreements,   // sharing agreements
    history,      // what each change had been before and after; that there was a change stays for ever
};
std::string_view name_of(RecordKind kind);  // "coaching-visits", as in the file and on the command line
std::optional<RecordKind> parse_record_kind(std::string_view name);
const std::vector<RecordKind>& all_record_kinds();
std::string title_of(RecordKind kind);    // "Coaching visits"
std::string meaning_of(RecordKind kind);  // what goes with it, in a sentence
bool is_of_visits(RecordKind kind);       // whole visits, with all that hangs on them

enum class CountedFrom {
    year_end,    // of the school year in which the record falls; outside of every year the next one's
    separation,  // the day on which its teacher left; where that is not known, the record stays
};
std::string_view name_of(CountedFrom from);  // "year-end"
std::optional<CountedFrom> parse_counted_from(std::string_view name);
// Sessions of several people and the history of changes have no teacher who could leave.
bool can_count_from_separation(RecordKind kind);

struct RetentionRule {
    RetentionRuleId id;
    RecordKind kind = RecordKind::coaching_visits;
    int years = 0;  // 0 to 100
    CountedFrom from = CountedFrom::year_end;
};
constexpr int retention_years_max = 100;
// "7 whole years after the end of the school year"; without a rule "for ever".
std::string words_of(const std::optional<RetentionRule>& rule);

// The last day that is old enough: what ended before it may go. 29 February becomes 28 February.
Date retention_cutoff(Date today, int years);

struct LegalHold {
    LegalHoldId id;
    std::optional<PersonId> person;  // nothing: everybody
    std::string reason;
    Date placed_on;
    std::optional<PersonId> placed_by;  // nothing: the file's keeper
    std::optional<Date> lifted_on;
    std::optional<PersonId> lifted_by;
};

enum class PurgeKind { retention, erasure };
std::string_view name_of(PurgeKind kind);  // "retention"
std::optional<PurgeKind> parse_purge_kind(std::string_view name);

// What stands where a text was that the table will not have empty.
constexpr std::string_view erased_text = "[erased]";

}  // namespace throughline
