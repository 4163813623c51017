// SchedulePanel: what is planned, as a week, a month or a list, and beside it what is due and has no time yet.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_schedule_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
