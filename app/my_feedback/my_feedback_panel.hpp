// My feedback: a teacher's own page: what was shared with them, what they answer, their steps, their year.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_my_feedback_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
