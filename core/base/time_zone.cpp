#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/zone_rules.hpp"
#include "throughline/base/text.hpp"
#include "throughline/base/time.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t zone_file_bytes_max = 256 * 1024;  // the largest of tzdata has 4 kB

class FixedTimeZone final : public TimeZone {
public:
    explicit FixedTimeZone(int minutes_east) : offset_us_(minutes_east * us_per_minute) {}
    LocalTime local(Instant instant) const override
    {
        return LocalTime(Date{1970, 1, 1}) + boost::posix_time::microseconds(instant.us + offset_us_);
    }
    Instant instant(LocalTime local) const override
    {
        return {(local - LocalTime(Date{1970, 1, 1})).total_microseconds() - offset_us_};
    }
    std::string name() const override { return offset_us_ == 0 ? "UTC" : ""; }

private:
    std::int64_t offset_us_;
};

// The C library reads the same variables in the same way.
std::string environment(const char* variable)
{
    const char* const value = std::getenv(variable);
    return value == nullptr ? std::string() : std::string(value);
}

fs::path zone_folder()
{
    const auto said = environment("TZDIR");
    return said.empty() ? fs::path("/usr/share/zoneinfo") : fs::path(said);
}

// Empty if there is no such file, or none that could be a time zone.
std::string zone_bytes(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error) || fs::file_size(file, error) > zone_file_bytes_max || error) return {};
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// "America/New_York", but no way out of the folder, no hidden file and no copy of the whole tree.
bool could_be_zone_name(std::string_view name)
{
    constexpr std::array<std::string_view, 4> not_zones{"localtime", "posixrules", "posix", "right"};
    if (name.empty() || name.size() > 100) return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        const auto part = name.substr(begin, end - begin);
        const bool is_plain = std::ranges::all_of(part, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
                   c == '-';
        });
        if (part.empty() || !is_plain) return false;
        if (begin == 0 && std::ranges::find(not_zones, part) != not_zones.end()) return false;
        begin = end + 1;
    }
    return true;
}

std::string name_below_zone_folder(const fs::path& file)
{
    constexpr std::string_view folder = "/zoneinfo/";
    const auto path = file.generic_string();
    const auto at = path.find(folder);
    if (at == std::string::npos) return {};
    auto name = path.substr(at + folder.size());
    if (name.starts_with("posix/")) name.erase(0, 6);
    return could_be_zone_name(name) ? name : std::string();
}

std::shared_ptr<const TimeZone> zone_in_file(const fs::path& file, std::string name)
{
    auto rules = ZoneRules::from_tzif(zone_bytes(file));
    return rules ? zone_following(std::move(*rules), std::move(name)) : nullptr;
}

// What TZ says: a name, a file, or rules. UTC for what cannot be understood, as in the C library.
std::shared_ptr<const TimeZone> zone_of_environment(std::string_view value)
{
    if (value.starts_with(':')) value.remove_prefix(1);
    std::shared_ptr<const TimeZone> zone;
    if (value.starts_with('/')) {
        zone = zone_in_file(value, name_below_zone_folder(value));
    } else {
        zone = named_time_zone(value);
        auto rules = zone ? std::nullopt : ZoneRules::from_posix(value);
        if (rules) zone = zone_following(std::move(*rules), "");
    }
    return zone ? zone : fixed_time_zone(0);
}

// The name of the zone that /etc/localtime links to, or is a copy of.
std::string name_of_local_time(const fs::path& local_time)
{
    std::error_code ignored;  // no link, or one that leads nowhere: then there is no name in it
    for (const auto& target : {fs::read_symlink(local_time, ignored), fs::canonical(local_time, ignored)})
        if (auto name = name_below_zone_folder(target); !name.empty()) return name;
    std::ifstream stream("/etc/timezone");
    std::string line;
    std::getline(stream, line);
    const std::string name(trimmed(line));
    // The file may be left over from another zone.
    const bool is_same = could_be_zone_name(name) && zone_bytes(zone_folder() / name) == zone_bytes(local_time);
    return is_same ? name : std::string();
}

}  // namespace

std::optional<ZoneRules> system_zone_rules(std::string_view name)
{
    if (!could_be_zone_name(name)) return std::nullopt;
    return ZoneRules::from_tzif(zone_bytes(zone_folder() / name));
}

std::shared_ptr<const TimeZone> named_time_zone(std::string_view name)
{
    if (auto rules = system_zone_rules(name)) return zone_following(std::move(*rules), std::string(name));
    return name == "UTC" ? fixed_time_zone(0) : nullptr;  // known even where tzdata is not installed
}

std::shared_ptr<const TimeZone> system_time_zone()
{
    if (const char* const value = std::getenv("TZ"); value != nullptr) return zone_of_environment(value);
    const fs::path local_time = "/etc/localtime";
    auto zone = zone_in_file(local_time, name_of_local_time(local_time));
    return zone ? zone : fixed_time_zone(0);
}

std::shared_ptr<const TimeZone> fixed_time_zone(int minutes_east_of_utc)
{
    return std::make_shared<FixedTimeZone>(minutes_east_of_utc);
}

}  // namespace throughline
