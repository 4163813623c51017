// Joins a text control to a draft: every key goes to the DraftKeeper, leaving the control settles it.
//
// Used for each text field of a record. Showing the record's text again (another program changed it, undo) never takes
// away what is being typed.
//     strength_ = std::make_unique<DraftText>(control, shell.drafts());
//     strength_->bind(any(id), "strength", visit.strength, [=](const std::string& text, const std::string& was) {
//         return as_nothing(document.execute(ChangeObservationText{id, ObservationField::strength, text, was}));
//     });
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <wx/textctrl.h>
#include <wx/weakref.h>

#include "app/viewmodel/draft_keeper.hpp"
#include "throughline/change_set.hpp"

namespace throughline {

// An outcome whose value nobody needs, as a DraftKeeper wants it.
template <class Value>
Result<void> as_nothing(const Result<Outcome<Value>>& outcome)
{
    if (!outcome) return tl::unexpected(outcome.error());
    return {};
}

class DraftText {
public:
    // `was` is what the record said when the typing began.
    using Settle = std::function<Result<void>(const std::string& text, const std::string& was)>;

    DraftText(wxTextCtrl* control, DraftKeeper& drafts);
    ~DraftText();
    DraftText(const DraftText&) = delete;
    DraftText& operator=(const DraftText&) = delete;

    // This record's field from now on; what another one had is settled first. `record_text` is shown, or what waits
    // in the keeper. Without a settle the text is only kept as a draft.
    void bind(AnyId record, std::string field, const std::string& record_text, Settle settle = {});
    // The record says this now. Shown unless something else is being typed.
    void show(const std::string& record_text);
    // Nothing is bound any more.
    void unbind();

    [[nodiscard]] std::string text() const;
    [[nodiscard]] wxTextCtrl* control() const { return control_.get(); }

private:
    void on_text(wxCommandEvent& event);
    void on_leave(wxFocusEvent& event);
    void leave();

    wxWeakRef<wxTextCtrl> control_;
    DraftKeeper& drafts_;
    AnyId record_;
    std::string field_;
    // Shared with the settle functions in the keeper, which may outlive this object.
    std::shared_ptr<std::string> was_ = std::make_shared<std::string>();
    Settle settle_;
};

}  // namespace throughline
