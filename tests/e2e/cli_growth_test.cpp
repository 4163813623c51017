// Growth, reliability and the heat map through the real command line, held against what other commands print.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

const std::string late_autumn = "2026-12-18";

// Five teachers, seven visits each by two observers; Ana rises, the others go up and down.
class VisitedFolder : public CliFolder {
public:
    VisitedFolder()
    {
        write("staff.csv", staff_csv + "Eve Sample,eve@school.example,Teacher,Sample School,Art,6,T5\n" +
                               "Dana Cole,dana@school.example,Instructional coach,Sample School,,,C2\n");
        must({"new", "school.throughline", "--school", "Sample School", "--year-start", "2026-08-24", "--year-end",
              "2027-06-18"});
        must({"--on", "2026-08-24", "import", "roster", "staff.csv"});
        for (int i = 0; i < 7; ++i)
            for (std::size_t t = 0; t < teachers.size(); ++t) {
                const int middle = t == 0 ? 1 + i / 2 : 2 + static_cast<int>((i * t + t) % 3) / 2;
                record(teachers[t], 2 * i, (i + static_cast<int>(t)) % 2 == 0 ? "C1" : "C2",
                       {{"1a", middle}, {"2", std::min(4, middle + (i + static_cast<int>(t)) % 2)}, {"3a", middle}});
            }
    }

    void record(const std::string& teacher, int week, const std::string& observer,
                const std::map<std::string, int>& levels)
    {
        const auto day = date(week);
        Json visit{{"teacher", teacher},
                   {"observer", observer},
                   {"rubric", "essential-practice-look-fors"},
                   {"purpose", "coaching"},
                   {"started_at", day + "T09:10:00"},
                   {"minutes", 15},
                   {"ratings", Json::object()}};
        for (const auto& [code, level] : levels) visit["ratings"][code] = level;
        visit["ratings"]["4a"] = "not-observed";
        write("visit.json", visit.dump());
        const std::string id = must_json({"--on", day, "observe", "visit.json"}).at("id");
        must({"--on", day, "share", id});
    }

    // Mondays from 7 September 2026 on.
    static std::string date(int week)
    {
        static constexpr int days_in[] = {30, 31, 30, 31};
        int day = 7 + 7 * week, month = 9;
        while (day > days_in[month - 9]) day -= days_in[month++ - 9];
        return "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + (day < 10 ? "-0" : "-") +
               std::to_string(day);
    }

    [[nodiscard]] Json growth(const std::string& teacher) const
    {
        return must_json({"--on", late_autumn, "growth", teacher});
    }

    const std::vector<std::string> teachers{"T1", "T2", "T3", "T4", "T5"};
};

std::size_t occurrences(const std::string& text, const std::string& words)
{
    std::size_t count = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
    return count;
}

double variance_of(const Json& fit, const std::string& factor)
{
    for (const auto& component : fit.at("variance_components"))
        if (component.at("factor") == factor) return component.at("variance");
    FAIL("no variance of " << factor);
    return 0;
}

}  // namespace

TEST_CASE("growth, packet, history and a CSV file of the same ratings say the same numbers")
{
    const VisitedFolder folder;
    const auto growth = folder.growth("T1");
    CHECK(growth.at("method") == "school model");
    CHECK(growth.at("visits").size() == 7);
    CHECK(growth.at("words") == "rising");
    // History: the same levels on the same days.
    std::map<std::string, std::pair<double, int>> sums;
    const auto history = folder.must_json({"history", "T1"});
    for (const auto& visit : history.at("visits"))
        for (const auto& rating : visit.at("ratings"))
            if (rating.at("mark") == "level") {
                auto& [sum, count] = sums[visit.at("id")];
                sum += rating.at("level").get<int>();
                ++count;
            }
    for (const auto& visit : growth.at("visits")) {
        const auto& [sum, count] = sums.at(visit.at("observation"));
        CHECK(visit.at("ratings") == count);
        CHECK(visit.at("mean_level").get<double>() == sum / count);
    }
    // The year's packet says each point in words, each as often as growth has it.
    folder.must({"--on", late_autumn, "packet", "--teacher", "T1", "--out", "year.html"});
    const auto packet = folder.read("year.html");
    std::map<std::string, std::size_t> points;
    for (const auto& row : growth.at("indicators"))
        for (const auto& point : row.at("points"))
            if (point.at("mark") == "level")
                ++points[point.at("level_name").get<std::string>() + " (" + point.at("level").dump() + "), by " +
                         point.at("observer").get<std::string>() + ", coaching"];
    CHECK(points.size() >= 4);
    for (const auto& [words, count] : points) {
        INFO(words);
        const auto in_chart_and_summary = occurrences(packet, words);
        CHECK(in_chart_and_summary >= count);
        CHECK(in_chart_and_summary % count == 0);
    }
    // Everybody's levels as a CSV file: the mixed model of the file is that of the workspace.
    std::string csv = "teacher,observer,pair,visit,indicator,week,level\n";
    for (const auto& teacher : folder.teachers) {
        const auto of = folder.growth(teacher);
        std::map<std::string, Json> visits;
        for (const auto& visit : of.at("visits")) visits[visit.at("observation")] = visit;
        for (const auto& row : of.at("indicators"))
            for (const auto& point : row.at("points"))
                if (point.at("mark") == "level") {
                    const auto& visit = visits.at(point.at("observation"));
                    const std::string observer = point.at("observer");
                    csv += teacher + "," + observer + "," + teacher + " " + observer + "," +
                           point.at("observation").get<std::string>() + ",row " + row.at("code").get<std::string>() +
                           "," + visit.at("school_week").dump() + "," + point.at("level").dump() + "\n";
                }
    }
    folder.write("levels.csv", csv);
    const std::string file = folder.path("levels.csv").string();
    const auto facets =
        folder.run({"analyse", "growth", file, "--value", "level", "--group", "teacher", "--group", "observer",
                    "--group", "indicator", "--group", "pair", "--group", "visit", "--json"});
    REQUIRE(facets.code == 0);
    const auto of_file = facets.json();
    const auto reliability = folder.must_json({"--on", late_autumn, "reliability"});
    CHECK(reliability.at("ratings") == 105);
    REQUIRE(reliability.at("shares").size() == 6);
    for (const auto& share : reliability.at("shares")) {
        const std::string facet = share.at("facet");
        const auto column = facet == "teacher by observer" ? "pair" : facet == "rest" ? "residual" : facet;
        CHECK(share.at("variance").get<double>() == Approx(variance_of(of_file, column)).epsilon(1e-6).margin(1e-9));
    }
    const auto fit =
        folder.run({"analyse", "growth", file, "--value", "level", "--time", "week", "--group", "teacher:slope",
                    "--group", "observer", "--group", "visit", "--fixed", "indicator", "--json"});
    REQUIRE(fit.code == 0);
    const auto fitted = fit.json();
    CHECK(fitted.at("rows") == 105);
    // The workspace's slope averages over what the teachers' variances may be, the file's is at their best estimate.
    for (const auto& mode : fitted.at("conditional_modes"))
        if (mode.at("factor") == "teacher" && mode.at("group") == "T1")
            CHECK(growth.at("slope_per_school_week").at("value").get<double>() ==
                  Approx(mode.at("total_slope").at("value").get<double>()).epsilon(0.15));
}

TEST_CASE("coach, teacher and keeper are told the same, and a principal that visits took place")
{
    const VisitedFolder folder;
    const auto as = [&](const std::string& who) {
        return folder.must_json({"--on", late_autumn, "--as", who, "growth", "T1"});
    };
    const auto whole = folder.growth("T1");
    CHECK(as("T1").at("present_level") == whole.at("present_level"));
    CHECK(as("T1").at("slope_per_school_week") == whole.at("slope_per_school_week"));
    CHECK(as("C1").at("visits").size() == 4);  // their own
    const auto principal = as("P1");
    CHECK(principal.at("visits").empty());
    CHECK(principal.at("visits_unread") == 7);
    CHECK(principal.at("words") == "not enough visits yet: 0 of 6");
    CHECK(principal.at("present_level").at("value").is_null());
    refused(folder.at_school({"--on", late_autumn, "--as", "T2", "growth", "T1"}));
    refused(folder.at_school({"--on", late_autumn, "--as", "T2", "reliability"}));
    refused(folder.at_school({"--on", late_autumn, "--as", "T2", "heat-map"}));
}

TEST_CASE("the heat map's CSV, JSON and text have the same numbers, and none where fewer than five stand behind them")
{
    VisitedFolder folder;
    folder.record("T1", 14, "C1", {{"1a", 4}});
    const auto map = folder.must_json({"--on", late_autumn, "heat-map", "--school", "Sample School"});
    const auto csv = folder.must({"--on", late_autumn, "heat-map", "--csv"});
    CHECK(csv.starts_with("rubric,purpose,code,title,month,visits,observers,teachers,ratings,middle level,words\r\n"));
    int hidden = 0, shown = 0;
    for (const auto& row : map.at("rows"))
        for (const auto& cell : row.at("months")) {
            const auto text = [&](const char* key) { return cell.at(key).is_null() ? "" : cell.at(key).dump(); };
            const auto numbers = cell.at("month").get<std::string>() + "," + text("visits") + "," + text("observers") +
                                 "," + text("teachers") + "," + text("ratings") + ",";
            CHECK(csv.find("," + row.at("code").get<std::string>() + ",") != std::string::npos);
            CHECK(csv.find(numbers) != std::string::npos);
            (cell.at("too_few").get<bool>() ? hidden : shown) += 1;
            if (cell.at("too_few").get<bool>()) CHECK(numbers.ends_with(",,,,,"));
        }
    CHECK(hidden > 0);
    CHECK(shown > 0);
    for (const auto* name : {"Ana", "Ben", "Zo", "Cora", "Dana"}) CHECK(csv.find(name) == std::string::npos);
    refused(folder.at_school({"--json", "heat-map", "--csv"}));
    refused(folder.at_school({"heat-map", "--school", "Nowhere"}));
}

TEST_CASE("the rule is shown, changed within bounds, and used")
{
    const VisitedFolder folder;
    CHECK(folder.must_json({"growth-rule"}).at("visits_min") == 6);
    CHECK(folder.must_json({"growth-rule", "--visits", "9"}).at("school_weeks_min") == 8);
    CHECK(folder.growth("T1").at("words") == "not enough visits yet: 7 of 9");
    CHECK(folder.must({"--on", late_autumn, "growth", "T1"}).find("not enough visits yet: 7 of 9") !=
          std::string::npos);
    refused(folder.at_school({"growth-rule", "--visits", "3"}));
    refused(folder.at_school({"--as", "T1", "growth-rule", "--visits", "7"}));
    refused(folder.at_school({"growth", "T1", "--purpose", "spying"}), 2);
    refused(folder.at_school({"growth", "T1", "--rubric", "no-such-rubric"}));
}
