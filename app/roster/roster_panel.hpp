// The Roster page: everyone in the file, and importing a roster with a look at every row before anything is written.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_roster_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
