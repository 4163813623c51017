// The Rubrics page: which rubrics the school has, and adding one from a file.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_rubrics_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
