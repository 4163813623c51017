// The feedback in words, and the message that carries it.
#include <algorithm>

#include <catch2/catch.hpp>

#include "throughline/exchange/feedback_text.hpp"
#include "throughline/exchange/message.hpp"
#include "throughline/exchange/rubric_file.hpp"

using namespace throughline;

namespace {

ObservationDetail::Detail sample_visit()
{
    ObservationDetail::Detail visit;
    for (const auto json : shipped_rubric_files()) {
        auto rubric = parse_rubric(json);
        REQUIRE(rubric);
        if (rubric->id == "teach-primary") visit.rubric = *rubric;
    }
    visit.teacher.given_name = "Ana";
    visit.teacher.family_name = "Ruiz";
    visit.teacher.email = "ana@school.example";
    visit.observer.given_name = "Cora";
    visit.observer.family_name = "Coach";
    visit.observer.email = "coach@school.example";
    auto& observation = visit.observation;
    observation.started_on = Date(2026, 10, 5);
    observation.minutes = 15;
    observation.subject = "Math";
    observation.grade = "6";
    observation.strength = "Open questions with wait time";
    Evidence line;
    line.elapsed_ms = 90'000;
    line.speaker = Speaker::teacher;
    line.text = "Who can explain why?";
    line.indicators = {"6.1"};
    visit.evidence.push_back(line);
    line.text = "ask about grouping";
    line.is_private = true;
    visit.evidence.push_back(line);
    visit.ratings = {{"6", Mark::level, 4}, {"2", Mark::not_observed, 0}};
    ActionStep step;
    step.text = "Ask one student to restate another's reason";
    step.indicators = {"6"};
    step.check_on = Date(2026, 10, 12);
    visit.step = step;
    return visit;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string message_of(const ObservationDetail::Detail& visit) { return feedback_message(visit); }

// The header's lines of a message, joined as RFC 5322 unfolds them.
std::string headers_of(const std::string& message)
{
    auto headers = message.substr(0, message.find("\r\n\r\n") + 2);
    for (auto fold = headers.find("\r\n "); fold != std::string::npos; fold = headers.find("\r\n "))
        headers.replace(fold, 2, "");
    return headers;
}

}  // namespace

TEST_CASE("feedback says what worked first, then the one step, then the evidence, then the ratings in words")
{
    const auto blocks = feedback_blocks(sample_visit());
    std::vector<std::string> headings;
    for (const auto& block : blocks)
        if (block.kind == FeedbackBlock::Kind::heading) headings.push_back(block.text);
    CHECK(headings == std::vector<std::string>{"What worked", "One step to try", "What was seen",
                                               "In the words of the rubric", "Who can see this", "About the rubric"});
}

TEST_CASE("feedback names a rating's level by its word and keeps not observed apart from it")
{
    const auto text = plain_text(feedback_blocks(sample_visit()));
    CHECK(says(text, "6 Critical thinking: Medium-high (4)"));
    CHECK(says(text, "Not observed this time: 2 Positive behavioural expectations"));
}

TEST_CASE("feedback never holds a private line, whatever it is given")
{
    CHECK_FALSE(says(plain_text(feedback_blocks(sample_visit())), "grouping"));
    CHECK_FALSE(says(message_of(sample_visit()), "grouping"));
}

TEST_CASE("feedback carries the rubric's attribution and the notice that its licence asks for")
{
    const auto visit = sample_visit();
    const auto text = plain_text(feedback_blocks(visit));
    CHECK(says(text, visit.rubric.attribution));
    CHECK(says(text, visit.rubric.notice));
}

TEST_CASE("feedback says nothing about what was left blank")
{
    auto visit = sample_visit();
    visit.observation.strength = "  ";
    visit.step.reset();
    visit.ratings.clear();
    visit.evidence.clear();
    const auto text = plain_text(feedback_blocks(visit));
    CHECK_FALSE(says(text, "What worked"));
    CHECK_FALSE(says(text, "One step"));
    CHECK_FALSE(says(text, "What was seen"));
    CHECK_FALSE(says(text, "words of the rubric"));
}

TEST_CASE("an amendment stands in the feedback with the old words, the new ones and the reason")
{
    auto visit = sample_visit();
    Amendment amendment;
    amendment.field = "strength";
    amendment.old_text = "Open questions";
    amendment.new_text = "Open questions with wait time";
    amendment.reason = "I forgot the wait time";
    visit.amendments.push_back(amendment);
    const auto text = plain_text(feedback_blocks(visit));
    CHECK(says(text, "now \"Open questions with wait time\", before \"Open questions\""));
    CHECK(says(text, "Reason: I forgot the wait time"));
}

TEST_CASE("counts, times and on-task counts are said with their numbers")
{
    Evidence line;
    line.kind = EvidenceKind::tally;
    line.text = "Open question";
    line.amount = 5;
    CHECK(evidence_words(line) == "Open question: 5");
    line.kind = EvidenceKind::snapshot;
    line.text = "On task";
    line.amount = 22;
    line.out_of = 27;
    CHECK(evidence_words(line) == "On task: 22 of 27");
    line.kind = EvidenceKind::timer;
    line.text = "Stopwatch";
    line.amount = 94.4;
    CHECK(evidence_words(line) == "Stopwatch: 01:34");
}

TEST_CASE("a message goes to the teacher's address, unsent, as UTF-8")
{
    const auto headers = headers_of(message_of(sample_visit()));
    CHECK(says(headers, "X-Unsent: 1\r\n"));
    CHECK(says(headers, "To: \"Ana Ruiz\" <ana@school.example>\r\n"));
    CHECK(says(headers, "From: \"Cora Coach\" <coach@school.example>\r\n"));
    CHECK(says(headers, "Content-Type: text/plain; charset=utf-8\r\n"));
    CHECK(says(headers, "Subject: Feedback on the visit of 2026-10-05\r\n"));
}

TEST_CASE("a message keeps to lines of 76 characters with CRLF, whatever was typed")
{
    auto visit = sample_visit();
    visit.observation.strength = std::string(500, 'x') + " caf\xC3\xA9 = good \n.\nFrom here";
    visit.teacher.given_name = "Zo\xC3\xAB Maria Fernanda de los \xC3\x81ngeles";
    const auto message = message_of(visit);
    std::size_t begin = 0;
    while (begin < message.size()) {
        const auto end = message.find('\n', begin);
        REQUIRE(end != std::string::npos);
        REQUIRE(message[end - 1] == '\r');
        CHECK(end - 1 - begin <= 76);
        begin = end + 1;
    }
    CHECK(std::all_of(message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) < 128; }));
    CHECK(says(message, "caf=C3=A9 =3D good"));
    CHECK(says(message, "=?UTF-8?Q?Zo=C3=AB"));
}

TEST_CASE("a name cannot smuggle a header into a message")
{
    auto visit = sample_visit();
    visit.teacher.given_name = "Ana\r\nBcc: everybody@school.example\r\nX";
    visit.teacher.email = "ana@school.example>\r\nBcc: <all@school.example";
    const auto headers = headers_of(message_of(visit));
    CHECK_FALSE(says(headers, "\r\nBcc:"));
    CHECK_FALSE(says(headers, "To:"));  // no address is better than a wrong one
}

TEST_CASE("a message's file name holds nothing that a system refuses")
{
    auto visit = sample_visit();
    visit.teacher.given_name = "A/na: \"B\"";
    CHECK(message_file_name(visit) == "Feedback for A-na- -B- Ruiz 2026-10-05.eml");
}

TEST_CASE("a file goes along with a message, under its own name, and the lines stay short")
{
    const std::string content = "<p>caf\xC3\xA9 = good</p>\n--=_throughline\n" + std::string(5'000, 'x');
    const auto message = feedback_message(
        sample_visit(), {{"Feedback for Zo\xC3\xAB \"B\"\r\nX: y.html", "text/html; charset=utf-8", content}});
    std::size_t begin = 0;
    while (begin < message.size()) {
        const auto end = message.find('\n', begin);
        REQUIRE(end != std::string::npos);
        REQUIRE(message[end - 1] == '\r');
        CHECK(end - 1 - begin <= 76);
        begin = end + 1;
    }
    const auto headers = headers_of(message);
    CHECK(says(headers, "X-Unsent: 1\r\n"));
    CHECK(says(headers, "Content-Type: multipart/mixed; boundary=\"=_throughline_"));
    CHECK(says(message, "filename*0*=utf-8''Feedback%20for%20Zo%C3%AB%20%22B%22"));
    CHECK_FALSE(says(message, "\r\nX: y"));
    CHECK(says(message, "Content-Transfer-Encoding: base64\r\n"));
    CHECK(says(message, "PHA+Y2Fmw6kgPSBnb29kPC9wPg"));  // the beginning of the file, in base64
}
