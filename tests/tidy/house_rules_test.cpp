// The whole project, shown to every rule of the house.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/tidy/house_rules.hpp"

using namespace tidy;

namespace {

const std::vector<SourceFile>& project()
{
    static const auto files = source_tree(THROUGHLINE_SOURCE_DIR);
    return files;
}

void check_project(Findings (*rule)(const SourceFile&))
{
    for (const auto& file : project())
        for (const auto& finding : rule(file)) FAIL_CHECK(finding.text());
}

bool has_file(std::string_view path)
{
    return std::ranges::find(project(), path, &SourceFile::path) != project().end();
}

}  // namespace

TEST_CASE("the rules are shown the project's files and nothing that a build made")
{
    REQUIRE(has_file("include/throughline/base/error.hpp"));
    REQUIRE(has_file("core/base/text.cpp"));
    REQUIRE(has_file("tests/tidy/house_rules_test.cpp"));
    REQUIRE(has_file("installer/test.sh"));
    REQUIRE(has_file(".ci/run"));
    REQUIRE(std::ranges::none_of(
        project(), [](const SourceFile& file) { return is_below(file, "build") || is_below(file, ".git"); }));
}

TEST_CASE("includes point one way through the house") { check_project(include_directions); }

TEST_CASE("a library is included only by the rooms it is for") { check_project(fenced_libraries); }

TEST_CASE("there is SQL only in the store") { check_project(sql_outside_store); }

TEST_CASE("no name is a word that says nothing") { check_project(empty_names); }

TEST_CASE("a rating is called a level and never a score") { check_project(score_for_a_rating); }

TEST_CASE("the window has no sizes in raw pixels") { check_project(raw_pixels); }

TEST_CASE("no file is longer than a reader's patience") { check_project(long_files); }

TEST_CASE("no line is wider than a reader's window") { check_project(long_lines); }

TEST_CASE("every header opens by saying what it is") { check_project(header_openings); }

TEST_CASE("no note to do something later is left in the sources") { check_project(leftover_notes); }

TEST_CASE("no file names a folder of one machine") { check_project(machine_paths); }
