#include "app/viewmodel/document.hpp"

#include <algorithm>

#include "app/viewmodel/wording.hpp"
#include "throughline/connection.hpp"

namespace throughline {

bool concerns(const ChangeSet& changes, std::initializer_list<Noun> nouns)
{
    return changes.empty() || std::any_of(nouns.begin(), nouns.end(), [&](Noun noun) { return changes.touches(noun); });
}

Document::Document(Workspace workspace) : workspace_(std::move(workspace)) { find_actor(); }

Result<void> Document::act_as(const std::string& person)
{
    const auto found = workspace_.ask(Actor::keeper(), ResolvePerson{person});
    if (!found) return tl::unexpected(found.error());
    actor_ = Actor::as(found->id);
    acts_by_name_ = true;
    on_change.emit(ChangeSet{});
    return {};
}

Result<Workspace::SignedIn> Document::sign_in(const std::string& who, const std::string& password)
{
    auto in = workspace_.sign_in(who, password);
    if (!in) return in;
    actor_ = Actor::as(in->person.id);
    acts_by_name_ = true;
    signed_in_ = true;
    return in;
}

Result<Outcome<Nothing>> Document::undo()
{
    auto outcome = workspace_.undo(actor_);
    took(outcome);
    return outcome;
}

Result<Outcome<Nothing>> Document::redo()
{
    auto outcome = workspace_.redo(actor_);
    took(outcome);
    return outcome;
}

UndoState::State Document::undo_state() const { return ask(UndoState{}).value_or(UndoState::State{}); }

Result<void> Document::keep_draft(AnyId record, std::string_view field, std::string_view text)
{
    auto kept = workspace_.keep_draft(actor_, record, field, text);
    // A drive that was pulled out may be back.
    if (!kept && kept.error().code == ErrorCode::storage && reconnect(workspace_))
        kept = workspace_.keep_draft(actor_, record, field, text);
    if (kept)
        saved();
    else
        failed(kept.error());
    return kept;
}

Result<void> Document::drop_draft(AnyId record, std::string_view field)
{
    auto dropped = workspace_.drop_draft(record, field);
    if (!dropped) failed(dropped.error());
    return dropped;
}

void Document::poll_elsewhere()
{
    if (!workspace_.changed_elsewhere()) return;
    find_actor();
    on_change.emit(ChangeSet{});
}

std::string Document::save_text() const
{
    if (!trouble_.empty()) return trouble_;
    if (!last_saved_at_) return "Everything is saved";
    return "Saved " + clock_time(*last_saved_at_, zone());
}

void Document::changed(const ChangeSet& changes)
{
    saved();
    if (changes.empty()) return;
    if (changes.touches(Noun::setting)) find_actor();
    on_change.emit(changes);
}

void Document::failed(const Error& error)
{
    // A refusal is not a failure to save: only the disk's own troubles belong in the save state.
    if (error.code != ErrorCode::storage && error.code != ErrorCode::locked) return;
    trouble_ = "Not saved, trying again: " + error.text();
    on_save_state.emit();
}

void Document::saved()
{
    last_saved_at_ = workspace_.now();
    trouble_.clear();
    on_save_state.emit();
}

void Document::find_actor()
{
    if (acts_by_name_) return;
    const auto me = workspace_.ask(Actor::keeper(), Me{});
    actor_ = me ? Actor::as(me->id) : Actor::keeper();
}

}  // namespace throughline
