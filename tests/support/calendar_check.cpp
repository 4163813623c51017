#include "tests/support/calendar_check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include "throughline/base/text.hpp"

namespace throughline::test {
namespace {

using std::string_view;

constexpr std::size_t line_octets_max = 75;

class Checker {
public:
    explicit Checker(const CalendarPromises& promises) : promises_(promises) {}

    CheckedCalendar check(string_view text)
    {
        build(unfold(lines_of(text)));
        if (checked_.calendar.kind != "VCALENDAR") fault("the file is no single VCALENDAR");
        check_calendar_properties();
        for (const auto& part : checked_.calendar.parts) {
            if (part.kind == "VEVENT" || part.kind == "VTODO")
                check_item(part);
            else if (part.kind == "VTIMEZONE")
                check_zone(part);
            else
                fault("a " + part.kind + " has no place in our files");
        }
        check_zones_used();
        for (const auto& secret : promises_.not_in_text)
            if (text.find(secret) != string_view::npos) fault("the text says \"" + secret + "\"");
        return std::move(checked_);
    }

private:
    void fault(std::string text) { checked_.faults.push_back(std::move(text)); }

    std::vector<std::string> lines_of(string_view text)
    {
        std::vector<std::string> lines;
        while (!text.empty()) {
            const auto end = text.find("\r\n");
            if (end == string_view::npos) {
                fault("the last line does not end in CRLF");
                break;
            }
            const auto line = text.substr(0, end);
            text.remove_prefix(end + 2);
            if (line.find_first_of("\r\n") != string_view::npos) fault("a line break is no CRLF");
            if (line.size() > line_octets_max) fault("a line has more than 75 octets: " + std::string(line));
            // Also true of each line for itself: none is folded inside a character.
            if (!is_valid_utf8(line)) fault("a line is not UTF-8 by itself");
            if (line.empty()) fault("a line is empty");
            for (const unsigned char byte : line)
                if ((byte < 32 && byte != '\t') || byte == 127) fault("there is a control character");
            lines.emplace_back(line);
        }
        return lines;
    }

    std::vector<std::string> unfold(const std::vector<std::string>& lines)
    {
        std::vector<std::string> unfolded;
        for (const auto& line : lines) {
            const bool continues = line.starts_with(' ') || line.starts_with('\t');
            if (!continues)
                unfolded.push_back(line);
            else if (unfolded.empty())
                fault("the first line continues none");
            else
                unfolded.back() += line.substr(1);
        }
        return unfolded;
    }

    static CheckedProperty property_of(const std::string& line)
    {
        static const std::regex form(R"re(([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):([\s\S]*))re");
        std::smatch found;
        CheckedProperty property;
        if (!std::regex_match(line, found, form)) return property;
        property.name = found[1];
        property.value = found[3];
        auto rest = found[2].str();
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';', 1), rest.size());
            property.parameters.push_back(rest.substr(1, end - 1));
            rest.erase(0, end);
        }
        return property;
    }

    void build(const std::vector<std::string>& lines)
    {
        std::vector<CheckedComponent> open;
        for (const auto& line : lines) {
            auto property = property_of(line);
            if (property.name.empty())
                fault("no property: " + line);
            else if (property.name == "BEGIN")
                open.push_back({property.value, {}, {}});
            else if (open.empty())
                fault("outside of every component: " + line);
            else if (property.name != "END")
                open.back().properties.push_back(std::move(property));
            else if (open.back().kind != property.value)
                fault("END:" + property.value + " ends " + open.back().kind);
            else if (open.size() > 1) {
                open[open.size() - 2].parts.push_back(std::move(open.back()));
                open.pop_back();
            } else {
                if (!checked_.calendar.kind.empty()) fault("there is more than one calendar");
                checked_.calendar = std::move(open.back());
                open.pop_back();
            }
        }
        if (!open.empty()) fault("a " + open.back().kind + " is not ended");
    }

    void require(const CheckedComponent& component, std::initializer_list<string_view> names)
    {
        for (const auto name : names)
            if (component.count(name) != 1)
                fault(component.kind + " has " + std::to_string(component.count(name)) + " " + std::string(name));
    }

    void check_calendar_properties()
    {
        const auto& calendar = checked_.calendar;
        require(calendar, {"VERSION", "PRODID"});
        if (calendar.the("VERSION").value != "2.0") fault("VERSION is not 2.0");
        if (calendar.count("METHOD") != 0) fault("a file to be saved has a METHOD");
        for (const auto* name : {"X-WR-CALNAME", "PRODID"})
            if (calendar.count(name) == 1) check_text(calendar.the(name));
    }

    void check_text(const CheckedProperty& property)
    {
        const auto& value = property.value;
        for (std::size_t at = 0; at < value.size(); ++at) {
            // The standard leaves the form of a value of X-... open, and libical escapes no comma in it.
            const bool is_bare = (value[at] == ',' || value[at] == ';') && !property.name.starts_with("X-");
            if (is_bare) fault(property.name + " has a bare " + value[at]);
            if (value[at] != '\\') continue;
            ++at;
            if (at == value.size() || string_view("\\;,nN").find(value[at]) == string_view::npos)
                fault(property.name + " has a backslash that escapes nothing");
        }
    }

    void check_form(const CheckedProperty& property, const char* form)
    {
        if (!std::regex_match(property.value, std::regex(form)))
            fault(property.name + " has the value " + property.value);
    }

    void check_item(const CheckedComponent& item)
    {
        require(item, {"UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "STATUS", "CLASS"});
        if (item.the("UID").value.empty()) fault("a UID is empty");
        if (!uids_.insert(item.the("UID").value).second) fault("two items have one UID");
        check_form(item.the("DTSTAMP"), "[0-9]{8}T[0-9]{6}Z");
        check_form(item.the("LAST-MODIFIED"), "[0-9]{8}T[0-9]{6}Z");
        check_form(item.the("SEQUENCE"), "[0-9]+");
        if (promises_.is_private && item.the("CLASS").value != "PRIVATE") fault("an item is not CLASS:PRIVATE");
        for (const auto* name : {"UID", "SUMMARY", "DESCRIPTION", "LOCATION", "RELATED-TO"}) {
            if (item.count(name) > 1) fault(std::string(name) + " is there twice");
            if (item.count(name) == 1) check_text(item.the(name));
        }
        if (item.count("DURATION") != 0) fault("an item has a DURATION, which some programs do not take beside DTEND");
        if (item.kind == "VEVENT")
            check_event(item);
        else
            check_task(item);
        for (const auto& part : item.parts)
            if (part.kind == "VALARM")
                check_alarm(part);
            else
                fault(item.kind + " has a " + part.kind);
    }

    void check_event(const CheckedComponent& event)
    {
        require(event, {"DTSTART", "TRANSP"});
        const std::set<std::string> states{"CONFIRMED", "CANCELLED", "TENTATIVE"};
        if (!states.contains(event.the("STATUS").value)) fault("an event's STATUS is " + event.the("STATUS").value);
        const auto& start = event.the("DTSTART");
        check_time(start);
        if (event.count("DTEND") == 0) return;
        require(event, {"DTEND"});
        const auto& end = event.the("DTEND");
        check_time(end);
        if (start.parameters != end.parameters) fault("DTSTART and DTEND are not of one kind and zone");
        if (start.value.ends_with('Z') != end.value.ends_with('Z')) fault("only one of DTSTART and DTEND is in UTC");
        // In UTC or as days, a later time is a greater text.
        const bool is_comparable = start.parameter("TZID").empty();
        if (is_comparable && start.value >= end.value) fault("DTEND is not after DTSTART");
    }

    void check_task(const CheckedComponent& task)
    {
        require(task, {"DUE"});
        check_time(task.the("DUE"));
        const std::set<std::string> states{"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"};
        const auto state = task.the("STATUS").value;
        if (!states.contains(state)) fault("a task's STATUS is " + state);
        if (state == "COMPLETED") require(task, {"COMPLETED", "PERCENT-COMPLETE"});
        if (task.count("COMPLETED") == 1) check_form(task.the("COMPLETED"), "[0-9]{8}T[0-9]{6}Z");
        for (const auto& part : task.parts)
            if (part.kind == "VALARM" && part.the("TRIGGER").parameter("RELATED") != "END")
                fault("the alarm of a task without a beginning counts from its beginning");
    }

    void check_time(const CheckedProperty& time)
    {
        const auto zone = time.parameter("TZID");
        if (time.parameter("VALUE") == "DATE")
            check_form(time, "[0-9]{8}");
        else if (!zone.empty())
            check_form(time, "[0-9]{8}T[0-9]{6}");
        else
            check_form(time, "[0-9]{8}T[0-9]{6}Z");  // a floating time means another instant to everyone
        if (!zone.empty()) zones_used_.insert(zone);
    }

    void check_alarm(const CheckedComponent& alarm)
    {
        require(alarm, {"ACTION", "TRIGGER", "DESCRIPTION"});
        if (alarm.the("ACTION").value != "DISPLAY") fault("an alarm does more than show itself");
        check_form(alarm.the("TRIGGER"), "-?P([0-9]+W|([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?)");
        check_text(alarm.the("DESCRIPTION"));
    }

    void check_zone(const CheckedComponent& zone)
    {
        require(zone, {"TZID"});
        const auto name = zone.the("TZID").value;
        if (!zones_defined_.insert(name).second) fault("VTIMEZONE " + name + " is there twice");
        if (name.starts_with('/')) fault("the TZID has a vendor's prefix: " + name);
        if (zone.parts.empty()) fault("VTIMEZONE " + name + " has no rules");
        for (const auto& part : zone.parts) {
            if (part.kind != "STANDARD" && part.kind != "DAYLIGHT") fault("VTIMEZONE has a " + part.kind);
            require(part, {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"});
            check_form(part.the("DTSTART"), "[0-9]{8}T[0-9]{6}");
            check_form(part.the("TZOFFSETFROM"), "[+-][0-9]{4}([0-9]{2})?");
            check_form(part.the("TZOFFSETTO"), "[+-][0-9]{4}([0-9]{2})?");
            for (const auto& property : part.properties)
                if (!property.parameter("TZID").empty()) fault("there is a TZID inside of VTIMEZONE");
        }
    }

    void check_zones_used()
    {
        for (const auto& zone : zones_used_)
            if (!zones_defined_.contains(zone)) fault("TZID " + zone + " has no VTIMEZONE");
        for (const auto& zone : zones_defined_)
            if (!zones_used_.contains(zone)) fault("VTIMEZONE " + zone + " is not used");
    }

    CalendarPromises promises_;
    CheckedCalendar checked_;
    std::set<std::string> uids_;
    std::set<std::string> zones_used_;
    std::set<std::string> zones_defined_;
};

}  // namespace

std::string CheckedProperty::parameter(std::string_view wanted) const
{
    const auto start = std::string(wanted) + "=";
    for (const auto& each : parameters)
        if (each.starts_with(start)) return each.substr(start.size());
    return {};
}

std::string CheckedProperty::text() const
{
    std::string plain;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const bool is_escape = value[at] == '\\' && at + 1 < value.size();
        if (is_escape) ++at;
        plain += is_escape && (value[at] == 'n' || value[at] == 'N') ? '\n' : value[at];
    }
    return plain;
}

int CheckedComponent::count(std::string_view wanted) const
{
    return static_cast<int>(std::ranges::count(properties, wanted, &CheckedProperty::name));
}

const CheckedProperty& CheckedComponent::the(std::string_view wanted) const
{
    static const CheckedProperty none;
    const auto found = std::ranges::find(properties, wanted, &CheckedProperty::name);
    return count(wanted) == 1 ? *found : none;
}

std::vector<const CheckedComponent*> CheckedComponent::all(std::string_view wanted) const
{
    std::vector<const CheckedComponent*> found;
    for (const auto& part : parts)
        if (part.kind == wanted) found.push_back(&part);
    return found;
}

CheckedCalendar check_calendar(std::string_view text, const CalendarPromises& promises)
{
    return Checker(promises).check(text);
}

}  // namespace throughline::test
