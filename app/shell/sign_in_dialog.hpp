// Signing in on a shared computer: who and the password; then, if somebody else set it, a new password.
#pragma once

#include "app/viewmodel/document.hpp"

class wxWindow;

namespace throughline {

// Until somebody has signed in, or gives up: false. `who` stands in the field to begin with.
bool sign_in(wxWindow* parent, Document& document, const std::string& who);
// Asks for a new password, twice, with a hint how good it is, and sets it for the person. False if none was set.
bool ask_new_password(wxWindow* parent, Document& document, PersonId person, const std::string& name);

}  // namespace throughline
