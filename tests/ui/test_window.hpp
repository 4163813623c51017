// TestWindow: the program's real window over a workspace with a coach and a few teachers, and hands on its keyboard.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <wx/dialog.h>

#include "app/shell/frame.hpp"
#include "tests/support/temp_workspace.hpp"

namespace throughline::test {

// Handles what is waiting until this holds; false if it does not within a few seconds.
bool wait_for(const std::function<bool()>& holds);
// Answers a dialog that asks for a file.
void choose_file(wxDialog& dialog, const std::filesystem::path& file);
// Handles what is waiting for about this long. For what should not happen; otherwise wait for something.
void let_pass(int ms);

class TestWindow {
public:
    // The file belongs to the coach and holds `prepare`'s records when the window opens on it.
    // `shown` is set before the file opens, for dialogs that come up while it does; `options` say who acts in it, if
    // not its owner.
    explicit TestWindow(const std::function<void(TempWorkspace&)>& prepare = {}, TestWindow** shown = nullptr,
                        OpeningOptions options = {});
    ~TestWindow();
    TestWindow(const TestWindow&) = delete;
    TestWindow& operator=(const TestWindow&) = delete;

    // Real keys through the display, counted: one for a key with its modifiers, one for each character of a text.
    void press(int key, int modifiers = 0);
    void type(const std::string& text);
    [[nodiscard]] int key_count() const { return key_count_; }
    void count_from_zero() { key_count_ = 0; }

    // The file as another program sees it.
    template <class Query>
    typename Query::Answer ask(const Query& query)
    {
        auto workspace = must(Workspace::open(school.file, school.options()));
        return must(workspace.ask(Actor::as(school.coach), query));
    }
    // What has the focus, as a screen reader calls it.
    [[nodiscard]] std::string focused() const;
    // A picture of the screen in the folder THROUGHLINE_PICTURES names; nothing if it names none.
    void picture(const std::string& name);

    TempWorkspace school;
    Frame* frame;

private:
    int key_count_ = 0;
};

}  // namespace throughline::test
