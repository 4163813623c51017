#include "throughline/exchange/rubric_file.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/exchange/rubric_rules.hpp"
#include "core/exchange/rubric_schema.hpp"
#include "core/exchange/shipped_rubrics.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using SortedJson = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

// Raised when a file of today's program could be misread by an older one.
constexpr int format_version = 1;

// JSON lets a field stand twice and keeps the last, so that what an author reads is not what counts. This watches for
// it while the text is read, and knows the place.
class FieldWatch {
public:
    explicit FieldWatch(std::vector<RubricProblem>& problems) : problems_(problems) {}

    void see(SortedJson::parse_event_t event, const SortedJson& parsed)
    {
        switch (event) {
            case SortedJson::parse_event_t::object_start:
            case SortedJson::parse_event_t::array_start:
                begin_value();
                open_.push_back({event == SortedJson::parse_event_t::array_start, 0, {}, {}});
                break;
            case SortedJson::parse_event_t::object_end:
            case SortedJson::parse_event_t::array_end:
                open_.pop_back();
                break;
            case SortedJson::parse_event_t::key:
                see_field(parsed.get<std::string>());
                break;
            case SortedJson::parse_event_t::value:
                begin_value();
                break;
        }
    }

private:
    struct Open {
        bool is_array;
        std::size_t count;  // of an array's values so far
        std::string field;  // the object's field being read
        std::set<std::string> fields;
    };

    void begin_value()
    {
        if (!open_.empty() && open_.back().is_array) ++open_.back().count;
    }

    void see_field(const std::string& field)
    {
        open_.back().field = field;
        if (open_.back().fields.insert(field).second) return;
        SortedJson::json_pointer place;
        for (const auto& open : open_) place /= open.is_array ? std::to_string(open.count - 1) : open.field;
        problems_.push_back({place.to_string(), fmt::format("\"{}\" is given twice here; keep one of them.", field)});
    }

    std::vector<RubricProblem>& problems_;
    std::vector<Open> open_;
};

// The document, if the text is JSON; its problems as JSON are added.
std::optional<SortedJson> read_json(std::string_view text, std::vector<RubricProblem>& problems)
{
    FieldWatch watch(problems);
    const auto see = [&watch](int, SortedJson::parse_event_t event, SortedJson& parsed) {
        watch.see(event, parsed);
        return true;
    };
    try {
        return SortedJson::parse(text, see);
    } catch (const SortedJson::parse_error& error) {
        problems.push_back(
            {"", fmt::format("This is not JSON: reading stops at {}. Look there for a missing comma, quote "
                             "or bracket, or a comma too many.",
                             line_and_column(text, error.byte))});
    } catch (const SortedJson::out_of_range&) {
        problems.push_back({"", "The file holds a number that is too large to be read; correct it."});
    }
    return std::nullopt;
}

// The readers below take what has the right kind and leave the rest at its default, so that one wrong field does not
// hide the faults of the others. What was wrong is in the schema's problems.
const SortedJson* field(const SortedJson& object, const char* name)
{
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

void read(const SortedJson& object, const char* name, std::string& out)
{
    if (const auto* value = field(object, name); value && value->is_string()) out = value->get<std::string>();
}

void read(const SortedJson& object, const char* name, bool& out)
{
    if (const auto* value = field(object, name); value && value->is_boolean()) out = value->get<bool>();
}

void read(const SortedJson& object, const char* name, int& out)
{
    if (const auto* value = field(object, name); value && value->is_number_integer()) out = value->get<int>();
}

void read(const SortedJson& object, const char* name, double& out)
{
    if (const auto* value = field(object, name); value && value->is_number()) out = value->get<double>();
}

template <class Value>
void read_named(const SortedJson& object, const char* name, std::optional<Value> (*parse)(std::string_view), Value& out)
{
    std::string text;
    read(object, name, text);
    if (const auto value = parse(text)) out = *value;
}

template <class Value, class ReadOne>
void read_list(const SortedJson& object, const char* name, ReadOne read_one, std::vector<Value>& out)
{
    const auto* list = field(object, name);
    if (!list || !list->is_array()) return;
    for (const auto& item : *list) out.push_back(read_one(item));
}

void read_list(const SortedJson& object, const char* name, std::vector<std::string>& out)
{
    read_list(
        object, name, [](const SortedJson& item) { return item.is_string() ? item.get<std::string>() : ""; }, out);
}

Level read_level(const SortedJson& from)
{
    Level level;
    read(from, "number", level.number);
    read(from, "name", level.name);
    read(from, "colour", level.colour);
    read(from, "descriptor", level.descriptor);
    return level;
}

Scale read_scale(const SortedJson& from)
{
    Scale scale;
    read(from, "id", scale.id);
    read(from, "name", scale.name);
    read_list(from, "levels", read_level, scale.levels);
    return scale;
}

LevelDescriptor read_descriptor(const SortedJson& from)
{
    LevelDescriptor descriptor;
    read(from, "level", descriptor.level);
    read(from, "text", descriptor.text);
    return descriptor;
}

RubricNode read_node(const SortedJson& from)
{
    RubricNode node;
    read(from, "code", node.code);
    read(from, "parent", node.parent_code);
    read_named(from, "kind", parse_node_kind, node.kind);
    read_named(from, "row", parse_row_kind, node.row);
    read(from, "title", node.title);
    read(from, "text", node.text);
    read(from, "teacher_side", node.teacher_side);
    read(from, "student_side", node.student_side);
    read(from, "scale", node.scale_id);
    read_list(from, "descriptors", read_descriptor, node.descriptors);
    read_list(from, "look_fors", node.look_fors);
    read_list(from, "choices", node.choices);
    read(from, "interval_minutes", node.interval_minutes);
    read(from, "may_be_not_observed", node.may_be_not_observed);
    read(from, "may_be_not_applicable", node.may_be_not_applicable);
    read(from, "evidence_required", node.evidence_required);
    read_named(from, "roll_up", parse_roll_up, node.roll_up);
    read(from, "weight", node.weight);
    return node;
}

RubricForm read_form(const SortedJson& from)
{
    RubricForm form;
    read(from, "id", form.id);
    read(from, "name", form.name);
    read_list(from, "codes", form.codes);
    read(from, "visit_minutes", form.visit_minutes);
    return form;
}

Rubric read_rubric(const SortedJson& from)
{
    Rubric rubric;
    read(from, "id", rubric.id);
    read(from, "title", rubric.title);
    read(from, "short_title", rubric.short_title);
    read(from, "version", rubric.version);
    read(from, "variant_of", rubric.variant_of);
    read(from, "language", rubric.language);
    read(from, "grade_band", rubric.grade_band);
    read(from, "content_area", rubric.content_area);
    read(from, "licence", rubric.licence);
    read(from, "attribution", rubric.attribution);
    read(from, "notice", rubric.notice);
    read(from, "source_url", rubric.source_url);
    read(from, "shareable", rubric.shareable);
    read(from, "is_template", rubric.is_template);
    read_list(from, "scales", read_scale, rubric.scales);
    read_list(from, "nodes", read_node, rubric.nodes);
    read_list(from, "forms", read_form, rubric.forms);
    return rubric;
}

// "/nodes/3" of "/nodes/3/scale": the entry that a problem lies in.
std::string_view entry_of(std::string_view place)
{
    const auto second = place.find('/', 1);
    return second == std::string_view::npos ? place : place.substr(0, place.find('/', second + 1));
}

// An entry that is not in shape is read in part, so what the rules say about it may be beside the point.
void add_rule_problems(const SortedJson& document, const Rubric& rubric, std::vector<RubricProblem>& problems)
{
    const auto is_list = [&document](const char* name) {
        const auto* list = field(document, name);
        return !list || list->is_array();
    };
    if (!document.is_object() || !is_list("scales") || !is_list("nodes") || !is_list("forms")) return;
    std::set<std::string> out_of_shape;
    for (const auto& problem : problems)
        if (!problem.place.empty()) out_of_shape.emplace(entry_of(problem.place));
    for (auto& problem : rule_problems(rubric))
        if (!out_of_shape.contains(std::string(entry_of(problem.place)))) problems.push_back(std::move(problem));
}

// Writers leave out what stands at its default, so that a file shows what its author chose.
void write(OrderedJson& to, const char* name, const std::string& text)
{
    if (!text.empty()) to[name] = text;
}

template <class Value>
void write(OrderedJson& to, const char* name, const Value& value, const Value& standard)
{
    if (value != standard) to[name] = value;
}

OrderedJson write_scale(const Scale& scale)
{
    auto levels = OrderedJson::array();
    for (const auto& level : scale.levels) {
        OrderedJson to = {{"number", level.number}, {"name", level.name}};
        write(to, "colour", level.colour);
        write(to, "descriptor", level.descriptor);
        levels.push_back(std::move(to));
    }
    OrderedJson to = {{"id", scale.id}};
    write(to, "name", scale.name);
    to["levels"] = std::move(levels);
    return to;
}

OrderedJson write_node(const RubricNode& node)
{
    const RubricNode standard;
    OrderedJson to = {{"code", node.code}};
    write(to, "parent", node.parent_code);
    to["kind"] = name_of(node.kind);
    to["row"] = name_of(node.row);
    to["title"] = node.title;
    write(to, "text", node.text);
    write(to, "teacher_side", node.teacher_side);
    write(to, "student_side", node.student_side);
    write(to, "look_fors", node.look_fors, standard.look_fors);
    write(to, "choices", node.choices, standard.choices);
    write(to, "interval_minutes", node.interval_minutes, standard.interval_minutes);
    write(to, "scale", node.scale_id);
    for (const auto& descriptor : node.descriptors)
        to["descriptors"].push_back({{"level", descriptor.level}, {"text", descriptor.text}});
    write(to, "may_be_not_observed", node.may_be_not_observed, standard.may_be_not_observed);
    write(to, "may_be_not_applicable", node.may_be_not_applicable, standard.may_be_not_applicable);
    write(to, "evidence_required", node.evidence_required, standard.evidence_required);
    if (node.roll_up != standard.roll_up) to["roll_up"] = name_of(node.roll_up);
    write(to, "weight", node.weight, standard.weight);
    return to;
}

OrderedJson write_form(const RubricForm& form)
{
    OrderedJson to = {{"id", form.id}, {"name", form.name}};
    write(to, "visit_minutes", form.visit_minutes, 0);
    to["codes"] = form.codes;
    return to;
}

}  // namespace

std::vector<RubricProblem> rubric_problems(std::string_view json)
{
    std::vector<RubricProblem> problems;
    const auto document = read_json(json, problems);
    if (!document) return problems;
    std::ranges::move(schema_problems(*document), std::back_inserter(problems));
    add_rule_problems(*document, read_rubric(*document), problems);
    return problems;
}

Result<Rubric> parse_rubric(std::string_view json)
{
    const auto problems = rubric_problems(json);
    if (problems.empty()) return read_rubric(SortedJson::parse(json));
    const auto more = static_cast<std::int64_t>(problems.size()) - 1;
    auto failure = more == 0 ? fail(ErrorCode::bad_input, "{0}", problems.front().text)
                             : fail(ErrorCode::bad_input, "{0} The file has {1} besides this.", problems.front().text,
                                    counted(more, "problem"));
    failure.value().place = problems.front().place;
    return failure;
}

std::string write_rubric(const Rubric& rubric)
{
    const Rubric standard;
    OrderedJson to = {{"throughline_rubric", format_version}, {"id", rubric.id}, {"title", rubric.title}};
    write(to, "short_title", rubric.short_title);
    to["version"] = rubric.version;
    write(to, "variant_of", rubric.variant_of);
    write(to, "language", rubric.language);
    write(to, "grade_band", rubric.grade_band);
    write(to, "content_area", rubric.content_area);
    to["licence"] = rubric.licence;
    write(to, "attribution", rubric.attribution);
    write(to, "notice", rubric.notice);
    write(to, "source_url", rubric.source_url);
    write(to, "shareable", rubric.shareable, standard.shareable);
    write(to, "is_template", rubric.is_template, standard.is_template);
    for (const auto& scale : rubric.scales) to["scales"].push_back(write_scale(scale));
    for (const auto& node : rubric.nodes) to["nodes"].push_back(write_node(node));
    for (const auto& form : rubric.forms) to["forms"].push_back(write_form(form));
    return to.dump(2) + "\n";
}

std::vector<std::string_view> shipped_rubric_files()
{
    std::vector<std::string_view> texts;
    for (const auto& file : rubrics::files())
        if (file.name.ends_with("/rubric.json")) texts.push_back(file.text);
    return texts;
}

}  // namespace throughline
