// The Teachers page: everyone whom somebody visits. Typing filters, Enter opens a teacher's page.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_teachers_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
