// What a teacher writes or rates in answer to feedback. Each dialog says that the answer stays for ever.
#pragma once

#include <optional>
#include <string>

#include "app/viewmodel/my_feedback_view_model.hpp"

class wxWindow;

namespace throughline {

// What was done in words; nothing if the dialog was left. A refusal is said in the dialog, which stays open.
std::optional<std::string> ask_words(wxWindow* parent, MyFeedbackViewModel& page, ResponseKind kind);
std::optional<std::string> ask_own_ratings(wxWindow* parent, MyFeedbackViewModel& page);

}  // namespace throughline
