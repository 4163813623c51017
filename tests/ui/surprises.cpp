#include "tests/ui/surprises.hpp"

#include <utility>

#include <wx/dialog.h>

namespace throughline::test {

namespace {

std::vector<std::string> surprises;
std::function<void(wxDialog&)> expected;

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
    if (!expected) {
        surprises.push_back("a dialog came up: " + dialog->GetTitle().utf8_string());
        return wxID_CANCEL;
    }
    dialog->CallAfter([dialog, meanwhile = std::exchange(expected, nullptr)] { meanwhile(*dialog); });
    return wxID_NONE;  // let it run
}

void expect_dialog(std::function<void(wxDialog&)> meanwhile) { expected = std::move(meanwhile); }

}  // namespace throughline::test
