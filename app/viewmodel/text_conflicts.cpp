#include "app/viewmodel/text_conflicts.hpp"

namespace throughline {

TextConflicts::Run TextConflicts::settle(AnyId record, std::string field, Run run) const
{
    return [state = state_, key = Key{record, std::move(field)}, run = std::move(run)](
               const std::string& text, const std::string& was) -> Result<void> {
        auto done = run(text, was);
        if (!done && done.error().code == ErrorCode::conflict) {
            const auto& now = done.error().arguments;  // the record's text is the message's first argument
            state->conflicts[key] = {text, now.empty() ? was : now.front()};
            state->on_change.emit();
        } else if (done && state->conflicts.erase(key) > 0) {
            state->on_change.emit();
        }
        return done;
    };
}

std::optional<TextConflicts::Conflict> TextConflicts::find(AnyId record, const std::string& field) const
{
    const auto at = state_->conflicts.find(Key{record, field});
    return at == state_->conflicts.end() ? std::nullopt : std::optional(at->second);
}

Result<void> TextConflicts::resolve(DraftKeeper& drafts, AnyId record, const std::string& field, Keep keep,
                                    const Run& run)
{
    const auto conflict = find(record, field);
    if (!conflict) return {};
    // What was typed since the conflict came up counts, too.
    const auto mine = drafts.unsettled(record, field).value_or(conflict->mine);
    Result<void> done;
    if (keep == Keep::theirs)
        done = drafts.dropped(record, field);
    else
        done = run(keep == Keep::mine ? mine : conflict->theirs + "\n" + mine, conflict->theirs);
    if (!done) return done;
    drafts.settled(record, field);
    state_->conflicts.erase(Key{record, field});
    state_->on_change.emit();
    return {};
}

}  // namespace throughline
