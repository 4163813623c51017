// DraftKeeper: nothing typed is lost. Every text field's keys go through here.
//
// `typed` puts the text on disk at most `write_delay_ms` after the first unsaved key, also while typing goes on without
// a pause. The draft is settled into its record by the field's own command when the field is left, after
// `settle_delay_ms`, and at closing or sharing. When the disk refuses, the text stays here, is tried again, and
// `on_trouble` says so. Time comes in through Alarm, so that a test holds it in its hand.
// Used by every panel with a text field (see app/widget/draft_text.hpp for the wx side). No wx.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/viewmodel/signal.hpp"
#include "throughline/base/error.hpp"
#include "throughline/base/ids.hpp"

namespace throughline {

// Where drafts go: the Document, or a test's.
class DraftStore {
public:
    virtual ~DraftStore() = default;
    virtual Result<void> keep_draft(AnyId record, std::string_view field, std::string_view text) = 0;
    virtual Result<void> drop_draft(AnyId record, std::string_view field) = 0;
};

// One alarm, set for later. A second `set` replaces the first.
class Alarm {
public:
    virtual ~Alarm() = default;
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;  // steady; no meaning in itself
    virtual void set(std::int64_t delay_ms) = 0;
    virtual void clear() = 0;
    std::function<void()> on_ring;
};

class DraftKeeper {
public:
    // Runs the command that makes the text part of the record (ChangeObservationText, ...); the command takes the draft
    // row away. An empty function: the field is only kept, its panel runs its own command (a script line's Enter).
    using Settle = std::function<Result<void>(const std::string& text)>;

    static constexpr std::int64_t write_delay_ms = 200;  // the promise is 300: leaves the disk its share
    static constexpr std::int64_t settle_delay_ms = 60'000;
    static constexpr std::int64_t retry_delay_ms = 2'000;

    DraftKeeper(DraftStore& store, Alarm& alarm);
    ~DraftKeeper();
    DraftKeeper(const DraftKeeper&) = delete;
    DraftKeeper& operator=(const DraftKeeper&) = delete;

    // The field says `text` now.
    void typed(AnyId record, std::string_view field, std::string_view text, Settle settle = {});
    // The field lost the focus: what is unsettled is settled. A field without a Settle is written at once.
    Result<void> left(AnyId record, std::string_view field);
    // Before sharing, printing, undoing: this record's fields. The first error is given back; every field is tried.
    Result<void> settle(AnyId record);
    // Before closing, or changing the page.
    Result<void> settle_all();
    // The panel ran the field's command itself; its draft row is gone.
    void settled(AnyId record, std::string_view field);
    // The person took the text back: the draft row is dropped, nothing is settled.
    Result<void> dropped(AnyId record, std::string_view field);
    // The person chose to lose what the disk would not take. Rows already on disk stay there.
    void abandon();

    // What the field says, if it is not settled yet.
    [[nodiscard]] std::optional<std::string> unsettled(AnyId record, std::string_view field) const;
    [[nodiscard]] bool has_unsettled() const { return !fields_.empty(); }
    // True while something typed is not on disk yet.
    [[nodiscard]] bool has_unwritten() const;

    // A write or a settling failed. The text is kept; storage faults are tried again by themselves.
    Signal<const Error&> on_trouble;

private:
    using Key = std::pair<AnyId, std::string>;
    struct Field {
        std::string text;
        Settle settle;
        std::int64_t write_at_ms = 0;
        std::int64_t settle_at_ms = 0;
        bool unwritten = false;
        bool refused = false;  // a refusal that trying again will not mend: wait for the next key
    };

    void ring();
    void set_alarm();
    Result<void> write(const Key& key, Field& field);
    Result<void> settle_field(const Key& key);
    template <class Wanted>
    Result<void> settle_where(Wanted wanted);

    DraftStore& store_;
    Alarm& alarm_;
    std::map<Key, Field> fields_;
};

}  // namespace throughline
