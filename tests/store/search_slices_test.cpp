// A search in slices: together they are one whole search, in its order, with nothing twice and nothing missing, for
// everybody who asks; and what a slice takes is bounded.
#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "core/store/word_rows.hpp"
#include "core/workspace/session.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/search.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t all_at_once = std::int64_t{1} << 60;
constexpr int rows_max = 1'000'000;

// A sample district of two small schools, in which lines were also written of old visits.
class SampleDistrict {
public:
    SampleDistrict()
        : zone_(fixed_time_zone(-300)),
          clock_(std::make_shared<HandClock>(zone_->instant(*parse_local_time("2026-12-14T15:10:00")))),
          workspace(written())
    {
        const auto visits = must(workspace.ask(Actor::keeper(), Observations{}));
        for (const auto& person : must(workspace.ask(Actor::keeper(), Roster{})))
            for (const auto role : person.person.roles) by_role_[role].push_back(person.person.id);
        // Newer rows of older visits: a draft that began long ago.
        for (const auto& visit : visits) {
            if (visit.state != ObservationState::draft) continue;
            const auto as_author = Actor::as(visit.observer);
            for (const auto* day : {"2026-10-01T10:00:00", "2026-09-15T10:00:00"}) {
                StartObservation start;
                start.teacher = visit.teacher;
                start.rubric_version = visit.rubric_version;
                const auto late = must(workspace.execute(as_author, start)).value;
                ChangeObservation change;
                change.observation = late;
                change.started_at = zone_->instant(*parse_local_time(day));
                must(workspace.execute(as_author, change));
                add_line(as_author, late, "Students restate what their partner said.", false);
                add_line(as_author, late, "A question with wait time, for me alone, and the zebra.", true);
                if (day[6] == '9') must(workspace.execute(as_author, ShareObservation{late}));
            }
            add_line(as_author, visit.id, "The zebra waits with a question of the students.", false);
        }
    }

    [[nodiscard]] std::vector<Actor> readers() const
    {
        std::vector<Actor> readers{Actor::keeper()};
        for (const auto role : {Role::observer, Role::teacher, Role::leader, Role::administrator}) {
            const auto people = by_role_.find(role);
            if (people == by_role_.end()) continue;
            readers.push_back(Actor::as(people->second.front()));
            readers.push_back(Actor::as(people->second.back()));
        }
        return readers;
    }

private:
    void add_line(const Actor& author, ObservationId visit, const std::string& text, bool is_private)
    {
        Evidence line;
        line.observation = visit;
        line.text = text;
        line.is_private = is_private;
        must(workspace.execute(author, AddEvidence{line}));
    }
    Workspace written()
    {
        SampleSize size;
        size.schools = 2;
        size.teachers_per_school = 5;
        size.observers_per_school = 3;
        size.today = Date(2026, 12, 14);
        must(write_sample(folder_ / "two", size));
        return must(Workspace::open(folder_ / "two", {clock_, zone_, {}}));
    }

    TempFolder folder_;
    std::shared_ptr<const TimeZone> zone_;
    std::shared_ptr<HandClock> clock_;
    std::map<Role, std::vector<PersonId>> by_role_;

public:
    Workspace workspace;
};

// Words as the index takes them, where a text is plain.
std::vector<std::string> words_of(const std::string& text)
{
    std::string plain = folded(text);
    // Quotation marks and dashes.
    for (auto at = plain.find("\xE2\x80"); at != std::string::npos; at = plain.find("\xE2\x80", at))
        plain.replace(at, 3, " ");
    for (auto& c : plain)
        if (static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0) c = ' ';
    return split_words(plain);
}

bool has_all(const std::string& text, const std::string& typed)
{
    const auto there = words_of(text);
    const auto sought = words_of(typed);
    for (const auto& word : sought) {
        const bool is_last = &word == &sought.back();
        const bool is_there = std::ranges::any_of(
            there, [&](const std::string& each) { return is_last ? each.starts_with(word) : each == word; });
        if (!is_there) return false;
    }
    return true;
}

using Places = std::vector<std::string>;  // a visit and where in it; sorted

// What somebody finds who opens one visit after the other and reads.
Places read_through(const Workspace& workspace, const Actor& actor, const std::string& typed)
{
    Places places;
    Observations all;
    all.count_max = rows_max;
    for (const auto& visit : must(workspace.ask(actor, all))) {
        const auto detail = must(workspace.ask(actor, ObservationDetail{visit.id}));
        const auto look_at = [&](const std::string& text, FoundIn where) {
            if (has_all(text, typed)) places.push_back(visit.id.text() + " " + std::string(name_of(where)));
        };
        for (const auto& line : detail.evidence) look_at(line.text, FoundIn::evidence);
        look_at(detail.observation.strength + "\n" + detail.observation.growth_area, FoundIn::feedback);
        if (detail.step) look_at(detail.step->text, FoundIn::action_step);
        if (detail.debrief) look_at(detail.debrief->notes + "\n" + detail.debrief->teacher_words, FoundIn::debrief);
    }
    std::ranges::sort(places);
    return places;
}

Places without(const Places& some, const Places& others)
{
    Places left;
    std::ranges::set_difference(some, others, std::back_inserter(left));
    return left;
}

Places places_of(const std::vector<SearchRow>& rows)
{
    Places places;
    for (const auto& row : rows)
        if (row.found_in != FoundIn::person)
            places.push_back(row.observation.text() + " " + std::string(name_of(row.found_in)));
    std::ranges::sort(places);
    return places;
}

bool is_in_order(const std::vector<SearchRow>& rows)
{
    const auto first_of_visits = std::ranges::find_if(rows, [](auto& row) { return row.found_in != FoundIn::person; });
    return std::ranges::is_sorted(first_of_visits, rows.end(), std::greater{}, &SearchRow::on) &&
           std::none_of(first_of_visits, rows.end(), [](auto& row) { return row.found_in == FoundIn::person; });
}

constexpr std::array searched{"students",      "restate", "students partner",         "exit tic", "zebra",     "q",
                              "question wait", "st",      "wait wait students the a", "-",        "nosuchword"};

}  // namespace

TEST_CASE("all slices of a search together are what reading every visit finds, once each, whoever asks")
{
    SampleDistrict district;
    int found_in_all = 0;
    for (const auto& reader : district.readers()) {
        for (const std::string typed : searched) {
            if (typed == "-") continue;  // no word to the index, and any to the eye
            INFO(typed << ", as " << (reader.person ? reader.person->text() : "keeper"));
            const auto whole = must(whole_search(district.workspace, reader, {typed, rows_max, {}, all_at_once}));
            const auto found = places_of(whole);
            const auto read = read_through(district.workspace, reader, typed);
            CHECK(without(found, read) == Places{});
            CHECK(without(read, found) == Places{});
            CHECK(is_in_order(whole));
            found_in_all += static_cast<int>(whole.size());
        }
    }
    CHECK(found_in_all > 2'000);
}

TEST_CASE("small slices, slices as they are and one answer give the same rows in the same order")
{
    SampleDistrict district;
    for (const auto& reader : district.readers())
        for (const std::string typed : searched)
            for (const int count : {3, 40, rows_max}) {
                INFO(typed << ", " << count << ", as " << (reader.person ? reader.person->text() : "keeper"));
                Search search{typed, count, {}, all_at_once};
                const auto whole = must(district.workspace.ask(reader, search));
                CHECK_FALSE(whole.next);
                CHECK(whole.rows.size() <= static_cast<std::size_t>(count));
                for (const std::int64_t work : {std::int64_t{1}, std::int64_t{3'000}, search_work_max}) {
                    if (work == 1 && count == rows_max) continue;  // a slice for each hit: the smaller pages do
                    search.work_max = work;
                    CHECK(must(whole_search(district.workspace, reader, search)) == whole.rows);
                }
            }
}

TEST_CASE("a slice is bounded, says how far back it looked, and the next one goes on from there")
{
    SampleDistrict district;
    Search search{"students", rows_max, {}, 40'000};
    const auto first = must(district.workspace.ask(Actor::keeper(), search));
    REQUIRE(first.next);
    REQUIRE(first.looked_back_to);
    CHECK_FALSE(first.rows.empty());
    // Each row that is shown costs the work of its words, whatever it costs to find.
    CHECK(first.rows.size() <= 40'000 / store::Work::shown + 1);
    // The same question again is the same answer: nothing hangs on a clock.
    CHECK(must(district.workspace.ask(Actor::keeper(), search)).rows == first.rows);

    search.from = first.next;
    const auto second = must(district.workspace.ask(Actor::keeper(), search));
    REQUIRE_FALSE(second.rows.empty());
    REQUIRE(second.looked_back_to);
    CHECK(must(district.workspace.ask(Actor::keeper(), search)).rows == second.rows);
    // Both are parts of the whole, and no part of each other.
    auto both = places_of(first.rows);
    for (const auto& place : places_of(second.rows)) both.push_back(place);
    std::ranges::sort(both);
    const auto whole = must(whole_search(district.workspace, Actor::keeper(), {"students", rows_max, {}, all_at_once}));
    CHECK(without(both, places_of(whole)) == Places{});
}

TEST_CASE("what is taken from the reader between two slices is not in the second")
{
    TempWorkspace t;
    const auto as_leader = Actor::as(t.leader);
    std::vector<ObservationId> visits;
    for (int visit = 0; visit < 3; ++visit) {
        const auto begun = t.start(t.teacher);
        ChangeObservation change;
        change.observation = begun;
        change.purpose = Purpose::evaluation;
        must(t.workspace.execute(t.as_coach(), change));
        t.note(begun, "A quokka looks in at the window.");
        must(t.workspace.execute(t.as_coach(), ShareObservation{begun}));
        visits.push_back(begun);
        t.clock->forward(24 * 60 * us_per_minute);
    }
    Search search{"quokka", 100, {}, 1};
    auto slice = must(t.workspace.ask(as_leader, search));
    while (slice.rows.empty()) {
        REQUIRE(slice.next);
        search.from = slice.next;
        slice = must(t.workspace.ask(as_leader, search));
    }
    CHECK(slice.rows[0].observation == visits[2]);
    REQUIRE(slice.next);
    // The leader is no leader any more.
    auto person = must(t.workspace.ask(as_leader, Me{}));
    person.roles = {Role::observer};
    must(t.workspace.execute(Actor::keeper(), ChangePerson{person}));
    search.from = slice.next;
    CHECK(must(whole_search(t.workspace, as_leader, search)).empty());
}

TEST_CASE("a beginning that more words have than can be named is found all the same, be they common or rare")
{
    TempWorkspace t;
    const auto record = [&](const std::string& beginning, int lines) {
        RecordObservation visit;
        visit.document.teacher = "ana@school.example";
        visit.document.rubric = "essential-practice-look-fors";
        for (int line = 0; line < lines; ++line) {
            ObservationDocument::Line said;
            said.text = "So \u201c" + beginning + std::to_string(line) + "\u201d was said, not un" + beginning + ".";
            visit.document.evidence.push_back(said);
        }
        must(t.workspace.execute(t.as_coach(), visit));
    };
    record("quok", 150);
    auto& database = WorkspaceInside::session(t.workspace).database;
    const auto check = [&](bool is_read) {
        store::Work free(all_at_once);
        const auto words = store::sought_words(database, "quok", FoundIn::evidence, free);
        REQUIRE(words.size() == 1);
        CHECK(words[0].any_of.empty());
        CHECK(words[0].is_read == is_read);
        CHECK(must(whole_search(t.workspace, t.as_coach(), {"quok", rows_max})).size() == 150);
        CHECK(must(whole_search(t.workspace, t.as_coach(), {"quok", rows_max, {}, 1})).size() == 150);
        CHECK(must(whole_search(t.workspace, t.as_coach(), {"said SO quok", rows_max})).size() == 150);
        CHECK(must(whole_search(t.workspace, t.as_coach(), {"quok7 quok", rows_max})).size() == 1);
        CHECK(must(whole_search(t.workspace, t.as_coach(), {"nosuch quok", rows_max})).empty());
        CHECK(must(whole_search(t.workspace, Actor::as(t.teacher), {"quok", rows_max})).empty());
    };
    check(true);
    // Many newer lines that have none of them.
    record("numb", 450);
    check(false);
}

TEST_CASE("the rows that have several words are found however the words lie, and the work for them is counted")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    // "alpha" in every line, "beta" in every seventh, "gamma" in one of a hundred; the last two are rarely together.
    constexpr int lines = 400;
    std::vector<int> both;
    for (int line = 0; line < lines; ++line) {
        std::string text = "alpha";
        if (line % 7 == 0) text += " beta";
        if (line % 100 == 5) text += " gamma";
        if (line % 7 == 0 && line % 100 == 5) both.push_back(line);
        t.note(visit, text);
    }
    auto& database = WorkspaceInside::session(t.workspace).database;
    store::Work free(all_at_once);
    const auto rows_with = [&](const std::string& typed) {
        std::vector<std::int64_t> found;
        const auto words = store::sought_words(database, typed, FoundIn::evidence, free);
        store::WordRows rows(database, FoundIn::evidence, words);
        for (auto step = rows.next(store::WordRows::newest, 1, free); step.end == store::WordRows::Step::End::found;
             step = rows.next(step.row - 1, 1, free))
            found.push_back(step.row);
        return found;
    };
    const auto all = rows_with("alpha");
    REQUIRE(all.size() == lines);
    CHECK(std::ranges::is_sorted(all, std::greater{}));
    CHECK(rows_with("alpha be").size() == (lines + 6) / 7);
    const auto together = rows_with("beta alpha gamma");
    REQUIRE_FALSE(both.empty());
    REQUIRE(together.size() == both.size());
    for (std::size_t at = 0; at < both.size(); ++at) CHECK(together[at] == all.back() + both[both.size() - 1 - at]);
    // More words than there are statements.
    CHECK(rows_with("alpha beta gamma alpha beta gamma alpha beta gamma alpha beta gam") == together);
    CHECK(rows_with("alpha beta gamma alpha beta gamma alpha beta gamma alpha beta delta").empty());

    // Without work left, a step settles a row or more and says where it stands.
    const auto words = store::sought_words(database, "alpha beta gamma", FoundIn::evidence, free);
    std::vector<std::int64_t> in_steps;
    int steps = 0;
    for (auto from = store::WordRows::newest; steps < 10'000; ++steps) {
        store::Work none(0);
        store::WordRows rows(database, FoundIn::evidence, words);
        const auto step = rows.next(from, 1, none);
        if (step.end == store::WordRows::Step::End::none) break;
        if (step.end == store::WordRows::Step::End::found) in_steps.push_back(step.row);
        const auto next = step.end == store::WordRows::Step::End::found ? step.row - 1 : step.row;
        REQUIRE(next < from);
        from = next;
    }
    CHECK(in_steps == together);
    CHECK(steps > 5);
}
