// Calibration on the command line: blind from outside, too, and the same numbers as on a file.
#include <algorithm>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/e2e/cli_run.hpp"

using namespace e2e;

namespace {

const std::string cora = "coach@school.example", dana = "dana@school.example", pat = "principal@school.example";
const std::vector<std::string> codes{"1a", "1b", "2", "3a", "3b", "4a", "4b", "5a", "5b"};

void make_observers(const CliFolder& folder)
{
    folder.make_school();
    folder.write("more.csv", staff_csv +
                                 "Dana Cole,dana@school.example,Instructional coach,Sample School,,,C2\n"
                                 "Eve Stone,eve@school.example,Instructional coach,Sample School,,,C3\n");
    folder.must({"import", "roster", "more.csv"});
}

std::string open_session(const CliFolder& folder)
{
    return folder
        .must_json({"--on", monday, "--as", pat, "calibration", "open", "Fractions video", "--lesson", "shelf 3",
                    "--rubric", "essential-practice-look-fors", "--rater", cora, "--rater", dana})
        .at("id");
}

// A digit for each row; 'n' not observed, '.' blank.
void rate_all(const CliFolder& folder, const std::string& session, const std::string& who, const std::string& levels)
{
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (levels[i] == '.') continue;
        const auto rating = levels[i] == 'n' ? std::string("not-observed") : std::string(1, levels[i]);
        folder.must({"--on", monday, "--as", who, "calibration", "rate", session, codes[i], rating, "--words",
                     fmt::format("zq{}{}qz", who.substr(0, 4), codes[i])});
    }
}

}  // namespace

TEST_CASE("while a session is open no command prints another's rating, its words or a master rating")
{
    CliFolder folder;
    make_observers(folder);
    const auto session = open_session(folder);
    folder.must({"--as", pat, "calibration", "reference", session, "1a", "Extending", "--words", "zqmasterqz"});
    rate_all(folder, session, cora, "333333333");
    rate_all(folder, session, dana, "3n");
    folder.must({"--as", cora, "calibration", "submit", session});
    const std::vector<std::vector<std::string>> commands{{"calibration", "list"},
                                                         {"calibration", "show", session},
                                                         {"calibration", "history"},
                                                         {"calibration", "history", cora},
                                                         {"calibration", "history", dana},
                                                         {"agreement", "--calibration", session},
                                                         {"today"},
                                                         {"follow-ups"},
                                                         {"search", "qz"},
                                                         {"history", "ana@school.example"},
                                                         {"growth", "ana@school.example"},
                                                         {"reliability"},
                                                         {"heat-map"},
                                                         {"cadence"},
                                                         {"who-next"},
                                                         {"follow-through"},
                                                         {"plan", "list", "--all"},
                                                         {"sharing-agreement", "list"},
                                                         {"check"}};
    int looked = 0;
    for (const std::string& who :
         {cora, dana, pat, std::string("eve@school.example"), std::string("ana@school.example"), std::string()})
        for (const auto& command : commands)
            for (const bool as_json : {false, true}) {
                std::vector<std::string> arguments{"--on", monday};
                if (!who.empty()) arguments.insert(arguments.end(), {"--as", who});
                if (as_json) arguments.emplace_back("--json");
                arguments.insert(arguments.end(), command.begin(), command.end());
                const auto run = folder.at_school(arguments);
                const auto text = run.out + run.err;
                INFO(who << ": " << command[0] << " " << (command.size() > 1 ? command[1] : "") << "\n" << text);
                for (const std::string secret : {"zqcoac", "zqdana", "zqmaster", "Established", "Extending"})
                    CHECK(text.find(secret) == std::string::npos);
                CHECK(text.find("\"level\": 3") == std::string::npos);
                ++looked;
            }
    CHECK(looked == 6 * 19 * 2);
    // The keeper's Undo turns the last command round and names it without a level; what was submitted stays.
    const auto undone = folder.at_school({"undo"});
    CHECK((undone.out + undone.err).find("3") == std::string::npos);
    CHECK(refused(folder.at_school({"--as", cora, "calibration", "rate", session, "1a", "1"})).find("submitted") !=
          std::string::npos);
}

TEST_CASE("the agreement of a session is that of the same ratings in a file, key by key")
{
    CliFolder folder;
    make_observers(folder);
    const auto session = open_session(folder);
    const std::string by_cora = "12343n214", by_dana = "113432.24";
    rate_all(folder, session, cora, by_cora);
    rate_all(folder, session, dana, by_dana);
    folder.must({"--as", cora, "calibration", "submit", session});
    CHECK(refused(folder.at_school({"--as", cora, "agreement", "--calibration", session})).find("open") !=
          std::string::npos);
    CHECK(folder.must_json({"--as", dana, "calibration", "submit", session}).at("closed") == true);

    const auto shown = folder.must_json({"--as", dana, "calibration", "show", session});
    std::vector<std::string> names;
    for (const auto& observer : shown.at("observers")) names.push_back(observer.at("name"));
    REQUIRE(names.size() == 2);
    std::string csv = "row,observer,level\n";
    for (std::size_t i = 0; i < codes.size(); ++i)
        for (const auto& name : names) {
            const auto level = (name == "Cora Coach" ? by_cora : by_dana)[i];
            if (level != 'n' && level != '.') csv += fmt::format("{},{},{}\n", codes[i], name, level);
        }
    folder.write("ratings.csv", csv);
    const auto of_file = folder
                             .run({"--json", "analyse", "agreement", "ratings.csv", "--unit", "row", "--rater",
                                   "observer", "--rating", "level", "--levels", "1,2,3,4"})
                             .json();
    auto of_session = folder.must_json({"--as", cora, "agreement", "--calibration", session}).at("scales").at(0);
    of_session.erase("scale");
    CHECK(of_session == of_file);
    CHECK(of_file.at("pairs").at(0).at("n") == 7);
    CHECK(of_file.at("overall").at("gwet_ac2_quadratic").at("value").is_number());
}

TEST_CASE("a session goes from opening to what the group decided, in the words of the command line")
{
    CliFolder folder;
    make_observers(folder);
    const auto session = open_session(folder);
    CHECK(folder.must({"--as", pat, "calibration", "list"}).find("open: 0 of 2 are in") != std::string::npos);
    CHECK(folder.must({"--as", pat, "calibration", "show", session}).find("Waiting for") != std::string::npos);
    for (const auto& code : codes) folder.must({"--as", pat, "calibration", "reference", session, code, "2"});
    rate_all(folder, session, cora, "223322122");
    rate_all(folder, session, dana, "444442222");
    CHECK(refused(folder.at_school({"--as", pat, "calibration", "rate", session, "1a", "2"})).size() > 0);
    CHECK(refused(folder.at_school({"--as", cora, "calibration", "rate", session, "1a", "7"}))
              .find("not-applicable or blank") != std::string::npos);
    folder.must({"--as", cora, "calibration", "submit", session});
    folder.must({"--as", dana, "calibration", "submit", session});
    const auto shown = folder.must({"--on", monday, "--as", dana, "calibration", "show", session});
    CHECK(shown.find("Cora Coach: 9 of 9 within one level: passed") != std::string::npos);
    CHECK(shown.find("Dana Cole: 4 of 9 within one level: not passed") != std::string::npos);
    CHECK(shown.find("1a Cora Coach: zqcoac1aqz") != std::string::npos);
    folder.must({"--as", pat, "calibration", "decide", session, "Look at the board first."});
    CHECK(folder.must({"--as", cora, "calibration", "show", session}).find("Decided: Look at the board") !=
          std::string::npos);
    const auto history = folder.must_json({"--on", monday, "--as", cora, "calibration", "history"});
    CHECK(history.at("standings").at(0).at("is_valid") == true);
    CHECK(history.at("sessions").at(0).at("valid_until") == "2027-10-05");
    CHECK(folder.must({"--as", pat, "undo"}).find("Write down what the group decided") != std::string::npos);
}
