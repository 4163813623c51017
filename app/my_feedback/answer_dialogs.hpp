// What a teacher writes or rates in answer to feedback. Each dialog says that the answer stays for ever.
#pragma once

#include <optional>
#include <string>

#include "app/viewmodel/draft_keeper.hpp"
#include "app/viewmodel/my_feedback_view_model.hpp"

class wxWindow;

namespace throughline {

// What was done in words; nothing if the dialog was left. A refusal is said in the dialog, which stays open.
// What is typed is a draft until it is said: it is there again when the dialog is opened anew, or the program is.
std::optional<std::string> ask_words(wxWindow* parent, MyFeedbackViewModel& page, DraftKeeper& drafts,
                                     ResponseKind kind);
std::optional<std::string> ask_own_ratings(wxWindow* parent, MyFeedbackViewModel& page);

}  // namespace throughline
