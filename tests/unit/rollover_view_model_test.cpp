// The years in the settings: which are closed, what closing one means, and doing it.
#include <catch2/catch.hpp>

#include "app/viewmodel/observe_view_model.hpp"
#include "app/viewmodel/rollover_view_model.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/school_year.hpp"
#include "throughline/model/school_year.hpp"
#include "throughline/query/observation.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Matchers::Contains;

namespace {

std::string all_of(const ReadingText& text)
{
    std::string words;
    for (const auto& paragraph : text) words += paragraph.text + "\n";
    return words;
}

// Cora, who owns the file, shared one visit of 2026-27 and left another unshared; it is summer.
struct Summer : CoachedSchool {
    Summer()
    {
        shared = start(school.teacher);
        run(ShareObservation{shared});
        draft = start(school.other_teacher);
        school.clock->set(school.zone->instant(*parse_local_time("2027-07-05T09:00:00")));
        must(years.load());
    }
    RolloverViewModel::Next proposed() const
    {
        return {years.plan().next.name, years.plan().next.starts_on, years.plan().next.ends_on};
    }
    ObservationId shared, draft;
    RolloverViewModel years{*document};
};

}  // namespace

TEST_CASE("a school year is named after the calendar years in which it begins and ends")
{
    CHECK(school_year_name(Date(2027, 8, 16), Date(2028, 6, 9)) == "2027-28");
    CHECK(school_year_name(Date(2099, 8, 16), Date(2100, 6, 9)) == "2099-00");
    CHECK(school_year_name(Date(2027, 1, 25), Date(2027, 12, 10)) == "2027");
    const SchoolYear year{SchoolYearId{}, "anything", Date(2027, 8, 31), Date(2028, 2, 29), {}, 2};
    const auto next = year_after(year);
    CHECK(next.name == "2028-29");
    CHECK(next.starts_on == Date(2028, 8, 29));  // Tuesdays
    CHECK(next.ends_on == Date(2029, 2, 27));
    CHECK(next.rotation_weeks == 2);
}

TEST_CASE("the dialog says what stands open in plain words, and refuses drafts until they are agreed to")
{
    Summer window;
    must(window.years.look_at());
    CHECK(window.years.choices() == std::vector<std::string>{"2026-27"});
    CHECK(window.years.chosen() == 0);
    CHECK(window.years.needs_drafts_agreed());
    const auto words = all_of(window.years.text());
    CHECK_THAT(words, Contains("1 visit was never shared: Cora Coach 1."));
    CHECK_THAT(words, Contains("1 debrief was not held"));
    CHECK_THAT(words, Contains("2027-28"));
    CHECK_FALSE(window.years.close(false, window.proposed()));
    CHECK_FALSE(window.years.close(true, {"2027-28", {}, {}}));
    CHECK(must(window.years.close(true, window.proposed())) == "2026-27 is closed. 2027-28 was made.");
    const auto rows = window.years.year_rows();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].cells[3] == "To come");
    CHECK(rows[1].cells[3] == "Closed Mon 5 Jul by Cora Coach");
    CHECK(window.years.is_closed(1));
    CHECK(window.document->undo_state().undo_label == "Close the school year 2026-27");
}

TEST_CASE("a closed visit opens read only with one sentence why, and lists mark it quietly")
{
    Summer window;
    must(window.document->keep_draft(any(window.draft), "strength", "They begin at once"));
    must(window.years.look_at());
    must(window.years.close(true, window.proposed()));
    ObserveViewModel page(*window.document, *window.drafts);
    must(page.open(window.shared));
    CHECK_FALSE(page.may_amend());
    CHECK(page.may_follow_up());
    CHECK_THAT(page.closed_year_words(), Contains("The school year 2026-27 is closed: this visit can be read"));
    CHECK_THAT(page.subtitle(), Contains("2026-27, closed"));
    CHECK(page.debrief_words() == "The debrief was not held.");
    must(page.open(window.draft));
    CHECK_FALSE(page.visit().may_change());
    CHECK_THAT(page.closed_year_words(), Contains("They begin at once"));
    for (const auto& visit : window.ask(Observations{}))
        CHECK_THAT(visit_state_words(visit), Contains(" · 2026-27, closed"));
    must(window.years.reopen(1, "A draft was forgotten"));
    must(page.open(window.draft));
    CHECK(page.visit().may_change());
    CHECK_THAT(window.years.reopened_words(1), Contains("by Cora Coach: A draft was forgotten"));
}
