// Packets and answers through the real command line.
#include <algorithm>

#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "core/base/secrets.hpp"
#include "tests/e2e/cli_run.hpp"
#include "tests/support/html_rules.hpp"
#include "tests/support/pdf_rules.hpp"

using namespace e2e;

namespace {

const std::string private_words = "ask about grouping";

std::string shared_visit(const CliFolder& folder)
{
    folder.make_school();
    folder.write("visit.json", visit_json().dump());
    const std::string id = folder.must_json({"--on", monday, "observe", "visit.json"}).at("id");
    folder.must({"--on", monday, "share", id});
    return id;
}

// The value of an attribute in the page: what the form's script reads.
std::string attribute(const std::string& page, const std::string& name)
{
    const auto from = page.find(name + "=\"");
    REQUIRE(from != std::string::npos);
    const auto begin = from + name.size() + 2;
    return page.substr(begin, page.find('"', begin) - begin);
}

std::string answer_file(const std::string& page, const std::string& reply)
{
    const auto text = Json{
        {"id", "5f0e6a10-1111-4222-8333-444455556666"},
        {"observation", attribute(page, "data-observation")},
        {"acknowledged", true},
        {"reply", reply},
        {"self_ratings",
         {{"6", 3}}}}.dump();
    return Json{{"format", "throughline-answer"},
                {"version", 1},
                {"packet", attribute(page, "data-packet")},
                {"answer", text},
                {"seal", throughline::seal_of(text, attribute(page, "data-key"))}}
        .dump();
}

mode_t mode_of(const std::filesystem::path& file)
{
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_mode & 0777;
}

}  // namespace

TEST_CASE("a visit's packet is a page, a PDF or a message, for its owner's eyes only")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    const auto made = folder.must_json({"--on", monday, "packet", id, "--out", "ana.html"});
    CHECK(made.at("file") == "ana.html");
    CHECK(made.at("bytes") == folder.read("ana.html").size());
    CHECK(made.at("can_be_answered") == true);
    CHECK(made.at("protected") == false);
    for (const auto& fault : throughline::test::html_faults(folder.read("ana.html"))) FAIL_CHECK(fault);
    folder.must({"--on", monday, "packet", id, "--out", "ana.pdf"});
    for (const auto& fault : throughline::test::pdf_faults(folder.read("ana.pdf"))) FAIL_CHECK(fault);
    folder.must({"--on", monday, "packet", id, "--out", "ana.eml"});
    const auto message = folder.read("ana.eml");
    CHECK(message.starts_with("X-Unsent: 1\r\n"));
    CHECK(message.find("multipart/mixed") != std::string::npos);
    CHECK(message.find("ana@school.example") != std::string::npos);
    folder.must({"--on", monday, "packet", "--teacher", "ana@school.example", "--out", "year.html"});
    folder.must({"--on", monday, "packet", "--teacher", "ana@school.example", "--out", "year.pdf", "--a4"});
    for (const auto* name : {"ana.html", "ana.pdf", "ana.eml", "year.html", "year.pdf"}) {
        CHECK(mode_of(folder.path(name)) == 0600);
        CHECK(folder.read(name).find(private_words) == std::string::npos);
    }
}

TEST_CASE("no byte of any packet holds a private line, whoever makes it")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    int number = 0;
    for (const auto* who : {"coach@school.example", "ana@school.example"})
        for (const auto& what :
             {std::vector<std::string>{id}, std::vector<std::string>{"--teacher", "ana@school.example"}})
            for (const auto* ending : {".html", ".pdf"}) {
                const auto name = "p" + std::to_string(++number) + ending;
                std::vector<std::string> arguments{"--as", who, "--on", monday, "packet", "--out", name};
                arguments.insert(arguments.end(), what.begin(), what.end());
                folder.must(arguments);
                auto words = std::string(ending) == ".pdf" ? throughline::test::pdf_words(folder.read(name))
                                                           : throughline::test::html_words(folder.read(name));
                std::string text = folder.read(name);
                for (const auto& word : words) text += word + " ";
                CHECK(text.find("Who can explain why?") != std::string::npos);
                CHECK(text.find(private_words) == std::string::npos);
            }
}

TEST_CASE("a passphrase protects a PDF and nothing else")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    folder.write("secret.txt", "correct horse battery\r\nnot this line\n");
    const auto made = folder.must_json({"packet", id, "--out", "ana.pdf", "--protect-with", "secret.txt"});
    CHECK(made.at("protected") == true);
    const auto file = folder.read("ana.pdf");
    CHECK(file.find("Ruiz") == std::string::npos);
    for (const auto& fault : throughline::test::pdf_faults(file, "correct horse battery")) FAIL_CHECK(fault);
    CHECK(refused(folder.at_school({"packet", id, "--out", "x.html", "--protect-with", "secret.txt"}))
              .find("a web page would need a script") != std::string::npos);
    folder.write("short.txt", "short\n");
    refused(folder.at_school({"packet", id, "--out", "x.pdf", "--protect-with", "short.txt"}));
    folder.write("empty.txt", "\n");
    refused(folder.at_school({"packet", id, "--out", "x.pdf", "--protect-with", "empty.txt"}));
    refused(folder.at_school({"packet", id, "--out", "x.pdf", "--protect-with", "nothing.txt"}));
    CHECK_FALSE(std::filesystem::exists(folder.path("x.pdf")));
    CHECK_FALSE(std::filesystem::exists(folder.path("x.html")));
}

TEST_CASE("a packet never overwrites a file, and its name must say what it is to be")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    folder.write("mine.html", "mine");
    refused(folder.at_school({"packet", id, "--out", "mine.html"}));
    CHECK(folder.read("mine.html") == "mine");
    refused(folder.at_school({"packet", id, "--out", "ana.docx"}));
    refused(folder.at_school({"packet", id, "--out", "no-such-folder/ana.html"}));
    refused(folder.at_school({"packet", "--out", "ana.html"}));
    refused(folder.at_school({"packet", id, "--teacher", "ana@school.example", "--out", "ana.html"}));
    refused(folder.at_school({"packet", "--teacher", "ana@school.example", "--out", "ana.eml"}));
    refused(folder.at_school({"packet", id}), 2);
    CHECK_FALSE(std::filesystem::exists(folder.path("ana.html")));
}

TEST_CASE("the wall holds on the command line: a leader's packet has no coaching words")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    refused(folder.at_school({"--as", "principal@school.example", "packet", id, "--out", "p.html"}));
    refused(folder.at_school({"--as", "ben@school.example", "packet", id, "--out", "p.html"}));
    refused(folder.at_school(
        {"--as", "ben@school.example", "packet", "--teacher", "ana@school.example", "--out", "p.html"}));
    CHECK_FALSE(std::filesystem::exists(folder.path("p.html")));
    folder.must({"--as", "principal@school.example", "--on", monday, "packet", "--teacher", "ana@school.example",
                 "--out", "year.html"});
    const auto page = folder.read("year.html");
    for (const auto* words : {"Who can explain why?", "Open questions with wait time", "restate", "Medium-high"})
        CHECK(page.find(words) == std::string::npos);
    CHECK(page.find("Coaching visit") != std::string::npos);
}

TEST_CASE("an answer is filed and shows in the visit, in the history and in the next packet")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    folder.must({"--on", monday, "packet", id, "--out", "ana.html"});
    folder.write("answer.json", answer_file(folder.read("ana.html"), "I will try it on Thursday"));
    const auto filed = folder.must_json({"--on", "2026-10-06", "answer", "answer.json"});
    CHECK(filed.at("observation") == id);
    CHECK(filed.at("teacher") == "Ana Ruiz");
    const auto shown = folder.must_json({"show", id});
    REQUIRE(shown.at("responses").size() == 3);
    CHECK(shown.at("responses").at(0).at("kind") == "acknowledged");
    CHECK(shown.at("responses").at(1).at("text") == "I will try it on Thursday");
    CHECK(shown.at("responses").at(2).at("code") == "6");
    CHECK(shown.at("responses").at(2).at("level") == 3);
    CHECK_FALSE(shown.at("acknowledged_at").is_null());
    CHECK(folder.must({"show", id}).find("Reply: I will try it on Thursday") != std::string::npos);
    CHECK(folder.must({"history", "ana@school.example"}).find("I will try it on Thursday") != std::string::npos);
    folder.must({"--on", "2026-10-07", "packet", id, "--out", "later.html"});
    const auto later = throughline::test::html_words(folder.read("later.html"));
    CHECK(std::ranges::find(later, "Thursday") != later.end());
    // Once more, and one that somebody changed.
    refused(folder.at_school({"--on", "2026-10-06", "answer", "answer.json"}));
    auto text = answer_file(folder.read("ana.html"), "I will try it");
    folder.write("other.json", text.replace(text.find("try"), 3, "cry"));
    CHECK(refused(folder.at_school({"--on", "2026-10-06", "answer", "other.json"})).find("other.json") !=
          std::string::npos);
    refused(folder.at_school({"answer", "visit.json"}));
    refused(folder.at_school({"answer", "no-such-file.json"}));
    refused(folder.at_school({"--as", "principal@school.example", "answer", "answer.json"}));
    CHECK(folder.must_json({"show", id}).at("responses").size() == 3);
    refused(folder.at_school({"--as", "principal@school.example", "show", "no-id"}));
    CHECK(folder.must_json({"check"}).at("findings").empty());
}

TEST_CASE("the visit's teacher answers on the command line; nobody else can, and what was said is shown")
{
    CliFolder folder;
    const auto id = shared_visit(folder);
    const auto respond = [&](const std::vector<std::string>& said, const std::string& as = "ana@school.example") {
        std::vector<std::string> arguments{"--on", monday, "--as", as, "respond", id};
        arguments.insert(arguments.end(), said.begin(), said.end());
        return folder.at_school(arguments);
    };
    CHECK(respond({"--acknowledge"}).out == "Kept for ever with visit " + id + ": read it.\n");
    CHECK(respond({"--reply", "On Thursday."}).code == 0);
    CHECK(respond({"--rate", "6=3"}).code == 0);
    const auto shown = folder.must({"--on", monday, "show", id});
    CHECK(shown.find("Has read this.") != std::string::npos);
    CHECK(shown.find("Reply: On Thursday.") != std::string::npos);
    refused(respond({"--acknowledge"}));
    refused(respond({}));
    refused(respond({"--acknowledge", "--reply", "both"}));
    CHECK(refused(respond({"--rate", "6=Splendid"})).find("Its levels are 1 ") != std::string::npos);
    refused(respond({"--rate", "99=3"}));
    refused(respond({"--rate", "6"}));
    refused(respond({"--reply", "for her"}, "coach@school.example"));
    CHECK(refused(respond({"--reply", "who?"}, "ben@school.example")).find("Ana") == std::string::npos);
    CHECK(folder.must_json({"--on", monday, "show", id}).at("responses").size() == 3);
}
