#include "core/store/month_summaries.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

namespace throughline::store {
namespace {

static_assert(std::endian::native == std::endian::little);

// To be raised when a record changes, or the order of an enumeration in it, with a schema step that empties all: what
// has another number is read from its rows.
constexpr std::uint32_t packing = 1;

constexpr auto no_instant = std::numeric_limits<std::int64_t>::min();
constexpr auto no_number = std::numeric_limits<std::int32_t>::min();
constexpr auto no_level = std::numeric_limits<std::int16_t>::min();
constexpr std::uint16_t no_result = 0xffff;

struct Head {
    std::uint32_t packing;
    std::uint32_t records;
    std::uint32_t parts;  // rows that visits looked at, or checks of steps
    std::uint32_t codes;  // of the rubrics' rows
};

struct VisitRecord {
    IdBytes id, teacher, observer, co_observer, rubric_version;
    std::int64_t started_at, shared_at, debrief_due_at, debrief_held_at;
    std::int32_t started_on, debrief_due_on;  // day numbers
    std::int32_t minutes, debrief_minutes;
    std::uint8_t purpose, state, debrief_skipped, has_step;
    std::uint32_t parts;  // the rows that it looked at
};
struct RowRecord {
    std::uint16_t code;
    std::int16_t level;
};
struct StepRecord {
    IdBytes id, teacher;
    std::int32_t assigned_on, check_on;
    std::uint32_t state;
    std::uint32_t parts;  // its checks
};
struct CheckRecord {
    std::int32_t on, due_on;
    std::uint16_t state, result;
    auto operator<=>(const CheckRecord&) const = default;
};
// No byte is left to chance: equal rows are equal bytes.
static_assert(std::has_unique_object_representations_v<Head> && std::has_unique_object_representations_v<VisitRecord> &&
              std::has_unique_object_representations_v<RowRecord> &&
              std::has_unique_object_representations_v<StepRecord> &&
              std::has_unique_object_representations_v<CheckRecord>);

std::int32_t number_of(Date day) { return static_cast<std::int32_t>(day.day_number()); }
std::int32_t number_of(const std::optional<Date>& day) { return day ? number_of(*day) : no_number; }
std::int64_t number_of(const std::optional<Instant>& at) { return at ? at->us : no_instant; }

// The program's dates lie within what boost can count.
Date day_of(std::int32_t number)
{
    static const auto first = number_of(Date(boost::date_time::min_date_time));
    static const auto last = number_of(Date(boost::date_time::max_date_time));
    if (number < first || number > last) throw UnreadableValue("a packed month of a school has a day that is none");
    return Date(static_cast<Date::date_int_type>(number));
}
std::optional<Date> day_if(std::int32_t number)
{
    return number == no_number ? std::nullopt : std::optional(day_of(number));
}
std::optional<int> number_if(std::int32_t number) { return number == no_number ? std::nullopt : std::optional(number); }
std::optional<Instant> instant_if(std::int64_t number)
{
    return number == no_instant ? std::nullopt : std::optional(Instant{number});
}

template <class To, class From>
To narrowed(From value)
{
    if (!std::in_range<To>(value)) throw UnreadableValue("a number is too large to be packed");
    return static_cast<To>(value);
}

template <class Record>
void append(std::string& bytes, const Record& record)
{
    bytes.append(reinterpret_cast<const char*>(&record), sizeof record);
}

// Takes records from the front of packed bytes.
class Unpacking {
public:
    explicit Unpacking(std::string_view bytes) : rest_(bytes) {}

    std::string_view take(std::size_t size)
    {
        if (rest_.size() < size) throw UnreadableValue("a packed month of a school is cut off");
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    template <class Record>
    Record take()
    {
        Record record;
        std::memcpy(&record, take(sizeof record).data(), sizeof record);
        return record;
    }
    // The bytes of so many records, to be taken later.
    template <class Record>
    Unpacking apart(std::uint32_t count)
    {
        return Unpacking(take(sizeof(Record) * count));
    }

private:
    std::string_view rest_;
};

// One packed month: the records, the parts of all of them, the words of the rubrics' rows.
template <class Record, class Part>
struct Packed {
    std::vector<std::pair<Record, std::vector<Part>>> records;
    std::vector<std::string> codes;

    [[nodiscard]] std::string bytes() const
    {
        Head head{packing, static_cast<std::uint32_t>(records.size()), 0, static_cast<std::uint32_t>(codes.size())};
        for (const auto& [record, parts] : records) head.parts += static_cast<std::uint32_t>(parts.size());
        std::string bytes;
        append(bytes, head);
        for (const auto& [record, parts] : records) append(bytes, record);
        for (const auto& [record, parts] : records)
            for (const auto& part : parts) append(bytes, part);
        for (const auto& code : codes) {
            append(bytes, narrowed<std::uint16_t>(code.size()));
            bytes += code;
        }
        return bytes;
    }
};

VisitRecord record_of(const CountedVisit& visit)
{
    return {visit.id.bytes,
            visit.teacher.bytes,
            visit.observer.bytes,
            visit.co_observer.value_or(PersonId{}).bytes,
            visit.rubric_version.bytes,
            visit.started_at.us,
            number_of(visit.shared_at),
            number_of(visit.debrief_due_at),
            number_of(visit.debrief_held_at),
            number_of(visit.started_on),
            number_of(visit.debrief_due_on),
            visit.minutes.value_or(no_number),
            visit.debrief_minutes.value_or(no_number),
            static_cast<std::uint8_t>(visit.purpose),
            static_cast<std::uint8_t>(visit.state),
            static_cast<std::uint8_t>(visit.debrief_skipped),
            static_cast<std::uint8_t>(visit.has_step),
            static_cast<std::uint32_t>(visit.looked_at.size())};
}

void fill(CountedVisit& visit, const VisitRecord& record)
{
    visit.id.bytes = record.id;
    visit.teacher.bytes = record.teacher;
    visit.observer.bytes = record.observer;
    const PersonId co_observer{record.co_observer};
    visit.co_observer = co_observer.is_nil() ? std::nullopt : std::optional(co_observer);
    visit.rubric_version.bytes = record.rubric_version;
    visit.started_at.us = record.started_at;
    visit.shared_at = instant_if(record.shared_at);
    visit.debrief_due_at = instant_if(record.debrief_due_at);
    visit.debrief_held_at = instant_if(record.debrief_held_at);
    visit.started_on = day_of(record.started_on);
    visit.debrief_due_on = day_if(record.debrief_due_on);
    visit.minutes = number_if(record.minutes);
    visit.debrief_minutes = number_if(record.debrief_minutes);
    visit.purpose = static_cast<Purpose>(record.purpose);
    visit.state = static_cast<ObservationState>(record.state);
    visit.debrief_skipped = record.debrief_skipped != 0;
    visit.has_step = record.has_step != 0;
}

struct Month {
    SchoolId school;
    Date first;

    [[nodiscard]] Date last() const { return first.end_of_month(); }
    [[nodiscard]] CadenceFilter filter() const
    {
        CadenceFilter filter;
        filter.school = school;
        return filter;
    }
};

std::string packed_visits(Database& database, const Month& month)
{
    Packed<VisitRecord, RowRecord> packed;
    std::unordered_map<std::string, std::uint16_t> numbers;
    each_visit_in_rows(
        database, month.filter(), month.first, month.last(), WithRows::yes, [&](const CountedVisit& visit) {
            auto& [record, rows] = packed.records.emplace_back(record_of(visit), std::vector<RowRecord>());
            for (const auto& [code, level] : visit.looked_at) {
                const auto next = narrowed<std::uint16_t>(numbers.size());
                const auto number = numbers.try_emplace(std::string(code), next).first->second;
                rows.push_back({number, level ? narrowed<std::int16_t>(*level) : no_level});
            }
        });
    std::ranges::sort(packed.records, {}, [](const auto& visit) {
        return std::tuple(visit.first.teacher, visit.first.started_at, visit.first.id);
    });
    // Numbered anew in the order of the codes, so that the bytes do not depend on the order of the rows.
    std::vector<std::uint16_t> in_order(numbers.size());
    for (const auto& [code, number] : numbers) packed.codes.push_back(code);
    std::ranges::sort(packed.codes);
    for (std::size_t i = 0; i < packed.codes.size(); ++i)
        in_order[numbers.at(packed.codes[i])] = static_cast<std::uint16_t>(i);
    for (auto& [record, rows] : packed.records)
        for (auto& row : rows) row.code = in_order[row.code];
    return packed.records.empty() ? std::string() : packed.bytes();
}

std::string packed_steps(Database& database, const Month& month)
{
    Packed<StepRecord, CheckRecord> packed;
    each_step_in_rows(database, month.filter(), month.first, month.last(), [&](const CountedStep& step) {
        std::vector<CheckRecord> checks;
        for (const auto& check : step.checks)
            checks.push_back({number_of(check.on), number_of(check.due_on), static_cast<std::uint16_t>(check.state),
                              check.result ? static_cast<std::uint16_t>(*check.result) : no_result});
        std::ranges::sort(checks);
        packed.records.emplace_back(
            StepRecord{step.id.bytes, step.teacher.bytes, number_of(step.assigned_on), number_of(step.check_on),
                       static_cast<std::uint32_t>(step.state), static_cast<std::uint32_t>(checks.size())},
            std::move(checks));
    });
    std::ranges::sort(packed.records, {},
                      [](const auto& step) { return std::tuple(step.first.teacher, step.first.id); });
    return packed.records.empty() ? std::string() : packed.bytes();
}

// Whether a content was packed by this version, and nothing of it is cut off.
template <class Record, class Part>
bool is_whole(std::string_view content)
{
    if (content.size() < sizeof(Head)) return false;
    Unpacking unpacking(content);
    const auto head = unpacking.take<Head>();
    const auto without_codes = sizeof(Head) + head.records * sizeof(Record) + head.parts * sizeof(Part);
    if (head.packing != packing || content.size() < without_codes) return false;
    Unpacking records = unpacking.apart<Record>(head.records);
    std::uint64_t parts = 0;
    for (std::uint32_t record = 0; record < head.records; ++record) parts += records.take<Record>().parts;
    auto codes = content.substr(without_codes);
    for (std::uint32_t code = 0; code < head.codes; ++code) {
        std::uint16_t size = 0;
        if (codes.size() < sizeof size) return false;
        std::memcpy(&size, codes.data(), sizeof size);
        if (codes.size() < sizeof size + size) return false;
        codes.remove_prefix(sizeof size + size);
    }
    return parts == head.parts && codes.empty();
}

struct Kind {
    const char* name;
    std::string (*packed)(Database&, const Month&);
    bool (*is_whole)(std::string_view content);
};
constexpr Kind visits_kind{"visits", packed_visits, is_whole<VisitRecord, RowRecord>};
constexpr Kind steps_kind{"steps", packed_steps, is_whole<StepRecord, CheckRecord>};

const Kind& kind_of(std::string_view name) { return name == visits_kind.name ? visits_kind : steps_kind; }

std::string month_text(Date day) { return iso(day).substr(0, 7); }
std::optional<Date> first_of(std::string_view month) { return parse_date(std::string(month) + "-01"); }

// Reads a packed month, or packs it in passing. Nothing: it is empty.
template <class Use>
void use_content(Database& database, const Kind& kind, const Month& month, std::string_view content, Use&& use)
{
    std::string packed;
    if (!kind.is_whole(content)) content = packed = kind.packed(database, month);
    if (!content.empty()) use(content);
}

template <class Use>
void each_month(Database& database, const Kind& kind, const std::optional<SchoolId>& school, Date from, Date to,
                Use&& use)
{
    auto query = database.query(
        std::string("SELECT month, school_id, content FROM month_summary WHERE kind = ?1 AND month >= ?2 AND month <= "
                    "?3") +
        (school ? " AND school_id = ?4" : ""));
    query.bind_all(kind.name, month_text(from), month_text(to));
    if (school) query.bind_at(4, *school);
    while (query.next()) {
        const auto first = first_of(query.take<std::string_view>());
        if (!first) continue;  // a day that is none lies in no span, and check says so
        Month month;
        month.first = *first;
        query.read(month.school);
        use_content(database, kind, month, query.take<Blob>().bytes, use);
    }
}

struct Empty {
    std::int64_t number = 0;
    std::string kind;
    std::string month;  // 2026-11
    SchoolId school;
};

// The oldest ones, at most so many.
std::vector<Empty> empty_months(Database& database, int count_max)
{
    auto query = database.query(
        "SELECT number, kind, month, school_id FROM month_summary WHERE content IS NULL ORDER BY number LIMIT ?");
    query.bind(count_max);
    std::vector<Empty> empty;
    while (query.next()) {
        auto& next = empty.emplace_back();
        query.read(next.number);
        query.read(next.kind);
        query.read(next.month);
        query.read(next.school);
    }
    return empty;
}

std::string packed_anew(Database& database, std::string_view kind, std::string_view month, const SchoolId& school)
{
    const auto first = first_of(month);
    if (!first) throw UnreadableValue("a month is not a month: " + std::string(month));
    return kind_of(kind).packed(database, {school, *first});
}

void pack(Database& database, const Empty& empty)
{
    std::string packed;
    try {
        packed = packed_anew(database, empty.kind, empty.month, empty.school);
    } catch (const UnreadableValue&) {
        // Without bytes it is read from its rows, where whoever asks is told; it is tried again when something changes.
        database.query("UPDATE month_summary SET content = x'' WHERE number = ?").bind(empty.number).run();
        return;
    }
    if (packed.empty())
        database.query("DELETE FROM month_summary WHERE number = ?").bind(empty.number).run();
    else
        database.query("UPDATE month_summary SET content = ? WHERE number = ?")
            .bind_all(Blob{packed}, empty.number)
            .run();
}

// Each record of a whole content with its own parts, to be taken; and the codes of all.
template <class Record, class Part, class Use>
void each_record(std::string_view content, Use&& use)
{
    Unpacking unpacking(content);
    const auto head = unpacking.take<Head>();
    Unpacking records = unpacking.apart<Record>(head.records);
    Unpacking parts = unpacking.apart<Part>(head.parts);
    std::vector<std::string_view> codes(head.codes);
    for (auto& code : codes) code = unpacking.take(unpacking.take<std::uint16_t>());
    for (std::uint32_t i = 0; i < head.records; ++i) {
        const auto record = records.take<Record>();
        use(record, parts.apart<Part>(record.parts), codes);
    }
}

// Which months of which schools there must be.
constexpr const char* months_there_are =
    "SELECT 'visits' AS kind, substr(v.started_on, 1, 7) AS month, p.school_id FROM visit_summary AS v "
    "JOIN person AS p ON p.id = v.teacher_id WHERE p.merged_into IS NULL AND v.state <> 'archived' "
    "UNION SELECT 'steps', substr(s.assigned_on, 1, 7), p.school_id FROM action_step AS s "
    "JOIN person AS p ON p.id = s.teacher_id WHERE p.merged_into IS NULL AND s.assigned_on IS NOT NULL";

}  // namespace

void each_packed_visit(Database& database, const std::optional<SchoolId>& school, Date from, Date to,
                       WithRows with_rows, const std::function<void(const CountedVisit&)>& each)
{
    CountedVisit visit;
    const auto from_number = number_of(from);
    const auto to_number = number_of(to);
    const auto use = [&](const VisitRecord& record, Unpacking rows, const std::vector<std::string_view>& codes) {
        if (record.started_on < from_number || record.started_on > to_number) return;
        fill(visit, record);
        visit.looked_at.clear();
        for (std::uint32_t row = 0; with_rows == WithRows::yes && row < record.parts; ++row) {
            const auto [code, level] = rows.take<RowRecord>();
            if (code >= codes.size()) throw UnreadableValue("a packed month of a school names a row it has not");
            visit.looked_at.emplace_back(codes[code], level == no_level ? std::nullopt : std::optional<int>(level));
        }
        each(visit);
    };
    each_month(database, visits_kind, school, from, to,
               [&](std::string_view content) { each_record<VisitRecord, RowRecord>(content, use); });
}

void each_packed_step(Database& database, const std::optional<SchoolId>& school, Date from, Date to,
                      const std::function<void(const CountedStep&)>& each)
{
    CountedStep step;
    const auto from_number = number_of(from);
    const auto to_number = number_of(to);
    const auto use = [&](const StepRecord& record, Unpacking checks, const auto&) {
        if (record.assigned_on < from_number || record.assigned_on > to_number) return;
        step.id.bytes = record.id;
        step.teacher.bytes = record.teacher;
        step.state = static_cast<StepState>(record.state);
        step.assigned_on = day_if(record.assigned_on);
        step.check_on = day_if(record.check_on);
        step.checks.clear();
        for (std::uint32_t check = 0; check < record.parts; ++check) {
            const auto [on, due_on, state, result] = checks.take<CheckRecord>();
            step.checks.push_back(
                {static_cast<StepState>(state), day_of(on), day_if(due_on),
                 result == no_result ? std::nullopt : std::optional(static_cast<StepResult>(result))});
        }
        each(step);
    };
    each_month(database, steps_kind, school, from, to,
               [&](std::string_view content) { each_record<StepRecord, CheckRecord>(content, use); });
}

void pack_months(Database& database, int count_max)
{
    auto empty = empty_months(database, empty_months_left + count_max);
    if (empty.size() <= empty_months_left) return;
    empty.resize(empty.size() - empty_months_left);
    for (const auto& month : empty) pack(database, month);
}

bool pack_next_months(Database& database, int count_max)
{
    const auto empty = empty_months(database, count_max);
    for (const auto& month : empty) pack(database, month);
    return static_cast<int>(empty.size()) == count_max;
}

void pack_all_months(Database& database, const std::function<bool()>& is_stopped)
{
    constexpr int months_at_once = 100;
    while ((!is_stopped || !is_stopped()) && pack_next_months(database, months_at_once)) {
    }
}

void pack_months_anew(Database& database, const std::function<bool()>& is_stopped)
{
    database.script("DELETE FROM month_summary");
    database.script(std::string("INSERT INTO month_summary (kind, month, school_id) ") + months_there_are);
    pack_all_months(database, is_stopped);
}

std::vector<std::string> months_packed_wrongly(Database& database, int count_max)
{
    std::vector<std::string> wrong;
    const auto add = [&](std::string_view kind, std::string_view month, const SchoolId& school) {
        wrong.push_back(fmt::format("{} of {} at school {}", kind, month, school.text()));
    };
    auto missing = database.query(std::string("SELECT kind, month, school_id FROM (") + months_there_are +
                                  " EXCEPT SELECT kind, month, school_id FROM month_summary) LIMIT ?");
    missing.bind(count_max);
    while (missing.next()) {
        const auto kind = missing.take<std::string>();
        const auto month = missing.take<std::string>();
        add(kind, month, missing.take<SchoolId>());
    }
    auto query = database.query("SELECT kind, month, school_id, content FROM month_summary WHERE content IS NOT NULL");
    while (query.next() && static_cast<int>(wrong.size()) < count_max) {
        const auto kind = query.take<std::string>();
        const auto month = query.take<std::string>();
        const auto school = query.take<SchoolId>();
        const auto content = query.take<Blob>().bytes;
        try {
            if (packed_anew(database, kind, month, school) != content) add(kind, month, school);
        } catch (const UnreadableValue&) {
            add(kind, month, school);
        }
    }
    return wrong;
}

}  // namespace throughline::store
