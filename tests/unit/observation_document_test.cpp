#include <catch2/catch.hpp>

#include "throughline/exchange/observation_document.hpp"

using namespace throughline;

namespace {

// A document of the least that is allowed, with more keys added at the end.
std::string with(const std::string& more)
{
    return R"({"teacher": "ana@school.example", "rubric": "teach-primary")" + (more.empty() ? "" : ", " + more) + "}";
}

Error refusal(const std::string& json)
{
    const auto document = parse_observation_document(json);
    REQUIRE_FALSE(document.has_value());
    return document.error();
}

// The place and the sentence, as a person reads them.
std::string refused(const std::string& more) { return refusal(with(more)).text(); }

const char* const whole_document = R"({
  "teacher": "ana@school.example", "observer": "coach@school.example", "rubric": "teach-primary",
  "purpose": "walkthrough",
  "started_at": "2026-10-05T09:10:00", "minutes": 15, "announced": false, "subject": "Math", "grade": "6",
  "students_present": 27,
  "evidence": [{"at": "00:01:30", "speaker": "teacher", "text": "Who can explain why?", "indicators": ["6.1", "6"]},
               {"at": "00:03:00", "speaker": "observer", "text": "ask about grouping", "private": true},
               {"text": "Naïve — «oui»\nsecond line"}],
  "ratings": {"6": 4, "6.1": "High", "1.3": "not-applicable", "2": "not-observed", "9": 0},
  "strength": "Open questions with wait time", "growth_area": "...",
  "action_step": {"text": "Ask one student to restate another's reason", "indicators": ["6"],
                  "check_on": "2026-10-12"}})";

}  // namespace

TEST_CASE("an observation document is read key by key")
{
    const auto document = parse_observation_document(whole_document);
    REQUIRE(document.has_value());
    CHECK(document->teacher == "ana@school.example");
    CHECK(document->observer == "coach@school.example");
    CHECK(document->rubric == "teach-primary");
    CHECK(document->purpose == Purpose::walkthrough);
    REQUIRE(document->started_at);
    CHECK(iso(*document->started_at) == "2026-10-05T09:10:00");
    CHECK(document->minutes == 15);
    CHECK(document->announced == false);
    CHECK(document->subject == "Math");
    CHECK(document->grade == "6");
    CHECK(document->students_present == 27);
    CHECK(document->strength == "Open questions with wait time");
    CHECK(document->growth_area == "...");
}

TEST_CASE("evidence lines keep their order, stamps, speakers, tags, privacy and every letter")
{
    const auto document = parse_observation_document(whole_document);
    REQUIRE(document.has_value());
    REQUIRE(document->evidence.size() == 3);
    CHECK(document->evidence[0].elapsed_ms == 90'000);
    CHECK(document->evidence[0].speaker == Speaker::teacher);
    CHECK(document->evidence[0].indicators == std::vector<std::string>{"6.1", "6"});
    CHECK_FALSE(document->evidence[0].is_private);
    CHECK(document->evidence[1].speaker == Speaker::observer);
    CHECK(document->evidence[1].is_private);
    CHECK_FALSE(document->evidence[2].elapsed_ms.has_value());
    CHECK(document->evidence[2].speaker == Speaker::none);
    CHECK(document->evidence[2].text == "Naïve — «oui»\nsecond line");
}

TEST_CASE("ratings keep the document's order, and level 0 is a level")
{
    const auto document = parse_observation_document(whole_document);
    REQUIRE(document.has_value());
    const std::vector<std::pair<std::string, std::string>> expected{
        {"6", "4"}, {"6.1", "High"}, {"1.3", "not-applicable"}, {"2", "not-observed"}, {"9", "0"}};
    CHECK(document->ratings == expected);
    REQUIRE(document->action_step);
    CHECK(document->action_step->text == "Ask one student to restate another's reason");
    CHECK(document->action_step->check_on == Date(2026, 10, 12));
}

TEST_CASE("what a document leaves out stays blank, not zero and not false")
{
    const auto document = parse_observation_document(with(""));
    REQUIRE(document.has_value());
    CHECK(document->observer.empty());
    CHECK(document->purpose == Purpose::coaching);
    CHECK_FALSE(document->started_at);
    CHECK_FALSE(document->minutes);
    CHECK_FALSE(document->announced);
    CHECK_FALSE(document->students_present);
    CHECK(document->evidence.empty());
    CHECK(document->ratings.empty());
    CHECK_FALSE(document->action_step);
}

TEST_CASE("an unknown key is refused with its place and the keys that are allowed")
{
    CHECK(
        refused(R"("score": 4)") ==
        "score: There is no such key; allowed are teacher, observer, rubric, purpose, started_at, minutes, announced, "
        "subject, grade, students_present, evidence, ratings, strength, growth_area, action_step.");
    CHECK(refused(R"("evidence": [{"text": "a"}, {"text": "b", "speakr": "teacher"}])") ==
          "evidence[1].speakr: There is no such key; allowed are at, speaker, text, indicators, private.");
    CHECK(refused(R"("action_step": {"text": "a", "due": "2026-10-12"})") ==
          "action_step.due: There is no such key; allowed are text, indicators, check_on.");
}

TEST_CASE("a missing or blank teacher, rubric or text is refused with what it is for")
{
    CHECK(refusal(R"({"rubric": "teach-primary"})").text() ==
          "teacher: This key is missing; it says whose lesson it was: a staff id, an e-mail address or a full name.");
    CHECK(refusal(R"({"teacher": " ", "rubric": "teach-primary"})").place == "teacher");
    CHECK(refusal(R"({"teacher": "Ana"})").place == "rubric");
    CHECK(refused(R"("evidence": [{"at": "00:00:01"}])") ==
          "evidence[0].text: This key is missing; it says what was seen or heard.");
    CHECK(refused(R"("evidence": [{"text": " \n"}])") ==
          "evidence[0].text: This is blank; it says what was seen or heard.");
    CHECK(refused(R"("action_step": {"indicators": ["6"]})") ==
          "action_step.text: This key is missing; it says what the teacher will try next.");
}

TEST_CASE("a value of the wrong type is refused with its place")
{
    const auto place_of = [](const std::string& more) { return refusal(with(more)).place; };
    CHECK(place_of(R"("observer": 7)") == "observer");
    CHECK(place_of(R"("purpose": true)") == "purpose");
    CHECK(place_of(R"("started_at": 20261005)") == "started_at");
    CHECK(place_of(R"("minutes": "15")") == "minutes");
    CHECK(place_of(R"("minutes": 15.5)") == "minutes");
    CHECK(place_of(R"("announced": "no")") == "announced");
    CHECK(place_of(R"("announced": 0)") == "announced");
    CHECK(place_of(R"("grade": 6)") == "grade");
    CHECK(place_of(R"("evidence": {})") == "evidence");
    CHECK(place_of(R"("evidence": ["text"])") == "evidence[0]");
    CHECK(place_of(R"("evidence": [{"text": "a", "private": "yes"}])") == "evidence[0].private");
    CHECK(place_of(R"("evidence": [{"text": "a", "at": 90}])") == "evidence[0].at");
    CHECK(place_of(R"("evidence": [{"text": "a", "indicators": "6.1"}])") == "evidence[0].indicators");
    CHECK(place_of(R"("evidence": [{"text": "a", "indicators": ["6", 6.1]}])") == "evidence[0].indicators[1]");
    CHECK(place_of(R"("ratings": [])") == "ratings");
    CHECK(place_of(R"("ratings": {"6": 4.5})") == "ratings.6");
    CHECK(place_of(R"("ratings": {"6.1": [4]})") == "ratings.6.1");
    CHECK(place_of(R"("ratings": {"6.1": " "})") == "ratings.6.1");
    CHECK(place_of(R"("action_step": "restate")") == "action_step");
    CHECK(refusal("[]").text().find("This has to be an object") == 0);
}

TEST_CASE("null is refused, because leaving the key out is how a thing stays blank")
{
    CHECK(refused(R"("minutes": null)") == "minutes: null says nothing; to leave this blank, leave the key out.");
    CHECK(refused(R"("ratings": {"6": null})").find("ratings.6: ") == 0);
}

TEST_CASE("unknown purposes and speakers are refused with the ones that are allowed")
{
    CHECK(refused(R"("purpose": "Coaching")") ==
          "purpose: \"Coaching\" is no purpose; allowed are coaching, evaluation, walkthrough, peer, calibration and "
          "self.");
    CHECK(refused(R"("evidence": [{"text": "a"}, {"text": "b", "speaker": "pupil"}])") ==
          "evidence[1].speaker: \"pupil\" is no speaker; allowed are teacher, student and observer, or leave the key "
          "out.");
    CHECK(refused(R"("evidence": [{"text": "a", "speaker": ""}])").find("evidence[0].speaker: ") == 0);
}

TEST_CASE("dates and times that do not exist or are written otherwise are refused")
{
    for (const auto* written : {"2026-02-30T09:10:00", "2026-10-05", "2026-10-05T09:10:00Z", "2026-10-05T25:00:00",
                                "05.10.2026 09:10", "2026-10-05T09:10:00+02:00", ""}) {
        INFO(written);
        CHECK(refusal(with(R"("started_at": ")" + std::string(written) + '"')).place == "started_at");
    }
    for (const auto* written : {"2026-02-29", "12.10.2026", "2026-10-12T00:00", "next week", ""}) {
        INFO(written);
        const auto step = R"("action_step": {"text": "a", "check_on": ")" + std::string(written) + "\"}";
        CHECK(refusal(with(step)).place == "action_step.check_on");
    }
    for (const auto* written : {"1:30", "90", "00:61:00", "00:01:60", "-00:01:30", "00:01:30.5", "10:00:01", ""}) {
        INFO(written);
        const auto line = R"("evidence": [{"text": "a", "at": ")" + std::string(written) + "\"}]";
        CHECK(refusal(with(line)).place == "evidence[0].at");
    }
    CHECK(parse_observation_document(with(R"("evidence": [{"text": "a", "at": "10:00:00"}])")).has_value());
}

TEST_CASE("numbers out of range are refused with the range")
{
    CHECK(refused(R"("minutes": -1)") == "minutes: This has to be a whole number from 0 to 600, without quotes.");
    CHECK(refused(R"("minutes": 601)").find("minutes: ") == 0);
    CHECK(refused(R"("minutes": 18446744073709551615)").find("minutes: ") == 0);
    CHECK(refused(R"("students_present": -1)") ==
          "students_present: This has to be a whole number from 0 to 1000, without quotes.");
    CHECK(refused(R"("students_present": 1001)").find("students_present: ") == 0);
    CHECK(parse_observation_document(with(R"("students_present": 0)"))->students_present == 0);
}

TEST_CASE("a text that is too long is refused with both lengths, counted in characters and not in bytes")
{
    std::string long_text;
    for (std::size_t i = 0; i < evidence_chars_max; ++i) long_text += "ü";
    CHECK(parse_observation_document(with(R"("evidence": [{"text": ")" + long_text + "\"}]")).has_value());
    CHECK(refused(R"("evidence": [{"text": ")" + long_text + "ü\"}]") ==
          "evidence[0].text: This is 20001 characters long; 20000 are allowed.");
    CHECK(refused(R"("strength": ")" + long_text + "x\"").find("strength: ") == 0);
    CHECK(refused(R"("subject": ")" + std::string(201, 'x') + '"').find("subject: ") == 0);
}

TEST_CASE("control characters are refused, line breaks and tabs are not")
{
    CHECK(refused(R"("strength": "a\u0000b")").find("strength: This holds a control character") == 0);
    CHECK(refused(R"("strength": "a\u001b[31m")").find("strength: ") == 0);
    CHECK(parse_observation_document(with(R"("strength": "a\n\tb")"))->strength == "a\n\tb");
}

TEST_CASE("a key or a code that stands twice is refused")
{
    CHECK(refused(R"("teacher": "Ben")") == "teacher: This key stands twice; keep one of them.");
    CHECK(refused(R"("ratings": {"6": 4, "6.1": 2, "6": 1})") == "ratings.6: This key stands twice; keep one of them.");
    CHECK(refused(R"("evidence": [{"text": "a"}, {"text": "b", "text": "c"}])").find("evidence[1].text: ") == 0);
    CHECK(refused(R"("evidence": [{"text": "a", "indicators": ["6", "6"]}])") ==
          "evidence[0].indicators[1]: \"6\" is listed twice; keep one.");
}

TEST_CASE("text that is not JSON is refused with line and column")
{
    CHECK(refusal("{\"teacher\": \"Ana\",\n \"rubric\" \"x\"}").text() ==
          "line 2, column 13: This is not JSON; correct the document there.");
    CHECK(refusal("").place == "line 1, column 1");
    CHECK(refusal("{\"teacher\": \"A\xFF\"}").text() == "The document is not UTF-8 text; save it as UTF-8.");
    CHECK(refusal(with("") + " {}").code == ErrorCode::bad_input);
    CHECK(refusal(R"({"minutes": 1e999})").code == ErrorCode::bad_input);
    CHECK_FALSE(refusal("{").detail.empty());
}

TEST_CASE("a byte order mark in front of a document is let through")
{
    CHECK(parse_observation_document("\xEF\xBB\xBF" + with("")).has_value());
}
