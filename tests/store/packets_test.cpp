// Packets through the workspace: who may make which, what is in them, and what of it is kept.
#include <algorithm>

#include <catch2/catch.hpp>

#include "core/store/packets.hpp"
#include "tests/support/pdf_rules.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/pdf.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

MakePacket of_visit(ObservationId visit)
{
    MakePacket make;
    make.observation = visit;
    return make;
}

MakePacket of_year(PersonId teacher)
{
    MakePacket make;
    make.teacher = teacher;
    return make;
}

std::string page_of(const MakePacket::Made& made) { return report::as_html(made.document); }

// A shared visit with an open line, a private one, a level and a step, each with the purpose's name in it.
ObservationId shared_visit(TempWorkspace& t, Purpose purpose, int level = 2, PersonId by = {})
{
    const auto actor = by.is_nil() ? t.as_coach() : Actor::as(by);
    StartObservation begin;
    begin.teacher = t.teacher;
    begin.purpose = purpose;
    begin.rubric_version = must(t.workspace.ask(actor, NewestRubric{"essential-practice-look-fors"})).version;
    const auto visit = must(t.workspace.execute(actor, begin)).value;
    const std::string word(name_of(purpose));
    for (const bool is_private : {false, true}) {
        Evidence line;
        line.observation = visit;
        line.text = (is_private ? "numbat-private " : "quokka-open ") + word;
        line.is_private = is_private;
        must(t.workspace.execute(actor, AddEvidence{line}));
    }
    must(t.workspace.execute(actor, RateIndicator{visit, "1a", Mark::level, level}));
    must(t.workspace.execute(actor, SetActionStep{visit, "A step of the " + word, {}, {}, {}}));
    must(t.workspace.execute(actor, ShareObservation{visit}));
    t.clock->forward(24 * 60 * us_per_minute);
    return visit;
}

std::vector<store::PacketRow> packets_in(const TempWorkspace& t)
{
    store::Database database(t.file);
    return store::select<store::PacketRow>(database, "ORDER BY made_at, id");
}

}  // namespace

TEST_CASE("a packet says what the teacher may read, and no private line of any kind")
{
    TempWorkspace t;
    const auto visit = shared_visit(t, Purpose::coaching);
    for (const auto& actor : {Actor::keeper(), t.as_coach(), Actor::as(t.teacher)}) {
        const auto made = must(t.workspace.execute(actor, of_visit(visit))).value;
        const auto page = page_of(made);
        CHECK(says(page, "quokka-open coaching"));
        CHECK(says(page, "A step of the coaching"));
        CHECK_FALSE(says(page, "numbat"));
        CHECK_FALSE(says(join(pdf_words(must(report::as_pdf(made.document))), " "), "numbat"));
        const auto year = must(t.workspace.execute(actor, of_year(t.teacher))).value;
        CHECK(says(page_of(year), "quokka-open coaching"));
        CHECK_FALSE(says(page_of(year), "numbat"));
    }
}

TEST_CASE("the wall holds for packets: who may not read a visit gets no packet of it, in words that tell nothing")
{
    TempWorkspace t;
    const auto coaching = shared_visit(t, Purpose::coaching);
    const auto evaluation = shared_visit(t, Purpose::evaluation);
    const auto as_leader = Actor::as(t.leader);
    CHECK(t.workspace.execute(as_leader, of_visit(coaching)).error().code == ErrorCode::not_allowed);
    CHECK(t.workspace.execute(as_leader, of_visit(evaluation)));
    for (const auto who : {t.other_teacher, t.other_coach}) {
        CHECK(t.workspace.execute(Actor::as(who), of_visit(coaching)).error().code == ErrorCode::not_found);
        CHECK(t.workspace.execute(Actor::as(who), of_visit(evaluation)).error().code == ErrorCode::not_found);
    }
    CHECK(t.workspace.execute(Actor::as(t.other_teacher), of_year(t.teacher)).error().code == ErrorCode::not_found);
    const auto year = page_of(must(t.workspace.execute(as_leader, of_year(t.teacher))).value);
    CHECK(says(year, "quokka-open evaluation"));
    CHECK_FALSE(says(year, "quokka-open coaching"));
    CHECK_FALSE(says(year, "A step of the coaching"));
    CHECK(says(year, "Coaching visit on"));  // that it was, and when
}

TEST_CASE("a draft goes into no packet")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "bilby draft");
    CHECK(t.workspace.execute(t.as_coach(), of_visit(visit)).error().code == ErrorCode::wrong_state);
    CHECK_FALSE(says(page_of(must(t.workspace.execute(t.as_coach(), of_year(t.teacher))).value), "bilby"));
    CHECK(packets_in(t).size() == 1);
}

TEST_CASE("that a packet was made is kept: who, when, of whom; a refused one is not")
{
    TempWorkspace t;
    const auto visit = shared_visit(t, Purpose::coaching);
    const auto now = t.clock->now();
    const auto made = must(t.workspace.execute(t.as_coach(), of_visit(visit)));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.leader), of_visit(visit)));
    const auto packets = packets_in(t);
    REQUIRE(packets.size() == 1);
    CHECK(packets[0].id == made.value.packet);
    CHECK(packets[0].teacher == t.teacher);
    CHECK(packets[0].observation == visit);
    CHECK(packets[0].made_by == t.coach);
    CHECK(packets[0].made_at == now);
    CHECK(made.changes.touches(Noun::packet));
    CHECK(t.detail(visit).observation.prepared_at == now);
    CHECK_FALSE(t.workspace.undo(t.as_coach()));  // what left the file cannot be called back
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a leader's packet of an evaluation is not the teacher's, and nobody can answer to it")
{
    TempWorkspace t;
    const auto visit = shared_visit(t, Purpose::evaluation);
    const auto made = must(t.workspace.execute(Actor::as(t.leader), of_visit(visit))).value;
    CHECK_FALSE(made.can_be_answered);
    CHECK_FALSE(says(page_of(made), "<form"));
    CHECK_FALSE(t.detail(visit).observation.prepared_at);
    CHECK(packets_in(t).at(0).key.empty());
}

TEST_CASE("observer and teacher get a form with a key of its own, unless they want none")
{
    TempWorkspace t;
    const auto visit = shared_visit(t, Purpose::coaching);
    for (const auto& actor : {t.as_coach(), Actor::as(t.teacher), Actor::keeper()})
        CHECK(says(page_of(must(t.workspace.execute(actor, of_visit(visit))).value), "<form"));
    auto without = of_visit(visit);
    without.with_form = false;
    const auto made = must(t.workspace.execute(t.as_coach(), without)).value;
    CHECK_FALSE(says(page_of(made), "<form"));
    const auto packets = packets_in(t);
    REQUIRE(packets.size() == 4);
    for (std::size_t index = 0; index < 3; ++index) {
        CHECK(packets[index].key.size() == 64);
        CHECK(packets[index].key != packets[(index + 1) % 3].key);
    }
    CHECK(packets[3].key.empty());
}

TEST_CASE("a year's packet has the teacher page's own numbers, of this year's shared visits only")
{
    TempWorkspace t("2026-09-14T09:00:00");
    shared_visit(t, Purpose::coaching, 1);
    shared_visit(t, Purpose::coaching, 3);
    shared_visit(t, Purpose::evaluation, 4);
    const auto made = must(t.workspace.execute(t.as_coach(), of_year(t.teacher))).value;
    std::vector<std::string> words;
    for (const auto& block : made.document.blocks)
        if (const auto* figures = std::get_if<report::Figures>(&block); figures && !figures->is_wide)
            for (const auto& chart : figures->charts)
                for (const auto& point : chart.points) words.push_back(point.words);
    const auto page = must(t.workspace.ask(t.as_coach(), TeacherPage{t.teacher}));
    REQUIRE(words.size() == page.ratings.size());
    for (const auto& rating : page.ratings) {
        const auto number =
            "(" + std::to_string(rating.level) + "), by Cora Coach, " + std::string(name_of(rating.purpose));
        CHECK(std::ranges::any_of(words, [&](const std::string& one) { return says(one, number); }));
    }
    // A year on, these are the year before.
    t.clock->set(t.zone->instant(*parse_local_time("2028-01-10T09:00")));
    const auto later = page_of(must(t.workspace.execute(t.as_coach(), of_year(t.teacher))).value);
    CHECK_FALSE(says(later, "quokka-open"));
    CHECK(says(later, "No visit has been shared"));
}

TEST_CASE("a step's way stands in the year's packet with the day it was mastered")
{
    TempWorkspace t("2026-09-14T09:00:00");
    const auto visit = shared_visit(t, Purpose::coaching);
    const auto step = t.detail(visit).step->id;
    t.clock->set(t.zone->instant(*parse_local_time("2026-09-28T09:00")));
    must(t.workspace.execute(t.as_coach(), CheckStep{step, StepResult::mastered, {}, {}}));
    const auto page = page_of(must(t.workspace.execute(t.as_coach(), of_year(t.teacher))).value);
    CHECK(says(page, "Mastered on Mon 28 Sep"));
}

TEST_CASE("a packet is of one thing")
{
    TempWorkspace t;
    const auto visit = shared_visit(t, Purpose::coaching);
    CHECK(t.workspace.execute(t.as_coach(), MakePacket{}).error().code == ErrorCode::invalid);
    auto both = of_visit(visit);
    both.teacher = t.teacher;
    CHECK(t.workspace.execute(t.as_coach(), both).error().code == ErrorCode::invalid);
}

TEST_CASE("a packet's file name is one that every system takes, also of a name of 200 letters")
{
    TempWorkspace t;
    const auto odd = t.add("A/na: \"B\" " + std::string(90, 'W'), std::string(98, 'W') + "\xC3\xA9", {Role::teacher},
                           "odd@school.example", "T9");
    const auto made = must(t.workspace.execute(t.as_coach(), of_year(odd))).value;
    CHECK(made.file_name.size() < 200);
    CHECK(made.file_name.find_first_of("/\\:*?\"<>|\n") == std::string::npos);
    CHECK(is_valid_utf8(made.file_name));
}
