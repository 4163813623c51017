// Settings of the file, read with their defaults and written as rows of `setting`.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/workspace/session.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

std::map<std::string, std::string> abbreviations(store::Database& database);
// The school's policy: leaders read the steps of coaching without an agreement.
bool leaders_read_steps(store::Database& database);
void set_setting(Context& context, std::string_view name, std::string_view value);

}  // namespace throughline
