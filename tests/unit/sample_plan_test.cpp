#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/workspace/sample/names.hpp"
#include "core/workspace/sample/plan.hpp"
#include "core/workspace/sample/text_bank.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/model/script_line.hpp"

using namespace throughline;
using namespace throughline::sample;

namespace {

const Date mid_november(2026, 11, 21);
const Date after_the_year(2027, 7, 15);

SampleSize sized(Date today, std::uint64_t seed = 1)
{
    SampleSize size;
    size.today = today;
    size.seed = seed;
    return size;
}

struct Planned {
    PlannedSchool school;
    PlannedYear year;
};

Planned plan_on(Date today, std::uint64_t seed = 1, int number = 0)
{
    const auto size = sized(today, seed);
    auto school = plan_school(size, number);
    auto year = plan_year(size, school, school_year_of(today));
    return {std::move(school), std::move(year)};
}

// The running year as of mid November, and a whole one: planned once for all tests.
const Planned& november()
{
    static const auto planned = plan_on(mid_november);
    return planned;
}

const Planned& whole_year()
{
    static const auto planned = plan_on(after_the_year);
    return planned;
}

// Everything that a plan says, in one text.
std::string spelled_out(const Planned& planned)
{
    std::string text;
    for (const auto& person : planned.school.people) text += person.name() + person.email + person.subject + '\n';
    for (const auto& visit : planned.year.visits) {
        text += fmt::format("{} {} {} {} {}\n", visit.teacher, visit.observer, visit.rubric_id, iso(visit.starts_at),
                            visit.minutes);
        for (const auto& line : visit.evidence) text += fmt::format("{} {}\n", line.elapsed_ms, line.text);
        for (const auto& rating : visit.ratings) text += fmt::format("{}={} ", rating.code, rating.level);
        text += visit.strength + visit.growth_area;
        if (visit.step) text += visit.step->text + iso(visit.step->check_on);
        if (visit.debrief) text += iso(visit.debrief->held_at) + visit.debrief->notes + visit.debrief->teacher_words;
    }
    return text;
}

// Everything that was written down, for rules that hold for each text.
std::vector<std::string> texts_of(const PlannedVisit& visit)
{
    std::vector<std::string> texts{visit.strength, visit.growth_area};
    for (const auto& line : visit.evidence) texts.push_back(line.text);
    if (visit.step) {
        texts.push_back(visit.step->text);
        for (const auto& check : visit.step->checks) texts.push_back(check.note);
        if (visit.step->closing) texts.push_back(visit.step->closing->reason);
    }
    if (visit.debrief) {
        texts.push_back(visit.debrief->notes);
        texts.push_back(visit.debrief->teacher_words);
    }
    if (visit.amendment) {
        texts.push_back(visit.amendment->text);
        texts.push_back(visit.amendment->reason);
    }
    return texts;
}

// What an observer says in their own words: without what is between quotation marks.
std::string without_quotes(std::string text)
{
    while (true) {
        const auto begin = text.find("“");
        const auto end = text.find("”", begin == std::string::npos ? 0 : begin);
        if (begin == std::string::npos || end == std::string::npos) return text;
        text.erase(begin, end + std::string_view("”").size() - begin);
    }
}

std::map<std::string, Rubric> shipped_rubrics()
{
    std::map<std::string, Rubric> rubrics;
    for (const auto file : shipped_rubric_files()) {
        auto rubric = parse_rubric(file);
        REQUIRE(rubric);
        rubrics[rubric->id] = *rubric;
    }
    return rubrics;
}

// The day a step is to be checked on; nothing if the visit has no step or it is closed. A check in a visit that names
// no other day puts it off by the rule, by at most a week here.
std::optional<Date> check_day_of(const std::vector<PlannedVisit>& visits, const PlannedVisit& visit)
{
    if (!visit.step || visit.step->closing) return std::nullopt;
    std::map<LocalTime, Date> days{{*visit.shared_at, visit.step->check_on}};
    for (const auto& [at, day] : visit.step->moves) days[at] = day;
    for (const auto& check : visit.step->checks) {
        if (check.result == StepResult::mastered) return std::nullopt;
        days[check.at] = check.next_check_on.value_or(check.at.date() + boost::gregorian::days(7));
    }
    for (const auto& later : visits) {
        if (!later.pinned || &visits[static_cast<std::size_t>(*later.pinned)] != &visit) continue;
        if (later.pinned_result == StepResult::mastered) return std::nullopt;
        if (later.pinned_result) days[*later.shared_at] = later.shared_at->date() + boost::gregorian::days(7);
    }
    return days.rbegin()->second;
}

bool has_happened_before(Date today, const PlannedVisit& visit)
{
    std::vector<LocalTime> times{visit.ends_at()};
    if (visit.shared_at) times.push_back(*visit.shared_at);
    if (visit.debrief) times.push_back(visit.debrief->held_at);
    if (visit.step) {
        for (const auto& check : visit.step->checks) times.push_back(check.at);
        for (const auto& move : visit.step->moves) times.push_back(move.first);
        if (visit.step->closing) times.push_back(visit.step->closing->at);
    }
    if (visit.amendment) times.push_back(visit.amendment->at);
    return std::ranges::all_of(times, [today](const LocalTime& at) { return at.date() < today; });
}

}  // namespace

TEST_CASE("the same seed plans the same sample, and another seed another one")
{
    const auto once = spelled_out(november());
    REQUIRE(once == spelled_out(plan_on(mid_november)));
    REQUIRE(once != spelled_out(plan_on(mid_november, 2)));
}

TEST_CASE("a sample school has forty teachers, and five observers with eight of them each")
{
    const auto& school = november().school;
    REQUIRE(school.name == "Sample Middle School (sample)");
    REQUIRE(school.teacher_count == 40);
    REQUIRE(school.observers.size() == 5);
    std::map<int, int> caseloads;
    for (int teacher = 0; teacher < 40; ++teacher) {
        const auto observer = static_cast<std::size_t>(school.observer_of[static_cast<std::size_t>(teacher)]);
        ++caseloads[school.observers[observer]];
        CHECK(school.observers[observer] != teacher);
        CHECK(school.people[static_cast<std::size_t>(teacher)].roles.contains(Role::teacher));
    }
    for (const auto& [person, count] : caseloads) CHECK(count == 8);
    std::set<std::string> names;
    for (const auto& person : school.people) names.insert(person.name());
    REQUIRE(names.size() == school.people.size());
}

TEST_CASE("every school of a district is called a sample, and no two people share an address")
{
    std::set<std::string> names;
    for (int number = 0; number < sample_schools_max; ++number) {
        names.insert(sample_school_name(number));
        CHECK(sample_school_name(number).ends_with("(sample)"));
    }
    REQUIRE(names.size() == sample_schools_max);
    std::set<std::string> addresses;
    std::size_t people = 0;
    for (int number = 0; number < 20; ++number) {
        const auto school = plan_school(sized(mid_november), number);
        for (const auto& person : school.people) {
            CHECK(person.email.ends_with("@sample.example"));
            addresses.insert(person.email);
        }
        people += school.people.size();
    }
    REQUIRE(addresses.size() == people);
}

TEST_CASE("the sample's calendar has the usual holidays in every year")
{
    for (int first = 2019; first < 2041; ++first) {
        const auto year = sample_year(first);
        CHECK(year.starts_on.day_of_week() == boost::gregorian::Monday);
        CHECK(year.starts_on.month() == 8);
        CHECK(year.ends_on.month() == 6);
        CHECK(year.school_days.size() >= 176);
        CHECK(year.school_days.size() <= 188);
        const SchoolCalendar calendar({{{}, year.name, year.starts_on, year.ends_on}}, [&] {
            std::vector<CalendarDay> days;
            for (const auto& off : year.days_off)
                for (auto day = off.first; day <= off.last; day += boost::gregorian::days(1))
                    days.push_back({{}, day, off.kind, off.name});
            return days;
        }());
        for (const auto day : year.school_days) CHECK(calendar.is_school_day(day));
        CHECK(calendar.school_days_between(year.starts_on, year.ends_on) + 1 ==
              static_cast<int>(year.school_days.size()));
    }
    const auto year = sample_year(2026);
    REQUIRE(year.name == "2026-27");
    REQUIRE(iso(year.starts_on) == "2026-08-31");
    for (const auto* off : {"2026-09-07", "2026-11-26", "2026-12-25", "2027-01-01", "2027-01-18", "2027-05-31"})
        CHECK_FALSE(std::ranges::binary_search(year.school_days, *parse_date(off)));
}

TEST_CASE("in the summer the sample shows the year that has just ended")
{
    REQUIRE(school_year_of(Date(2026, 8, 30)) == 2025);
    REQUIRE(school_year_of(Date(2026, 8, 31)) == 2026);
    REQUIRE(school_year_of(Date(2027, 2, 1)) == 2026);
}

TEST_CASE("visits lie on school days, and nothing happens on or after today")
{
    const auto today = GENERATE(Date(2026, 8, 31), Date(2026, 9, 2), Date(2026, 10, 14), mid_november,
                                Date(2026, 12, 24), Date(2027, 3, 1), Date(2027, 6, 18), after_the_year);
    const auto planned = plan_on(today, 3);
    for (const auto& visit : planned.year.visits) {
        CHECK(std::ranges::binary_search(planned.year.calendar.school_days, visit.starts_at.date()));
        CHECK(has_happened_before(today, visit));
    }
}

TEST_CASE("nobody is in two rooms at once")
{
    for (const auto* planned : {&november(), &whole_year()}) {
        std::map<int, std::vector<const PlannedVisit*>> of_person;
        for (const auto& visit : planned->year.visits) {
            of_person[visit.observer].push_back(&visit);
            of_person[visit.teacher].push_back(&visit);
        }
        for (auto& [person, visits] : of_person) {
            std::ranges::sort(visits, {}, &PlannedVisit::starts_at);
            for (std::size_t i = 1; i < visits.size(); ++i) CHECK(visits[i - 1]->ends_at() <= visits[i]->starts_at);
        }
    }
}

TEST_CASE("a year has as many visits and lines as a school's year has")
{
    const auto& visits = whole_year().year.visits;
    REQUIRE(visits.size() > 750);
    REQUIRE(visits.size() < 1150);
    std::size_t lines = 0;
    std::map<Purpose, std::size_t> purposes;
    std::map<std::string, std::size_t> rubrics;
    std::map<int, int> seen;
    for (const auto& visit : visits) {
        CHECK(visit.evidence.size() >= 15);
        CHECK(visit.evidence.size() <= 45);
        lines += visit.evidence.size();
        ++purposes[visit.purpose];
        ++rubrics[visit.rubric_id];
        ++seen[visit.teacher];
    }
    CHECK(lines / visits.size() >= 25);
    CHECK(lines / visits.size() <= 33);
    CHECK(purposes[Purpose::coaching] * 10 > visits.size() * 7);
    CHECK(rubrics["essential-practice-look-fors"] * 10 > visits.size() * 7);
    for (const auto purpose : {Purpose::evaluation, Purpose::walkthrough, Purpose::peer}) CHECK(purposes[purpose] > 5);
    for (const auto* rubric : {"teach-primary", "interval-tally"}) CHECK(rubrics[rubric] > 20);
    // Some are seen every week, some are nearly forgotten.
    const auto fewer = [](const auto& one, const auto& other) { return one.second < other.second; };
    const auto [least, most] = std::minmax_element(seen.begin(), seen.end(), fewer);
    CHECK(seen.size() == 40);
    CHECK(least->second < 14);
    CHECK(most->second > 30);
}

TEST_CASE("no note stands twice in a visit, and lines follow each other in time")
{
    for (const auto& visit : whole_year().year.visits) {
        std::set<std::string> notes;
        std::int64_t last = 0;
        for (const auto& line : visit.evidence) {
            if (line.kind == EvidenceKind::note && !notes.insert(line.text).second) FAIL_CHECK("twice: " << line.text);
            CHECK(line.elapsed_ms >= last);
            last = line.elapsed_ms;
        }
        CHECK(last <= visit.minutes * 60'000);
    }
}

TEST_CASE("every code and level of the sample is one of its rubric's")
{
    const auto rubrics = shipped_rubrics();
    for (const auto& visit : whole_year().year.visits) {
        const auto& rubric = rubrics.at(visit.rubric_id);
        CHECK(std::ranges::find(rubric.forms, visit.form_id, &RubricForm::id) != rubric.forms.end());
        auto tagged = visit.evidence;
        if (visit.step) tagged.push_back({0, {}, {}, visit.step->text, visit.step->indicators, false, {}, {}});
        for (const auto& line : tagged)
            for (const auto& code : line.indicators)
                if (rubric.node(code) == nullptr) FAIL_CHECK(visit.rubric_id << " has no " << code);
        std::set<std::string> rated;
        for (const auto& rating : visit.ratings) {
            const auto* node = rubric.node(rating.code);
            REQUIRE(node != nullptr);
            CHECK(is_rated(*node));
            CHECK(rated.insert(rating.code).second);
            if (rating.mark == Mark::level) CHECK(rubric.level(*node, rating.level) != nullptr);
            if (rating.mark == Mark::not_applicable) CHECK(node->may_be_not_applicable);
            if (rating.mark == Mark::not_observed) CHECK(node->may_be_not_observed);
        }
    }
}

TEST_CASE("every place in a text is filled, and no sentence ends twice")
{
    for (const auto& visit : whole_year().year.visits)
        for (const auto& text : texts_of(visit))
            for (const auto* wrong : {"{", "}", "|", "..", "?.", "!.", "  ", " .", " ,", "“”"})
                if (text.find(wrong) != std::string::npos) FAIL_CHECK('"' << wrong << "\" in: " << text);
}

TEST_CASE("the sample's observers tell what they saw and do not judge")
{
    std::set<std::string> judged;
    for (const auto& visit : whole_year().year.visits)
        for (const auto& line : visit.evidence) {
            if (line.is_private || line.speaker == Speaker::student) continue;
            const auto own = without_quotes(line.text);
            for (const auto& word : judgement_words(own))
                judged.insert(own.substr(word.begin, word.end - word.begin) + ": " + line.text);
        }
    for (const auto& line : judged) FAIL_CHECK(line);
}

TEST_CASE("a lesson speaks of its own subject only")
{
    std::map<std::string, std::string> subject_of_task;
    for (const auto& topic : text_bank().topics) subject_of_task[topic.task] = topic.subject;
    for (const auto& visit : whole_year().year.visits)
        for (const auto& text : texts_of(visit))
            for (const auto& [task, subject] : subject_of_task)
                if (subject != visit.subject && text.find(task) != std::string::npos)
                    FAIL_CHECK(visit.subject << ": " << text);
}

TEST_CASE("feedback points to times at which something was noted")
{
    int pointed = 0;
    for (const auto& visit : whole_year().year.visits)
        for (const auto& text : {visit.strength, visit.growth_area}) {
            const auto open = text.find(" (");
            if (open == std::string::npos || text.size() < open + 8 || text[open + 4] != ':') continue;
            const auto at = parse_elapsed("00:" + text.substr(open + 2, 5));
            REQUIRE(at);
            CHECK(std::ranges::any_of(visit.evidence,
                                      [&](const PlannedLine& line) { return line.elapsed_ms / 1000 == *at / 1000; }));
            ++pointed;
        }
    CHECK(pointed > 1000);
}

TEST_CASE("a step is looked at only while it is live")
{
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const auto planned = plan_on(after_the_year, seed);
        const auto& visits = planned.year.visits;
        std::map<int, std::vector<const PlannedVisit*>> looked_at;  // by the visit that agreed the step
        for (const auto& visit : visits)
            if (visit.pinned) looked_at[*visit.pinned].push_back(&visit);
        for (const auto& [agreed_in, later_visits] : looked_at) {
            const auto& step = *visits[static_cast<std::size_t>(agreed_in)].step;
            std::vector<LocalTime> ends;
            for (const auto& check : step.checks)
                if (check.result == StepResult::mastered) ends.push_back(check.at);
            for (const auto* visit : later_visits)
                if (visit->pinned_result == StepResult::mastered) ends.push_back(*visit->shared_at);
            if (step.closing) ends.push_back(step.closing->at);
            CHECK(ends.size() <= 1);
            for (const auto& end : ends) {
                for (const auto* visit : later_visits) CHECK(visit->starts_at < end);
                for (const auto& check : step.checks) CHECK(check.at <= end);
                for (const auto& [at, day] : step.moves) CHECK(at < end);
            }
        }
    }
}

TEST_CASE("one step is live at a time, and is checked, carried over, mastered or given up")
{
    const auto& visits = whole_year().year.visits;
    std::map<StepResult, int> results;
    int carried_over = 0;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const auto& visit = visits[i];
        if (visit.pinned) {
            const auto& agreed_in = visits[static_cast<std::size_t>(*visit.pinned)];
            REQUIRE(agreed_in.step);
            CHECK(agreed_in.teacher == visit.teacher);
            CHECK(*agreed_in.shared_at < visit.starts_at);
        }
        if (visit.pinned_result) ++results[*visit.pinned_result];
        if (visit.step)
            for (const auto& check : visit.step->checks) ++results[check.result];
        if (visit.pinned_result && visit.pinned_result != StepResult::mastered) {
            CHECK_FALSE(visit.step);  // the old one is still live
            ++carried_over;
        }
    }
    for (const auto result : {StepResult::practised, StepResult::partly, StepResult::mastered, StepResult::not_seen})
        CHECK(results[result] > 15);
    CHECK(carried_over > 50);
}

TEST_CASE("the file's owner finds something of everything to do on a day in the middle of the year")
{
    const auto today = GENERATE(Date(2026, 10, 13), Date(2026, 11, 21), Date(2027, 1, 27), Date(2027, 5, 12));
    const std::uint64_t seed = GENERATE(1U, 2U, 3U);
    INFO(iso(today) << ", seed " << seed);
    const auto planned = plan_on(today, seed);
    const int owner = planned.school.observers.front();
    int drafts = 0;
    int debriefs_open = 0;
    int steps_live = 0;
    int steps_overdue = 0;
    std::map<int, Date> last_seen;
    for (const auto& visit : planned.year.visits) {
        if (visit.observer != owner) continue;
        last_seen[visit.teacher] = visit.starts_at.date();
        if (!visit.shared_at) ++drafts;
        if (visit.shared_at && !visit.debrief) ++debriefs_open;
        const auto check_on = check_day_of(planned.year.visits, visit);
        if (check_on) ++steps_live;
        if (check_on && *check_on < today) ++steps_overdue;
    }
    CHECK(drafts == 1);
    CHECK(debriefs_open >= 2);
    CHECK(steps_live >= 2);
    CHECK(steps_overdue >= 1);
    CHECK(std::ranges::any_of(last_seen, [today](const auto& seen) { return (today - seen.second).days() > 25; }));
}

TEST_CASE("teachers grow over a year, slowly and not all alike")
{
    std::map<int, std::pair<double, int>> early;
    std::map<int, std::pair<double, int>> late;
    const auto& year = whole_year().year;
    for (const auto& visit : year.visits) {
        if (visit.rubric_id != "essential-practice-look-fors") continue;
        const auto month = visit.starts_at.date().month().as_number();
        auto* half = month >= 8 && month <= 11 ? &early : month >= 3 && month <= 6 ? &late : nullptr;
        if (half == nullptr) continue;
        for (const auto& rating : visit.ratings)
            if (rating.mark == Mark::level) {
                (*half)[visit.teacher].first += rating.level;
                ++(*half)[visit.teacher].second;
            }
    }
    double sum = 0;
    int count = 0;
    int fallen = 0;
    for (const auto& [teacher, levels] : late) {
        if (early[teacher].second < 20 || levels.second < 20) continue;
        const double grown = levels.first / levels.second - early[teacher].first / early[teacher].second;
        sum += grown;
        ++count;
        if (grown < 0.1) ++fallen;
    }
    REQUIRE(count > 20);
    CHECK(sum / count > 0.1);
    CHECK(sum / count < 1.0);
    CHECK(fallen > 0);
}
