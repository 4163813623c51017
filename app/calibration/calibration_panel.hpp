// The Calibration page: sessions in which observers rate the same lesson blind, the rating sheet and the meeting of the
// chosen one, and each observer's history.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_calibration_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
