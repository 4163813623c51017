// Each rule of the house is shown small files that break it, and their nearest neighbours that do not: a rule that
// finds nothing in the project must be one that could have.
#include <catch2/catch.hpp>

#include "tests/tidy/house_rules.hpp"

using namespace tidy;

namespace {

std::size_t count(Findings (*rule)(const SourceFile&), std::string path, std::string text)
{
    return rule({std::move(path), std::move(text)}).size();
}

}  // namespace

TEST_CASE("an include against the direction of the house is found, at its line")
{
    const auto found = include_directions({"core/model/a.cpp", "\n#include \"core/store/connection.hpp\"\n"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].text() == "core/model/a.cpp:2: core/model must not include core/store/connection.hpp");

    CHECK(count(include_directions, "app/observe/page.cpp", "#include \"core/base/id_source.hpp\"") == 1);
    CHECK(count(include_directions, "app/observe/page.cpp", "  #  include <core/base/id_source.hpp>") == 1);
    CHECK(count(include_directions, "app/viewmodel/today.hpp", "#include \"app/shell/frame.hpp\"") == 1);
    CHECK(count(include_directions, "app/cli/main.cpp", "#include \"app/shell/frame.hpp\"") == 1);
    CHECK(count(include_directions, "app/main.cpp", "#include \"core/base/id_source.hpp\"") == 1);
    CHECK(count(include_directions, "core/store/a.cpp", "#include \"core/workspace/b.hpp\"") == 1);
    CHECK(count(include_directions, "core/store/a.cpp", "#include \"core/exchange/b.hpp\"") == 1);
    CHECK(count(include_directions, "core/workspace/a.cpp", "#include \"app/viewmodel/b.hpp\"") == 1);
    CHECK(count(include_directions, "core/workspace/a.cpp", "#include \"tests/support/b.hpp\"") == 1);
    CHECK(count(include_directions, "include/throughline/base/a.hpp", "#include \"core/base/b.hpp\"") == 1);
    CHECK(count(include_directions, "app/shell/a.cpp", "#include \"../../core/store/b.hpp\"") == 1);
    CHECK(count(include_directions, "core/store/a.cpp", "#include \"b.hpp\"") == 1);
    CHECK(count(include_directions, "core/attic/a.cpp", "") == 1);
}

TEST_CASE("an include in the direction of the house is let through")
{
    CHECK(count(include_directions, "core/workspace/a.cpp",
                "#include \"core/store/b.hpp\"\n#include \"core/embed/embedded.hpp\"\n#include "
                "\"throughline/base/ids.hpp\"") == 0);
    CHECK(count(include_directions, "app/observe/page.cpp", "#include \"app/viewmodel/today.hpp\"") == 0);
    CHECK(count(include_directions, "app/main.cpp", "#include \"app/shell/frame.hpp\"") == 0);
    CHECK(count(include_directions, "app/cli/main.cpp", "#include \"app/viewmodel/today.hpp\"") == 0);
    CHECK(count(include_directions, "core/model/a.cpp", "// #include \"core/store/b.hpp\"") == 0);
    CHECK(count(include_directions, "tests/store/a.cpp", "#include \"core/store/b.hpp\"") == 0);
}

TEST_CASE("a library outside its rooms is found")
{
    CHECK(count(fenced_libraries, "include/throughline/a.hpp", "#include <nlohmann/json.hpp>") == 1);
    CHECK(count(fenced_libraries, "include/throughline/a.hpp", "#include <fmt/format.h>") == 1);
    CHECK(count(fenced_libraries, "include/throughline/a.hpp", "#include <boost/optional.hpp>") == 1);
    CHECK(count(fenced_libraries, "include/throughline/a.hpp", "#include <unistd.h>") == 1);
    CHECK(count(fenced_libraries, "core/workspace/a.cpp", "#include <SQLiteCpp/Database.h>") == 1);
    CHECK(count(fenced_libraries, "core/exchange/a.cpp", "#include <sqlite3.h>") == 1);
    CHECK(count(fenced_libraries, "core/store/a.cpp", "#include <nlohmann/json.hpp>") == 1);
    CHECK(count(fenced_libraries, "core/base/a.cpp", "#include <wx/string.h>") == 1);
    CHECK(count(fenced_libraries, "app/viewmodel/a.cpp", "#include <wx/string.h>") == 1);
    CHECK(count(fenced_libraries, "app/cli/a.cpp", "#include <wx/string.h>") == 1);
    CHECK(count(fenced_libraries, "app/shell/a.cpp", "#include <SQLiteCpp/SQLiteCpp.h>") == 1);
    CHECK(count(fenced_libraries, "app/shell/a.cpp", "#include <nlohmann/json.hpp>") == 1);
    CHECK(count(fenced_libraries, "app/shell/a.cpp", "#include <gtk/gtk.h>") == 1);
    CHECK(count(fenced_libraries, "core/base/a.cpp", "#include <catch2/catch.hpp>") == 1);
}

TEST_CASE("a library in its rooms is let through")
{
    CHECK(count(fenced_libraries, "include/throughline/a.hpp",
                "#include <vector>\n#include <tl/expected.hpp>\n#include <boost/date_time/gregorian/gregorian.hpp>") ==
          0);
    CHECK(count(fenced_libraries, "core/store/a.cpp", "#include <sqlite3.h>\n#include <SQLiteCpp/Database.h>") == 0);
    CHECK(count(fenced_libraries, "core/exchange/a.cpp", "#include <nlohmann/json.hpp>\n#include <fmt/format.h>") == 0);
    CHECK(count(fenced_libraries, "app/cli/a.cpp", "#include <nlohmann/json.hpp>\n#include <CLI/CLI.hpp>") == 0);
    CHECK(count(fenced_libraries, "app/main.cpp", "#include <wx/app.h>") == 0);
    CHECK(count(fenced_libraries, "app/platform/a.cpp", "#include <gtk/gtk.h>") == 0);
}

TEST_CASE("SQL outside the store is found, also over several lines and in small letters")
{
    CHECK(count(sql_outside_store, "core/workspace/a.cpp", "auto s = \"SELECT id FROM person\";") == 1);
    CHECK(count(sql_outside_store, "core/workspace/a.cpp", "auto s = R\"sql(\nUPDATE person\nSET name = ?)sql\";") ==
          1);
    CHECK(count(sql_outside_store, "core/workspace/a.cpp", "auto s = \"select id, name from person\";") == 1);
    CHECK(count(sql_outside_store, "app/today/a.cpp", "auto s = \"delete from person\";") == 1);
    CHECK(count(sql_outside_store, "app/today/a.cpp", "run(\"PRAGMA user_version\");") == 1);
    CHECK(count(sql_outside_store, "app/today/a.cpp", "run(\"WITH t AS (SELECT 1) INSERT INTO x\");") == 2);
    CHECK(count(sql_outside_store, "core/report/a.sql", "") == 1);
}

TEST_CASE("SQL in the store, and English anywhere, is let through")
{
    CHECK(count(sql_outside_store, "core/store/a.cpp", "auto s = \"SELECT id FROM person\";") == 0);
    CHECK(count(sql_outside_store, "core/store/sql/person/all.sql", "SELECT id FROM person;") == 0);
    CHECK(count(sql_outside_store, "tests/store/a.cpp", "auto s = \"SELECT id FROM person\";") == 0);
    CHECK(count(sql_outside_store, "app/today/a.cpp", "// SELECT would be wrong here\n#pragma once\n") == 0);
    CHECK(count(sql_outside_store, "app/today/a.cpp", "say(\"Select a teacher from the list.\");") == 0);
    CHECK(count(sql_outside_store, "app/today/a.cpp", "say(\"select a teacher from the list\");") == 0);
}

TEST_CASE("names that say nothing are found in types and in files")
{
    CHECK(count(empty_names, "core/store/a.hpp", "class DraftManager;") == 1);
    CHECK(count(empty_names, "core/store/a.hpp", "struct [[nodiscard]] TeacherInfo final : Row {};") == 1);
    CHECK(count(empty_names, "core/store/a.hpp", "enum class CommonLevel { one };") == 1);
    CHECK(count(empty_names, "core/store/a.hpp", "using VisitData = std::vector<Visit>;") == 1);
    CHECK(count(empty_names, "core/store/a.hpp", "namespace throughline { namespace util {} }") == 1);
    CHECK(count(empty_names, "core/store/a.hpp", "struct DeleteObservation {};") == 1);
    CHECK(count(empty_names, "core/store/date_helpers.cpp", "") == 1);
    CHECK(count(empty_names, "tests/common/a.cpp", "") == 1);
}

TEST_CASE("names that only look like the empty ones are let through")
{
    CHECK(count(empty_names, "core/store/information.hpp", "class Informed; struct Commons {}; class DataVersion;") ==
          0);
    CHECK(count(empty_names, "app/shell/a.hpp", "class wxInfoBar;\nwxAboutDialogInfo about;") == 0);
    CHECK(count(empty_names, "app/shell/a.hpp", "// class DraftManager\nauto s = \"struct Misc\";") == 0);
    CHECK(count(empty_names, "app/shell/a.hpp", "using std::util;\nVisit(const Visit&) = delete;") == 0);
}

TEST_CASE("a score is found where a rating is meant")
{
    CHECK(count(score_for_a_rating, "core/model/a.cpp", "int score = 4;") == 1);
    CHECK(count(score_for_a_rating, "app/observe/a.cpp", "class ScorePane;") == 1);
    CHECK(count(score_for_a_rating, "core/store/schema/0001.sql", "-- a level\nscore INTEGER,") == 1);
    CHECK(count(score_for_a_rating, "core/model/a.cpp", "// no score here\nauto s = \"score\"; int underscored = 1;") ==
          0);
    CHECK(count(score_for_a_rating, "core/store/schema/0001.sql", "-- no score\nCHECK (kind <> 'score')") == 0);
}

TEST_CASE("raw pixels are found in every spelling")
{
    CHECK(count(raw_pixels, "app/shell/a.cpp", "SetMinSize(wxSize(400, 300));") == 1);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "wxSize size(400, -1);") == 1);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "Move(wxPoint{10, 0});") == 1);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "Move(wxPoint(FromDIP(10), 20));") == 1);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "SetMinSize(FromDIP(wxSize(400, 300)));") == 0);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "SetMinSize(parent->FromDIP(wxSize(400, -1)));") == 0);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "SetMinSize(wxSize(FromDIP(400), -1));") == 0);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "wxSize(width, 0); wxPoint(2 * x, 1); wxSize size;") == 0);
    CHECK(count(raw_pixels, "app/shell/a.cpp", "return wxBitmapBundle::FromSVG(text, wxSize(16, 16));") == 0);
}

TEST_CASE("long files and long lines are found")
{
    std::string lines;
    for (int i = 0; i < 600; ++i) lines += "//\n";
    CHECK(count(long_files, "core/store/a.cpp", lines) == 0);
    CHECK(count(long_files, "core/store/a.cpp", lines + "//\n") == 1);
    CHECK(count(long_files, "tests/data/staff.csv", lines + "//\n") == 0);

    CHECK(count(long_lines, "core/store/a.cpp", "\n" + std::string(121, 'x')) == 1);
    CHECK(count(long_lines, "CMakeLists.txt", std::string(121, 'x')) == 1);
    CHECK(count(long_lines, "core/store/a.cpp", std::string(120, 'x') + "\n") == 0);
    CHECK(count(long_lines, "core/store/a.cpp", "\xc3\xa9" + std::string(119, 'x')) == 0);
}

TEST_CASE("a header without its opening comment or its guard is found")
{
    CHECK(count(header_openings, "core/base/a.hpp", "// What it is.\n#pragma once\n") == 0);
    CHECK(count(header_openings, "core/base/a.hpp", "#pragma once\n// What it is.\n") == 1);
    CHECK(count(header_openings, "core/base/a.hpp", "// What it is, without #pragma once\n") == 1);
    CHECK(count(header_openings, "core/base/a.hpp", "") == 2);
}

TEST_CASE("a note left over is found in comments and scripts")
{
    CHECK(count(leftover_notes, "core/base/a.cpp", "int a; // TODO: later") == 1);
    CHECK(count(leftover_notes, "core/base/a.cpp", "/* FIXME */") == 1);
    CHECK(count(leftover_notes, "installer/run.sh", "# XXX") == 1);
    CHECK(count(leftover_notes, "installer/run.sh", "mktemp a-XXXXXX") == 0);
    CHECK(count(leftover_notes, "core/base/a.cpp", "auto s = \"TODO\"; // to do, in a sentence") == 0);
}

TEST_CASE("a folder of one machine is found, and a relative path is let through")
{
    CHECK(count(machine_paths, "README.md",
                "cd /"
                "work/main") == 1);
    CHECK(count(machine_paths, "tests/a.cpp",
                "open(\"/"
                "home/someone/a\"); open(\"/"
                "root/a\");") == 2);
    CHECK(count(machine_paths, "README.md",
                "core/"
                "work/a, $HOME/"
                "work/b, ${x}/"
                "work/c, http://example.org/"
                "home/") == 0);
}

TEST_CASE("code, literals and comments are told apart")
{
    const auto layers =
        layers_of({"a.cpp", "int a = 1'000; // it's \"b\"\nauto c = R\"x(\" // d)x\" + 'e' + \"\\\"f\"; /* g\n*/ h"});
    CHECK(layers.code.find("1'000;") != std::string::npos);
    CHECK(layers.comments.find("it's \"b\"") != std::string::npos);
    CHECK(layers.literals.find("\" // d)x\"") != std::string::npos);
    CHECK(layers.literals.find("\"\\\"f\"") != std::string::npos);
    CHECK(layers.comments.find('g') != std::string::npos);
    CHECK(layers.code.find_first_of("bdefg") == std::string::npos);
    CHECK(layers.code.ends_with(" h"));
    CHECK(layers.code.size() == layers.literals.size());
    CHECK(line_at(layers.code, layers.code.find('h')) == 3);
}

TEST_CASE("a name is taken apart into its words")
{
    using Words = std::vector<std::string>;
    CHECK(words_of("RubricVersionId") == Words{"rubric", "version", "id"});
    CHECK(words_of("rubric_version_id_") == Words{"rubric", "version", "id"});
    CHECK(words_of("HTTPReader2") == Words{"http", "reader2"});
    CHECK(words_of("core/store/a.hpp") == Words{"core", "store", "a", "hpp"});
    CHECK(words_of("").empty());
}
