// Document: the open workspace as the window sees it. Runs commands as the person whose file it is, tells every
// listener what changed, and knows when the last thing was saved.
//
// Used by every view-model and panel; made by the shell when a file is opened. No wx.
// Promises: a failed command changed nothing and told nobody; `on_change` comes after the change is on disk; an empty
// ChangeSet means that anything may have changed (another program wrote to the file, or who acts is new).
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/viewmodel/draft_keeper.hpp"
#include "app/viewmodel/signal.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

// Does a panel that shows these nouns have to look again?
[[nodiscard]] bool concerns(const ChangeSet& changes, std::initializer_list<Noun> nouns);

class Document : public DraftStore {
public:
    // Acts as the file's owner, or as its keeper if it has none.
    explicit Document(Workspace workspace);
    // For a worker, with what `another` opened: acts as whom the window's document acts.
    Document(Workspace workspace, Actor actor) : workspace_(std::move(workspace)), actor_(actor), acts_by_name_(true) {}
    // Acts as this person: a staff id, an e-mail address or a full name.
    [[nodiscard]] Result<void> act_as(const std::string& person);

    // In a file with accounts: acts as whoever this is from now on.
    [[nodiscard]] Result<Workspace::SignedIn> sign_in(const std::string& who, const std::string& password);
    [[nodiscard]] bool signed_in() const { return signed_in_; }

    [[nodiscard]] Workspace& workspace() { return workspace_; }
    [[nodiscard]] const Workspace& workspace() const { return workspace_; }
    [[nodiscard]] const Actor& actor() const { return actor_; }
    [[nodiscard]] Date today() const { return workspace_.today(); }
    [[nodiscard]] const TimeZone& zone() const { return workspace_.zone(); }

    template <class Command>
    [[nodiscard]] Result<Outcome<typename Command::Value>> execute(const Command& command)
    {
        auto outcome = workspace_.execute(actor_, command);
        took(outcome);
        return outcome;
    }

    template <class Query>
    [[nodiscard]] Result<typename Query::Answer> ask(const Query& query) const
    {
        return workspace_.ask(actor_, query);
    }

    [[nodiscard]] Result<Outcome<Nothing>> undo();
    [[nodiscard]] Result<Outcome<Nothing>> redo();
    // What they would do: "Rate 6.1"; blank if nothing.
    [[nodiscard]] UndoState::State undo_state() const;

    // Typed text goes through DraftKeeper, which calls these.
    Result<void> keep_draft(AnyId record, std::string_view field, std::string_view text) override;
    Result<void> drop_draft(AnyId record, std::string_view field) override;

    // Looks whether another program wrote to the file; then everybody looks again. Called each second.
    void poll_elsewhere();

    // "Saved 10:42:07"; "Not saved: the disk is full, trying again"; "Nothing to save yet".
    [[nodiscard]] std::string save_text() const;
    [[nodiscard]] std::optional<Instant> last_saved_at() const { return last_saved_at_; }
    [[nodiscard]] bool is_saved() const { return trouble_.empty(); }

    Signal<const ChangeSet&> on_change;
    Signal<> on_save_state;

private:
    template <class Value>
    void took(const Result<Outcome<Value>>& outcome)
    {
        if (outcome)
            changed(outcome->changes);
        else
            failed(outcome.error());
    }
    void changed(const ChangeSet& changes);
    void failed(const Error& error);
    void saved();
    void find_actor();

    Workspace workspace_;
    Actor actor_;
    bool acts_by_name_ = false;
    bool signed_in_ = false;
    std::optional<Instant> last_saved_at_;
    std::string trouble_;  // why the last write failed; empty when all is saved
};

}  // namespace throughline
