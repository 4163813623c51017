// Calendar files in and out of the real command line.
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"
#include "tests/support/calendar_check.hpp"

using namespace e2e;
using throughline::test::check_calendar;
using throughline::test::CheckedComponent;

namespace {

const std::string days_csv =
    "date,to,kind,name,school\n"
    "2026-11-25,2026-11-27,holiday,Thanksgiving recess,\n"
    "2027-02-01,2027-02-01,closing,Storm,Sample School\n"
    "2026-12-22,2026-12-22,half-day,Early dismissal,\n";

std::vector<std::string> by(const std::string& person, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"--on", monday, "--as", person});
    return arguments;
}

// The only event with this id, in a file that every program takes.
CheckedComponent event_in(const CliFolder& folder, const std::string& file, const std::string& id)
{
    const auto checked = check_calendar(folder.read(file), {true, {"exit tickets", "quokka"}});
    CHECK(checked.faults.empty());
    for (const auto* event : checked.calendar.all("VEVENT"))
        if (event->the("UID").text() == id + "@throughline") return *event;
    FAIL("no event " << id << " in " << folder.read(file));
    return {};
}

}  // namespace

TEST_CASE("school days go out as CSV and as a calendar, and come back into another file as they were")
{
    CliFolder folder;
    folder.make_school();
    folder.write("days.csv", days_csv);
    const auto dry = folder.must_json(by("P1", {"calendar", "import", "days.csv", "--dry-run"}));
    CHECK(dry.at("new") == 5);
    CHECK(dry.at("spans").size() == 3);
    const auto before = folder.must_json(by("P1", {"calendar", "import", "days.csv", "--dry-run"}));
    CHECK(before.at("new") == 5);
    CHECK(folder.must_json(by("P1", {"calendar", "import", "days.csv"})).at("new") == 5);
    CHECK(folder.must_json(by("P1", {"calendar", "import", "days.csv"})).at("unchanged") == 5);
    CHECK(folder.must_json(by("C1", {"calendar", "export", "out.csv"})).at("items") == 3);
    CHECK(folder.must_json(by("C1", {"calendar", "export", "out.ics", "--only", "school-days"})).at("items") == 3);
    for (const auto* file : {"out.csv", "out.ics"}) {
        INFO(file);
        CliFolder other;
        other.make_school();
        other.write(file, folder.read(file));
        CHECK(other.must_json(by("P1", {"calendar", "import", file})).at("new") == 5);
        other.must(by("P1", {"calendar", "export", "back.csv"}));
        CHECK((other.read("back.csv") == folder.read("out.csv")));
        other.must(by("P1", {"undo"}));
        CHECK(other.must_json(by("P1", {"calendar", "import", file, "--dry-run"})).at("new") == 5);
    }
}

TEST_CASE("rows of a calendar file that cannot be read are named by line and keep nobody else out")
{
    CliFolder folder;
    folder.make_school();
    folder.write("days.csv",
                 "date,to,kind,name,school\n2026-13-01,,holiday,bad,\n2026-12-01,,holiday,Good,\n"
                 "2026-12-02,,holiday,Far,Nowhere School\n2026-12-03,,,Unsaid,\n");
    const auto result = folder.must_json(by("P1", {"calendar", "import", "days.csv"}));
    CHECK(result.at("new") == 2);
    REQUIRE(result.at("refused").size() == 2);
    CHECK(result.at("refused").at(0).at("line") == 2);
    CHECK(result.at("refused").at(1).at("field") == "school");
    CHECK(result.at("spans").at(1).at("kind_said") == false);
    folder.write("rubbish.ics", "no calendar");
    refused(folder.at_school(by("P1", {"calendar", "import", "rubbish.ics"})));
    folder.write("bad.csv", "date\n2026-13-01\n");
    const auto nothing = folder.at_school(by("P1", {"calendar", "import", "bad.csv"}));
    CHECK(nothing.code == 1);
    CHECK(nothing.out.find("bad.csv:2") != std::string::npos);
    refused(folder.at_school(by("C1", {"calendar", "import", "days.csv"})));
}

TEST_CASE("a plan that is exported again after a move replaces the one before, and one called off cancels it")
{
    CliFolder folder;
    folder.make_school();
    const std::string id = folder
                               .must_json(by("C1", {"plan", "visit", "T1", "--at", "2026-10-07T10:00", "--note",
                                                    "exit tickets", "--announced"}))
                               .at("planned")
                               .at(0)
                               .at("id");
    folder.must(by("C1", {"calendar", "export", "first.ics", "--only", "plans"}));
    folder.must(by("C1", {"plan", "move", id, "--at", "2026-10-08T11:00"}));
    folder.must(by("C1", {"calendar", "export", "moved.ics", "--item", id}));
    folder.must(by("C1", {"plan", "skip", id, "--reason", "quokka"}));
    folder.must(by("C1", {"calendar", "export", "cancelled.ics", "--only", "plans"}));
    const auto first = event_in(folder, "first.ics", id);
    const auto moved = event_in(folder, "moved.ics", id);
    const auto cancelled = event_in(folder, "cancelled.ics", id);
    CHECK(first.the("SEQUENCE").value == "0");
    CHECK(moved.the("SEQUENCE").value == "1");
    CHECK(cancelled.the("SEQUENCE").value == "2");
    CHECK(first.the("DTSTART").value == "20261007T100000");
    CHECK(first.the("DTSTART").parameter("TZID") == "America/New_York");
    CHECK(moved.the("DTSTART").value == "20261008T110000");
    CHECK(first.the("SUMMARY").text() == "Visit Ana Ruiz");
    CHECK(first.all("VALARM").size() == 1);
    CHECK(first.the("STATUS").value == "CONFIRMED");
    CHECK(cancelled.the("STATUS").value == "CANCELLED");
}

TEST_CASE("an export replaces a file only when told to, and says what its ending cannot hold")
{
    CliFolder folder;
    folder.make_school();
    folder.write("there.ics", "mine");
    refused(folder.at_school(by("C1", {"calendar", "export", "there.ics"})));
    CHECK(folder.read("there.ics") == "mine");
    folder.must(by("C1", {"calendar", "export", "there.ics", "--force"}));
    CHECK(folder.read("there.ics").starts_with("BEGIN:VCALENDAR"));
    CHECK_FALSE(std::filesystem::exists(folder.path("there.ics.new")));
    refused(folder.at_school(by("C1", {"calendar", "export", "plans.csv", "--only", "plans"})));
    refused(folder.at_school(by("C1", {"calendar", "export", "nowhere/plans.ics"})));
}

TEST_CASE("a whole calendar for a teacher holds school days and what was announced, once each")
{
    CliFolder folder;
    folder.make_school();
    folder.write("days.csv", days_csv);
    folder.must(by("P1", {"calendar", "import", "days.csv"}));
    folder.must(by("C1", {"plan", "visit", "T1", "--at", "2026-10-07T10:00", "--announced"}));
    folder.must(by("C1", {"plan", "visit", "T1", "--at", "2026-10-08T10:00"}));
    CHECK(folder.must_json(by("C1", {"calendar", "export", "mine.ics"})).at("items") == 5);
    CHECK(folder.must_json(by("C1", {"calendar", "export", "anas.ics", "--person", "T1"})).at("items") == 4);
    CHECK(folder.must_json(by("T1", {"calendar", "export", "own.ics"})).at("items") == 4);
    for (const auto* file : {"mine.ics", "anas.ics", "own.ics"}) {
        INFO(file);
        const auto checked = check_calendar(folder.read(file), {false, {}});
        CHECK(checked.faults.empty());
    }
    CHECK(folder.read("anas.ics").find("20261008") == std::string::npos);
    // Plans are no school days, and no busy hours of somebody's own.
    CliFolder other;
    other.make_school();
    other.write("mine.ics", folder.read("mine.ics"));
    const auto taken = other.must_json(by("P1", {"calendar", "import", "mine.ics"}));
    CHECK(taken.at("new") == 5);
    CHECK(other.must_json(by("C1", {"calendar", "import", "mine.ics", "--busy", "C1"})).at("added") == 0);
}

TEST_CASE("a person's busy times stand in the way of plans, and are only theirs or the house's to import")
{
    CliFolder folder;
    folder.make_school();
    folder.write("busy.ics",
                 "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sample//EN\r\nBEGIN:VEVENT\r\nUID:a@sample\r\n"
                 "DTSTAMP:20261001T000000Z\r\nSUMMARY:Dentist\r\nDTSTART:20261007T140000Z\r\nDTEND:20261007T150000Z\r\n"
                 "RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    const auto taken = folder.must_json(by("C1", {"calendar", "import", "busy.ics", "--busy", "C1"}));
    CHECK(taken.at("added") == 3);
    CHECK(taken.at("from") == "2026-10-05");
    CHECK(taken.at("to") == "2027-06-18");
    const auto dry = folder.must_json(by("C1", {"plan", "visit", "T1", "--at", "2026-10-14T10:30", "--dry-run"}));
    CHECK(dry.at("conflicts") == Json{"You are busy from 10:00 to 11:00"});
    CHECK((dump(folder.path("school.throughline")).find("Dentist") == std::string::npos));
    refused(folder.at_school(by("T1", {"calendar", "import", "busy.ics", "--busy", "C1"})));
    CHECK(folder.must_json(by("P1", {"calendar", "import", "busy.ics", "--busy", "C1"})).at("added") == 0);
    refused(folder.at_school(by("C1", {"calendar", "import", "busy.ics", "--busy", "C1", "--school", "x"})), 2);
}
