// How each C++ value is bound to a statement and read from a column. The file's types are in schema/0001_workspace.sql.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <SQLiteCpp/Statement.h>

#include "throughline/base/ids.hpp"
#include "throughline/base/text.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/model/cadence_rule.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/response.hpp"
#include "throughline/model/role.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline::store {

// A file that holds a value no version of the program writes: damaged, or edited by hand.
class UnreadableValue : public SQLite::Exception {
public:
    explicit UnreadableValue(const std::string& text) : SQLite::Exception(text, 11 /* SQLITE_CORRUPT */) {}
};

// Enumerations are stored by name.
inline void parse_name(std::string_view name, std::optional<Purpose>& to) { to = parse_purpose(name); }
inline void parse_name(std::string_view name, std::optional<ObservationState>& to)
{
    to = parse_observation_state(name);
}
inline void parse_name(std::string_view name, std::optional<Speaker>& to) { to = parse_speaker(name); }
inline void parse_name(std::string_view name, std::optional<EvidenceKind>& to) { to = parse_evidence_kind(name); }
inline void parse_name(std::string_view name, std::optional<Mark>& to) { to = parse_mark(name); }
inline void parse_name(std::string_view name, std::optional<StepState>& to) { to = parse_step_state(name); }
inline void parse_name(std::string_view name, std::optional<StepResult>& to) { to = parse_step_result(name); }
inline void parse_name(std::string_view name, std::optional<ResponseKind>& to) { to = parse_response_kind(name); }
inline void parse_name(std::string_view name, std::optional<Role>& to) { to = parse_role(name); }
inline void parse_name(std::string_view name, std::optional<DayKind>& to) { to = parse_day_kind(name); }
inline void parse_name(std::string_view name, std::optional<RuleKind>& to) { to = parse_rule_kind(name); }
inline void parse_name(std::string_view name, std::optional<RuleUnit>& to) { to = parse_rule_unit(name); }
inline void parse_name(std::string_view name, std::optional<CountWindow>& to) { to = parse_count_window(name); }
inline void parse_name(std::string_view name, std::optional<ScopeKind>& to) { to = parse_scope_kind(name); }
inline void parse_name(std::string_view name, std::optional<BookingKind>& to) { to = parse_booking_kind(name); }
inline void parse_name(std::string_view name, std::optional<BookingState>& to) { to = parse_booking_state(name); }
inline void parse_name(std::string_view name, std::optional<Extent>& to) { to = parse_extent(name); }
inline void parse_name(std::string_view name, std::optional<AccessKind>& to) { to = parse_access_kind(name); }

// Bytes as they are; read ones are good until the statement goes on.
struct Blob {
    std::string_view bytes;
};

// Names of steps and the like: a line each.
struct Lines {
    std::vector<std::string>& items;
};
struct ConstLines {
    const std::vector<std::string>& items;
};

inline void bind_value(SQLite::Statement& s, int at, std::nullptr_t) { s.bind(at); }
inline void bind_value(SQLite::Statement& s, int at, bool value) { s.bind(at, value ? 1 : 0); }
inline void bind_value(SQLite::Statement& s, int at, int value) { s.bind(at, value); }
inline void bind_value(SQLite::Statement& s, int at, std::int64_t value) { s.bind(at, value); }
inline void bind_value(SQLite::Statement& s, int at, double value) { s.bind(at, value); }
inline void bind_value(SQLite::Statement& s, int at, const std::string& value) { s.bind(at, value); }
inline void bind_value(SQLite::Statement& s, int at, std::string_view value) { s.bind(at, std::string(value)); }
inline void bind_value(SQLite::Statement& s, int at, const char* value) { s.bind(at, std::string(value)); }
inline void bind_value(SQLite::Statement& s, int at, Instant value) { s.bind(at, value.us); }
inline void bind_value(SQLite::Statement& s, int at, Date value) { s.bind(at, iso(value)); }
inline void bind_value(SQLite::Statement& s, int at, Blob value)
{
    s.bind(at, value.bytes.data(), static_cast<int>(value.bytes.size()));
}
template <class Noun>
void bind_value(SQLite::Statement& s, int at, const Id<Noun>& id)
{
    if (id.is_nil())
        s.bind(at);
    else
        s.bind(at, id.bytes.data(), static_cast<int>(id.bytes.size()));
}
template <class Enum>
requires std::is_enum_v<Enum>
void bind_value(SQLite::Statement& s, int at, Enum value) { s.bind(at, std::string(name_of(value))); }
inline void bind_value(SQLite::Statement& s, int at, const std::vector<std::string>& codes)
{
    s.bind(at, join(codes, " "));
}
inline void bind_value(SQLite::Statement& s, int at, const ConstLines& lines) { s.bind(at, join(lines.items, "\n")); }
// Sets of enumerations: names, a space between, in the enumeration's order.
template <class Enum>
requires std::is_enum_v<Enum>
void bind_value(SQLite::Statement& s, int at, const std::set<Enum>& values)
{
    std::vector<std::string> names;
    for (const auto value : values) names.emplace_back(name_of(value));
    s.bind(at, join(names, " "));
}
template <class Value>
void bind_value(SQLite::Statement& s, int at, const std::optional<Value>& value)
{
    if (value)
        bind_value(s, at, *value);
    else
        s.bind(at);
}

inline std::string_view text_at(SQLite::Statement& s, int at)
{
    const auto column = s.getColumn(at);
    const auto* text = column.getText("");  // before the size: it may convert
    return {text, static_cast<std::size_t>(column.getBytes())};
}
inline void read_value(SQLite::Statement& s, int at, bool& value) { value = s.getColumn(at).getInt() != 0; }
inline void read_value(SQLite::Statement& s, int at, int& value) { value = s.getColumn(at).getInt(); }
inline void read_value(SQLite::Statement& s, int at, std::int64_t& value) { value = s.getColumn(at).getInt64(); }
inline void read_value(SQLite::Statement& s, int at, double& value) { value = s.getColumn(at).getDouble(); }
inline void read_value(SQLite::Statement& s, int at, std::string& value) { value = text_at(s, at); }
// Good until the statement goes on.
inline void read_value(SQLite::Statement& s, int at, std::string_view& value) { value = text_at(s, at); }
inline void read_value(SQLite::Statement& s, int at, Blob& value)
{
    const auto column = s.getColumn(at);
    const auto* bytes = static_cast<const char*>(column.getBlob());  // before the size, and null where there is none
    value.bytes = bytes == nullptr ? std::string_view() : std::string_view(bytes, column.getBytes());
}
inline void read_value(SQLite::Statement& s, int at, Instant& value) { value.us = s.getColumn(at).getInt64(); }
inline void read_value(SQLite::Statement& s, int at, Date& value)
{
    const auto date = parse_date(text_at(s, at));
    if (!date) throw UnreadableValue("a date is not a date: " + std::string(text_at(s, at)));
    value = *date;
}
template <class Noun>
void read_value(SQLite::Statement& s, int at, Id<Noun>& id)
{
    const auto column = s.getColumn(at);
    id = {};
    if (column.isNull()) return;
    if (column.getBytes() != static_cast<int>(id.bytes.size())) throw UnreadableValue("an id has not 16 bytes");
    std::memcpy(id.bytes.data(), column.getBlob(), id.bytes.size());
}
template <class Enum>
requires std::is_enum_v<Enum>
void read_value(SQLite::Statement& s, int at, Enum& value)
{
    std::optional<Enum> parsed;
    parse_name(text_at(s, at), parsed);
    if (!parsed) throw UnreadableValue("an unknown word stands in the file: " + std::string(text_at(s, at)));
    value = *parsed;
}
inline void read_value(SQLite::Statement& s, int at, std::vector<std::string>& codes)
{
    codes = split_words(text_at(s, at));
}
inline void read_value(SQLite::Statement& s, int at, const Lines& lines)
{
    lines.items.clear();
    std::string_view rest = text_at(s, at);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        lines.items.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}
template <class Enum>
requires std::is_enum_v<Enum>
void read_value(SQLite::Statement& s, int at, std::set<Enum>& values)
{
    values.clear();
    for (const auto& word : split_words(text_at(s, at))) {
        std::optional<Enum> value;
        parse_name(word, value);
        if (!value) throw UnreadableValue("an unknown word stands in the file: " + word);
        values.insert(*value);
    }
}
template <class Value>
void read_value(SQLite::Statement& s, int at, std::optional<Value>& value)
{
    if (s.getColumn(at).isNull()) {
        value.reset();
        return;
    }
    value.emplace(Value{});
    read_value(s, at, *value);
}
// An optional day has no default to start from.
inline void read_value(SQLite::Statement& s, int at, std::optional<Date>& value)
{
    if (s.getColumn(at).isNull()) {
        value.reset();
        return;
    }
    Date day;
    read_value(s, at, day);
    value = day;
}

}  // namespace throughline::store
