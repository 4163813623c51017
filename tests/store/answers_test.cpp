// Answers that come back from a packet: which are filed, which are refused, and that what is filed stays.
#include <algorithm>

#include <catch2/catch.hpp>

#include "core/store/database.hpp"
#include "tests/support/answer_of_packet.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/query/school.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// A shared visit on Teach Primary with a step, and a packet of it.
struct Answering {
    Answering()
    {
        visit = t.start_with(t.teacher, "teach-primary");
        t.note(visit, "Who can explain why?");
        must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "6", Mark::level, 4}));
        must(t.workspace.execute(t.as_coach(), SetActionStep{visit, "Ask one student to restate", {}, {}, {}}));
        must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
        form = new_packet();
        t.clock->forward(60 * us_per_minute);
    }

    report::AnswerForm new_packet(std::optional<Actor> actor = {}, std::optional<ObservationId> of = {})
    {
        MakePacket make;
        make.observation = of.value_or(visit);
        return form_in(must(t.workspace.execute(actor.value_or(t.as_coach()), make)).value.document);
    }
    Result<Outcome<FileAnswer::Filed>> file(const std::string& text, std::optional<Actor> actor = {})
    {
        return t.workspace.execute(actor.value_or(t.as_coach()), FileAnswer{text, {}});
    }
    ErrorCode refusal(const std::string& text, std::optional<Actor> actor = {})
    {
        const auto before = t.detail(visit).responses.size();
        const auto filed = file(text, actor);
        REQUIRE_FALSE(filed);
        CHECK(t.detail(visit).responses.size() == before);
        return filed.error().code;
    }

    TempWorkspace t;
    ObservationId visit;
    report::AnswerForm form;
};

}  // namespace

TEST_CASE("an answer is filed beside the feedback: read, replied, reflected, rated")
{
    Answering a;
    auto answer = answer_to(a.form);
    answer["answered_at_ms"] = a.t.clock->now().us / 1000 - 60'000;
    answer["reply"] = "  I will try it on Thursday.\nשלום 👩‍🏫  ";
    answer["reflection"] = "<b>More</b> wait time.";
    answer["self_ratings"] = {{"6", 3}, {"1", "not-applicable"}};
    answer["self_ratings"].erase("1");
    const auto filed = must(a.file(sealed(a.form, answer)));
    CHECK(filed.value.observation == a.visit);
    CHECK(filed.value.teacher_name == "Ana Ruiz");
    CHECK(filed.value.words == "has read it, replied, reflected, rated 1 row");
    const auto detail = a.t.detail(a.visit);
    REQUIRE(detail.responses.size() == 4);
    CHECK(detail.responses[0].kind == ResponseKind::acknowledged);
    CHECK(detail.responses[1].text == "I will try it on Thursday.\nשלום 👩‍🏫");
    CHECK(detail.responses[2].text == "<b>More</b> wait time.");
    CHECK(detail.responses[3].rating == Rating{"6", Mark::level, 3});
    for (const auto& response : detail.responses) {
        CHECK(response.author == a.t.teacher);
        CHECK(response.at.us == a.t.clock->now().us - 60 * us_per_second);
        CHECK(response.filed_at == a.t.clock->now());
    }
    CHECK(detail.observation.acknowledged_at == detail.responses[0].at);
    CHECK(detail.step->state == StepState::acknowledged);
    CHECK(must(a.t.workspace.check()).findings.empty());
}

TEST_CASE("an answer shows to who may read the visit, and to nobody else")
{
    Answering a;
    auto answer = answer_to(a.form);
    answer["reply"] = "between the two of us";
    must(a.file(sealed(a.form, answer)));
    CHECK(a.t.detail(a.visit, Actor::as(a.t.teacher)).responses.size() == 2);
    CHECK(a.t.detail(a.visit, Actor::as(a.t.leader)).responses.empty());
    for (const auto& entry : must(a.t.workspace.ask(Actor::as(a.t.leader), JournalEntries{})))
        CHECK(entry.label.find("between") == std::string::npos);
}

TEST_CASE("an answer that was altered in a single letter is refused")
{
    Answering a;
    auto answer = answer_to(a.form);
    answer["reply"] = "Yes";
    const auto good = sealed(a.form, answer);
    CHECK(a.refusal(std::string(good).replace(good.find("Yes"), 3, "No!")) == ErrorCode::bad_input);
    for (std::size_t at = 0; at < good.size(); ++at) {
        auto other = good;
        other[at] = static_cast<char>(other[at] ^ 1);
        INFO("byte " << at << " of " << good);
        REQUIRE_FALSE(a.file(other));
    }
    CHECK(a.file(good));
}

TEST_CASE("an answer is filed once, however often it comes")
{
    Answering a;
    const auto text = sealed(a.form, answer_to(a.form));
    must(a.file(text));
    CHECK(a.refusal(text) == ErrorCode::conflict);
    CHECK(a.refusal(text + "\n\n") == ErrorCode::conflict);
    // Sealed again under the same id it is still the same answer; under another id it is a second one.
    auto again = answer_to(a.form);
    again["reply"] = "changed my mind";
    CHECK(a.refusal(sealed(a.form, again)) == ErrorCode::conflict);
    again["id"] = "5f0e6a10-1111-4222-8333-444455557777";
    must(a.file(sealed(a.form, again)));
    CHECK(a.t.detail(a.visit).responses.size() == 3);
}

TEST_CASE("an answer to one visit cannot be filed with another")
{
    Answering a;
    const auto other_visit = a.t.start_with(a.t.teacher, "teach-primary");
    must(a.t.workspace.execute(a.t.as_coach(), ShareObservation{other_visit}));
    const auto other = a.new_packet({}, other_visit);
    // This packet's number and key around the other visit.
    auto answer = answer_to(a.form);
    answer["observation"] = other.observation;
    CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::bad_input);
    // The other packet's number with this packet's key.
    auto mixed = a.form;
    mixed.packet = other.packet;
    CHECK(a.refusal(sealed(mixed, answer_to(a.form))) == ErrorCode::bad_input);
    // A right answer, dropped on the wrong visit.
    const auto dropped =
        a.t.workspace.execute(a.t.as_coach(), FileAnswer{sealed(a.form, answer_to(a.form)), other_visit});
    REQUIRE_FALSE(dropped);
    CHECK(dropped.error().code == ErrorCode::invalid);
    CHECK(a.t.workspace.execute(a.t.as_coach(), FileAnswer{sealed(a.form, answer_to(a.form)), a.visit}));
}

TEST_CASE("an answer of another school's file, or of a packet without a form, belongs nowhere here")
{
    Answering a;
    Answering elsewhere;
    CHECK(a.refusal(sealed(elsewhere.form, answer_to(elsewhere.form))) == ErrorCode::not_found);
    MakePacket year;
    year.teacher = a.t.teacher;
    auto form = a.form;
    form.packet = must(a.t.workspace.execute(a.t.as_coach(), year)).value.packet.text();
    CHECK(a.refusal(sealed(form, answer_to(form))) == ErrorCode::not_found);
    MakePacket without;
    without.observation = a.visit;
    without.with_form = false;
    form.packet = must(a.t.workspace.execute(a.t.as_coach(), without)).value.packet.text();
    form.key.clear();
    CHECK(a.refusal(sealed(form, answer_to(form))) == ErrorCode::bad_input);
    form.key = std::string(64, '0');
    CHECK(a.refusal(sealed(form, answer_to(form))) == ErrorCode::bad_input);
}

TEST_CASE("who is neither observer nor teacher of the visit files nothing and learns nothing")
{
    Answering a;
    const auto text = sealed(a.form, answer_to(a.form));
    for (const auto who : {a.t.leader, a.t.other_coach, a.t.other_teacher}) {
        const auto filed = a.file(text, Actor::as(who));
        REQUIRE_FALSE(filed);
        CHECK(filed.error().code == ErrorCode::not_found);
        CHECK(filed.error().text().find("Ana") == std::string::npos);
    }
    CHECK(a.file(text, Actor::as(a.t.teacher)));
}

TEST_CASE("an answer that says nothing, too much, or what the rubric has not is refused")
{
    Answering a;
    auto answer = answer_to(a.form);
    answer["acknowledged"] = false;
    CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::invalid);
    answer["reply"] = " \n\t ";
    CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::invalid);
    answer["reply"] = std::string(20'001, 'x');
    CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::invalid);
    answer["reply"] = "fine";
    for (const auto& ratings :
         {nlohmann::json{{"99", 3}}, nlohmann::json{{"6", 9}}, nlohmann::json{{"6", "not-applicable"}}}) {
        answer["self_ratings"] = ratings;
        CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::invalid);
    }
    for (const auto& ratings : {nlohmann::json{{"6", 3.5}}, nlohmann::json{{"6", -1}}, nlohmann::json{{"6", "High"}},
                                nlohmann::json::array({3}), nlohmann::json("all of them")}) {
        answer["self_ratings"] = ratings;
        CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::bad_input);
    }
    answer["self_ratings"] = nlohmann::json::object();
    answer["reply"] = 7;
    CHECK(a.refusal(sealed(a.form, answer)) == ErrorCode::bad_input);
}

TEST_CASE("what is no answer is refused, whatever it is")
{
    Answering a;
    for (const auto& text :
         {std::string(), std::string("hello"), std::string("{}"), std::string("[1, 2]"), std::string("null"),
          std::string(2'000'000, 'x'), std::string("{\"format\": \"throughline-answer\"}"),
          std::string("\0\xff\xfe", 3), std::string(100'000, '['), std::string("-----BEGIN THROUGHLINE ANSWER-----"),
          std::string("-----BEGIN THROUGHLINE ANSWER-----\n!!!!\n-----END THROUGHLINE ANSWER-----")})
        CHECK(a.refusal(text) == ErrorCode::bad_input);
    auto newer = nlohmann::json::parse(sealed(a.form, answer_to(a.form)));
    newer["version"] = 2;
    CHECK(a.refusal(newer.dump()) == ErrorCode::too_new);
}

TEST_CASE("a clock that is wrong on the teacher's side cannot put an answer before its packet or into the future")
{
    Answering a;
    const auto made_at = a.t.clock->now().us - 60 * us_per_minute;
    auto answer = answer_to(a.form);
    must(a.file(sealed(a.form, answer)));  // 1970
    CHECK(a.t.detail(a.visit).responses[0].at.us == made_at);
    answer["id"] = "5f0e6a10-1111-4222-8333-444455557777";
    answer["answered_at_ms"] = a.t.clock->now().us / 1000 + 86'400'000;
    must(a.file(sealed(a.form, answer)));
    CHECK(a.t.detail(a.visit).responses[1].at == a.t.clock->now());
    // The first time it was read stays the first.
    CHECK(a.t.detail(a.visit).observation.acknowledged_at->us == made_at);
}

TEST_CASE("a response stays: it can be neither undone nor removed")
{
    Answering a;
    must(a.file(sealed(a.form, answer_to(a.form))));
    CHECK_FALSE(a.t.workspace.undo(a.t.as_coach()));
    CHECK(a.t.detail(a.visit).responses.size() == 1);
    store::Database database(a.t.file);
    CHECK_THROWS(database.script("DELETE FROM response"));
}

TEST_CASE("an answer in a message is found between its marker lines, quoted and broken as mail programs do")
{
    Answering a;
    const auto text = sealed(a.form, answer_to(a.form));
    // Base64 with the letters for addresses.
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string encoded;
    unsigned int bits = 0;
    int count = 0;
    for (const unsigned char byte : text) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 6; count -= 6) encoded += digits[bits >> (count - 6) & 63];
    }
    if (count > 0) encoded += digits[bits << (6 - count) & 63];
    std::string message =
        "From: ana@school.example\r\n\r\n> I have read it.\r\n> -----BEGIN THROUGHLINE ANSWER-----\r\n";
    for (std::size_t at = 0; at < encoded.size(); at += 40) message += "> " + encoded.substr(at, 40) + "=\r\n";
    message += "> -----END THROUGHLINE ANSWER-----\r\n> Ana\r\n";
    must(a.file(message));
    CHECK(a.t.detail(a.visit).responses.size() == 1);
}
