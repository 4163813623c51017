#include "app/viewmodel/draft_keeper.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace throughline {

DraftKeeper::DraftKeeper(DraftStore& store, Alarm& alarm) : store_(store), alarm_(alarm)
{
    alarm_.on_ring = [this] { ring(); };
}

DraftKeeper::~DraftKeeper()
{
    alarm_.clear();
    alarm_.on_ring = nullptr;
}

void DraftKeeper::typed(AnyId record, std::string_view field_name, std::string_view text, Settle settle)
{
    const auto now = alarm_.now_ms();
    const auto [at, is_new] = fields_.try_emplace(Key{record, std::string(field_name)});
    auto& field = at->second;
    if (is_new) field.settle_at_ms = now + settle_delay_ms;
    // Counted from the first unsaved key: typing without a pause must not push the write away.
    if (!field.unwritten || field.refused) field.write_at_ms = now + write_delay_ms;
    field.text = text;
    field.settle = std::move(settle);
    field.unwritten = true;
    field.refused = false;
    set_alarm();
}

Result<void> DraftKeeper::left(AnyId record, std::string_view field)
{
    auto result = settle_field(Key{record, std::string(field)});
    set_alarm();
    return result;
}

Result<void> DraftKeeper::settle(AnyId record)
{
    return settle_where([&](const Key& key) { return key.first == record; });
}

Result<void> DraftKeeper::settle_all()
{
    return settle_where([](const Key&) { return true; });
}

void DraftKeeper::settled(AnyId record, std::string_view field)
{
    fields_.erase(Key{record, std::string(field)});
    set_alarm();
}

Result<void> DraftKeeper::dropped(AnyId record, std::string_view field)
{
    settled(record, field);
    return store_.drop_draft(record, field);
}

void DraftKeeper::abandon()
{
    fields_.clear();
    alarm_.clear();
}

std::optional<std::string> DraftKeeper::unsettled(AnyId record, std::string_view field) const
{
    const auto at = fields_.find(Key{record, std::string(field)});
    return at == fields_.end() ? std::nullopt : std::optional(at->second.text);
}

bool DraftKeeper::has_unwritten() const
{
    return std::any_of(fields_.begin(), fields_.end(), [](const auto& entry) { return entry.second.unwritten; });
}

void DraftKeeper::ring()
{
    const auto now = alarm_.now_ms();
    std::vector<Key> keys;
    for (const auto& [key, field] : fields_) keys.push_back(key);
    for (const auto& key : keys) {
        const auto at = fields_.find(key);  // a settling may have taken others along
        if (at == fields_.end() || at->second.refused) continue;
        auto& field = at->second;
        if (field.settle && field.settle_at_ms <= now)
            (void)settle_field(key);  // trouble is told by on_trouble
        else if (field.unwritten && field.write_at_ms <= now)
            (void)write(key, field);
    }
    set_alarm();
}

void DraftKeeper::set_alarm()
{
    auto next = std::numeric_limits<std::int64_t>::max();
    for (const auto& [key, field] : fields_) {
        if (field.refused) continue;
        if (field.unwritten) next = std::min(next, field.write_at_ms);
        if (field.settle) next = std::min(next, field.settle_at_ms);
    }
    if (next == std::numeric_limits<std::int64_t>::max())
        alarm_.clear();
    else
        alarm_.set(std::max<std::int64_t>(0, next - alarm_.now_ms()));
}

Result<void> DraftKeeper::write(const Key& key, Field& field)
{
    auto kept = store_.keep_draft(key.first, key.second, field.text);
    if (kept) {
        field.unwritten = false;
        return {};
    }
    if (kept.error().code == ErrorCode::storage || kept.error().code == ErrorCode::locked)
        field.write_at_ms = field.settle_at_ms = alarm_.now_ms() + retry_delay_ms;
    else
        field.refused = true;
    on_trouble.emit(kept.error());
    return kept;
}

Result<void> DraftKeeper::settle_field(const Key& key)
{
    const auto at = fields_.find(key);
    if (at == fields_.end()) return {};
    // The draft row first: if the command is refused, what was typed is on disk all the same.
    if (at->second.unwritten)
        if (auto kept = write(key, at->second); !kept) return kept;
    if (!at->second.settle) return {};

    const auto text = at->second.text;
    const auto settle = at->second.settle;  // the command's listeners may call back into this object
    auto done = settle(text);
    const auto after = fields_.find(key);
    if (after == fields_.end()) return done;
    if (done) {
        if (after->second.text == text) fields_.erase(after);
        return done;
    }
    if (done.error().code == ErrorCode::storage || done.error().code == ErrorCode::locked)
        after->second.settle_at_ms = alarm_.now_ms() + retry_delay_ms;
    else
        after->second.refused = true;
    on_trouble.emit(done.error());
    return done;
}

template <class Wanted>
Result<void> DraftKeeper::settle_where(Wanted wanted)
{
    std::vector<Key> keys;
    for (const auto& [key, field] : fields_)
        if (wanted(key)) keys.push_back(key);
    Result<void> first;
    for (const auto& key : keys)
        if (auto done = settle_field(key); !done && first) first = std::move(done);
    set_alarm();
    return first;
}

}  // namespace throughline
