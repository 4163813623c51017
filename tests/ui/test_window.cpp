#include "tests/ui/test_window.hpp"

#include <cstdlib>

#include <wx/app.h>
#include <wx/filedlg.h>
#include <wx/stopwatch.h>
#include <wx/uiaction.h>
#include <wx/utils.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/utf8.hpp"
#include "tests/support/slowness.hpp"
#include "tests/ui/surprises.hpp"
#include "throughline/command/school.hpp"

namespace throughline::test {

namespace {

const double patience_ms = 8'000 * slowness();
constexpr int breath_ms = 5;

}  // namespace

bool wait_for(const std::function<bool()>& holds)
{
    const wxStopWatch watch;
    while (!holds()) {
        if (watch.Time() > patience_ms) return false;
        wxYield();
        wxMilliSleep(breath_ms);
    }
    return true;
}

void choose_file(wxDialog& dialog, const std::filesystem::path& file)
{
    constexpr long again_ms = 300;
    auto& chooser = dynamic_cast<wxFileDialog&>(dialog);
    const auto path = to_wx(file.string());
    // GTK looks at a folder first, and may forget a name that it was told meanwhile.
    chooser.SetPath(path);
    wxStopWatch since_told;
    CHECK(wait_for([&] {
        if (chooser.GetPath() == path) return true;
        if (since_told.Time() < again_ms) return false;
        chooser.SetPath(path);
        since_told.Start();
        return false;
    }));
    dialog.EndModal(wxID_OK);
}

void let_pass(int ms)
{
    const wxStopWatch watch;
    while (watch.Time() < ms) {
        wxYield();
        wxMilliSleep(breath_ms);
    }
}

TestWindow::TestWindow(const std::function<void(TempWorkspace&)>& prepare, TestWindow** shown, OpeningOptions options)
{
    if (shown) *shown = this;
    (void)take_surprises();
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
    for (const auto teacher : {school.teacher, school.other_teacher})
        must(school.workspace.execute(Actor::keeper(), AssignCaseload{school.coach, teacher, true}));
    if (prepare) prepare(school);
    frame = new Frame(std::move(options));
    frame->Show();
    frame->Raise();
    REQUIRE(wait_for([&] { return frame->IsActive(); }));
    REQUIRE(frame->open_workspace(must(Workspace::open(school.file, school.options()))));
    let_pass(100);
}

TestWindow::~TestWindow()
{
    frame->close_file();
    frame->Destroy();
    let_pass(50);
    for (const auto& surprise : take_surprises()) FAIL_CHECK(surprise);
}

void TestWindow::press(int key, int modifiers)
{
    ++key_count_;
    wxUIActionSimulator().Char(key, modifiers);
    let_pass(20);
}

void TestWindow::type(const std::string& text)
{
    key_count_ += static_cast<int>(text.size());
    wxUIActionSimulator().Text(text.c_str());
    let_pass(20);
}

std::string TestWindow::focused() const
{
    const auto* window = wxWindow::FindFocus();
    return window ? to_utf8(accessible_name(window)) : std::string("nothing");
}

void TestWindow::picture(const std::string& name)
{
    const char* folder = std::getenv("THROUGHLINE_PICTURES");
    if (!folder) return;
    let_pass(400);
    // Not wxExecute: it takes the focus away from where the test had put it.
    CHECK(std::system(("import -window root " + std::string(folder) + "/" + name + ".png").c_str()) == 0);
}

}  // namespace throughline::test
