// CadencePanel: the principal's five minutes on Monday: four counts with their names, who is next, the weeks,
// follow-through, load and patterns.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_cadence_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
