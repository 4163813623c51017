// The Rubric page: one rubric version to read: its tree at the left, the words of a row and its levels at the right.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_rubric_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
