// The Observations page: all visits that one may see, filtered, newest first.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_observations_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
