// CountStrip: counters, a stopwatch and the on-task count in one row below the script. Each makes a line of its kind.
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/script_view_model.hpp"

class wxButton;
class wxComboBox;
class wxStaticText;
class wxTextCtrl;

namespace throughline {

class CountStrip : public wxPanel {
public:
    CountStrip(wxWindow* parent, ScriptViewModel& script);

    void show();
    void tick();

    // What the function keys run.
    void count();  // one more on the chosen counter; without one, chooses first
    void choose_counter();
    void toggle_stopwatch();
    void ask_on_task();

    std::function<void(const Error&)> on_error;
    std::function<void()> on_done;  // something was noted: back to the line being written

private:
    void add_on_task();
    void report(const Result<void>& done, bool goes_back);

    ScriptViewModel& script_;
    wxComboBox* counter_;
    wxButton* count_;
    wxStaticText* total_;
    wxButton* stopwatch_;
    wxTextCtrl* on_task_;
    wxTextCtrl* present_;
    std::vector<std::string> names_;
};

}  // namespace throughline
