#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/today.hpp"
#include "throughline/query/visit_request.hpp"
#include "throughline/sample.hpp"
#include "throughline/workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

SampleSize small_sample()
{
    SampleSize size;
    size.teachers_per_school = 16;
    size.observers_per_school = 2;
    size.today = Date(2026, 10, 12);
    return size;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a sample is a sound workspace, labelled, and opens on its owner's full day")
{
    const TempFolder folder;
    const auto file = folder / "sample.throughline";
    std::int64_t last_done = 0;
    std::int64_t last_total = 0;
    const auto written = write_sample(file, small_sample(), [&](const SampleProgress& progress) {
        CHECK(progress.done >= last_done);
        last_done = progress.done;
        last_total = progress.total;
    });
    REQUIRE(written);
    CHECK(last_total > 0);
    CHECK(last_done == last_total);

    WorkspaceOptions options;
    options.zone = fixed_time_zone(-300);
    options.clock = clock_on(small_sample().today, options.zone);
    auto workspace = Workspace::open(file, options);
    REQUIRE(workspace);
    const auto report = workspace->check();
    REQUIRE(report);
    for (const auto& finding : report->findings) FAIL_CHECK(finding.place << ": " << finding.text);
    CHECK(report->observation_count == last_total);
    CHECK(report->evidence_count > 20 * report->observation_count);

    const auto settings = workspace->ask(Actor::keeper(), SchoolSettings{});
    REQUIRE(settings);
    CHECK(settings->is_sample);
    CHECK(settings->schools.front().name == "Sample Middle School (sample)");
    REQUIRE(settings->owner);
    const auto today = workspace->ask(Actor::as(settings->owner->id), Today{});
    REQUIRE(today);
    CHECK(today->drafts.size() == 1);
    CHECK(today->debriefs.size() >= 2);
    CHECK(today->steps_to_check.size() >= 2);
    CHECK_FALSE(today->who_next.empty());

    // One teacher of the owner's has a side of their own to look at.
    const auto waiting = workspace->ask(Actor::as(settings->owner->id), VisitRequests{});
    REQUIRE(waiting);
    REQUIRE(waiting->rows.size() == 1);
    CHECK(waiting->rows[0].request.state == VisitRequestState::open);
    CHECK(waiting->rows[0].request.focus.find("Sample: ") == 0);
    const auto goals = workspace->ask(Actor::as(settings->owner->id), Goals{waiting->rows[0].request.teacher});
    REQUIRE(goals);
    REQUIRE(goals->rows.size() == 2);
    int readings = 0;
    for (const auto& row : goals->rows) {
        CHECK(row.goal.state == GoalState::open);
        CHECK(row.goal.text.find("Sample: ") == 0);
        CHECK(row.goal.set_on < small_sample().today);
        for (const auto& reading : row.readings) CHECK(reading.day > row.goal.set_on);
        readings += static_cast<int>(row.readings.size());
    }
    CHECK(readings == 2);
}

TEST_CASE("a sample of a school year's first days is sound, though nobody could have set a goal yet")
{
    const TempFolder folder;
    for (const auto* today : {"2026-08-01", "2026-08-18", "2026-08-25", "2027-07-10"}) {
        INFO(today);
        auto size = small_sample();
        size.today = *parse_date(today);
        const auto written = write_sample(folder / today, size);
        INFO((written ? "" : written.error().text()));
        REQUIRE(written);
        const auto workspace = Workspace::open(folder / today);
        REQUIRE(workspace);
        CHECK(workspace->check()->findings.empty());
    }
}

TEST_CASE("the same seed writes the same rows")
{
    const TempFolder folder;
    REQUIRE(write_sample(folder / "one", small_sample()));
    REQUIRE(write_sample(folder / "two", small_sample()));
    REQUIRE(bytes_of(folder / "one") == bytes_of(folder / "two"));
}

TEST_CASE("a sample of two schools and two years keeps the schools apart")
{
    const TempFolder folder;
    auto size = small_sample();
    size.schools = 2;
    size.years = 2;
    size.teachers_per_school = 5;
    size.observers_per_school = 1;
    const auto written = write_sample(folder / "district", size);
    INFO((written ? "" : written.error().text()));
    REQUIRE(written);
    const auto workspace = Workspace::open(folder / "district");
    REQUIRE(workspace);
    const auto settings = workspace->ask(Actor::keeper(), SchoolSettings{});
    REQUIRE(settings);
    REQUIRE(settings->schools.size() == 2);
    REQUIRE(settings->years.size() == 2);
    for (const auto& school : settings->schools) {
        Observations asked;
        asked.school = school.id;
        asked.count_max = 10'000;
        const auto visits = workspace->ask(Actor::keeper(), asked);
        REQUIRE(visits);
        CHECK(visits->size() > 80);
    }
}

TEST_CASE("a sample never overwrites a file, and leaves none behind when it is stopped")
{
    const TempFolder folder;
    std::ofstream(folder / "mine") << "my own notes";
    REQUIRE_FALSE(write_sample(folder / "mine", small_sample()));
    CHECK(bytes_of(folder / "mine") == "my own notes");

    std::stop_source stop;
    stop.request_stop();
    const auto stopped = write_sample(folder / "stopped", small_sample(), {}, stop.get_token());
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(std::filesystem::is_empty(folder.path()) == false);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        CHECK(entry.path().filename() == "mine");
        ++files;
    }
    CHECK(files == 1);
}

TEST_CASE("a sample of an impossible size is refused")
{
    const TempFolder folder;
    for (const int schools : {0, 201}) {
        auto size = small_sample();
        size.schools = schools;
        const auto written = write_sample(folder / "odd", size);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == ErrorCode::invalid);
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}
