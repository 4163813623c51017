#include "core/exchange/calendar_zones.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/zone_rules.hpp"
#include "throughline/base/text.hpp"

namespace throughline::calendar {
namespace {

constexpr std::size_t zones_max = 200;  // in one file, and of names that are asked for

// "-0500", "+053000" in seconds.
std::optional<int> offset_of(std::string_view value)
{
    value = trimmed(value);
    const bool has_sign = value.starts_with('-') || value.starts_with('+');
    if (!has_sign || (value.size() != 5 && value.size() != 7)) return std::nullopt;
    int seconds = 0;
    for (std::size_t at = 1; at < value.size(); at += 2) {
        const bool is_number = value[at] >= '0' && value[at] <= '9' && value[at + 1] >= '0' && value[at + 1] <= '9';
        if (!is_number) return std::nullopt;
        const int part = (value[at] - '0') * 10 + (value[at + 1] - '0');
        seconds += part * (at == 1 ? 3600 : at == 3 ? 60 : 1);
    }
    if (seconds >= day_s) return std::nullopt;
    return value.front() == '-' ? -seconds : seconds;
}

// The changes that a STANDARD or DAYLIGHT part lists. False if it cannot be read.
bool add_changes(const Component& part, std::int64_t end_s, RepeatBudget& budget, std::vector<ZoneChange>& changes)
{
    const auto* const start = part.find("DTSTART");
    const auto* const from = part.find("TZOFFSETFROM");
    const auto* const to = part.find("TZOFFSETTO");
    if (start == nullptr || from == nullptr || to == nullptr) return false;
    const auto first = stamp_of(start->value);
    const auto before_s = offset_of(from->value);
    const auto after_s = offset_of(to->value);
    if (!first || !before_s || !after_s) return false;
    const ZoneOffset before{*before_s, false, {}};
    const ZoneOffset after{*after_s, part.kind == "DAYLIGHT", {}};
    const auto zone_before = zone_following(ZoneRules::from_changes(before, {}), "");

    std::vector<std::int64_t> wall_s{first->wall_s};
    for (const auto& property : part.properties) {
        if (property.name == "RRULE" &&
            repeat(property.value, *first, *zone_before, {first->wall_s, end_s}, budget, wall_s) != RepeatFault::none)
            return false;
        if (property.name != "RDATE") continue;
        for (const auto& text : texts_of(property.value))
            if (const auto stamp = stamp_of(text)) wall_s.push_back(stamp->wall_s);
    }
    for (const auto at_s : wall_s) changes.push_back({at_s - *before_s, before, after});
    return true;
}

std::shared_ptr<const TimeZone> zone_in(const Component& component, std::int64_t end_s, RepeatBudget& budget)
{
    std::vector<ZoneChange> changes;
    for (const auto& part : component.parts) {
        const bool is_rule = part.kind == "STANDARD" || part.kind == "DAYLIGHT";
        if (is_rule && !add_changes(part, end_s, budget, changes)) return nullptr;
    }
    if (changes.empty()) return nullptr;
    std::ranges::stable_sort(changes, {}, &ZoneChange::at_s);
    const auto is_repeated = [](const ZoneChange& a, const ZoneChange& b) { return a.at_s == b.at_s; };
    changes.erase(std::unique(changes.begin(), changes.end(), is_repeated), changes.end());
    const auto first = changes.front().before;
    return zone_following(ZoneRules::from_changes(first, changes), "");
}

// The IANA name itself, or at the end of a vendor's path: "/citadel.org/20211207_1/America/New_York".
std::shared_ptr<const TimeZone> zone_by_path(std::string_view name)
{
    if (!name.starts_with('/')) return named_time_zone(name);
    while (!name.empty()) {
        name.remove_prefix(std::min(name.find('/', 1), name.size()));
        if (name.empty()) break;
        if (auto zone = named_time_zone(name.substr(1))) return zone;
    }
    return nullptr;
}

}  // namespace

Zones::Zones(const Calendars& calendars, const TimeZone& fallback, std::int64_t end_s, RepeatBudget& budget)
    : fallback_(&fallback)
{
    for (const auto& calendar : calendars.all.parts) {
        for (const auto& component : calendar.parts) {
            const auto name = component.kind == "VTIMEZONE" ? component.text("TZID") : std::string();
            if (name.empty() || in_file_.size() == zones_max || in_file_.contains(name)) continue;
            auto zone = zone_by_path(component.text("X-LIC-LOCATION"));
            if (!zone) zone = zone_in(component, end_s, budget);
            if (zone) in_file_.emplace(name, std::move(zone));
        }
    }
}

std::shared_ptr<const TimeZone> Zones::find(std::string_view name) const
{
    if (auto zone = zone_by_path(name)) return zone;
    if (const auto found = in_file_.find(name); found != in_file_.end()) return found->second;
    const auto iana_name = iana_name_of_windows_zone(name);
    return iana_name.empty() ? nullptr : named_time_zone(iana_name);
}

const TimeZone& Zones::of(std::string_view name)
{
    name = trimmed(name);
    if (name.empty()) return *fallback_;
    auto found = asked_.find(name);
    if (found == asked_.end()) {
        if (asked_.size() == zones_max) return *fallback_;
        found = asked_.emplace(std::string(name), find(name)).first;
        if (!found->second)
            notes_.push_back(
                fmt::format("The file does not say what its time zone \"{}\" is. Its times were read as local times; "
                            "check them.",
                            name));
    }
    return found->second ? *found->second : *fallback_;
}

}  // namespace throughline::calendar
