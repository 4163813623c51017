#include <catch2/catch.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "core/exchange/package.hpp"
#include "tests/unit/roster_sets.hpp"
#include "throughline/exchange/roster_file.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

using Roles = std::vector<Role>;
using Ids = std::vector<std::string>;

RosterFile read_good(const std::filesystem::path& path, const IsKnownStaff& is_known_staff = {})
{
    auto roster = read_roster(path, is_known_staff);
    INFO((roster ? std::string() : roster.error().text()));
    REQUIRE(roster);
    return std::move(*roster);
}

const RosterPerson& person(const RosterFile& roster, std::string_view source_id)
{
    const auto found = std::ranges::find(roster.people, source_id, &RosterPerson::source_id);
    INFO("looking for " << source_id);
    REQUIRE(found != roster.people.end());
    return *found;
}

// Everything that was read, as one text: to see that something is in none of it.
std::string all_of(const RosterFile& roster)
{
    std::string text;
    for (const auto& each : roster.people)
        text += each.source_id + each.given_name + each.family_name + each.email + each.staff_id + each.subject +
                each.grade;
    for (const auto& row : roster.refused) text += row.reason + row.name + row.email + row.source_id;
    for (const auto& each : roster.classes) {
        text += each.title;
        for (const auto& teacher : each.teacher_source_ids) text += teacher;
    }
    for (const auto& note : roster.notes) text += note;
    return text;
}

void check_one_refused(const RosterFile& roster, std::string_view file, int line, std::string_view header,
                       std::string_view code)
{
    for (const auto& row : roster.refused)
        UNSCOPED_INFO(row.file << ":" << row.line << " " << row.code << " " << row.reason);
    REQUIRE(roster.refused.size() == 1);
    CHECK(roster.refused[0].file == file);
    CHECK(roster.refused[0].line == line);
    CHECK(roster.refused[0].header == header);
    CHECK(roster.refused[0].code == code);
    CHECK(roster.refused[0].reason.ends_with("."));
}

void check_set_refused(const std::filesystem::path& path, std::string_view detail, std::string_view text_part)
{
    const auto roster = read_roster(path);
    REQUIRE_FALSE(roster);
    CHECK(roster.error().code == ErrorCode::bad_input);
    CHECK(roster.error().detail == detail);
    CHECK_THAT(roster.error().text(), Catch::Contains(std::string(text_part)));
}

// A copy of a good set, to break in one place.
struct Set {
    RosterFolder folder;
    explicit Set(std::string_view name = "one_roster_1_1") { folder.copy_set(name); }
    [[nodiscard]] RosterFile read() const { return read_good(folder.path()); }
};

}  // namespace

TEST_CASE("a OneRoster 1.1 set is read: staff, schools, sessions, and classes with their teachers")
{
    const auto roster = read_good(roster_sample("one_roster_1_1"));
    CHECK(roster.kind == RosterKind::one_roster_1_1);
    CHECK(roster.full_snapshot);
    CHECK(roster.refused.empty());
    REQUIRE(roster.people.size() == 4);
    const auto& ana = person(roster, "u-ana");
    CHECK(ana.given_name == "Ana");
    CHECK(ana.family_name == "Silva");
    CHECK(ana.staff_id == "T-101");
    CHECK(ana.grade == "06, 07");
    CHECK(ana.subject == "Math");
    CHECK(ana.school_source_ids == Ids{"org-middle"});
    CHECK(ana.school_name == "Sample Middle School (sample)");
    CHECK(ana.file == "users.csv");
    CHECK(ana.line == 2);
    CHECK(person(roster, "u-ben").active);
    CHECK(person(roster, "u-ben").school_source_ids == Ids{"org-middle", "org-high"});
    CHECK(person(roster, "u-ben").subject == "Math, Science, Physics");
    CHECK_FALSE(person(roster, "u-chloe").active);
    CHECK(person(roster, "u-luis").roles == Roles{Role::observer, Role::leader});

    REQUIRE(roster.schools.size() == 2);
    CHECK(roster.schools[0].name == "Sample Middle School (sample)");
    REQUIRE(roster.sessions.size() == 2);
    CHECK(roster.sessions[0].type == "schoolYear");
    CHECK(roster.sessions[0].begin == Date(2026, 8, 17));
    CHECK(roster.sessions[0].end == Date(2027, 6, 11));
    CHECK(roster.sessions[0].school_year == 2027);
    REQUIRE(roster.classes.size() == 2);
    CHECK(roster.classes[0].teacher_source_ids == Ids{"u-ana", "u-ben"});
    CHECK(roster.classes[0].subject == "Math");
    CHECK(roster.classes[0].grades == Ids{"06"});
    CHECK(roster.classes[1].subject == "Science, Physics");
    CHECK(roster.classes[1].grades == Ids{"07"});
    CHECK(roster.classes[1].periods == Ids{"2", "4"});
    CHECK(roster.classes[1].session_source_ids == Ids{"fall-2026", "year-2027"});
}

TEST_CASE("a OneRoster 1.2 set is read with the roles of roles.csv")
{
    const auto roster = read_good(roster_sample("one_roster_1_2"));
    CHECK(roster.kind == RosterKind::one_roster_1_2);
    CHECK(roster.full_snapshot);
    CHECK(roster.refused.empty());
    REQUIRE(roster.people.size() == 5);
    CHECK(person(roster, "u-ana").given_name == "Ana");  // the name she prefers
    CHECK(person(roster, "u-ben").roles == Roles{Role::teacher});
    CHECK(person(roster, "u-ben").school_source_ids == Ids{"org-high", "org-middle"});
    CHECK(person(roster, "u-ben").school_name == "Sample High School (sample)");
    CHECK(person(roster, "u-luis").roles == Roles{Role::observer, Role::leader});
    CHECK(person(roster, "u-imani").roles == Roles{Role::teacher, Role::observer});
    CHECK(person(roster, "u-mei").roles == Roles{Role::administrator});
    CHECK(roster.skipped_without_role == 1);
    REQUIRE(roster.notes.size() == 1);
    CHECK_THAT(roster.notes[0], Catch::StartsWith("1 person was"));
    CHECK(roster.classes[0].teacher_source_ids == Ids{"u-ana", "u-ben"});
}

TEST_CASE("students are counted, and nothing of them, of passwords or of demographics is read")
{
    for (const auto* set : {"one_roster_1_1", "one_roster_1_2"}) {
        const auto roster = read_good(roster_sample(set));
        CHECK(roster.skipped_students == 2);
        CHECK(roster.skipped_others == 1);
        const auto text = all_of(roster);
        for (const auto* trace :
             {"Sampler", "Pupil", "s-1", "s-2", "secret", "Samplecity", "2014", "Norole", "Aidesample"})
            CHECK(text.find(trace) == std::string::npos);
    }
}

TEST_CASE("a broken row about a student leaves no trace of the student")
{
    const Set one_1("one_roster_1_1");
    one_1.folder.replace("users.csv", "s-1,,,true,org-middle,student", "s-1,,,perhaps,org-nowhere,student");
    one_1.folder.replace("users.csv", "Pupiltwo", "Pupiltwo\xe9");
    const Set one_2("one_roster_1_2");
    one_2.folder.replace("users.csv", "s-1,,,true", "s-1,,,perhaps");
    one_2.folder.replace("roles.csv", "r-11,,,s-2,secondary,student,,,org-high",
                         "r-11,,,s-2,tertiary,student,,,org-nowhere");
    one_2.folder.replace("enrollments.csv", "e-4,,,class-m6-1", "e-4,,,class-nowhere");
    for (const auto* set : {&one_1, &one_2}) {
        const auto roster = set->read();
        CHECK(roster.refused.empty());
        CHECK(roster.skipped_students == 2);
    }
}

TEST_CASE("a zip holds the same roster as its folder")
{
    const Set set;
    const auto folder = read_good(set.folder.path());
    const auto zip = read_good(set.folder.zip());
    CHECK(all_of(zip) == all_of(folder));
    CHECK(zip.people.size() == 4);
    CHECK(zip.classes.size() == 2);

    check_set_refused(set.folder.zip("export/"), "package.missing_manifest", "(export/manifest.csv)");
    std::filesystem::remove(set.folder.path() / "manifest.csv");
    check_set_refused(set.folder.zip(), "package.missing_manifest", "roster.zip: This zip has no manifest.csv");
    set.folder.write("[Content_Types].xml", "<Types/>");
    check_set_refused(set.folder.zip(), "file.spreadsheet", "CSV UTF-8");
}

TEST_CASE("a zip that is damaged or beyond the limits is refused as a whole")
{
    const Set set;
    set.folder.write("resources.csv", std::string(5000, 'x'));
    const auto zip = set.folder.zip();
    const auto detail_of = [&zip](const PackageLimits& limits) {
        const auto package = open_zip(zip, limits);
        return package ? std::string("opened") : package.error().detail;
    };
    CHECK(detail_of({}) == "opened");
    CHECK(detail_of({.entries_max = 8}) == "package.too_many_entries");
    CHECK(detail_of({.entry_bytes_max = 4999}) == "package.entry_too_large");
    CHECK(detail_of({.total_bytes_max = 5500}) == "package.too_large");

    // A byte changed in the middle of the compressed users.csv shows only when it is unpacked.
    auto bytes = text_of_file(zip);
    const auto at = bytes.find("users.csv");
    REQUIRE(at != std::string::npos);
    bytes[at + 100] = static_cast<char>(bytes[at + 100] ^ 0x55);
    check_set_refused(set.folder.write("damaged.zip", bytes), "package.damaged", "damaged.zip/users.csv");
    check_set_refused(set.folder.write("cut.zip", bytes.substr(0, bytes.size() / 2)), "package.damaged", "cut.zip");
}

TEST_CASE("a manifest that is wrong refuses the set, with the line")
{
    const Set set;
    const auto& folder = set.folder;
    SECTION("headings")
    {
        folder.replace("manifest.csv", "propertyName,value", "propertyName,propertyValue");
        check_set_refused(folder.path(), "manifest.invalid_header",
                          "set/manifest.csv, line 1: The headings must be propertyName,value");
    }
    SECTION("another version of OneRoster")
    {
        folder.replace("manifest.csv", "oneroster.version,1.1", "oneroster.version,1.0");
        check_set_refused(folder.path(), "manifest.invalid_oneroster_version",
                          "line 3: This is OneRoster 1.0; 1.1 and 1.2");
    }
    SECTION("another version of the manifest")
    {
        folder.replace("manifest.csv", "manifest.version,1.0", "manifest.version,2.0");
        check_set_refused(folder.path(), "manifest.invalid_manifest_version", "line 2");
    }
    SECTION("no version")
    {
        folder.replace("manifest.csv", "oneroster.version,1.1\n", "");
        check_set_refused(folder.path(), "manifest.missing_property", "oneroster.version");
    }
    SECTION("a mode that is none")
    {
        folder.replace("manifest.csv", "file.users,bulk", "file.users,all");
        check_set_refused(folder.path(), "manifest.invalid_file_mode", "line 16: \"all\" says nothing about users.csv");
    }
    SECTION("a property twice")
    {
        folder.add_line("manifest.csv", "file.users,delta");
        check_set_refused(folder.path(), "manifest.duplicate_property", "line 18");
    }
    SECTION("a declared file that is not there")
    {
        std::filesystem::remove(folder.path() / "classes.csv");
        check_set_refused(folder.path(), "manifest.file_missing", "classes.csv is declared");
    }
    SECTION("a file that is declared absent and is there")
    {
        folder.replace("manifest.csv", "file.orgs,bulk", "file.orgs,absent");
        check_set_refused(folder.path(), "manifest.file_unexpected", "orgs.csv is declared absent");
    }
    SECTION("a file of which the manifest says nothing")
    {
        folder.replace("manifest.csv", "file.users,bulk\n", "");
        check_set_refused(folder.path(), "manifest.missing_property", "file.users");
    }
    SECTION("a row of another width")
    {
        folder.add_line("manifest.csv", "file.users,bulk,yes");
        check_set_refused(folder.path(), "manifest.row_width_mismatch", "line 18");
    }
    SECTION("no users at all, though users.csv is everybody")
    {
        folder.write("users.csv", text_of_file(folder.path() / "users.csv")
                                      .substr(0, text_of_file(folder.path() / "users.csv").find('\n') + 1));
        check_set_refused(folder.path(), "table.missing_data_rows", "has no rows");
    }
    SECTION("headings of users.csv")
    {
        folder.replace("users.csv", "givenName,", "firstName,");
        check_set_refused(folder.path(), "schema.missing_header",
                          "set/users.csv, line 1: There is no column givenName");
    }
}

TEST_CASE("what is merely odd in a manifest is noted and read")
{
    const Set set;
    set.folder.replace("manifest.csv", "manifest.version,1.0", "manifest.version,1");
    set.folder.replace("manifest.csv", "file.results,absent\n", "file.trips,absent\n");
    set.folder.write("read me.txt", "sample");
    const auto roster = set.read();
    CHECK(roster.people.size() == 4);
    REQUIRE(roster.notes.size() == 3);
    CHECK_THAT(roster.notes[0], Catch::Contains("1 instead of 1.0"));
    CHECK_THAT(roster.notes[1], Catch::Contains("file.trips"));
    CHECK_THAT(roster.notes[2], Catch::Contains("read me.txt"));
}

TEST_CASE("each broken row of a OneRoster set is refused with its place, and the rest is read")
{
    struct Break {
        std::string_view file, old_text, new_text;
        int line;
        std::string_view header, code;
    };
    const auto breaks = {
        Break{"users.csv", "u-ana,,,true", "u ana,,,true", 2, "sourcedId", "row.invalid_guid"},
        Break{"users.csv", "u-ana,,,true", ",,,true", 2, "sourcedId", "row.missing_required_value"},
        Break{"users.csv", "u-chloe,,,false", "u-chloe,,,maybe", 4, "enabledUser", "row.invalid_boolean"},
        Break{"users.csv", "u-chloe,,,false", "u-chloe,gone,,false", 4, "status", "row.invalid_enum"},
        Break{"users.csv", "false,org-middle,teacher", "false,org-nowhere,teacher", 4, "orgSourcedIds",
              "reference.missing_target_record"},
        Break{"users.csv", "false,org-middle,teacher", "false,org-middle,wizard", 4, "role", "row.invalid_enum"},
        Break{"users.csv", "Chloe,", ",", 4, "givenName", "row.missing_required_value"},
        Break{"users.csv", "chloe@school.example", "chloe", 4, "email", "row.invalid_email"},
        Break{"users.csv", "Chloe,", "Chlo\xe9,", 4, "givenName", "csv.invalid_utf8"},
        Break{"users.csv", "Chloe,", "\"Ch\nloe\",", 4, "givenName", "csv.line_break_in_quoted_field"},
        Break{"users.csv", "u-chloe,,,false,", "u-chloe,,,", 4, "password", "table.row_width_mismatch"},
        Break{"orgs.csv", "District (sample),district", "District (sample),region", 2, "type", "row.invalid_enum"},
        Break{"academicSessions.csv", "2026-08-17,2027-06-11", "2026-08-17,11.06.2027", 2, "endDate",
              "row.invalid_date"},
        Break{"academicSessions.csv", "2027-06-11,,2027", "2027-06-11,,26/27", 2, "schoolYear", "row.invalid_year"},
        Break{"enrollments.csv", "class-m6-1,org-middle,u-ben", "class-nowhere,org-middle,u-ben", 2, "classSourcedId",
              "reference.missing_target_record"},
        Break{"enrollments.csv", "u-ana,teacher", "u-aide,teacher", 3, "userSourcedId",
              "reference.missing_target_record"},
        Break{"enrollments.csv", "u-ana,teacher,true", "u-ana,teacher,first", 3, "primary", "row.invalid_boolean"},
    };
    for (const auto& each : breaks) {
        INFO(each.file << ": " << each.new_text);
        const Set set;
        if (each.file == "users.csv") {  // else the enrolments and classes of the broken row are refused with it
            std::filesystem::remove(set.folder.path() / "enrollments.csv");
            set.folder.replace("manifest.csv", "file.enrollments,bulk", "file.enrollments,absent");
        }
        if (each.file == "academicSessions.csv") {
            set.folder.replace("classes.csv", "\"fall-2026,year-2027\"", "fall-2026");
        }
        set.folder.replace(each.file, each.old_text, each.new_text);
        const auto roster = set.read();
        check_one_refused(roster, each.file, each.line, each.header, each.code);
        CHECK(roster.people.size() >= 3);
        CHECK(roster.full_snapshot);
    }
}

TEST_CASE("a refused row still says whose it is, so that nobody is taken for gone")
{
    const Set set;
    set.folder.replace("users.csv", "u-chloe,,,false", "u-chloe,,,maybe");
    const auto roster = set.read();
    REQUIRE(roster.refused.size() == 1);
    CHECK(roster.refused[0].source_id == "u-chloe");
    CHECK(roster.refused[0].name == "Chloe Martin");
    CHECK(roster.refused[0].email == "chloe@school.example");
}

TEST_CASE("the second row with a sourcedId is refused with the line of the first")
{
    const Set set;
    set.folder.add_line("users.csv", "u-ana,,,true,org-middle,teacher,x,,Other,Person,,,other@school.example,,,,,");
    set.folder.add_line("orgs.csv", "org-high,,,Again,school,,");
    const auto roster = set.read();
    REQUIRE(roster.refused.size() == 2);
    CHECK(roster.refused[0].file == "orgs.csv");
    CHECK(roster.refused[0].line == 5);
    CHECK_THAT(roster.refused[0].reason, Catch::Contains("already on line 4"));
    CHECK(roster.refused[1].line == 9);
    CHECK(roster.refused[1].code == "reference.duplicate_sourced_id");
    CHECK_THAT(roster.refused[1].reason, Catch::Contains("already on line 2"));
}

TEST_CASE("a class without its school or session is refused, and its teachers' rows with it")
{
    const Set set;
    set.folder.replace("classes.csv", "Room 12,org-middle", "Room 12,org-district");
    set.folder.replace("classes.csv", "\"fall-2026,year-2027\"", "spring-2027");
    const auto roster = set.read();
    CHECK(roster.classes.empty());
    CHECK(roster.people.size() == 4);
    REQUIRE(roster.refused.size() == 5);
    CHECK(roster.refused[0].code == "semantic.org_type_mismatch");
    CHECK(roster.refused[1].header == "termSourcedIds");
    CHECK(roster.refused[2].file == "enrollments.csv");
}

TEST_CASE("wrong headings of a file about classes cost that file and not the staff")
{
    const Set set;
    set.folder.replace("classes.csv", "schoolSourcedId", "school");
    const auto roster = set.read();
    CHECK(roster.people.size() == 4);
    CHECK(roster.classes.empty());
    check_one_refused(roster, "classes.csv", 1, "", "schema.missing_header");
}

TEST_CASE("a role without a person is refused in a full set")
{
    const Set set("one_roster_1_2");
    set.folder.add_line("roles.csv", "r-12,,,u-ghost,primary,teacher,,,org-middle,");
    set.folder.add_line("roles.csv", "r-13,,,u-ana,primary,teacher,,,org-nowhere,");
    const auto roster = set.read();
    REQUIRE(roster.refused.size() == 2);
    CHECK(roster.refused[0].line == 13);
    CHECK_THAT(roster.refused[0].reason, Catch::Contains("u-ghost has no usable row in users.csv"));
    CHECK(roster.refused[1].line == 14);
    CHECK(roster.refused[1].header == "orgSourcedId");
    CHECK(person(roster, "u-ana").school_source_ids == Ids{"org-middle"});
}

TEST_CASE("a 1.2 set without roles is refused, since nobody could be told from a student")
{
    const Set set("one_roster_1_2");
    std::filesystem::remove(set.folder.path() / "roles.csv");
    set.folder.replace("manifest.csv", "file.roles,bulk", "file.roles,absent");
    check_set_refused(set.folder.path(), "reference.missing_target_file", "no roles.csv");
}

TEST_CASE("a delta says what changed and is nobody's whole list")
{
    const RosterFolder folder;
    folder.write("manifest.csv",
                 "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,delta\n"
                 "file.enrollments,delta\n");
    folder.write(
        "users.csv",
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
        "u-new,active,2026-08-20T06:00:00.000Z,true,org-known-before,teacher,n,,Nia,Sample,,,nia@school.example,,,,,\n"
        "u-gone,tobedeleted,2026-08-20T06:00:00.000Z,,,teacher,,,,,,,,,,,,\n"
        "u-gone-too,tobedeleted,2026-08-20T06:00:00.000Z,,,,,,Maybe,Pupil,,,,,,,,\n"
        "u-bare,,,true,org-known-before,teacher,b,,Bo,Sample,,,,,,,,\n");
    folder.write("enrollments.csv",
                 "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
                 "beginDate,endDate\n"
                 "e-1,active,2026-08-20,class-known-before,org-known-before,u-new,teacher,true,,\n"
                 "e-2,tobedeleted,2026-08-20,class-known-before,org-known-before,u-gone,teacher,,,\n");
    const auto roster = read_good(folder.path());
    CHECK_FALSE(roster.full_snapshot);
    REQUIRE(roster.people.size() == 3);
    CHECK(person(roster, "u-new").school_source_ids == Ids{"org-known-before"});
    CHECK_FALSE(person(roster, "u-gone").active);
    CHECK_FALSE(person(roster, "u-gone-too").active);
    CHECK(all_of(roster).find("Pupil") == std::string::npos);
    check_one_refused(roster, "users.csv", 5, "status", "row.field_required_in_delta");
    REQUIRE(roster.teaching_changes.size() == 2);
    CHECK(roster.teaching_changes[0].person_source_id == "u-new");
    CHECK_FALSE(roster.teaching_changes[0].ended);
    CHECK(roster.teaching_changes[1].ended);
}

TEST_CASE("a 1.2 delta keeps people without a role only if the workspace knows them as staff")
{
    const Set set("one_roster_1_2");
    const auto& folder = set.folder;
    for (const auto* file : {"academicSessions", "classes", "courses", "enrollments", "orgs"}) {
        std::filesystem::remove(folder.path() / (std::string(file) + ".csv"));
        folder.replace("manifest.csv", fmt::format("file.{},bulk", file), fmt::format("file.{},absent", file));
    }
    folder.replace("manifest.csv", "file.users,bulk", "file.users,delta");
    folder.replace("manifest.csv", "file.roles,bulk", "file.roles,delta");
    const auto users = text_of_file(folder.path() / "users.csv");
    const auto header = users.substr(0, users.find('\n') + 1);
    const std::string when = "2026-08-20T06:00:00.000Z";
    folder.write("users.csv", header + "u-known,active," + when +
                                  ",true,k,,Kim,Sample,,,kim@school.example,,,,,,,,,,,\n" + "u-unknown,active," + when +
                                  ",true,u,,Una,Sample,,,una@school.example,,,,,,,,,,,\n" + "u-gone,tobedeleted," +
                                  when + ",,,,Gus,Sample,,,,,,,,,,,,,,\n");
    folder.write("roles.csv",
                 "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
                 "userProfileSourcedId\n"
                 "r-1,active," +
                     when + ",u-elsewhere,primary,principal,,,org-1,\n" + "r-2,tobedeleted," + when +
                     ",u-known,primary,teacher,,,org-1,\n");
    const auto roster = read_good(folder.path(), [](std::string_view id) { return id == "u-known"; });
    CHECK_FALSE(roster.full_snapshot);
    CHECK(roster.refused.empty());
    CHECK(roster.skipped_without_role == 1);
    REQUIRE(roster.people.size() == 2);
    CHECK(person(roster, "u-known").given_name == "Kim");
    CHECK(person(roster, "u-known").roles.empty());
    CHECK_FALSE(person(roster, "u-gone").active);
    CHECK(person(roster, "u-gone").given_name.empty());
    REQUIRE(roster.role_changes.size() == 2);
    CHECK(roster.role_changes[0].person_source_id == "u-elsewhere");
    CHECK(roster.role_changes[0].roles == Roles{Role::observer, Role::leader});
    CHECK_FALSE(roster.role_changes[0].ended);
    CHECK(roster.role_changes[1].person_source_id == "u-known");
    CHECK(roster.role_changes[1].ended);
}

TEST_CASE("a set without users deactivates nobody")
{
    const Set set;
    for (const auto* file : {"users", "enrollments"}) {
        std::filesystem::remove(set.folder.path() / (std::string(file) + ".csv"));
        set.folder.replace("manifest.csv", fmt::format("file.{},bulk", file), fmt::format("file.{},absent", file));
    }
    const auto roster = set.read();
    CHECK_FALSE(roster.full_snapshot);
    CHECK(roster.people.empty());
    CHECK(roster.classes.size() == 2);
}

TEST_CASE("a district of fifty thousand users and their enrolments is read")
{
    const Set set;
    const auto users = text_of_file(set.folder.path() / "users.csv");
    auto text = users.substr(0, users.find('\n') + 1);
    std::string enrollments =
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,"
        "endDate\n";
    for (int i = 0; i < 50'000; ++i) {
        const bool is_teacher = i % 16 == 0;
        text += fmt::format(
            "u-{0},,,true,org-middle,{1},user{0},,Given{0},Family{0},,N{0},user{0}@school.example,,,,06,pass\n", i,
            is_teacher ? "teacher" : "student");
        enrollments +=
            fmt::format("e-{0},,,class-m6-1,org-middle,u-{0},{1},false,,\n", i, is_teacher ? "teacher" : "student");
    }
    set.folder.write("users.csv", text);
    set.folder.write("enrollments.csv", enrollments);
    const auto roster = read_good(set.folder.zip());
    CHECK(roster.refused.empty());
    CHECK(roster.people.size() == 3125);
    CHECK(roster.skipped_students == 46'875);
    CHECK(roster.classes[0].teacher_source_ids.size() == 3125);
}
