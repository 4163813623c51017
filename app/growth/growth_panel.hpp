// The Growth page: what a teacher's year of visits says, a school's rows of the rubric by month, and how far those
// numbers can be trusted.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_growth_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
