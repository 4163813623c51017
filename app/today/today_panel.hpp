// TodayPanel: the page a day begins on. Its words come from TodayViewModel.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_today_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
