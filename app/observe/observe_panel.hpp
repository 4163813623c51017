// The Observe page: one visit, from the door to Share and after. See ObserveViewModel for what it promises.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_observe_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
