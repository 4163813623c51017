// The statistics through the real command line, on CSV files and without a workspace.
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

const std::string data = THROUGHLINE_SOURCE_DIR "/tests/data/analysis/";

const std::string ratings_csv =
    "lesson,coach,level\n"
    "1,Ana,1\n1,Ben,1\n2,Ana,2\n2,Ben,3\n3,Ana,4\n3,Ben,4\n4,Ana,3\n4,Ben,not observed\n5,Ana,2\n5,Ben,2\n6,Ana,\n";

Json json_of(const CliFolder& folder, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "analyse");
    arguments.emplace_back("--json");
    const auto run = folder.run(arguments);
    INFO("stderr: " << run.err);
    REQUIRE(run.code == 0);
    return run.json();
}

Json named(const Json& list, const char* key, const std::string& value)
{
    for (const auto& item : list)
        if (item.at(key) == value) return item;
    FAIL("nothing with " << key << " " << value << " in " << list.dump(2));
    return {};
}

}  // namespace

TEST_CASE("analyse growth prints the published fit of sleepstudy as JSON")
{
    const CliFolder folder;
    const auto fit = json_of(folder, {"growth", data + "sleepstudy.csv", "--value", "reaction", "--time", "days",
                                      "--group", "subject:slope"});
    CHECK(fit.at("rows") == 180);
    CHECK(fit.at("likelihood") == "reml");
    CHECK(fit.at("criterion").get<double>() == Approx(1743.628272).epsilon(1e-9));
    CHECK(fit.at("singular") == false);
    const auto& variances = fit.at("variance_components");
    REQUIRE(variances.size() == 3);
    CHECK(variances.at(0).at("variance").get<double>() == Approx(612.100158).epsilon(1e-4));
    CHECK(variances.at(1).at("effect") == "slope");
    CHECK(variances.at(1).at("variance").get<double>() == Approx(35.071714).epsilon(1e-4));
    CHECK(fit.at("correlations").at(0).at("correlation").get<double>() == Approx(0.065551).margin(2e-5));
    CHECK(fit.at("residual_variance").get<double>() == Approx(654.940008).epsilon(1e-4));
    const auto days = named(fit.at("fixed_effects"), "name", "days");
    CHECK(days.at("value").get<double>() == Approx(10.467286).epsilon(1e-6));
    CHECK(days.at("standard_error").get<double>() == Approx(1.545790).epsilon(1e-4));
    const auto subject = named(fit.at("conditional_modes"), "group", "309");
    CHECK(subject.at("intercept").get<double>() == Approx(-40.398738).epsilon(1e-4));
    CHECK(subject.at("slope").get<double>() == Approx(-8.619681).epsilon(1e-4));
    CHECK(subject.at("slope_variance").get<double>() == Approx(5.312283).epsilon(1e-4));
    CHECK(subject.at("total_slope").at("value").get<double>() == Approx(10.467286 - 8.619681).epsilon(1e-4));
    CHECK(subject.at("total_slope").at("interval_80").at("confidence") == 0.8);
}

TEST_CASE("analyse growth fits uncorrelated slopes, maximum likelihood and models without time")
{
    const CliFolder folder;
    const auto uncorrelated = json_of(folder, {"growth", data + "sleepstudy.csv", "--value", "reaction", "--time",
                                               "days", "--group", "subject:slope-uncorrelated"});
    CHECK(uncorrelated.at("criterion").get<double>() == Approx(1743.669294).epsilon(1e-9));
    CHECK(uncorrelated.at("correlations").empty());
    const auto singular = json_of(folder, {"growth", data + "dyestuff2.csv", "--value", "yield", "--group", "batch"});
    CHECK(singular.at("singular") == true);
    CHECK(singular.at("variance_components").at(0).at("variance") == 0.0);
    CHECK(singular.at("conditional_modes").at(0).at("slope").is_null());
    const auto ml = json_of(folder, {"growth", data + "dyestuff.csv", "--value", "yield", "--group", "batch", "--ml"});
    CHECK(ml.at("likelihood") == "ml");
    CHECK(ml.at("criterion").get<double>() == Approx(327.3271).epsilon(1e-6));
    const auto text = folder.run({"analyse", "growth", data + "dyestuff2.csv", "--value", "yield", "--group", "batch"});
    CHECK(text.code == 0);
    CHECK(text.out.find("The fit is singular") != std::string::npos);
}

TEST_CASE("analyse growth takes dates, words as a factor, and leaves out and counts rows that miss something")
{
    const CliFolder folder;
    std::string csv = "On;Who;Grade;Level\n";
    for (int i = 0; i < 24; ++i)
        csv += "2026-" + std::string(i < 12 ? "09" : "10") + "-" + (i % 12 < 9 ? "0" : "") +
               std::to_string(i % 12 + 1) + ";t" + std::to_string(i % 4) + ";" + (i % 3 == 0 ? "six" : "seven") + ";" +
               std::to_string(1 + (i * i + i % 5) % 4) + "\n";
    csv += "2026-10-20;t1;six;\n2026-10-20;t1;six;n/a\n;t1;six;3\n2026-10-21;t2;six;not observed\n";
    folder.write("visits.csv", csv);
    const auto fit = json_of(
        folder, {"growth", "visits.csv", "--value", "level", "--time", "on", "--group", "who", "--fixed", "grade"});
    CHECK(fit.at("rows") == 24);
    CHECK(fit.at("rows_left_out") == 4);
    CHECK(fit.at("time_starts_on") == "2026-09-01");
    CHECK(fit.at("fixed_effects").size() == 3);
    CHECK(fit.at("fixed_effects").at(2).at("name") == "Grade: seven");
}

TEST_CASE("analyse growth refuses what makes no sense, in one line that says what to do")
{
    const CliFolder folder;
    const auto growth = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"analyse", "growth", data + "sleepstudy.csv"});
        return folder.run(more);
    };
    CHECK(refused(growth({"--value", "reacton", "--group", "subject"})) ==
          "throughline-cli: sleepstudy.csv: There is no column reacton; the columns are reaction, days, subject.\n");
    CHECK(refused(growth({"--value", "reaction", "--group", "subject:slope"})) ==
          "throughline-cli: sleepstudy.csv: subject can have a slope only on a time; name the time's column with "
          "--time.\n");
    refused(growth({"--value", "reaction", "--group", "subject:slopes", "--time", "days"}));
    refused(growth({"--value", "reaction", "--group", "reaction"}));
    refused(growth({"--value", "reaction"}), 2);
    folder.write("broken.csv", "y,t\n1,a\n2,b\nthree,a\n");
    CHECK(refused(folder.run({"analyse", "growth", "broken.csv", "--value", "y", "--group", "t"})) ==
          "throughline-cli: broken.csv, line 4, column y: \"three\" is no number; write one with a decimal point, "
          "such as 2.5, or leave the cell empty.\n");
    folder.write("ragged.csv", "y,t\n1,a\n2\n");
    CHECK(refused(folder.run({"analyse", "growth", "ragged.csv", "--value", "y", "--group", "t"}))
              .starts_with("throughline-cli: ragged.csv, line 3: The row has 1 value where the header has 2."));
    refused(folder.run({"analyse", "growth", "nowhere.csv", "--value", "y", "--group", "t"}));
}

TEST_CASE("analyse agreement compares every pair and all observers, and a missing rating is no level")
{
    const CliFolder folder;
    folder.write("ratings.csv", ratings_csv);
    const auto found = json_of(folder, {"agreement", "ratings.csv", "--unit", "lesson", "--rater", "coach", "--rating",
                                        "level", "--levels", "1,2,3,4"});
    CHECK(found.at("rows_left_out") == 2);
    CHECK(found.at("observers") == Json::array({"Ana", "Ben"}));
    const auto pair = found.at("pairs").at(0);
    CHECK(pair.at("n") == 4);
    CHECK(pair.at("exact").at("value") == 0.75);
    CHECK(pair.at("within_one").at("value") == 1.0);
    CHECK(pair.at("table").size() == 4);
    CHECK(pair.at("kappa").at("value").get<double>() == Approx(0.6666666667).epsilon(1e-6));
    CHECK(found.at("overall").at("krippendorff_alpha_nominal").at("n") == 4);
    for (const auto& item : found.at("overall").items()) {
        INFO(item.key());
        CHECK(item.value().contains("value"));
    }
}

TEST_CASE("analyse agreement takes words as levels in the order given, and says where it is not defined")
{
    const CliFolder folder;
    folder.write("words.csv", "u,r,x\n1,a,low\n1,b,low\n2,a,Low\n2,b,low\n");
    const auto found = json_of(folder, {"agreement", "words.csv", "--unit", "u", "--rater", "r", "--rating", "x",
                                        "--levels", "low,middle,high"});
    CHECK(found.at("levels_are_numbers") == false);
    const auto kappa = found.at("pairs").at(0).at("kappa");
    CHECK(kappa.at("value").is_null());
    CHECK(kappa.at("not_defined") ==
          "Both observers gave one and the same level throughout, so chance alone would agree as well.");
    const auto without =
        refused(folder.run({"analyse", "agreement", "words.csv", "--unit", "u", "--rater", "r", "--rating", "x"}));
    CHECK(without.find("words.csv, line 2, column x: \"low\" is no number.") != std::string::npos);
    folder.write("twice.csv", "u,r,x\n1,a,1\n1,b,2\n1,a,2\n");
    const auto twice =
        refused(folder.run({"analyse", "agreement", "twice.csv", "--unit", "u", "--rater", "r", "--rating", "x"}));
    CHECK(twice.find("twice.csv, line 4, column x: a has rated 1 already in line 2") != std::string::npos);
    refused(folder.run(
        {"analyse", "agreement", "words.csv", "--unit", "u", "--rater", "r", "--rating", "x", "--levels", "low,low"}));
}

TEST_CASE("analyse trend gives the worked example's slope, tau and exact probability, and understands dates")
{
    const CliFolder folder;
    folder.write("points.csv", "x,y\n1,1\n2,2\n3,3\n4,4\n5,5\n6,16\n7,7\n");
    const auto found = json_of(folder, {"trend", "points.csv", "--value", "y", "--time", "x"});
    CHECK(found.at("slope").at("value") == 1.0);
    CHECK(found.at("intercept") == 0.0);
    CHECK(found.at("tau").get<double>() == Approx(0.904762).margin(1e-6));
    CHECK(found.at("p_value").get<double>() == Approx(0.002778).margin(1e-6));
    CHECK(found.at("test") == "exact");
    folder.write("dated.csv", "on,y\n2026-09-01,2\n2026-09-11,3\n2026-09-21,\n2026-12-10,12\n");
    const auto dated = json_of(folder, {"trend", "dated.csv", "--value", "y", "--time", "on"});
    CHECK(dated.at("slope_is_per") == "day");
    CHECK(dated.at("slope").at("value").get<double>() == Approx(0.1));
    CHECK(dated.at("rows_left_out") == 1);
    folder.write("short.csv", "on,y\n2026-09-01,2\n2026-09-11,3\n");
    CHECK(refused(folder.run({"analyse", "trend", "short.csv", "--value", "y", "--time", "on"})) ==
          "throughline-cli: short.csv: There are 2 points; a trend needs 3 at least.\n");
    folder.write("mixed.csv", "on,y\n2026-09-01,2\nMonday,3\n");
    CHECK(refused(folder.run({"analyse", "trend", "mixed.csv", "--value", "y", "--time", "on"}))
              .find("mixed.csv, line 3, column on") != std::string::npos);
}
