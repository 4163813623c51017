// SettingsPanel: the school year and its days off, the follow-up rules, abbreviations, and who keeps the file.
#pragma once

#include "app/shell/page.hpp"

namespace throughline {

Page* make_settings_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
