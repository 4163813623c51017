// What must not happen while a window test runs: a broken promise of the toolkit, a dialog that nobody expected. They
// come up inside GTK's callbacks, where nothing may be thrown, so they are noted and looked at by the test.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <wx/modalhook.h>
#include <wx/string.h>

namespace throughline::test {

// Takes what was noted since the last call.
std::vector<std::string> take_surprises();

void note_assert(const wxString& file, int line, const wxString& function, const wxString& condition,
                 const wxString& message);

// Answers every dialog with Cancel and notes it, unless `expect_dialog` said what to do with the next one.
class DialogWatch : public wxModalDialogHook {
public:
    DialogWatch();
    ~DialogWatch() override;

private:
    int Enter(wxDialog* dialog) override;
    void Exit(wxDialog* dialog) override;
};

// The next dialog runs, and `meanwhile` with it once it is on screen.
void expect_dialog(std::function<void(wxDialog&)> meanwhile);

}  // namespace throughline::test
