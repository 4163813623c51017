#include <catch2/catch.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "tests/unit/roster_sets.hpp"
#include "throughline/exchange/roster_file.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

using Roles = std::vector<Role>;

RosterFile read_sample(std::string_view name)
{
    auto roster = read_roster(roster_sample(name));
    INFO((roster ? std::string() : roster.error().text()));
    REQUIRE(roster);
    return std::move(*roster);
}

std::vector<std::string> names(const RosterFile& roster)
{
    std::vector<std::string> all;
    for (const auto& person : roster.people) all.push_back(person.given_name + "|" + person.family_name);
    return all;
}

void check_refused(const RefusedRow& row, int line, int column, std::string_view code, std::string_view reason_part)
{
    CHECK(row.line == line);
    CHECK(row.column == column);
    CHECK(row.code == code);
    CHECK_THAT(row.reason, Catch::Contains(std::string(reason_part)));
    CHECK(row.reason.ends_with("."));
}

void check_error(const Result<RosterFile>& roster, std::string_view detail, std::string_view text_part)
{
    REQUIRE_FALSE(roster);
    CHECK(roster.error().detail == detail);
    CHECK_THAT(roster.error().text(), Catch::Contains(std::string(text_part)));
}

}  // namespace

TEST_CASE("the sample staff list is read whole")
{
    const auto roster = read_sample("sample_staff.csv");
    CHECK(roster.kind == RosterKind::staff_csv);
    CHECK(roster.full_snapshot);
    CHECK(roster.refused.empty());
    CHECK(roster.notes.empty());
    REQUIRE(roster.people.size() == 13);
    const auto& ana = roster.people[0];
    CHECK(ana.given_name == "Ana");
    CHECK(ana.family_name == "Silva");
    CHECK(ana.email == "ana@school.example");
    CHECK(ana.staff_id == "T-101");
    CHECK(ana.source_id == "T-101");
    CHECK(ana.school_name == "Sample Middle School (sample)");
    CHECK(ana.subject == "Math");
    CHECK(ana.grade == "6");
    CHECK(ana.roles == Roles{Role::teacher});
    CHECK(ana.active);
    CHECK(ana.file == "sample_staff.csv");
    CHECK(ana.line == 2);
    CHECK(roster.people[5].family_name == "de la Cruz");
    CHECK(roster.people[5].grade == "6, 7, 8");
    CHECK(roster.people[6].roles == Roles{Role::teacher, Role::observer});
    CHECK(roster.people[9].roles == Roles{Role::observer});
    CHECK(roster.people[10].roles == Roles{Role::observer, Role::leader});
    CHECK(roster.people[12].roles == Roles{Role::administrator});
}

TEST_CASE("headings are known in any order and in the spellings of spreadsheets, with any separator")
{
    const auto semicolons = read_sample("semicolons.csv");
    CHECK(semicolons.refused.empty());
    REQUIRE(semicolons.people.size() == 2);
    CHECK(names(semicolons) == std::vector<std::string>{"Ana|Silva", "Ben|Okafor"});
    CHECK(semicolons.people[0].subject == "Math");
    CHECK(semicolons.people[0].school_name == "Sample School");
    CHECK(semicolons.people[0].grade == "6");
    CHECK(semicolons.people[0].staff_id == "E-1");
    CHECK(semicolons.people[1].roles == Roles{Role::teacher, Role::observer, Role::leader});
    REQUIRE(semicolons.notes.size() == 1);
    CHECK_THAT(semicolons.notes[0], Catch::Contains("\"Room\""));

    const auto tabs = read_sample("tabs.tsv");
    REQUIRE(tabs.people.size() == 1);
    CHECK(tabs.people[0].given_name == "Ana");
    CHECK(tabs.people[0].roles == Roles{Role::observer});
    CHECK(tabs.people[0].source_id.empty());
}

TEST_CASE("a heading that means two things gives way to one that means one")
{
    const RosterFolder folder;
    const auto roster =
        read_roster(folder.write("staff.csv", "Title,Name,Role,ID,Staff ID\nMs.,Ana Silva,Coach,9,T-1\n"));
    REQUIRE(roster);
    REQUIRE(roster->people.size() == 1);
    CHECK(roster->people[0].roles == Roles{Role::observer});
    CHECK(roster->people[0].staff_id == "T-1");
    CHECK_THAT(roster->notes.at(0), Catch::Contains("\"Title\", \"ID\""));
}

TEST_CASE("names are split at the comma, or before the family name")
{
    const RosterFolder folder;
    const auto roster = read_roster(folder.write("staff.csv",
                                                 "Name\n\"Silva, Ana Maria\"\nAna Maria Silva\nDr. Jan van der Berg\n"
                                                 "\"Mr John Smith, Jr.\"\nJohn Smith III\nMadonna\n"
                                                 "\"de la Cruz, Ms. Eva\"\nVan Nguyen\n  José   Núñez \n"));
    REQUIRE(roster);
    CHECK(names(*roster) == std::vector<std::string>{"Ana Maria|Silva", "Jan|van der Berg", "John|Smith Jr.",
                                                     "John|Smith III", "|Madonna", "Eva|de la Cruz", "Van|Nguyen",
                                                     "José|Núñez"});
    // The second Ana Maria Silva has nothing that tells her from the first.
    REQUIRE(roster->refused.size() == 1);
    check_refused(roster->refused[0], 3, 1, "row.duplicate_person", "line 2");
}

TEST_CASE("a byte order mark and Windows line ends are no trouble, and a blank role is a teacher's")
{
    const auto roster = read_sample("byte_order_mark.csv");
    CHECK(roster.refused.empty());
    CHECK(names(roster) == std::vector<std::string>{"Ana|Silva", "Ben|Okafor"});
    CHECK(roster.people[1].roles == Roles{Role::teacher});
}

TEST_CASE("rows in another encoding are refused one by one and the others go in")
{
    const auto roster = read_sample("latin_1.csv");
    CHECK(names(roster) == std::vector<std::string>{"Ana|Silva", "Chloe|Martin"});
    REQUIRE(roster.refused.size() == 2);
    check_refused(roster.refused[0], 3, 1, "csv.invalid_utf8", "CSV UTF-8");
    CHECK(roster.refused[0].header == "Name");
    CHECK(roster.refused[0].file == "latin_1.csv");
    CHECK(roster.refused[0].source_id == "2");
    CHECK(roster.refused[0].email == "rene@school.example");
    check_refused(roster.refused[1], 4, 4, "csv.invalid_utf8", "CSV UTF-8");
    CHECK(roster.refused[1].name == "Ben Okafor");
}

TEST_CASE("a file in UTF-16 or with old line ends is refused with what to do")
{
    check_error(read_roster(roster_sample("utf_16.csv")), "file.not_utf8", "saved as UTF-16. Save it as \"CSV UTF-8\"");
    check_error(read_roster(roster_sample("bare_carriage_returns.csv")), "csv.bare_carriage_return", "line 1");
}

TEST_CASE("quoted line breaks are part of a value, and places after them are right")
{
    const auto roster = read_sample("quoted_line_breaks.csv");
    REQUIRE(roster.people.size() == 1);
    CHECK(names(roster)[0] == "Ana|Silva");
    CHECK(roster.people[0].school_name == "Sample School");
    REQUIRE(roster.refused.size() == 1);
    check_refused(roster.refused[0], 5, 2, "row.invalid_email", "\"ben@school\" is not an e-mail address");
}

TEST_CASE("the second row with a staff id or an e-mail address is refused with the line of the first")
{
    const auto roster = read_sample("duplicate_people.csv");
    CHECK(names(roster) == std::vector<std::string>{"Ana|Silva", "Dmitri|Ivanov"});
    REQUIRE(roster.refused.size() == 3);
    check_refused(roster.refused[0], 3, 5, "reference.duplicate_sourced_id", "already on line 2");
    check_refused(roster.refused[1], 4, 2, "row.duplicate_email", "already on line 2");
    check_refused(roster.refused[2], 6, 1, "row.duplicate_person", "already on line 5");
}

TEST_CASE("a file without a column for names is refused with the headings it has")
{
    check_error(read_roster(roster_sample("missing_name_column.csv")), "table.missing_header",
                "missing_name_column.csv, line 1: There is no column for the name.");
    check_error(read_roster(roster_sample("missing_name_column.csv")), "table.missing_header",
                "The headings are \"Mail\", \"School\", \"Staff ID\".");
    const RosterFolder folder;
    check_error(read_roster(folder.write("half.csv", "First name,Email\nAna,ana@school.example\n")),
                "table.missing_header", "only one part of the name");
}

TEST_CASE("a row of another width is refused, unless only blanks are too many")
{
    const auto roster = read_sample("row_width.csv");
    CHECK(names(roster) == std::vector<std::string>{"Ana|Silva", "Dmitri|Ivanov", "Esra|Demir"});
    REQUIRE(roster.refused.size() == 2);
    check_refused(roster.refused[0], 3, 4, "table.row_width_mismatch", "3 values where the header has 5");
    CHECK(roster.refused[0].name == "Ben Okafor");
    CHECK(roster.refused[0].header == "School");
    check_refused(roster.refused[1], 4, 6, "table.row_width_mismatch", "7 values where the header has 5");
}

TEST_CASE("lost quotation marks cost their own rows only")
{
    const auto roster = read_sample("broken_quotes.csv");
    CHECK(names(roster) == std::vector<std::string>{"Ben|Okafor", "Esra|Demir"});
    REQUIRE(roster.refused.size() == 3);
    check_refused(roster.refused[0], 2, 1, "csv.unclosed_quote", "Add the closing quotation mark");
    check_refused(roster.refused[1], 4, 1, "csv.unescaped_quote", "character 7");
    check_refused(roster.refused[2], 5, 1, "csv.unexpected_character_after_quote", "character 9");
}

TEST_CASE("wrong values refuse their row, and students and families are only counted")
{
    const auto roster = read_sample("wrong_values.csv");
    CHECK(names(roster) == std::vector<std::string>{"Esra|Demir"});
    CHECK(roster.skipped_students == 1);
    CHECK(roster.skipped_others == 1);
    REQUIRE(roster.refused.size() == 3);
    check_refused(roster.refused[0], 2, 1, "row.missing_required_value", "no name");
    check_refused(roster.refused[1], 3, 2, "row.invalid_email", "ben at school.example");
    check_refused(roster.refused[2], 4, 3, "row.unknown_role",
                  "The role \"Wizard\" is not known. Use one of: teacher, coach,");
}

TEST_CASE("values that are far too long refuse their row")
{
    const RosterFolder folder;
    const auto roster = read_roster(folder.write(
        "staff.csv", fmt::format("Name,School\nAna {},x\nBen Okafor,{}\nChloe Martin,{}\n", std::string(101, 'a'),
                                 std::string(201, 's'), fmt::format("{:é>200}", ""))));
    REQUIRE(roster);
    CHECK(names(*roster) == std::vector<std::string>{"Chloe|Martin"});
    REQUIRE(roster->refused.size() == 2);
    check_refused(roster->refused[0], 2, 1, "row.too_long", "101 characters; 100 are the most");
    check_refused(roster->refused[1], 3, 2, "row.too_long", "201 characters; 200 are the most");
}

TEST_CASE("what is no roster is refused as what it is")
{
    const RosterFolder folder;
    const auto missing = read_roster(folder.path() / "nowhere.csv");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::not_found);
    check_error(read_roster(roster_sample("empty.csv")), "file.empty", "The file is empty.");
    check_error(read_roster(roster_sample("headings_only.csv")), "table.missing_data_rows", "headings but no rows");
    check_error(read_roster(folder.path()), "package.missing_manifest", "This folder has no manifest.csv");
    check_error(read_roster(folder.path() / ""), "package.missing_manifest", "set: This folder");
    check_error(read_roster(folder.write("staff.pdf", "%PDF-1.7 sample")), "file.unknown_kind",
                "no roster that can be read");
    check_error(read_roster(folder.write("staff.zip", "not a zip at all")), "package.damaged",
                "called a zip, but it is none");
    check_error(read_roster(folder.write("cut.zip", "PK\3\4 and then nothing")), "package.damaged", "damaged");
    check_error(read_roster(folder.write("old.xls", "\xd0\xcf\x11\xe0....")), "file.spreadsheet", "old Excel workbook");
    check_error(read_roster(roster_sample("one_roster_1_1/users.csv")), "file.one_roster_part",
                "single file of a OneRoster set");
}

TEST_CASE("the words that schools use for roles are understood")
{
    const Roles teacher{Role::teacher}, observer{Role::observer}, leads{Role::observer, Role::leader};
    for (const auto* words : {"Teacher", "  TEACHER ", "", " ", "6th-grade Math Teacher", "Teacher of Mathematics",
                              "Teacher - Math", "Teacher (part time)", "Co-Teacher"})
        CHECK(roles_from_words(words) == teacher);
    for (const auto* words :
         {"coach", "Instructional Coach", "instructional-coach", "INSTRUCTIONAL  COACH", "LEAP Leader", "leap leader",
          "Department Chair", "Science Department Chair", "mentor", "Math Coach", "Observer"})
        CHECK(roles_from_words(words) == observer);
    for (const auto* words : {"Principal", "Assistant Principal", "asst. principal", "AP", "Assistant Principal (AP)",
                              "Vice-Principal", "Head Teacher", "Leader", "principal, AP"})
        CHECK(roles_from_words(words) == leads);
    for (const auto* words : {"Administrator", "admin", "Office", "office; admin"})
        CHECK(roles_from_words(words) == Roles{Role::administrator});
    for (const auto* words : {"teacher leader", "Teacher; Coach", "coach/teacher", "Teacher, Mentor",
                              "teacher and department chair", "Teacher AND coach", "Teacher & Coach"})
        CHECK(roles_from_words(words) == Roles{Role::teacher, Role::observer});
    CHECK(roles_from_words("Admin; principal; teacher").size() == 4);
}

TEST_CASE("a role that is not understood gives no role, and is named")
{
    CHECK(roles_from_words("Wizard").empty());
    CHECK(unknown_role_word("Teacher; Grand  Wizard ; coach") == "Grand  Wizard");
    CHECK(unknown_role_word("teacher; coach").empty());
    // Nobody opens visits to a person by a word that only looks like a coach's or a teacher's.
    for (const auto* words :
         {"Football Coach", "Teacher Aide", "Teacher Assistant", "principal's secretary", "student"})
        CHECK(roles_from_words(words).empty());
}

TEST_CASE("fifty thousand rows are read, each broken one named")
{
    std::string text = "Name,Email,Role,School,Subject,Grade,Staff ID\n";
    constexpr int rows = 50'000;
    for (int i = 1; i <= rows; ++i) {
        const bool broken = i % 1000 == 0;
        text += fmt::format("Person Number{0},person{0}{1}school.example,{2},Sample School {3},Math,\"6, 7\",T-{0}\n",
                            i, broken ? " at " : "@", i % 20 == 0 ? "Instructional Coach" : "Teacher", i % 30);
    }
    const RosterFolder folder;
    const auto roster = read_roster(folder.write("district.csv", text));
    REQUIRE(roster);
    CHECK(roster->people.size() == rows - 50);
    REQUIRE(roster->refused.size() == 50);
    check_refused(roster->refused[49], rows + 1, 2, "row.invalid_email", "person50000 at school.example");
    CHECK(roster->people.back().line == rows);
}
