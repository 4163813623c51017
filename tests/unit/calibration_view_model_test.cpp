// The Calibration page without a window: the sheet's keys, what the meeting says in words, and who is told how strictly
// they rate.
#include <algorithm>

#include <catch2/catch.hpp>

#include "app/viewmodel/calibration_view_model.hpp"
#include "app/viewmodel/meeting_view_model.hpp"
#include "app/viewmodel/rating_sheet_view_model.hpp"
#include "app/viewmodel/school_growth_view_model.hpp"
#include "tests/support/visited_school.hpp"
#include "throughline/base/text.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const std::vector<std::string> codes{"1a", "1b", "2", "3a", "3b", "4a", "4b", "5a", "5b"};

struct Session : TempWorkspace {
    explicit Session(const std::string& by_other)
    {
        OpenCalibration command;
        command.title = "Fractions";
        command.rubric_version =
            must(workspace.ask(Actor::keeper(), NewestRubric{"essential-practice-look-fors"})).version;
        command.raters = {coach, other_coach};
        id = must(workspace.execute(Actor::as(leader), command)).value;
        for (std::size_t i = 0; i < by_other.size(); ++i)
            must(workspace.execute(Actor::as(other_coach),
                                   RateInCalibration{id, codes[i], Mark::level, by_other[i] - '0'}));
        must(workspace.execute(Actor::as(other_coach), SubmitCalibration{id}));
        must(workspace.execute(Actor::keeper(), SetOwner{coach}));
    }
    CalibrationId id;
};

std::string all_words(const ReadingText& text)
{
    std::string words;
    for (const auto& paragraph : text) words += paragraph.text + "\n";
    return words;
}

}  // namespace

TEST_CASE("the sheet takes marks by key, refuses what the row does not have, and is done with Submit")
{
    Session t("222222222");
    Document document(std::move(t.workspace));
    RatingSheetViewModel sheet(document);
    must(sheet.load(t.id));
    CHECK(sheet.may_change());
    must(sheet.press('3'));
    CHECK(sheet.rows()[0].cells[RatingSheetViewModel::mark_cell] == "3  Established");
    sheet.select(1);
    must(sheet.press('n'));
    CHECK(sheet.rows()[1].cells[RatingSheetViewModel::mark_cell] == "Not observed");
    CHECK(sheet.press('a').error().text().find("applies to every lesson") != std::string::npos);
    CHECK(sheet.press('9').error().text() == "1b has the levels 1 to 4.");
    must(sheet.press(RatingsViewModel::clear_key));
    CHECK(sheet.rows()[1].cells[RatingSheetViewModel::mark_cell] == "Blank");
    must(sheet.write("1a", "Two pairs compared.", ""));
    CHECK(sheet.rows()[0].cells.back() == "yes");
    CHECK(sheet.progress_words().find("1 of 9 rows are marked") == 0);
    CHECK(sheet.beside().choices.size() == 6);  // four levels, not observed, blank
    CHECK(must(sheet.submit()));
    must(sheet.load(t.id));
    CHECK_FALSE(sheet.may_change());
    CHECK_FALSE(sheet.press('1'));
}

TEST_CASE("who leads an open session changes its words and who rates in it; who has begun stays, and says so")
{
    Session t("222222222");  // the other coach is in already
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.leader}));
    Document document(std::move(t.workspace));
    CalibrationViewModel sessions(document);
    auto now = must(sessions.changing(t.id));
    REQUIRE(now.parts.size() == 3);
    const auto ticked = [&](bool coach, bool other, bool leader) {
        std::vector<bool> all;
        for (const auto& part : now.parts)
            all.push_back(part.id == t.coach ? coach : part.id == t.other_coach ? other : leader);
        return all;
    };
    ChangeCalibration wanted;
    wanted.calibration = t.id;
    wanted.title = "Fractions, again";
    wanted.pass = now.session.pass;
    wanted.pass->percent = 70;
    must(sessions.change(now, wanted, ticked(true, true, true)));
    now = must(sessions.changing(t.id));
    CHECK(now.session.title == "Fractions, again");
    CHECK(now.session.pass.percent == 70);
    CHECK(std::ranges::all_of(now.parts, &CalibrationViewModel::Part::is_in));

    wanted = {};
    wanted.calibration = t.id;
    const auto refused = sessions.change(now, wanted, ticked(true, false, true));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "Dana Cole: They have submitted their ratings already.");
    must(sessions.change(now, wanted, ticked(true, true, false)));  // or the leader's part would be waited for
    must(document.act_as("C1"));
    CalibrationViewModel of_coach(document);
    CHECK_FALSE(of_coach.changing(t.id));
    CHECK_FALSE(of_coach.may_change(t.id));
}

TEST_CASE("who rates leaves a session with what they rated")
{
    Session t("222222222");
    Document document(std::move(t.workspace));
    RatingSheetViewModel sheet(document);
    must(sheet.load(t.id));
    must(sheet.press('3'));
    CalibrationViewModel sessions(document);
    must(sessions.leave(t.id));
    CHECK_FALSE(sheet.load(t.id));
    CHECK_FALSE(sessions.leave(t.id));
}

TEST_CASE("the meeting is empty while the session is open, and then says every difference in words")
{
    Session t("342222222");
    Document document(std::move(t.workspace));
    MeetingViewModel meeting(document);
    must(meeting.load(t.id));
    CHECK(meeting.row_count() == 0);
    CHECK_FALSE(meeting.has_cells());
    CHECK(meeting.agreement().empty());
    CHECK(meeting.evidence().empty());
    CHECK(meeting.waiting_words().find("Waiting for Cora Coach") == 0);

    RatingSheetViewModel sheet(document);
    must(sheet.load(t.id));
    for (std::size_t row = 0; row < codes.size(); ++row) {
        sheet.select(row);
        must(sheet.press('2'));
    }
    must(sheet.write("1a", "\"I agree with Sam.\"", ""));
    CHECK(must(sheet.submit()));
    must(meeting.load(t.id));
    REQUIRE(meeting.column_count() == 3);
    CHECK(meeting.column_words(2) == "Apart");
    const std::size_t cora = meeting.column_words(0) == "Cora Coach" ? 0 : 1;
    CHECK(meeting.words({0, cora}) == "1a Community, Cora Coach: 2  Emerging");
    CHECK(meeting.look({1, 2}).level == "\u2260 2 levels");
    CHECK(meeting.look({2, 2}).level == "the same");
    CHECK(meeting.words({0, 2}).find("1 level apart") != std::string::npos);
    CHECK(meeting.evidence()[cora].words == "\"I agree with Sam.\"");
    const auto words = all_words(meeting.agreement());
    CHECK(words.find("Each observer against the middle of the group") == 0);
    CHECK(words.find("Same level: 78 % (45 to 94 %), 9 rows") != std::string::npos);
    CHECK(words.find("Within one level: 89 %") != std::string::npos);
    CHECK(words.find("Nobody passes or fails") != std::string::npos);
    CHECK_FALSE(meeting.may_agree());  // Lee leads
    must(meeting.decide("Count the students.", ""));
    CHECK(meeting.meeting().session.notes == "Count the students.");

    // The same numbers wherever they are shown.
    const auto table = meeting.table();
    CHECK(table.rows.size() == 9);
    CHECK(table.rows[0].cells[cora + 1] == meeting.look({0, cora}).level);
}

TEST_CASE(
    "what the group agrees on is set by its leader with the sheet's keys, and each cell says how far it is from it")
{
    Session t("342222222");
    for (const auto& code : codes)
        must(t.workspace.execute(Actor::as(t.coach), RateInCalibration{t.id, code, Mark::level, 2}));
    must(t.workspace.execute(Actor::as(t.coach), SubmitCalibration{t.id}));
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.leader}));
    Document document(std::move(t.workspace));
    MeetingViewModel meeting(document);
    must(meeting.load(t.id));
    REQUIRE(meeting.may_agree());
    must(meeting.agree('3'));
    const std::size_t cora = meeting.column_words(0) == "Cora Coach" ? 0 : 1;
    CHECK(meeting.look({0, cora}).counts == "1 below");
    CHECK(meeting.look({0, 1 - cora}).counts == "the same");
    CHECK(meeting.look({1, cora}).counts.empty());
    must(document.undo());
    must(meeting.load(t.id));
    CHECK(meeting.look({0, cora}).counts.empty());
}

TEST_CASE("drift is drawn from the second session on, and its words are the table's")
{
    Session t("342222222");
    const auto as_leader = Actor::as(t.leader);
    const auto hold = [&](CalibrationId session, int level) {
        for (const auto& code : codes) {
            must(t.workspace.execute(Actor::as(t.coach), RateInCalibration{session, code, Mark::level, level}));
            must(t.workspace.execute(as_leader, SetReference{session, RatingSource::master, code, Mark::level, 2, {}}));
        }
        must(t.workspace.execute(Actor::as(t.coach), SubmitCalibration{session}));
    };
    hold(t.id, 3);
    OpenCalibration command;
    command.title = "Reading";
    command.rubric_version = must(t.workspace.ask(as_leader, CalibrationSheet{t.id})).session.rubric_version;
    command.raters = {t.coach};
    t.clock->forward(60LL * 24 * 60 * us_per_minute);
    const auto second = must(t.workspace.execute(as_leader, command)).value;
    const auto history_of = [&](bool both) {
        if (both) hold(second, 2);
        Document document(must(Workspace::open(t.file, t.options())));
        CalibrationViewModel view_model(document);
        must(view_model.refresh());
        must(view_model.load_history());
        const auto chart = view_model.drift_chart();
        CHECK(chart.has_value() == both);
        if (!chart) return;
        REQUIRE(chart->points.size() == 2);
        CHECK(*chart->points[0].value == Approx(1));
        CHECK(*chart->points[1].value == Approx(0));
        const auto table = view_model.history();
        for (std::size_t i = 0; i < 2; ++i)
            CHECK(chart->points[i].words.find(table.rows[1 - i].cells[5]) != std::string::npos);
        CHECK(view_model.history(DayForm::iso).rows[1].cells[0] == "2026-10-05");
    };
    history_of(false);
    history_of(true);
}

TEST_CASE("intervals and differences are said with n, and a number that does not exist says why")
{
    const analysis::Estimate estimate{-0.44, 0.2, analysis::Interval{-0.9, 0.02, 0.95}, {}, 9};
    CHECK(difference_words(estimate) == "0.4 below (0.9 below to 0.0), 9 rows");
    CHECK(estimate_words(estimate) == "-0.44 (-0.90 to 0.02), 9 rows");
    CHECK(estimate_words(analysis::not_defined("There is one level only.")) == "not defined: There is one level only.");
    CHECK(share_words(analysis::Estimate{1, {}, {}, "One row.", 1}) == "100 % (no interval), 1 row");
}

TEST_CASE("a strict observer is told so alone, and only with enough ratings of enough teachers by three observers")
{
    VisitedSchool school(8);
    const auto third = school.add("Tom", "Third", {Role::observer}, "tom@school.example", "C9");
    int week = 0;
    for (const auto& [who, shift] :
         {std::pair(school.coach, -1), std::pair(school.other_coach, 1), std::pair(third, 0)})
        for (std::size_t i = 0; i < school.teachers.size(); ++i) {
            const auto level = [&](std::size_t row) {
                const int base = 2 + static_cast<int>((i + row) % 2);
                // Not on every row, or nobody could say by how much.
                return std::clamp(base + ((i + row) % 3 == 0 ? 0 : shift), 1, 4);
            };
            school.visit(school.teachers[i], school.monday(week % 10),
                         {{"1a", level(0)},
                          {"1b", level(1)},
                          {"2", level(2)},
                          {"3a", level(3)},
                          {"3b", level(4)},
                          {"4a", level(5)}},
                         {Purpose::coaching, "essential-practice-look-fors", who});
            ++week;
        }
    school.go_to(school.monday(11));
    const auto severity = [&](const PersonId& who) {
        return must(school.workspace.ask(Actor::as(who), OwnSeverity{}));
    };
    const auto strict = severity(school.coach), lenient = severity(school.other_coach);
    REQUIRE(strict.is_enough);
    REQUIRE(strict.logits);
    CHECK(strict.logits->value > 0.5);
    CHECK(lenient.logits->value < -0.5);
    CHECK(strict.logits->n == 48);
    CHECK(strict.words.find("You rate more strictly than the others") == 0);
    CHECK(lenient.words.find("You rate more leniently than the others") == 0);
    const auto said = strict.words + join(strict.notes, " ");
    for (const auto* name : {"Dana", "Tom", "Ana"}) CHECK(said.find(name) == std::string::npos);
    // Who rated nothing, evaluations, and nobody in particular.
    CHECK(severity(school.leader).words.find("not enough yet") == 0);
    CHECK_FALSE(must(school.workspace.ask(Actor::as(school.coach), OwnSeverity{Purpose::evaluation, {}})).is_enough);
    CHECK_FALSE(school.workspace.ask(Actor::keeper(), OwnSeverity{}));
    // Recorded ratings stay as they are, and a leader's look at the history does not say it.
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader}));
    Document document(std::move(school.workspace));
    CalibrationViewModel view_model(document);
    must(view_model.refresh());
    const auto& observers = view_model.observers();
    const auto cora = std::ranges::find(observers, school.coach, &CalibrationViewModel::Choice::id);
    REQUIRE(cora != observers.end());
    must(view_model.choose_observer(static_cast<std::size_t>(cora - observers.begin())));
    CHECK(view_model.history_sentences().empty());
}

TEST_CASE("two observers are too few: one's strictness would be the other's")
{
    VisitedSchool school(8);
    school.visit_the_others(3);
    school.visit_the_others(3, {Purpose::coaching, "essential-practice-look-fors", school.other_coach});
    const auto own = must(school.workspace.ask(Actor::as(school.coach), OwnSeverity{}));
    CHECK_FALSE(own.is_enough);
    CHECK(own.words.find("2 observers rated like this, and 3 are needed") != std::string::npos);
}

TEST_CASE("the reliability curve's lines, table and words are the same numbers")
{
    VisitedSchool school(7);
    school.visit_the_others(4);
    school.visit_the_others(3, {Purpose::coaching, "essential-practice-look-fors", school.other_coach});
    school.go_to(school.monday(12));
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
    Document document(std::move(school.workspace));
    SchoolGrowthViewModel view_model(document);
    must(view_model.refresh());
    REQUIRE_FALSE(view_model.reliability().curve.empty());
    std::size_t places = 0;
    for (const auto& line : view_model.curve_lines()) {
        places += line.places.size();
        CHECK(view_model.curve_summary().find(line.words) != std::string::npos);
    }
    CHECK(places == view_model.curve().rows.size());
    CHECK(view_model.curve_lines().front().places.front().value ==
          view_model.reliability().curve.front().e_rho_squared);
}
