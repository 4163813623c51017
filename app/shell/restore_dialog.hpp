// What is asked before a backup takes the open file's place, and for a passphrase.
#pragma once

#include <optional>
#include <string>

class wxWindow;

namespace throughline {

// Says what is in the backup; true if it shall take the place of what there is now.
bool ask_to_restore(wxWindow* parent, const std::string& contents, const std::string& file_name);

// The passphrase that a sealed backup was made with; nothing if the person gives up. `problem`: what was wrong with the
// one before.
std::optional<std::string> ask_passphrase(wxWindow* parent, const std::string& backup_name,
                                          const std::string& problem = {});

// A new passphrase, typed twice; `accept_word` says what will be done with it.
std::optional<std::string> ask_new_passphrase(wxWindow* parent);

}  // namespace throughline
