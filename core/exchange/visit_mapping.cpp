// Mapping files: what the columns and words of a table of visits mean.
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "throughline/base/text.hpp"
#include "throughline/exchange/visit_table.hpp"

namespace throughline {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* map_format = "throughline-observation-map";
constexpr int map_version = 1;
constexpr std::array<std::string_view, 18> column_names{
    "",         "teacher",  "observer",     "date",     "time",        "minutes",     "purpose",  "subject", "grade",
    "students", "evidence", "private note", "strength", "growth area", "action step", "check on", "state",   "rating"};
constexpr std::string_view rating_prefix = "rating ";

Result<std::string> text_at(const Json& json, const char* key, const std::string& otherwise)
{
    if (!json.contains(key)) return otherwise;
    if (!json[key].is_string()) return bad_input(key, "This is a text in quotation marks.");
    return json[key].get<std::string>();
}

Result<void> read_columns(const Json& json, VisitMapping& mapping)
{
    if (!json.contains("columns") || !json["columns"].is_object())
        return bad_input("columns", "Say of each column what it means, such as \"Teacher name\": \"teacher\".");
    for (const auto& [heading, value] : json["columns"].items()) {
        const auto place = "columns." + heading;
        if (!value.is_string()) return bad_input(place, "This is a text in quotation marks.");
        const auto text = value.get<std::string>();
        if (text.starts_with(rating_prefix)) {
            mapping.columns.push_back({heading, VisitColumn::rating, text.substr(rating_prefix.size())});
            continue;
        }
        const auto means = parse_visit_column(text);
        if (!means || *means == VisitColumn::rating) {
            std::vector<std::string> names;
            for (const auto name : column_names)
                if (!name.empty() && name != "rating") names.emplace_back(name);
            return bad_input(place, "\"{0}\" is nothing that a column can mean. Write one of {1}, or \"rating CODE\".",
                             {text, join(names, ", ")});
        }
        mapping.columns.push_back({heading, *means, {}});
    }
    return {};
}

Result<void> read_words(const Json& json, VisitMapping& mapping)
{
    if (!json.contains("words")) return {};
    if (!json["words"].is_object())
        return bad_input("words", "Say of each word what it stands for, such as \"Not Yet\": \"1\".");
    for (const auto& [word, value] : json["words"].items()) {
        if (!value.is_string() && !value.is_number_integer())
            return bad_input("words." + word,
                             "This is a level's number or name, \"not-observed\" or \"not-applicable\".");
        mapping.words.push_back({word, value.is_string() ? value.get<std::string>() : value.dump()});
    }
    return {};
}

Result<void> read_time(const std::string& text, VisitMapping& mapping)
{
    const auto time = parse_local_time("2000-01-01T" + text);
    if (!time) return bad_input("time", "\"{0}\" is no time; write it as 08:00.", {text});
    mapping.start_minute =
        static_cast<int>(time->time_of_day().hours() * minutes_per_hour + time->time_of_day().minutes());
    return {};
}

Result<void> read_choices(const Json& json, VisitMapping& mapping)
{
    const auto rubric = text_at(json, "rubric", "");
    const auto dates = text_at(json, "dates", "month-first");
    const auto observer = text_at(json, "observer", "");
    const auto purpose = text_at(json, "purpose", "coaching");
    const auto state = text_at(json, "state", "shared");
    const auto time = text_at(json, "time", "08:00");
    for (const auto* text : {&rubric, &dates, &observer, &purpose, &state, &time})
        if (!*text) return Failure(text->error());
    if (rubric->empty()) return bad_input("rubric", "Name the rubric that the ratings belong to, by its id.");
    mapping.rubric = *rubric;
    mapping.observer = *observer;
    if (*dates != "month-first" && *dates != "day-first")
        return bad_input("dates", "\"{0}\" is neither month-first nor day-first.", {*dates});
    mapping.dates = *dates == "day-first" ? DateOrder::day_first : DateOrder::month_first;
    const auto known = parse_purpose(*purpose);
    if (!known) return bad_input("purpose", "\"{0}\" is no purpose of a visit.", {*purpose});
    mapping.purpose = *known;
    if (*state != "shared" && *state != "draft")
        return bad_input("state", "\"{0}\" is neither shared nor draft.", {*state});
    mapping.is_shared = *state == "shared";
    return read_time(*time, mapping);
}

}  // namespace

std::string_view name_of(VisitColumn column) { return column_names.at(static_cast<std::size_t>(column)); }

std::optional<VisitColumn> parse_visit_column(std::string_view name)
{
    const auto found = std::ranges::find(column_names, name);
    if (found == column_names.end()) return std::nullopt;
    return static_cast<VisitColumn>(found - column_names.begin());
}

const std::vector<VisitColumn>& all_visit_columns()
{
    static const std::vector<VisitColumn> all = [] {
        std::vector<VisitColumn> columns;
        for (std::size_t i = 0; i < column_names.size(); ++i) columns.push_back(static_cast<VisitColumn>(i));
        return columns;
    }();
    return all;
}

std::string_view name_of(DateOrder order) { return order == DateOrder::day_first ? "day-first" : "month-first"; }

Result<VisitMapping> parse_visit_mapping(std::string_view text)
{
    constexpr std::size_t bytes_max = 1'000'000;
    if (text.size() > bytes_max) return bad_input({}, "The file is too large for a mapping.");
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::parse_error& error) {
        return bad_input(line_and_column(text, error.byte),
                         "This is not JSON: look there for a missing comma, quote or bracket, or a comma too many. "
                         "'help visit-table' shows a mapping.");
    } catch (const Json::exception&) {  // a number too large for any type
        return bad_input({}, "The file holds a number that is too large to be read; correct it.");
    }
    if (!json.is_object()) return bad_input({}, "This is no JSON object. 'help visit-table' shows a mapping.");
    constexpr std::array<std::string_view, 10> keys{"format", "version",  "rubric",  "columns", "words",
                                                    "dates",  "observer", "purpose", "state",   "time"};
    for (const auto& [key, value] : json.items())
        if (std::ranges::find(keys, key) == keys.end())
            return bad_input(key, "A mapping has no such key; check its spelling.");
    if (json.value("format", Json()) != map_format)
        return bad_input("format", "This is no mapping: its format should be \"{0}\".", {map_format});
    if (json.value("version", Json()) != map_version)
        return bad_input("version", "This program reads mappings of version 1.");
    VisitMapping mapping;
    if (const auto good = read_columns(json, mapping); !good) return Failure(good.error());
    if (const auto good = read_words(json, mapping); !good) return Failure(good.error());
    if (const auto good = read_choices(json, mapping); !good) return Failure(good.error());
    return mapping;
}

std::string visit_mapping_json(const VisitMapping& mapping)
{
    Json json = {{"format", map_format}, {"version", map_version}, {"rubric", mapping.rubric}};
    json["columns"] = Json::object();
    for (const auto& column : mapping.columns)
        json["columns"][column.heading] = column.means == VisitColumn::rating ? std::string(rating_prefix) + column.code
                                                                              : std::string(name_of(column.means));
    json["words"] = Json::object();
    for (const auto& word : mapping.words) json["words"][word.word] = word.stands_for;
    json["dates"] = name_of(mapping.dates);
    json["observer"] = mapping.observer;
    json["purpose"] = name_of(mapping.purpose);
    json["state"] = mapping.is_shared ? "shared" : "draft";
    json["time"] =
        fmt::format("{:02}:{:02}", mapping.start_minute / minutes_per_hour, mapping.start_minute % minutes_per_hour);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace throughline
