// UnlockingViewModel: the openings of one shared visit: who asked and why, who has signed, what had been given, and
// what the actor can do now. No wx.
//
// Used by the unlocking dialog, on the visit's page and on My feedback.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "throughline/query/unlocking.hpp"

namespace throughline {

class UnlockingViewModel {
public:
    UnlockingViewModel(Document& document, ObservationId visit, bool is_shared);

    [[nodiscard]] Result<void> load();
    [[nodiscard]] ReadingText text() const;
    [[nodiscard]] bool may_ask() const;
    // Who has not signed, the actor first; nobody: there is nothing to sign.
    [[nodiscard]] std::optional<std::string> signer() const;
    [[nodiscard]] bool may_decline() const { return waiting() != nullptr; }
    // The actor's own name, if they are one of the two: they can sign with the question.
    [[nodiscard]] std::optional<std::string> own_name() const;

    // Each gives the state in words.
    [[nodiscard]] Result<std::string> ask(const std::string& reason, const std::string& signature);
    [[nodiscard]] Result<std::string> sign(const std::string& signature);
    [[nodiscard]] Result<std::string> decline();

private:
    [[nodiscard]] const Unlockings::Row* waiting() const;
    [[nodiscard]] std::optional<PersonId> signing_party() const;
    [[nodiscard]] Result<std::string> done();
    [[nodiscard]] std::string signature_words(const std::string& name, const Signature& signature) const;

    Document& document_;
    ObservationId visit_;
    bool is_shared_;
    Unlockings::Answer rows_;
    std::string own_name_;
};

}  // namespace throughline
