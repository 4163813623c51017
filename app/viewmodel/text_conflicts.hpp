// TextConflicts: two windows changed the same text. Nobody's words are lost: both are shown, and a person says which
// stay.
//
// A field's settle function comes from here. If the record says something else than when the typing began, the command
// is refused, the typed words stay in the DraftKeeper and on disk, and the conflict is remembered until it is resolved.
// Used by the view-models of records with text fields. No wx.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/viewmodel/draft_keeper.hpp"
#include "app/viewmodel/signal.hpp"

namespace throughline {

class TextConflicts {
public:
    struct Conflict {
        std::string mine;    // as typed here
        std::string theirs;  // what the record says by now
        bool operator==(const Conflict&) const = default;
    };
    enum class Keep { mine, theirs, both };

    // Runs the field's command; `was` is what the record said when the typing began.
    using Run = std::function<Result<void>(const std::string& text, const std::string& was)>;

    // For DraftText::bind. May be called after this object is gone: the keeper holds on to it.
    [[nodiscard]] Run settle(AnyId record, std::string field, Run run) const;

    [[nodiscard]] std::optional<Conflict> find(AnyId record, const std::string& field) const;
    // Ends a conflict. Theirs lets the typed words go, both puts the typed ones below.
    [[nodiscard]] Result<void> resolve(DraftKeeper& drafts, AnyId record, const std::string& field, Keep keep,
                                       const Run& run);

    [[nodiscard]] Signal<>& on_change() { return state_->on_change; }

private:
    using Key = std::pair<AnyId, std::string>;
    struct State {
        std::map<Key, Conflict> conflicts;
        Signal<> on_change;
    };
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace throughline
