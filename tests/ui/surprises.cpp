#include "tests/ui/surprises.hpp"

#include <algorithm>
#include <utility>

#include <wx/dialog.h>

namespace throughline::test {

namespace {

std::vector<std::string> surprises;
std::function<void(wxDialog&)> expected;
std::vector<const wxDialog*> running;  // let through; the toolkit's file dialogs ask twice

}  // namespace

std::vector<std::string> take_surprises() { return std::exchange(surprises, {}); }

void note_assert(const wxString& file, int line, const wxString& function, const wxString& condition,
                 const wxString& message)
{
    surprises.push_back(wxString::Format("%s:%d, %s: %s %s", file, line, function, condition, message).utf8_string());
}

DialogWatch::DialogWatch() { Register(); }

DialogWatch::~DialogWatch() { Unregister(); }

int DialogWatch::Enter(wxDialog* dialog)
{
    if (std::find(running.begin(), running.end(), dialog) != running.end()) return wxID_NONE;
    if (!expected) {
        surprises.push_back("a dialog came up: " + dialog->GetTitle().utf8_string());
        return wxID_CANCEL;
    }
    running.push_back(dialog);
    dialog->CallAfter([dialog, meanwhile = std::exchange(expected, nullptr)] { meanwhile(*dialog); });
    return wxID_NONE;  // let it run
}

void DialogWatch::Exit(wxDialog* dialog) { std::erase(running, dialog); }

void expect_dialog(std::function<void(wxDialog&)> meanwhile) { expected = std::move(meanwhile); }

}  // namespace throughline::test
