// How long records are kept, as rules without a file.
#include <set>

#include <catch2/catch.hpp>

#include "throughline/model/retention.hpp"

using namespace throughline;

TEST_CASE("every kind of record has a name that reads back, a title and a meaning of its own")
{
    std::set<std::string> names;
    std::set<std::string> titles;
    for (const auto kind : all_record_kinds()) {
        CHECK(parse_record_kind(name_of(kind)) == kind);
        CHECK_FALSE(meaning_of(kind).empty());
        names.emplace(name_of(kind));
        titles.insert(title_of(kind));
    }
    CHECK(names.size() == all_record_kinds().size());
    CHECK(titles.size() == all_record_kinds().size());
    CHECK_FALSE(parse_record_kind("visits"));
}

TEST_CASE("what ended before the cutoff is old enough, and the anniversary itself still counts as kept")
{
    CHECK(retention_cutoff(Date(2031, 6, 30), 5) == Date(2026, 6, 30));
    CHECK(retention_cutoff(Date(2028, 2, 29), 1) == Date(2027, 2, 28));
    CHECK(retention_cutoff(Date(2028, 2, 29), 4) == Date(2024, 2, 29));
    // The last day of a month is no reason to jump to the end of another one.
    CHECK(retention_cutoff(Date(2027, 2, 28), 3) == Date(2024, 2, 28));
    CHECK(retention_cutoff(Date(2026, 10, 5), 0) == Date(2026, 10, 5));
}

TEST_CASE("a rule is said in a sentence, and no rule is for ever")
{
    RetentionRule rule;
    rule.years = 7;
    CHECK(words_of(std::optional(rule)) == "7 whole years after the end of the school year");
    rule.years = 1;
    rule.from = CountedFrom::separation;
    CHECK(words_of(std::optional(rule)) == "1 whole year after the teacher has left");
    rule.years = 0;
    CHECK(words_of(std::optional(rule)) == "until the teacher has left");
    CHECK(words_of(std::optional<RetentionRule>()) == "for ever");
}

TEST_CASE("only what is about one teacher can count from when the teacher left")
{
    CHECK_FALSE(can_count_from_separation(RecordKind::calibration));
    CHECK_FALSE(can_count_from_separation(RecordKind::history));
    CHECK(can_count_from_separation(RecordKind::coaching_visits));
    CHECK(can_count_from_separation(RecordKind::goals));
}
