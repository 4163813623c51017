#include "core/exchange/calendar_lines.hpp"

#include <algorithm>
#include <optional>

#include <utf8proc.h>

#include "core/exchange/person_checks.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/calendar_file.hpp"

namespace throughline::calendar {
namespace {

constexpr std::size_t depth_max = 6;  // VCALENDAR, VTIMEZONE, DAYLIGHT is the deepest there is

struct Line {
    std::string text;
    int number = 0;
};

// Gives line after line, continuations joined to the line that they continue.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}

    std::optional<Line> next()
    {
        if (rest_.empty()) return std::nullopt;
        Line line;
        line.number = number_ + 1;
        line.text = take();
        while (rest_.starts_with(' ') || rest_.starts_with('\t')) line.text += take().substr(1);
        return line;
    }

private:
    std::string_view take()
    {
        const auto length = std::min(rest_.find_first_of("\r\n"), rest_.size());
        const auto line = rest_.substr(0, length);
        rest_.remove_prefix(length);
        if (rest_.starts_with("\r\n"))
            rest_.remove_prefix(2);
        else if (!rest_.empty())
            rest_.remove_prefix(1);
        ++number_;
        return line;
    }

    std::string_view rest_;
    int number_ = 0;
};

bool is_name(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

// Up to one of `stops` that does not stand in quotation marks.
std::string_view take_until(std::string_view& rest, std::string_view stops)
{
    bool quoted = false;
    std::size_t at = 0;
    for (; at < rest.size(); ++at) {
        if (rest[at] == '"') quoted = !quoted;
        if (!quoted && stops.find(rest[at]) != std::string_view::npos) break;
    }
    const auto taken = rest.substr(0, at);
    rest.remove_prefix(at);
    return taken;
}

std::string_view without_quotes(std::string_view text)
{
    if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) return text.substr(1, text.size() - 2);
    return text;
}

std::optional<Property> property_of(const Line& line)
{
    std::string_view rest = line.text;
    Property property;
    property.line = line.number;
    auto name = trimmed(take_until(rest, ";:"));
    // "item1.SUMMARY" of address books and some calendars: the group says nothing here.
    if (const auto dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
    if (!is_name(name)) return std::nullopt;
    property.name = in_capitals(name);
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        auto parameter = take_until(rest, ";:");
        const auto key = in_capitals(trimmed(take_until(parameter, "=")));
        if (parameter.starts_with('=')) parameter.remove_prefix(1);
        property.parameters.emplace_back(key, as_utf8(without_quotes(parameter)));
    }
    if (!rest.starts_with(':')) return std::nullopt;
    property.value = rest.substr(1);
    return property;
}

// Takes property after property and knows which component is open.
class Nesting {
public:
    void take(Property property, Calendars& calendars)
    {
        const auto kind = in_capitals(trimmed(property.value));
        if (property.name == "BEGIN") return begin(kind, property.line, calendars);
        if (property.name == "END") return end(kind, calendars);
        if (too_deep_ == 0 && !open_.empty()) open_.back().properties.push_back(std::move(property));
    }
    void close_all(Calendars& calendars)
    {
        while (!open_.empty()) close(calendars, false);
    }

private:
    void begin(const std::string& kind, int line, Calendars& calendars)
    {
        // No component holds one of its own kind: the end of the earlier one is lost.
        while (std::ranges::find(open_, kind, &Component::kind) != open_.end()) close(calendars, false);
        if (open_.size() == depth_max) {
            ++too_deep_;
            return;
        }
        Component component;
        component.kind = kind;
        component.line = line;
        open_.push_back(std::move(component));
    }
    void end(const std::string& kind, Calendars& calendars)
    {
        const bool is_open = std::ranges::find(open_, kind, &Component::kind) != open_.end();
        if (!is_open && too_deep_ > 0) --too_deep_;
        if (!is_open) return;
        while (open_.back().kind != kind) close(calendars, false);
        close(calendars, true);
    }
    void close(Calendars& calendars, bool is_complete)
    {
        auto component = std::move(open_.back());
        open_.pop_back();
        too_deep_ = 0;
        component.is_complete = is_complete;
        (open_.empty() ? calendars.all : open_.back()).parts.push_back(std::move(component));
    }

    std::vector<Component> open_;
    int too_deep_ = 0;  // components inside the deepest one that is kept
};

Failure no_calendar(std::string_view text)
{
    constexpr std::size_t beginning_bytes = 512;
    const auto beginning = in_capitals(trimmed(text.substr(0, beginning_bytes)));
    if (beginning.starts_with("<!DOCTYPE HTML") || beginning.starts_with("<HTML"))
        return fail(ErrorCode::bad_input,
                    "This is a web page and no calendar; the site may have asked for a sign-in. Save the calendar from "
                    "the calendar program as .ics and import that file.");
    if (text.substr(0, beginning_bytes).find('\0') != std::string_view::npos)
        return fail(ErrorCode::bad_input,
                    "This is no calendar file, or one that is not saved as UTF-8. Export the calendar again as .ics.");
    return fail(ErrorCode::bad_input,
                "There is no calendar in this file (no line BEGIN:VCALENDAR). Export the calendar from its program as "
                "iCalendar (.ics) and import that file.");
}

}  // namespace

std::string_view Property::parameter(std::string_view wanted) const
{
    for (const auto& [key, text] : parameters)
        if (key == wanted) return text;
    return {};
}

const Property* Component::find(std::string_view name) const
{
    const auto found = std::ranges::find(properties, name, &Property::name);
    return found == properties.end() ? nullptr : &*found;
}

std::string Component::text(std::string_view name) const
{
    const auto* const property = find(name);
    return property == nullptr ? std::string() : one_line(text_of(property->value));
}

Result<Calendars> parse(std::string_view text)
{
    if (text.size() > calendar_bytes_max)
        return fail(ErrorCode::bad_input,
                    "The file is larger than any calendar ({0} MB at most). Export fewer years of it.",
                    std::to_string(calendar_bytes_max / 1024 / 1024));
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    Calendars calendars;
    Nesting nesting;
    Lines lines(text);
    while (const auto line = lines.next()) {
        if (trimmed(line->text).empty()) continue;
        if (auto property = property_of(*line)) {
            nesting.take(std::move(*property), calendars);
            continue;
        }
        if (calendars.lines_not_understood++ == 0) calendars.first_not_understood = line->number;
    }
    nesting.close_all(calendars);
    const bool has_calendar = std::ranges::any_of(
        calendars.all.parts, [](const Component& component) { return component.kind == "VCALENDAR"; });
    if (!has_calendar) return no_calendar(text);
    return calendars;
}

std::string as_utf8(std::string_view text)
{
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t code_point = 0;
        const auto* const byte = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
        const auto length = utf8proc_iterate(byte, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
        if (length > 0)
            clean += text.substr(at, static_cast<std::size_t>(length));
        else
            clean += "\xef\xbf\xbd";
        at += length > 0 ? static_cast<std::size_t>(length) : 1;
    }
    return clean;
}

std::vector<std::string> texts_of(std::string_view value)
{
    std::vector<std::string> texts(1);
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char c = value[at];
        if (c == ',') {
            texts.emplace_back();
            continue;
        }
        // Only these are escapes; before any other letter a backslash is itself: C:\temp.
        const bool is_escape = c == '\\' && at + 1 < value.size() &&
                               std::string_view("\\;,:\"nN").find(value[at + 1]) != std::string_view::npos;
        const char meant = is_escape ? value[++at] : c;
        texts.back() += is_escape && (meant == 'n' || meant == 'N') ? '\n' : meant;
    }
    for (auto& text : texts) text = as_utf8(text);
    return texts;
}

// A comma without its backslash, as careless programs write it, belongs to the text.
std::string text_of(std::string_view value) { return join(texts_of(value), ","); }

std::string in_capitals(std::string_view text)
{
    std::string capitals(text);
    for (char& c : capitals)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return capitals;
}

}  // namespace throughline::calendar
