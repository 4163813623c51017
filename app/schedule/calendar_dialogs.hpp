// What the schedule asks before a calendar file (.ics) goes out or comes in. What went wrong stands in the page.
#pragma once

#include <string>

#include "app/shell/shell.hpp"
#include "app/viewmodel/calendar_files.hpp"

namespace throughline {

// Of the person at the window, from a file that is asked for.
void ask_for_own_busy_times(Shell& shell);
// Of somebody, whom it asks for first.
void ask_for_busy_times(Shell& shell);
// `name` is what the file is called before its date: "Schedule of the week".
void ask_where_to_save(Shell& shell, const CalendarWish& wish, const std::string& name);

}  // namespace throughline
