#include "core/exchange/rubric_schema.hpp"

#include <cassert>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "core/exchange/shipped_rubrics.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using SortedJson = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

struct RubricSchema {
    SortedJson text;
    valijson::Schema rules;

    RubricSchema() : text(SortedJson::parse(embedded::text_of(rubrics::files(), "schema/rubric.schema.json")))
    {
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(text), rules);
    }
};

const RubricSchema& rubric_schema()
{
    static const RubricSchema schema;
    return schema;
}

// The part of the schema that speaks about the value at a place ("[nodes]", "[3]", ... below the root).
const SortedJson& part_for(const std::vector<std::string>& keys)
{
    const auto& whole = rubric_schema().text;
    const auto* part = &whole;
    for (const auto& key : keys) {
        part = part->contains("properties") ? &part->at("properties").at(key) : &part->at("items");
        if (part->contains("$ref"))
            part = &whole.at(SortedJson::json_pointer(part->at("$ref").get_ref<const std::string&>().substr(1)));
    }
    return *part;
}

std::vector<std::string> keys_of(const valijson::ValidationResults::Error& error)
{
    std::vector<std::string> keys;
    for (std::size_t i = 1; i < error.context.size(); ++i)  // the first is "<root>"
        keys.push_back(error.context[i].substr(1, error.context[i].size() - 2));
    return keys;
}

std::string description(const SortedJson& part)
{
    return part.contains("description") ? " " + part.at("description").get<std::string>() : std::string();
}

std::string_view spoken(std::string_view json_type)
{
    if (json_type == "string") return "a text in quotes";
    if (json_type == "integer") return "a whole number without quotes";
    if (json_type == "number") return "a number without quotes";
    if (json_type == "boolean") return "true or false, without quotes";
    if (json_type == "array") return "a list in square brackets";
    return "an object in curly brackets";
}

std::string listed(const SortedJson& names)
{
    std::vector<std::string> words;
    for (const auto& name : names) words.push_back(name.is_string() ? name.get<std::string>() : name.dump());
    return join(words, ", ");
}

// Our sentence for what valijson found, from the schema's own words. Empty for a limit that has no sentence of ours.
std::string sentence(std::string_view found, const SortedJson& part)
{
    if (found.starts_with("Value type not permitted"))
        return fmt::format("This has to be {}.{}", spoken(part.at("type").get<std::string>()), description(part));
    if (found.starts_with("Failed to match against any enum"))
        return fmt::format("This is not one of the words allowed here; use one of: {}.", listed(part.at("enum")));
    if (found.starts_with("Failed to match expected value"))
        return fmt::format("This has to be {}.{}", part.at("const").dump(), description(part));
    if (found.starts_with("String should be no more than"))
        return fmt::format("This is too long; shorten it to {} characters.", part.at("maxLength").dump());
    if (found.starts_with("String should be no fewer than"))
        return fmt::format("This is empty; fill it in.{}", description(part));
    if (found.starts_with("Array should contain no fewer than"))
        return fmt::format("This list is too short; it needs {} or more.{}", part.at("minItems").dump(),
                           description(part));
    if (found.starts_with("Array should contain no more than"))
        return fmt::format("This list is too long; {} entries are the most.", part.at("maxItems").dump());
    if (found.starts_with("Expected number"))
        return fmt::format("This number has to be from {} to {}.{}", part.at("minimum").dump(),
                           part.at("maximum").dump(), description(part));
    return {};
}

void add_unknown_fields(const SortedJson& object, const SortedJson& part, const SortedJson::json_pointer& place,
                        std::vector<RubricProblem>& problems)
{
    std::vector<std::string> known;
    for (const auto& [key, value] : part.at("properties").items()) known.push_back(key);
    for (const auto& [key, value] : object.items())
        if (!part.at("properties").contains(key))
            problems.push_back(
                {(place / key).to_string(),
                 fmt::format("\"{}\" is not a field here; remove it, or use one of: {}.", key, join(known, ", "))});
}

// valijson reports a fault at its place and then again at each level above, and a value of the wrong type also as one
// that is not in its list. These echoes say nothing new.
bool is_echo(std::string_view found, const SortedJson& value)
{
    return found.starts_with("Failed to validate against schema associated") ||
           found.starts_with("Failed to validate item #") ||
           (found.starts_with("Failed to match against any enum") && !value.is_string()) ||
           (found.starts_with("Failed to match expected value") && !value.is_number_integer());
}

void add_problem(const valijson::ValidationResults::Error& error, const SortedJson& document,
                 std::vector<RubricProblem>& problems)
{
    const std::string_view found = error.description;
    const auto keys = keys_of(error);
    SortedJson::json_pointer place;
    for (const auto& key : keys) place /= key;
    const auto& value = document.at(place);
    if (is_echo(found, value)) return;
    const auto& part = part_for(keys);

    constexpr std::string_view missing = "Missing required property '";
    if (found.starts_with("Object contains a property")) {
        add_unknown_fields(value, part, place, problems);
    } else if (found.starts_with(missing)) {
        const auto name = std::string(found.substr(missing.size(), found.rfind('\'') - missing.size()));
        auto below = keys;
        below.push_back(name);
        problems.push_back(
            {place.to_string(), fmt::format("\"{}\" is missing here; add it.{}", name, description(part_for(below)))});
    } else {
        const auto text = sentence(found, part);
        problems.push_back({place.to_string(), text.empty() ? error.description + description(part) : text});
    }
}

}  // namespace

std::vector<RubricProblem> schema_problems(const SortedJson& document)
{
    std::vector<RubricProblem> problems;
    valijson::ValidationResults results;
    valijson::Validator validator;
    if (validator.validate(rubric_schema().rules, Adapter(document), &results)) return problems;
    for (const auto& error : results) add_problem(error, document, problems);
    assert(!problems.empty() && "a refused document has a reason that is no echo");
    return problems;
}

}  // namespace throughline
