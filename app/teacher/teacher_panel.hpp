// The Teacher page: one teacher's visits, steps, evidence and ratings, and what is due.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_teacher_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
