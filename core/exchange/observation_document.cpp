#include "throughline/exchange/observation_document.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "throughline/base/text.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline {
namespace {

// Keeps keys in the order written, so that the first fault reported is the first one a reader of the file meets.
using Json = nlohmann::ordered_json;

constexpr std::size_t name_chars_max = 200;  // a person, a subject, a grade, a rubric's id: longer is a mix-up of keys
constexpr std::size_t document_bytes_max = 16'000'000;  // a whole day of script is under one million

std::string inside(const std::string& place, const std::string& key) { return place.empty() ? key : place + "." + key; }

std::string inside(const std::string& place, std::size_t index) { return fmt::format("{}[{}]", place, index); }

// Watches the parser for a key that stands twice in one object: JSON readers keep the last one and say nothing.
class RepeatedKeyWatch {
public:
    bool operator()(int, Json::parse_event_t event, Json& parsed)
    {
        using Event = Json::parse_event_t;
        switch (event) {
            case Event::object_start:
                open_.push_back({place_of_next(), false, {}, {}, 0});
                break;
            case Event::array_start:
                open_.push_back({place_of_next(), true, {}, {}, 0});
                break;
            case Event::key:
                note_key(parsed.get<std::string>());
                break;
            case Event::value:
                place_of_next();
                break;
            case Event::object_end:
            case Event::array_end:
                open_.pop_back();
                break;
        }
        return true;
    }

    [[nodiscard]] const std::string& first_place() const { return first_place_; }

private:
    struct Container {
        std::string place;
        bool is_array = false;
        std::set<std::string> keys;
        std::string key;        // the last one read
        std::size_t count = 0;  // of an array's items so far
    };

    std::string place_of_next()
    {
        if (open_.empty()) return {};
        auto& around = open_.back();
        return around.is_array ? inside(around.place, around.count++) : inside(around.place, around.key);
    }

    void note_key(std::string key)
    {
        auto& object = open_.back();
        const bool is_new = object.keys.insert(key).second;
        object.key = std::move(key);
        if (!is_new && first_place_.empty()) first_place_ = inside(object.place, object.key);
    }

    std::vector<Container> open_;
    std::string first_place_;
};

Result<Json> parse_json(std::string_view text)
{
    if (text.size() > document_bytes_max)
        return bad_input({}, "The document is larger than {0} MB; one observation is much smaller.",
                         {std::to_string(document_bytes_max / 1'000'000)});
    if (!is_valid_utf8(text)) return bad_input({}, "The document is not UTF-8 text; save it as UTF-8.");
    RepeatedKeyWatch watch;
    Json json;
    try {
        json = Json::parse(text, std::ref(watch));
    } catch (const Json::parse_error& error) {
        auto failure = bad_input(line_and_column(text, error.byte), "This is not JSON; correct the document there.");
        failure.value().detail = error.what();
        return failure;
    } catch (const Json::exception& error) {  // a number too large for any type
        auto failure = bad_input({}, "This is not JSON that can be read; correct the document.");
        failure.value().detail = error.what();
        return failure;
    }
    if (!watch.first_place().empty()) return bad_input(watch.first_place(), "This key stands twice; keep one of them.");
    return json;
}

std::size_t chars(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_control_character(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
    });
}

// One object of the document. Every read names its place in the refusal; after the first refusal the others do
// nothing, so that a caller reads all its keys in a row and asks once.
class ObjectReader {
public:
    ObjectReader(const Json& json, std::string place, std::vector<std::string> keys)
        : json_(json), place_(std::move(place)), keys_(std::move(keys))
    {
        if (!json_.is_object()) {
            fault(place_, "This has to be an object, { ... }, with the keys {0}.", {join(keys_, ", ")});
            return;
        }
        for (const auto& item : json_.items()) {
            if (std::find(keys_.begin(), keys_.end(), item.key()) == keys_.end())
                fault(at(item.key()), "There is no such key; allowed are {0}.", {join(keys_, ", ")});
        }
    }

    [[nodiscard]] bool ok() const { return !error_; }
    [[nodiscard]] Failure failure() const { return Failure(*error_); }
    [[nodiscard]] std::string at(const std::string& key) const { return inside(place_, key); }

    void fault(std::string place, std::string message, std::vector<std::string> arguments = {})
    {
        if (!error_) error_ = bad_input(std::move(place), std::move(message), std::move(arguments)).value();
    }
    void take(Error error)
    {
        if (!error_) error_ = std::move(error);
    }

    // The key's value, or nothing if the document leaves it out.
    const Json* value(const std::string& key)
    {
        if (error_ || !json_.contains(key)) return nullptr;
        const Json& found = json_.at(key);
        if (found.is_null()) {
            fault(at(key), "null says nothing; to leave this blank, leave the key out.");
            return nullptr;
        }
        return &found;
    }

    // Text as it stands in the document, checked for length and control characters.
    void text(const std::string& key, std::string& into, std::size_t chars_max)
    {
        const auto* found = value(key);
        if (!found) return;
        if (!found->is_string()) return fault(at(key), "This has to be text in quotes.");
        into = found->get<std::string>();
        check_text(at(key), into, chars_max);
    }

    void check_text(const std::string& place, std::string_view text, std::size_t chars_max)
    {
        if (chars(text) > chars_max)
            fault(place, "This is {0} characters long; {1} are allowed.",
                  {std::to_string(chars(text)), std::to_string(chars_max)});
        if (has_control_character(text))
            fault(place, "This holds a control character; only letters, signs, tabs and line breaks are text.");
    }

    void required_text(const std::string& key, std::string& into, std::size_t chars_max, const std::string& what)
    {
        if (ok() && !json_.contains(key)) fault(at(key), "This key is missing; it says {0}.", {what});
        text(key, into, chars_max);
        if (ok() && trimmed(into).empty()) fault(at(key), "This is blank; it says {0}.", {what});
    }

    void boolean(const std::string& key, std::optional<bool>& into)
    {
        const auto* found = value(key);
        if (!found) return;
        if (!found->is_boolean()) return fault(at(key), "This has to be true or false, without quotes.");
        into = found->get<bool>();
    }

    void whole_number(const std::string& key, std::optional<int>& into, int min, int max)
    {
        const auto* found = value(key);
        if (!found) return;
        const bool fits = found->is_number_integer() && *found >= min && *found <= max;
        if (!fits)
            return fault(at(key), "This has to be a whole number from {0} to {1}, without quotes.",
                         {std::to_string(min), std::to_string(max)});
        into = found->get<int>();
    }

    void date(const std::string& key, std::optional<Date>& into)
    {
        std::string written;
        text(key, written, name_chars_max);
        if (!ok() || !json_.contains(key)) return;
        into = parse_date(written);
        if (!into) fault(at(key), "\"{0}\" is no date; write the day as 2026-10-12.", {written});
    }

    void codes(const std::string& key, std::vector<std::string>& into)
    {
        const auto* found = value(key);
        if (!found) return;
        if (!found->is_array())
            return fault(at(key), "This has to be a list of the rubric's codes, such as [\"6.1\"].");
        for (std::size_t i = 0; i < found->size() && ok(); ++i) {
            const auto place = inside(at(key), i);
            const Json& code = found->at(i);
            if (!code.is_string() || trimmed(code.get<std::string>()).empty())
                return fault(place, "A code is text in quotes, such as \"6.1\".");
            into.push_back(code.get<std::string>());
            check_text(place, into.back(), name_chars_max);
            if (std::count(into.begin(), into.end(), into.back()) > 1)
                fault(place, "\"{0}\" is listed twice; keep one.", {into.back()});
        }
    }

private:
    const Json& json_;
    std::string place_;
    std::vector<std::string> keys_;
    std::optional<Error> error_;
};

void read_speaker(ObjectReader& reader, ObservationDocument::Line& line)
{
    std::string name;
    reader.text("speaker", name, name_chars_max);
    if (!reader.ok() || !reader.value("speaker")) return;
    const auto speaker = name.empty() ? std::nullopt : parse_speaker(name);
    if (!speaker)
        return reader.fault(reader.at("speaker"),
                            "\"{0}\" is no speaker; allowed are teacher, student and observer, or leave the key out.",
                            {name});
    line.speaker = *speaker;
}

void read_elapsed(ObjectReader& reader, ObservationDocument::Line& line)
{
    std::string written;
    reader.text("at", written, name_chars_max);
    if (!reader.ok() || !reader.value("at")) return;
    line.elapsed_ms = parse_elapsed(written);
    constexpr std::int64_t elapsed_ms_max = std::int64_t{visit_minutes_max} * 60 * 1000;
    if (!line.elapsed_ms)
        reader.fault(reader.at("at"),
                     "\"{0}\" is no time since the visit began; write hours, minutes and seconds as 00:01:30.",
                     {written});
    else if (*line.elapsed_ms > elapsed_ms_max)
        reader.fault(reader.at("at"), "\"{0}\" lies more than {1} hours after the visit began; check the hours.",
                     {written, std::to_string(visit_minutes_max / 60)});
}

Result<ObservationDocument::Line> read_line(const Json& json, const std::string& place)
{
    ObjectReader reader(json, place, {"at", "speaker", "text", "indicators", "private"});
    ObservationDocument::Line line;
    std::optional<bool> is_private;
    read_elapsed(reader, line);
    read_speaker(reader, line);
    reader.required_text("text", line.text, evidence_chars_max, "what was seen or heard");
    reader.codes("indicators", line.indicators);
    reader.boolean("private", is_private);
    if (!reader.ok()) return reader.failure();
    line.is_private = is_private.value_or(false);
    return line;
}

Result<ObservationDocument::Step> read_step(const Json& json, const std::string& place)
{
    ObjectReader reader(json, place, {"text", "indicators", "check_on"});
    ObservationDocument::Step step;
    reader.required_text("text", step.text, feedback_chars_max, "what the teacher will try next");
    reader.codes("indicators", step.indicators);
    reader.date("check_on", step.check_on);
    if (!reader.ok()) return reader.failure();
    return step;
}

void read_evidence(ObjectReader& reader, ObservationDocument& document)
{
    const auto* list = reader.value("evidence");
    if (!list) return;
    if (!list->is_array()) return reader.fault("evidence", "This has to be a list of lines, [ {...}, {...} ].");
    for (std::size_t i = 0; i < list->size() && reader.ok(); ++i) {
        auto line = read_line(list->at(i), inside("evidence", i));
        if (!line) return reader.take(std::move(line.error()));
        document.evidence.push_back(std::move(*line));
    }
}

void read_ratings(ObjectReader& reader, ObservationDocument& document)
{
    const auto* ratings = reader.value("ratings");
    if (!ratings) return;
    if (!ratings->is_object())
        return reader.fault("ratings",
                            "This has to be an object of codes and levels, such as {\"6\": 4, \"6.1\": \"High\"}.");
    for (const auto& item : ratings->items()) {
        const auto place = inside("ratings", item.key());
        const Json& value = item.value();
        const bool is_name = value.is_string() && !trimmed(value.get<std::string>()).empty();
        if (!is_name && !value.is_number_integer())
            return reader.fault(place,
                                "This has to be a level's number or name, \"not-observed\" or \"not-applicable\"; "
                                "to leave the row blank, leave its code out.");
        reader.check_text(place, item.key(), name_chars_max);
        if (is_name) reader.check_text(place, value.get<std::string>(), name_chars_max);
        document.ratings.emplace_back(item.key(), is_name ? value.get<std::string>() : value.dump());
    }
}

void read_purpose(ObjectReader& reader, ObservationDocument& document)
{
    std::string name;
    reader.text("purpose", name, name_chars_max);
    if (!reader.ok() || !reader.value("purpose")) return;
    const auto purpose = parse_purpose(name);
    if (!purpose)
        return reader.fault(
            "purpose",
            "\"{0}\" is no purpose; allowed are coaching, evaluation, walkthrough, peer, calibration and self.",
            {name});
    document.purpose = *purpose;
}

void read_started_at(ObjectReader& reader, ObservationDocument& document)
{
    std::string written;
    reader.text("started_at", written, name_chars_max);
    if (!reader.ok() || !reader.value("started_at")) return;
    document.started_at = parse_local_time(written);
    if (!document.started_at)
        reader.fault("started_at",
                     "\"{0}\" is no local date and time; write it as 2026-10-05T09:10:00, without a time zone.",
                     {written});
}

void read_action_step(ObjectReader& reader, ObservationDocument& document)
{
    const auto* json = reader.value("action_step");
    if (!json) return;
    auto step = read_step(*json, "action_step");
    if (!step) return reader.take(std::move(step.error()));
    document.action_step = std::move(*step);
}

}  // namespace

Result<ObservationDocument> parse_observation_document(std::string_view json)
{
    const auto parsed = parse_json(json);
    if (!parsed) return Failure(parsed.error());
    ObjectReader reader(*parsed, {},
                        {"teacher", "observer", "rubric", "purpose", "started_at", "minutes", "announced", "subject",
                         "grade", "students_present", "evidence", "ratings", "strength", "growth_area", "action_step"});
    ObservationDocument document;
    reader.required_text("teacher", document.teacher, name_chars_max,
                         "whose lesson it was: a staff id, an e-mail address or a full name");
    reader.text("observer", document.observer, name_chars_max);
    reader.required_text("rubric", document.rubric, name_chars_max, "which rubric was used, such as teach-primary");
    read_purpose(reader, document);
    read_started_at(reader, document);
    reader.whole_number("minutes", document.minutes, 0, visit_minutes_max);
    reader.boolean("announced", document.announced);
    reader.text("subject", document.subject, name_chars_max);
    reader.text("grade", document.grade, name_chars_max);
    reader.whole_number("students_present", document.students_present, 0, students_present_max);
    read_evidence(reader, document);
    read_ratings(reader, document);
    reader.text("strength", document.strength, feedback_chars_max);
    reader.text("growth_area", document.growth_area, feedback_chars_max);
    read_action_step(reader, document);
    if (!reader.ok()) return reader.failure();
    return document;
}

}  // namespace throughline
