// Who is in the file, and importing a roster: shown row by row first, then written at once, and taken back at once.
#include <fstream>

#include <catch2/catch.hpp>

#include "app/viewmodel/observations_view_model.hpp"
#include "app/viewmodel/roster_import_view_model.hpp"
#include "app/viewmodel/roster_view_model.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

using Kind = RosterImportViewModel::Kind;

struct Window {
    TempWorkspace school;
    Document document;

    Window() : document(owned(school)) {}

    static Workspace owned(TempWorkspace& school)
    {
        must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
        return std::move(school.workspace);
    }
    [[nodiscard]] WorkspacePlace place() const { return {another(document.workspace()), document.actor()}; }
    [[nodiscard]] std::size_t people_count() { return must(document.ask(Roster{true})).size(); }
    std::filesystem::path write(const std::string& name, const std::string& text) const
    {
        const auto path = school.folder / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    [[nodiscard]] RosterReading read(const std::filesystem::path& source) const
    {
        return must(read_and_plan(source, place(), {}));
    }
};

constexpr const char* staff =
    "Staff ID,Given name,Family name,Email,Role,Subject,Grade\n"
    "T1,Ana,Ruiz,ana@school.example,Teacher,Math,6\n"
    "T9,Mei,Lin,mei@school.example,Teacher,Science,7\n"
    "T10,Jo,Bell,not an address,Teacher,Art,8\n";

PersonForm form(const std::string& given, const std::string& family)
{
    PersonForm made;
    made.person.given_name = given;
    made.person.family_name = family;
    made.person.roles = {Role::teacher};
    return made;
}

}  // namespace

TEST_CASE("fault 22: a roster is shown row by row before anything is written, refused rows with line and reason")
{
    Window window;
    const auto before = window.people_count();
    RosterImportViewModel preview;
    preview.show(window.read(window.write("staff.csv", staff)));

    CHECK(preview.count(Kind::added) == 1);
    CHECK(preview.count(Kind::changed) == 1);
    CHECK(preview.count(Kind::refused) == 1);
    CHECK(preview.changes_anything());
    const auto rows = preview.rows();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].cells[0] == "Refused");
    CHECK(rows[0].cells[1] == "4");
    CHECK(rows[0].cells[5].substr(0, 29) == "staff.csv, column 4 (Email): ");
    CHECK(preview.row_in_full(0).front().text == "Refused: Jo Bell, line 4");
    CHECK(preview.row_in_full(0).back().text == rows[0].cells[5]);
    CHECK(preview.row_in_full(3).empty());
    CHECK(rows[0].tinted_cell == std::optional<std::size_t>(0));
    preview.show_only(Kind::added);
    REQUIRE(preview.rows().size() == 1);
    CHECK(preview.rows()[0].cells[2] == "Mei Lin");
    CHECK(preview.source_words() == "staff.csv: staff CSV, the whole staff");
    CHECK(window.people_count() == before);
}

TEST_CASE("fault 22: an import is one command, and one undo takes all of it back")
{
    Window window;
    const auto before = must(window.document.ask(Roster{true}));
    const auto reading = window.read(window.write("staff.csv", staff));
    const auto imported = must(import_roster(reading.file, window.place(), {}));
    CHECK(imported.counts.added == 1);
    CHECK(RosterImportViewModel::imported_words(imported, 1) ==
          "Imported: 1 new, 1 changed, 0 deactivated, 0 unchanged. 1 refused row left out.");
    CHECK(window.people_count() == before.size() + 1);
    // What the page offers to undo is what the library would undo.
    CHECK(window.document.undo_state().undo_label == imported.label);
    must(window.document.undo());
    const auto after = must(window.document.ask(Roster{true}));
    REQUIRE(after.size() == before.size());
    for (std::size_t row = 0; row < after.size(); ++row) CHECK(after[row].person == before[row].person);
}

TEST_CASE("the same roster a second time has nothing to import and says so")
{
    Window window;
    const auto source = window.write("staff.csv", staff);
    must(import_roster(window.read(source).file, window.place(), {}));
    RosterImportViewModel preview;
    preview.show(window.read(source));
    CHECK_FALSE(preview.changes_anything());
    CHECK(preview.count(Kind::unchanged) == 2);
}

TEST_CASE("an import that is told to stop while it reads ends as cancelled, with nothing written")
{
    Window window;
    const auto before = window.people_count();
    std::stop_source stop;
    stop.request_stop();
    const auto reading = read_and_plan(window.write("staff.csv", staff), window.place(), stop.get_token());
    REQUIRE_FALSE(reading.has_value());
    CHECK(reading.error().code == ErrorCode::cancelled);
    CHECK(window.people_count() == before);
}

TEST_CASE("a OneRoster folder is chosen by the manifest in it")
{
    CHECK(roster_source("/somewhere/set/manifest.csv") == "/somewhere/set");
    CHECK(roster_source("/somewhere/staff.csv") == "/somewhere/staff.csv");
}

TEST_CASE("what is wrong with a person's form is said before anything is written")
{
    CHECK(form("", "").trouble() == "A person needs a name. Type a given or a family name.");
    auto wrong_email = form("Mei", "Lin");
    wrong_email.person.email = "mei";
    CHECK_FALSE(wrong_email.trouble().empty());
    auto no_role = form("Mei", "Lin");
    no_role.person.roles.clear();
    CHECK_FALSE(no_role.trouble().empty());
    CHECK(form("Mei", "Lin").trouble().empty());

    Window window;
    RosterViewModel roster(window.document);
    must(roster.refresh());
    const auto before = window.people_count();
    CHECK_FALSE(roster.add(no_role).has_value());
    CHECK(window.people_count() == before);
    must(roster.add(form("Mei", "Lin")));
    must(roster.refresh());
    CHECK(window.people_count() == before + 1);
}

TEST_CASE("a teacher made on the spot becomes the roster's, with all their visits")
{
    Window window;
    const auto visit = must(window.document.execute(StartObservation{{}, "A. Ruiz", {}, {}, {}})).value;
    RosterViewModel roster(window.document);
    must(roster.refresh());
    roster.set_filter("a. ruiz");
    REQUIRE(roster.shown().size() == 1);
    const auto on_the_spot = roster.shown().front().person;
    CHECK(roster.rows().front().cells[5] == "Added by hand");
    const auto candidates = roster.merge_candidates(on_the_spot);
    REQUIRE_FALSE(candidates.empty());
    CHECK(candidates.front().person.name() == "Ana Ruiz");

    must(roster.merge(on_the_spot.id, candidates.front().person.id));
    ObservationsViewModel visits(window.document);
    visits.set_teacher("Ana Ruiz");
    must(visits.refresh());
    REQUIRE(visits.visits().size() == 1);
    CHECK(visits.visits().front().id == visit);
    must(roster.refresh());
    CHECK(roster.shown().empty());
    must(window.document.undo());
    must(roster.refresh());
    CHECK(roster.shown().size() == 1);
}

TEST_CASE("the roster says who visits a teacher, and changes it")
{
    Window window;
    RosterViewModel roster(window.document);
    must(roster.refresh());
    auto visitors = must(roster.visitors_of(window.school.teacher));
    REQUIRE(visitors.size() == 3);
    for (const auto& visitor : visitors) CHECK_FALSE(visitor.assigned);
    must(roster.assign(window.school.other_coach, window.school.teacher, true));
    visitors = must(roster.visitors_of(window.school.teacher));
    for (const auto& visitor : visitors) CHECK(visitor.assigned == (visitor.id == window.school.other_coach));
    must(roster.assign(window.school.other_coach, window.school.teacher, false));
    visitors = must(roster.visitors_of(window.school.teacher));
    for (const auto& visitor : visitors) CHECK_FALSE(visitor.assigned);
}

TEST_CASE("somebody who left stays in the file and can come back")
{
    Window window;
    RosterViewModel roster(window.document);
    must(roster.refresh());
    const auto before = roster.shown().size();
    const auto person = must(window.document.ask(ResolvePerson{"ana@school.example"}));
    must(roster.set_active(person, false));
    must(roster.refresh());
    CHECK(roster.shown().size() == before - 1);
    must(roster.set_include_inactive(true));
    CHECK(roster.shown().size() == before);
    roster.set_filter("ana");
    REQUIRE(roster.rows().size() == 1);
    CHECK(roster.rows().front().cells[5] == "Left");
    roster.set_filter("");
    roster.show_role(Role::leader);
    CHECK(roster.shown().size() == 1);
    CHECK(roster.count_words() == "1 person");
}
