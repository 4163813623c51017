// The Follow-ups page: everything that is due, most pressing first, and what to do about it.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_follow_ups_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
