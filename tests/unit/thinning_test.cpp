// Which of many backups stay.
#include <catch2/catch.hpp>

#include "throughline/backup.hpp"

using namespace throughline;

namespace {

std::vector<LocalTime> each(const char* from, int minutes_apart, int count)
{
    std::vector<LocalTime> times;
    auto time = *parse_local_time(from);
    for (int at = 0; at < count; ++at, time += boost::posix_time::minutes(minutes_apart)) times.push_back(time);
    return times;
}

std::vector<LocalTime> those_kept(const std::vector<LocalTime>& all, const Thinning& thinning = {})
{
    const auto kept = kept_by_thinning(all, thinning);
    std::vector<LocalTime> times;
    for (std::size_t at = 0; at < all.size(); ++at)
        if (kept[at]) times.push_back(all[at]);
    return times;
}

}  // namespace

TEST_CASE("few backups all stay")
{
    const auto few = each("2026-10-05T09:00", 30, 10);
    CHECK(those_kept(few) == few);
    CHECK(kept_by_thinning({}).empty());
}

TEST_CASE("of three years of half-hourly backups the newest of each period stay, and the newest ten")
{
    const auto all = each("2023-11-22T00:10", 30, 3 * 365 * 48);
    const auto kept = those_kept(all);
    // 10 newest; 13 more days (today's newest is among the ten); weeks and months before those.
    CHECK(kept.back() == all.back());
    for (std::size_t at = all.size() - 10; at < all.size(); ++at)
        CHECK(std::find(kept.begin(), kept.end(), all[at]) != kept.end());
    const auto months_before_the_weeks = std::count_if(kept.begin(), kept.end(), [&](const LocalTime& time) {
        return time < all.back() - boost::gregorian::days(8 * 7);
    });
    CHECK(months_before_the_weeks >= 21);
    CHECK(kept.size() <= 10 + 14 + 8 + 24);
    CHECK(kept.front() > all.back() - boost::gregorian::days(25 * 31));
    // One from each of the last fourteen days, the day's last.
    for (int day = 0; day < 14; ++day) {
        const auto wanted = all.back().date() - boost::gregorian::days(day);
        const auto last =
            std::find_if(kept.rbegin(), kept.rend(), [&](const auto& time) { return time.date() == wanted; });
        REQUIRE(last != kept.rend());
        const auto last_made =
            std::find_if(all.rbegin(), all.rend(), [&](const auto& time) { return time.date() == wanted; });
        CHECK(*last == *last_made);
    }
}

TEST_CASE("a summer without backups costs none of the older ones: periods that have none do not count")
{
    auto all = each("2026-05-01T12:00", 24 * 60, 40);  // to 9 June
    for (const auto& time : each("2026-09-01T12:00", 24 * 60, 5)) all.push_back(time);
    const auto kept = those_kept(all);
    const auto of_may_and_june =
        std::count_if(kept.begin(), kept.end(), [](const auto& time) { return time.date().month() < 9; });
    CHECK(of_may_and_june >= 9 + 4);  // nine more days, and weeks before them
}

TEST_CASE("the order in which backups are listed does not matter")
{
    auto all = each("2026-01-05T08:00", 7 * 60, 400);
    auto forwards = those_kept(all);
    std::reverse(all.begin(), all.end());
    auto backwards = those_kept(all);
    std::reverse(backwards.begin(), backwards.end());
    CHECK(forwards == backwards);
}
