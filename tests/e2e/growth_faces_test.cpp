// One teacher's level on screen, in the year's packet, in a CSV file and on the command line: the same number.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "app/viewmodel/growth_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "tests/e2e/cli_run.hpp"
#include "tests/support/visited_school.hpp"

using namespace e2e;
using namespace throughline;
using namespace throughline::test;

TEST_CASE("fault 5: screen, packet, CSV and command line say the same level, band and slope of a teacher")
{
    VisitedSchool school(6);
    school.visit_the_others(8);
    for (int i = 0; i < 8; ++i)
        school.visit(school.teacher, VisitedSchool::monday(2 * i), {{"1a", 1 + 3 * i / 7}, {"2", 1 + 3 * i / 7}});
    school.go_to(VisitedSchool::monday(16));
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
    Document document(std::move(school.workspace));

    GrowthViewModel view_model(document);
    must(view_model.choose_teacher(school.teacher));
    const auto sentences = view_model.sentences();
    const auto chart = view_model.chart();
    const auto csv = as_csv(view_model.table());

    const auto file = school.file.string();
    const CliFolder folder;
    const auto day = iso(VisitedSchool::monday(16));
    const auto answer = folder.run({"--workspace", file, "--on", day, "--json", "growth", "T1"}).json();
    const double level = answer.at("present_level").at("value");
    const double low = answer.at("present_level").at("interval").at("low");
    const double slope = answer.at("slope_per_school_week").at("value");
    REQUIRE(answer.at("words") == "rising");
    const auto page = folder.path("year.html").string();
    REQUIRE(folder.run({"--workspace", file, "--on", day, "packet", "--teacher", "T1", "--out", page}).code == 0);
    const auto packet = folder.read("year.html");

    const auto level_words = fmt::format("Level on Mon 14 Dec: {:.2f}, ", level);
    const auto slope_words = fmt::format("Slope: {:+.3f} levels in a school week", slope);
    CHECK(sentences.at(0).find(level_words) == 0);
    CHECK(sentences.at(1).find(slope_words) == 0);
    CHECK(packet.find(level_words) != std::string::npos);
    CHECK(packet.find(slope_words) != std::string::npos);
    CHECK(csv.find(fmt::format("Level on the last visit,Mon 14 Dec,{:.2f},{:.2f},", level, low)) != std::string::npos);
    CHECK(csv.find(fmt::format("Slope in a school week,,{:+.3f},", slope)) != std::string::npos);
    CHECK(chart->curves.at(0).places.back().value == Approx(level).epsilon(1e-12));
    CHECK(packet.find(chart->points.at(0).words) != std::string::npos);
}
