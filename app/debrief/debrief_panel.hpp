// The Debrief page: the conversation after a visit, with its evidence, its outline and what comes next.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_debrief_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
