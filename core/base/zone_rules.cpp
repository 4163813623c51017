#include "core/base/zone_rules.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <cstdlib>

namespace throughline {
namespace {

constexpr std::int64_t plain_day_s = 86'400;
constexpr std::int64_t longest_offset_s = 26 * 3600;        // RFC 8536, section 3.2
constexpr std::int64_t furthest_s = std::int64_t{1} << 60;  // likewise: nothing lies before the universe

std::int64_t midnight_s(int year, int month, int day)
{
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / month / day;
    return static_cast<std::int64_t>(date.time_since_epoch().count()) * plain_day_s;
}

int year_of(std::int64_t s)
{
    using namespace std::chrono;
    const sys_days date{std::chrono::floor<std::chrono::days>(std::chrono::seconds(s))};
    return static_cast<int>(year_month_day(date).year());
}

struct YearOfChanges {
    std::int64_t summer_begins_s = 0;
    std::int64_t summer_ends_s = 0;
};

YearOfChanges changes_of(const YearlyChanges& yearly, int year)
{
    return {local_time_of(yearly.summer_begins, year) - yearly.standard.east_s,
            local_time_of(yearly.summer_ends, year) - yearly.summer.east_s};
}

const ZoneOffset& offset_of(const YearlyChanges& yearly, std::int64_t utc_s)
{
    const auto year = changes_of(yearly, year_of(utc_s + yearly.standard.east_s));
    const bool is_north = year.summer_begins_s < year.summer_ends_s;
    const bool is_summer = is_north ? year.summer_begins_s <= utc_s && utc_s < year.summer_ends_s
                                    : utc_s < year.summer_ends_s || year.summer_begins_s <= utc_s;
    return is_summer ? yearly.summer : yearly.standard;
}

// Reads "EST5EDT,M3.2.0,M11.1.0" from left to right; every part() is empty where the text is not one.
class PosixText {
public:
    explicit PosixText(std::string_view text) : rest_(text) {}

    std::optional<std::string> abbreviation()
    {
        if (take('<')) {
            const auto end = rest_.find('>');
            if (end == std::string_view::npos) return std::nullopt;
            std::string name(rest_.substr(0, end));
            rest_.remove_prefix(end + 1);
            return name;
        }
        std::size_t length = 0;
        while (length < rest_.size() && is_letter(rest_[length])) ++length;
        if (length < 3) return std::nullopt;
        std::string name(rest_.substr(0, length));
        rest_.remove_prefix(length);
        return name;
    }

    // "5", "-3:30", "+10:00:00" as seconds.
    std::optional<int> hours(int hours_max)
    {
        const bool is_negative = take('-');
        if (!is_negative) take('+');
        const auto whole = number(hours_max);
        if (!whole) return std::nullopt;
        int seconds = *whole * 3600;
        for (const int unit : {60, 1}) {
            if (!take(':')) break;
            const auto part = number(59);
            if (!part) return std::nullopt;
            seconds += *part * unit;
        }
        return is_negative ? -seconds : seconds;
    }

    // "M3.2.0/2", "J60", "59".
    std::optional<YearlyDay> yearly_day()
    {
        YearlyDay day;
        if (take('M')) {
            const auto month = number(12);
            const auto week = take('.') ? number(5) : std::nullopt;
            const auto weekday = take('.') ? number(6) : std::nullopt;
            if (!month || !week || !weekday || *month < 1 || *week < 1) return std::nullopt;
            day.month = *month;
            day.week = *week;
            day.weekday = *weekday;
        } else {
            const bool skips_leap_day = take('J');
            day.kind = skips_leap_day ? YearlyDay::Kind::day_of_year_without_leap_day : YearlyDay::Kind::day_of_year;
            const auto count = number(365);
            if (!count || (skips_leap_day && *count < 1)) return std::nullopt;
            day.day = *count;
        }
        const auto time = take('/') ? hours(167) : std::optional(2 * 3600);
        if (!time) return std::nullopt;
        day.time_s = *time;
        return day;
    }

    bool take(char c)
    {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool at(char c) const { return rest_.starts_with(c); }

private:
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
    std::optional<int> number(int value_max)
    {
        int value = 0;
        std::size_t length = 0;
        while (length < rest_.size() && length < 4 && rest_[length] >= '0' && rest_[length] <= '9')
            value = value * 10 + (rest_[length++] - '0');
        if (length == 0 || value > value_max) return std::nullopt;
        rest_.remove_prefix(length);
        return value;
    }

    std::string_view rest_;
};

struct PosixZone {
    ZoneOffset standard;
    std::optional<YearlyChanges> yearly;
};

std::optional<PosixZone> parse_posix(std::string_view text)
{
    PosixText posix(text);
    auto name = posix.abbreviation();
    const auto west_s = name ? posix.hours(24) : std::nullopt;
    if (!west_s) return std::nullopt;
    PosixZone zone{{-*west_s, false, std::move(*name)}, std::nullopt};
    if (posix.at_end()) return zone;

    YearlyChanges yearly;
    yearly.standard = zone.standard;
    auto summer_name = posix.abbreviation();
    if (!summer_name) return std::nullopt;
    int summer_west_s = *west_s - 3600;
    if (!posix.at_end() && !posix.at(',')) {
        const auto said = posix.hours(24);
        if (!said) return std::nullopt;
        summer_west_s = *said;
    }
    yearly.summer = {-summer_west_s, true, std::move(*summer_name)};
    // Without days, the United States' are meant, in the C library as well.
    if (posix.at_end()) posix = PosixText(",M3.2.0,M11.1.0");
    const auto begins = posix.take(',') ? posix.yearly_day() : std::nullopt;
    const auto ends = posix.take(',') ? posix.yearly_day() : std::nullopt;
    if (!begins || !ends || !posix.at_end()) return std::nullopt;
    yearly.summer_begins = *begins;
    yearly.summer_ends = *ends;
    zone.yearly = std::move(yearly);
    return zone;
}

// One of the two blocks of a TZif file. Positions are checked by `has` before anything is read.
class TzifBlock {
public:
    TzifBlock(std::string_view bytes, std::size_t time_bytes) : bytes_(bytes), time_bytes_(time_bytes) {}

    bool read_header()
    {
        if (bytes_.size() < header_bytes || !bytes_.starts_with("TZif")) return false;
        version_ = bytes_[4];
        for (std::size_t i = 0; i < counts_.size(); ++i)
            counts_[i] = static_cast<std::size_t>(big_endian(20 + 4 * i, 4)) & 0xffff'ffff;
        // A real zone has some hundred changes; more is no time zone, and would overflow the sums.
        const bool is_sane = std::ranges::all_of(counts_, [](std::size_t count) { return count <= 100'000; });
        return is_sane && types() > 0 && bytes_.size() >= size();
    }
    [[nodiscard]] std::size_t size() const
    {
        return abbreviations_at() + counts_[5] + counts_[2] * (time_bytes_ + 4) + counts_[1] + counts_[0];
    }
    [[nodiscard]] char version() const { return version_; }
    [[nodiscard]] std::size_t changes() const { return counts_[3]; }
    [[nodiscard]] std::size_t types() const { return counts_[4]; }
    [[nodiscard]] bool has_leap_seconds() const { return counts_[2] > 0; }
    [[nodiscard]] std::int64_t change_at(std::size_t i) const
    {
        return big_endian(header_bytes + i * time_bytes_, time_bytes_);
    }
    [[nodiscard]] std::size_t type_after(std::size_t i) const
    {
        return static_cast<unsigned char>(bytes_[header_bytes + changes() * time_bytes_ + i]);
    }
    [[nodiscard]] ZoneOffset type(std::size_t i) const
    {
        const auto at = types_at() + i * 6;
        ZoneOffset offset;
        offset.east_s = static_cast<int>(big_endian(at, 4));
        offset.is_summer = bytes_[at + 4] != 0;
        const auto names = bytes_.substr(abbreviations_at(), counts_[5]);
        const auto name = static_cast<unsigned char>(bytes_[at + 5]);
        if (name < names.size()) offset.abbreviation = names.substr(name, names.find('\0', name) - name);
        return offset;
    }

private:
    static constexpr std::size_t header_bytes = 44;

    [[nodiscard]] std::size_t types_at() const { return header_bytes + changes() * (time_bytes_ + 1); }
    [[nodiscard]] std::size_t abbreviations_at() const { return types_at() + types() * 6; }
    [[nodiscard]] std::int64_t big_endian(std::size_t at, std::size_t count) const
    {
        auto value = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<signed char>(bytes_[at])));
        for (std::size_t i = 1; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes_[at + i]);
        return static_cast<std::int64_t>(value);
    }

    std::string_view bytes_;
    std::size_t time_bytes_;
    char version_ = 0;
    std::array<std::size_t, 6> counts_{};  // isut, isstd, leap seconds, changes, types, characters of abbreviations
};

}  // namespace

std::int64_t local_time_of(const YearlyDay& day, int year)
{
    const bool is_leap = std::chrono::year(year).is_leap();
    if (day.kind == YearlyDay::Kind::day_of_year) return midnight_s(year, 1, 1) + day.day * plain_day_s + day.time_s;
    if (day.kind == YearlyDay::Kind::day_of_year_without_leap_day) {
        const int after_leap_day = is_leap && day.day >= 60 ? 1 : 0;
        return midnight_s(year, 1, 1) + (day.day - 1 + after_leap_day) * plain_day_s + day.time_s;
    }
    using namespace std::chrono;
    const auto month = std::chrono::year(year) / day.month;
    const std::chrono::weekday weekday(static_cast<unsigned>(day.weekday));
    const sys_days date =
        day.week == 5 ? sys_days(month / weekday[last]) : sys_days(month / weekday[static_cast<unsigned>(day.week)]);
    return static_cast<std::int64_t>(date.time_since_epoch().count()) * plain_day_s + day.time_s;
}

std::optional<ZoneRules> ZoneRules::from_posix(std::string_view text)
{
    auto zone = parse_posix(text);
    if (!zone) return std::nullopt;
    ZoneRules rules;
    rules.offsets_.push_back(zone->standard);
    rules.yearly_ = std::move(zone->yearly);
    return rules;
}

ZoneRules ZoneRules::from_changes(ZoneOffset first, const std::vector<ZoneChange>& changes)
{
    assert(std::ranges::is_sorted(changes, {}, &ZoneChange::at_s));
    ZoneRules rules;
    rules.offsets_.push_back(std::move(first));
    for (const auto& change : changes) {
        rules.listed_.push_back({change.at_s, rules.offsets_.size()});
        rules.offsets_.push_back(change.after);
    }
    return rules;
}

std::optional<ZoneRules> ZoneRules::from_tzif(std::string_view bytes)
{
    TzifBlock block(bytes, 4);
    if (!block.read_header()) return std::nullopt;
    std::string_view footer;
    if (block.version() >= '2') {
        bytes.remove_prefix(block.size());
        block = TzifBlock(bytes, 8);
        if (!block.read_header()) return std::nullopt;
        footer = bytes.substr(block.size());
        const auto end = footer.starts_with('\n') ? footer.find('\n', 1) : std::string_view::npos;
        if (end == std::string_view::npos) return std::nullopt;
        footer = footer.substr(1, end - 1);
    }
    if (block.has_leap_seconds()) return std::nullopt;  // "right/..." counts seconds that no clock here shows

    ZoneRules rules;
    for (std::size_t i = 0; i < block.types(); ++i) {
        rules.offsets_.push_back(block.type(i));
        if (std::abs(std::int64_t{rules.offsets_.back().east_s}) > longest_offset_s) return std::nullopt;
    }
    for (std::size_t i = 0; i < block.changes(); ++i) {
        const Listed change{block.change_at(i), block.type_after(i)};
        const bool is_next = rules.listed_.empty() || rules.listed_.back().at_s < change.at_s;
        const bool is_near = -furthest_s < change.at_s && change.at_s < furthest_s;
        if (change.offset >= rules.offsets_.size() || !is_next || !is_near) return std::nullopt;
        rules.listed_.push_back(change);
    }
    if (!footer.empty()) {
        auto last = parse_posix(footer);
        if (!last) return std::nullopt;
        rules.yearly_ = std::move(last->yearly);
        if (!rules.yearly_) rules.last_ = std::move(last->standard);
    }
    return rules;
}

// How many of the listed changes have happened.
std::size_t ZoneRules::listed_at(std::int64_t utc_s) const
{
    const auto after = std::ranges::upper_bound(listed_, utc_s, {}, &Listed::at_s);
    return static_cast<std::size_t>(after - listed_.begin());
}

const ZoneOffset& ZoneRules::offset_at(std::int64_t utc_s) const
{
    const auto happened = listed_at(utc_s);
    if (happened == listed_.size()) {
        if (yearly_) return offset_of(*yearly_, utc_s);
        if (last_) return *last_;
    }
    return happened == 0 ? offsets_.front() : offsets_[listed_[happened - 1].offset];
}

std::int64_t ZoneRules::utc_of(std::int64_t local_s) const
{
    // A day on either side lies beyond whatever change this wall-clock time could be in.
    const int before_s = offset_at(local_s - longest_offset_s).east_s;
    const int after_s = offset_at(local_s + longest_offset_s).east_s;
    // The greater offset gives the earlier instant.
    for (const int east_s : {std::max(before_s, after_s), std::min(before_s, after_s)})
        if (offset_at(local_s - east_s).east_s == east_s) return local_s - east_s;
    return local_s - before_s;
}

std::vector<ZoneChange> ZoneRules::changes_between(std::int64_t from_s, std::int64_t to_s) const
{
    std::vector<std::int64_t> times;
    for (const auto& change : listed_)
        if (from_s <= change.at_s && change.at_s < to_s) times.push_back(change.at_s);
    const auto first_s = listed_.empty() ? from_s : std::max(from_s, listed_.back().at_s + 1);
    if (yearly_ && first_s < to_s) {
        for (int year = year_of(first_s) - 1; year <= year_of(to_s) + 1; ++year) {
            const auto changes = changes_of(*yearly_, year);
            for (const auto at_s : {changes.summer_begins_s, changes.summer_ends_s})
                if (first_s <= at_s && at_s < to_s) times.push_back(at_s);
        }
        std::ranges::sort(times);
    }
    std::vector<ZoneChange> changes;
    for (const auto at_s : times)
        if (offset_at(at_s - 1) != offset_at(at_s)) changes.push_back({at_s, offset_at(at_s - 1), offset_at(at_s)});
    return changes;
}

namespace {

class RuledTimeZone final : public TimeZone {
public:
    RuledTimeZone(ZoneRules rules, std::string name) : rules_(std::move(rules)), name_(std::move(name)) {}

    LocalTime local(Instant instant) const override
    {
        const auto second = floor_s(instant.us);
        const auto local_us = instant.us + rules_.offset_at(second).east_s * us_per_second;
        return epoch() + boost::posix_time::microseconds(local_us);
    }
    Instant instant(LocalTime local) const override
    {
        const std::int64_t local_us = (local - epoch()).total_microseconds();
        const auto second = floor_s(local_us);
        return {rules_.utc_of(second) * us_per_second + (local_us - second * us_per_second)};
    }
    std::string name() const override { return name_; }

private:
    static LocalTime epoch() { return LocalTime(Date(1970, 1, 1)); }
    // Downwards, so that instants before 1970 fall into the second that they belong to.
    static std::int64_t floor_s(std::int64_t us)
    {
        const std::int64_t s = us / us_per_second;
        return us % us_per_second < 0 ? s - 1 : s;
    }

    ZoneRules rules_;
    std::string name_;
};

}  // namespace

std::shared_ptr<const TimeZone> zone_following(ZoneRules rules, std::string name)
{
    return std::make_shared<RuledTimeZone>(std::move(rules), std::move(name));
}

}  // namespace throughline
