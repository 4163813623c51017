// A coach's loop from Share to the answer: shared in the window, filled in by the teacher in a real browser, filed in
// the window.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <wx/dialog.h>

#include <catch2/catch.hpp>

#include "app/widget/reading_view.hpp"
#include "app/widget/utf8.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

ObservationDetail::Detail only_visit(TestWindow& window)
{
    const auto visits = window.ask(Observations{});
    REQUIRE(visits.size() == 1);
    return window.ask(ObservationDetail{visits.front().id});
}

// What the page's reading views say.
void collect(const wxWindow* window, std::string& words)
{
    const auto* view = dynamic_cast<const ReadingView*>(window);
    if (view && view->IsShownOnScreen()) words += to_utf8(view->GetValue());
    for (const auto* child : window->GetChildren()) collect(child, words);
}

// The toolkit's own dialog: a path is typed and taken with Enter.
void choose_file(TestWindow& window, const std::string& path)
{
    let_pass(700);  // its list is read first
    window.press('A', wxMOD_CONTROL);
    window.type(path);
    let_pass(300);
    window.press(WXK_RETURN);
}

std::string first_line_of(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

}  // namespace

TEST_CASE("from Share to the teacher's answer on the visit's page: the window, Chromium, and the window again")
{
    TestWindow window;
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == "What you see and hear"; }));
    window.type("t who can explain why?");
    window.press(WXK_RETURN);
    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "What worked"; }));
    window.type("Wait time after each question");
    window.press(WXK_RETURN, wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == "Share with Ana Ruiz"; }));
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return only_visit(window).observation.state == ObservationState::shared; }));
    let_pass(200);

    const auto packet = window.school.folder / "feedback.html";
    expect_dialog([&](wxDialog&) { choose_file(window, packet.string()); });
    REQUIRE(window.frame->run_command("observe.message"));
    REQUIRE(wait_for([&] { return std::filesystem::exists(packet); }));

    const auto downloads = window.school.folder / "downloads";
    std::filesystem::create_directory(downloads);
    const auto said = window.school.folder / "said";
    const std::string reply = "I will try it on Thursday. \u05e9\u05dc\u05d5\u05dd";
    const auto command = "timeout 90 python3 '" THROUGHLINE_SOURCE_DIR "/tests/browser/fill_answer.py' '" +
                         packet.string() + "' '" + downloads.string() + "' '" + reply + "' > '" + said.string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    const std::filesystem::path answer = first_line_of(said);
    REQUIRE(std::filesystem::exists(answer));
    CHECK(only_visit(window).responses.empty());  // nothing comes back by itself

    // A name that can be typed with any keyboard layout.
    const auto file = downloads / "answer.json";
    std::filesystem::rename(answer, file);
    REQUIRE(wait_for([&] { return window.frame->IsActive(); }));
    expect_dialog([&](wxDialog&) { choose_file(window, file.string()); });
    REQUIRE(window.frame->run_command("file.answer"));
    REQUIRE(wait_for([&] { return only_visit(window).responses.size() == 2; }));
    CHECK(only_visit(window).responses[1].text == reply);
    std::string words;
    REQUIRE(wait_for([&] {
        words.clear();
        collect(window.frame->current_page(), words);
        return words.find("Reply: " + reply) != std::string::npos;
    }));
    CHECK(words.find("Has read this.") != std::string::npos);
    CHECK(window.frame->status().find("Filed: ") == 0);
    window.picture("answer_filed");
}
