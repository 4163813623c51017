#include "core/exchange/rubric_rules.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <utf8proc.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

// Licences under which nobody but the file's author has to be named: the program's own, and none at all.
constexpr std::array<std::string_view, 3> licences_without_credit = {"own-work", "MIT", "CC0-1.0"};

// Words that stand beside every scale and so cannot be a level of one.
constexpr std::array<std::string_view, 6> marks = {"not observed",   "not-observed", "not applicable",
                                                   "not-applicable", "n/a",          "blank"};

template <class... Arguments>
void add(std::vector<RubricProblem>& problems, std::string place, fmt::format_string<Arguments...> text,
         Arguments&&... arguments)
{
    problems.push_back({std::move(place), fmt::format(text, std::forward<Arguments>(arguments)...)});
}

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

// For required fields at the top of the file: that one is missing or empty, the schema has already said.
bool is_only_spaces(std::string_view text) { return !text.empty() && is_blank(text); }

bool is_slug(std::string_view id)
{
    return std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// A code is typed after '#' in the middle of a line, so it ends where a word or a list of words would end.
bool is_code(std::string_view code)
{
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(code.data());
    auto left = static_cast<utf8proc_ssize_t>(code.size());
    while (left > 0) {
        utf8proc_int32_t c = 0;
        const auto length = utf8proc_iterate(at, left, &c);
        if (length <= 0) return false;
        const auto category = utf8proc_category(c);
        const bool separates = category >= UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CN;
        if (separates || c == '#' || c == ',' || c == ';' || c == '"') return false;
        at += length;
        left -= length;
    }
    return true;
}

bool is_language(std::string_view tag)
{
    return std::ranges::all_of(tag, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void check_head(const Rubric& rubric, std::vector<RubricProblem>& problems)
{
    if (!is_slug(rubric.id))
        add(problems, "/id",
            "The id \"{}\" may have small letters a-z, digits and hyphens only, such as "
            "\"reading-walkthrough\".",
            rubric.id);
    if (is_only_spaces(rubric.title)) add(problems, "/title", "The title is blank; write the rubric's name.");
    if (is_only_spaces(rubric.version)) add(problems, "/version", "The version is blank; write one, such as \"1.0\".");
    if (!is_language(rubric.language))
        add(problems, "/language", "\"{}\" is no language tag; write one such as \"en\" or \"es-MX\".",
            rubric.language);
    if (!rubric.source_url.empty() && !rubric.source_url.starts_with("https://") &&
        !rubric.source_url.starts_with("http://"))
        add(problems, "/source_url", "A source address begins with https:// or http://; write it so or remove it.");
    if (!rubric.variant_of.empty() && rubric.variant_of == rubric.id)
        add(problems, "/variant_of",
            "The rubric cannot be made from itself; give the changed rubric an id of its own.");
}

void check_licence(const Rubric& rubric, std::vector<RubricProblem>& problems)
{
    if (rubric.licence.empty()) return;
    if (is_blank(rubric.licence)) {
        add(problems, "/licence",
            "The licence is blank; write under which licence or permission the words may be used, "
            "or \"own-work\" if the school wrote them itself.");
        return;
    }
    if (std::ranges::find(licences_without_credit, rubric.licence) != licences_without_credit.end()) return;
    if (is_blank(rubric.attribution))
        add(problems, "/attribution",
            "Words under the licence \"{}\" belong to somebody; name the author and the work, "
            "or write \"own-work\" as the licence if they are the school's own.",
            rubric.licence);
    if (rubric.licence.starts_with("CC-BY") && is_blank(rubric.notice))
        add(problems, "/notice",
            "The licence \"{}\" asks that every copy says where it comes from and whether it was "
            "changed; write that sentence here.",
            rubric.licence);
}

void check_levels(const Scale& scale, const std::string& place, std::vector<RubricProblem>& problems)
{
    std::set<std::string> names;
    for (std::size_t i = 0; i < scale.levels.size(); ++i) {
        const auto& level = scale.levels[i];
        const auto here = fmt::format("{}/levels/{}", place, i);
        if (i > 0 && level.number <= scale.levels[i - 1].number)
            add(problems, here + "/number",
                "Level numbers rise from one level to the next, and {} does not come after "
                "{}; number the levels from the lowest to the highest.",
                level.number, scale.levels[i - 1].number);
        const auto name = folded(level.name);
        if (is_blank(level.name)) {
            add(problems, here + "/name", "The level's name is blank; write one, also if it is only \"Level {}\".",
                level.number);
            continue;
        }
        if (!names.insert(name).second)
            add(problems, here + "/name", "Two levels of this scale are called \"{}\"; give each its own name.",
                level.name);
        if (std::ranges::find(marks, name) != marks.end())
            add(problems, here + "/name",
                "\"{}\" is not a level: it can be set on a row beside any scale. Remove this "
                "level; a row says may_be_not_observed and may_be_not_applicable.",
                level.name);
        const bool is_number = std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
        if (is_number && name != std::to_string(level.number))
            add(problems, here + "/name",
                "The level with the number {} is called \"{}\", so typing {} could mean two "
                "levels; use a word, or the same number.",
                level.number, level.name, level.name);
    }
}

void check_scales(const Rubric& rubric, std::vector<RubricProblem>& problems)
{
    std::set<std::string> ids;
    for (std::size_t i = 0; i < rubric.scales.size(); ++i) {
        const auto place = fmt::format("/scales/{}", i);
        if (!ids.insert(rubric.scales[i].id).second)
            add(problems, place + "/id", "Two scales have the id \"{}\"; give each its own.", rubric.scales[i].id);
        check_levels(rubric.scales[i], place, problems);
    }
}

void check_scale_of(const Rubric& rubric, const RubricNode& node, const std::string& place,
                    std::vector<RubricProblem>& problems)
{
    if (!is_rated(node)) {
        if (!node.scale_id.empty())
            add(problems, place + "/scale",
                "A row of the kind \"{}\" has no levels; remove its scale, or make it a "
                "\"level\" row.",
                name_of(node.row));
        return;
    }
    const auto* scale = rubric.scale_of(node);
    if (node.scale_id.empty())
        add(problems, place, "\"{}\" is a \"{}\" row without a scale; name one of the file's scales.", node.code,
            name_of(node.row));
    else if (!scale)
        add(problems, place + "/scale",
            "There is no scale \"{}\" in this file; add it to \"scales\", or name one that "
            "is there.",
            node.scale_id);
    else if (node.row == RowKind::yes_no && scale->levels.size() != 2)
        add(problems, place + "/scale",
            "A \"yes_no\" row needs a scale with exactly two levels, and \"{}\" has {}; use "
            "another scale, or make this a \"level\" row.",
            scale->id, scale->levels.size());
}

void check_descriptors(const Rubric& rubric, const RubricNode& node, const std::string& place,
                       std::vector<RubricProblem>& problems)
{
    std::set<int> described;
    const bool has_levels = rubric.scale_of(node) != nullptr;
    if (!node.descriptors.empty() && !is_rated(node))
        add(problems, place + "/descriptors",
            "A row of the kind \"{}\" has no levels to describe; remove the "
            "descriptors.",
            name_of(node.row));
    for (std::size_t i = 0; i < node.descriptors.size(); ++i) {
        const auto& descriptor = node.descriptors[i];
        const auto here = fmt::format("{}/descriptors/{}", place, i);
        if (has_levels && !rubric.level(node, descriptor.level))
            add(problems, here + "/level", "The scale \"{}\" has no level {}; describe only its own levels.",
                node.scale_id, descriptor.level);
        if (!described.insert(descriptor.level).second)
            add(problems, here + "/level", "Level {} of \"{}\" is described twice; keep one of the two.",
                descriptor.level, node.code);
        if (is_blank(descriptor.text) && !rubric.is_template)
            add(problems, here + "/text",
                "Level {} of \"{}\" is described with nothing; write what it looks like, or "
                "remove this entry.",
                descriptor.level, node.code);
    }
}

void check_choices(const RubricNode& node, const std::string& place, std::vector<RubricProblem>& problems)
{
    const bool is_checklist = node.row == RowKind::checklist;
    if (is_checklist && node.choices.empty())
        add(problems, place, "The checklist \"{}\" has nothing to tick; list its \"choices\".", node.code);
    if (!is_checklist && !node.choices.empty())
        add(problems, place + "/choices", "Only a \"checklist\" row has choices; remove them, or change the row.");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < node.choices.size(); ++i) {
        const auto here = fmt::format("{}/choices/{}", place, i);
        if (is_blank(node.choices[i]))
            add(problems, here, "This choice is blank; write it or remove it.");
        else if (!seen.insert(folded(node.choices[i])).second)
            add(problems, here, "\"{}\" is listed twice; remove one.", node.choices[i]);
    }
}

// What a node's value is counted in; empty if it has none. Values counted in different things cannot be averaged.
std::string measure_of(const Rubric& rubric, const RubricNode& node)
{
    switch (node.row) {
        case RowKind::level:
        case RowKind::yes_no:
            return "the scale \"" + node.scale_id + "\"";
        case RowKind::number:
        case RowKind::tally:
        case RowKind::timer:
        case RowKind::percentage:
        case RowKind::snapshot:
            return fmt::format("a {}", name_of(node.row));
        case RowKind::text:
        case RowKind::checklist:
        case RowKind::date:
            return {};
        case RowKind::heading:
            break;
    }
    if (node.roll_up == RollUp::none) return {};
    for (const auto* child : rubric.children(node.code)) {
        // A parent stands before its children in a good rubric; in a bad one this keeps a circle from going round.
        if (child <= &node) continue;
        if (auto measure = measure_of(rubric, *child); !measure.empty()) return measure;
    }
    return {};
}

void check_children_to_combine(const Rubric& rubric, const RubricNode& node, const std::string& place,
                               std::vector<RubricProblem>& problems)
{
    std::string measure;
    double weights = 0;
    for (const auto* child : rubric.children(node.code)) {
        if (is_rated(*child) && !rubric.scale_of(*child)) return;  // reported at the child; nothing to compare yet
        const auto theirs = measure_of(rubric, *child);
        if (theirs.empty()) continue;
        weights += child->weight;
        if (measure.empty()) measure = theirs;
        if (theirs != measure) {
            add(problems, place + "/roll_up",
                "The rows below \"{}\" are counted in {} and in {}, which have no {} "
                "together; put them on one scale, or use \"none\".",
                node.code, measure, theirs, name_of(node.roll_up) == "sum" ? "sum" : "mean");
            return;
        }
    }
    if (measure.empty())
        add(problems, place + "/roll_up",
            "There is no rating below \"{}\" to take the {} of; use \"none\", or put rows "
            "below it.",
            node.code, name_of(node.roll_up));
    else if (node.roll_up == RollUp::weighted_mean && weights <= 0)
        add(problems, place + "/roll_up", "All rows below \"{}\" weigh 0; give at least one a weight.", node.code);
}

void check_roll_up(const Rubric& rubric, const RubricNode& node, const std::string& place,
                   std::vector<RubricProblem>& problems)
{
    if (node.roll_up == RollUp::none) return;
    if (node.roll_up == RollUp::holistic) {
        if (!is_rated(node))
            add(problems, place + "/roll_up",
                "A \"holistic\" rating is entered by a person, and nothing can be entered "
                "on a \"{}\" row; make it a \"level\" row, or use \"mean\".",
                name_of(node.row));
        else if (rubric.children(node.code).empty())
            add(problems, place + "/roll_up", "\"{}\" has no rows below it to look at together; remove the roll_up.",
                node.code);
    } else if (node.row != RowKind::heading) {
        add(problems, place + "/roll_up",
            "\"{}\" cannot be entered and worked out by \"{}\" at once; make it a "
            "\"heading\", or use \"holistic\".",
            node.code, name_of(node.roll_up));
    } else {
        check_children_to_combine(rubric, node, place, problems);
    }
}

void check_place_in_tree(const Rubric& rubric, std::size_t index, const std::string& place,
                         std::vector<RubricProblem>& problems)
{
    const auto& node = rubric.nodes[index];
    const auto* parent = node.parent_code.empty() ? nullptr : rubric.node(node.parent_code);
    if (!node.parent_code.empty() && !parent)
        add(problems, place + "/parent",
            "There is no node \"{}\" in this file; add it before \"{}\", or name one that is "
            "there.",
            node.parent_code, node.code);
    else if (parent == &node)
        add(problems, place + "/parent", "\"{}\" cannot be below itself; name another parent, or remove it.",
            node.code);
    else if (parent && parent > &node)
        add(problems, place + "/parent",
            "\"{}\" comes later in the file than \"{}\", which is below it; move the parent "
            "up, before its children.",
            node.parent_code, node.code);
    if (node.weight != 1.0 && (!parent || parent->roll_up != RollUp::weighted_mean))
        add(problems, place + "/weight",
            "This weight would never be used; set the parent's roll_up to "
            "\"weighted_mean\", or remove the weight.");
}

void check_nodes(const Rubric& rubric, std::vector<RubricProblem>& problems)
{
    std::set<std::string> codes;
    bool has_row = false;
    for (std::size_t i = 0; i < rubric.nodes.size(); ++i) {
        const auto& node = rubric.nodes[i];
        const auto place = fmt::format("/nodes/{}", i);
        has_row = has_row || node.row != RowKind::heading;
        if (!is_code(node.code))
            add(problems, place + "/code",
                "The code \"{}\" is typed after a # in a line of text, so it can have no "
                "spaces and none of # , ; \"; shorten it, such as \"3a\".",
                node.code);
        if (!codes.insert(folded(node.code)).second)
            add(problems, place + "/code", "Two nodes have the code \"{}\" (capitals do not count); give each its own.",
                node.code);
        if (is_blank(node.title)) add(problems, place + "/title", "The title is blank; name what is looked at.");
        check_place_in_tree(rubric, i, place, problems);
        check_scale_of(rubric, node, place, problems);
        check_descriptors(rubric, node, place, problems);
        check_choices(node, place, problems);
        check_roll_up(rubric, node, place, problems);
        if (node.row == RowKind::heading && node.interval_minutes > 0)
            add(problems, place + "/interval_minutes",
                "Nothing is filled in on a heading; remove this, or set it on the "
                "rows below.");
    }
    if (!rubric.nodes.empty() && !has_row)
        add(problems, "/nodes", "All nodes are headings, so there is nothing to fill in; add a row.");
}

void check_forms(const Rubric& rubric, std::vector<RubricProblem>& problems)
{
    std::set<std::string> ids;
    for (std::size_t i = 0; i < rubric.forms.size(); ++i) {
        const auto& form = rubric.forms[i];
        const auto place = fmt::format("/forms/{}", i);
        if (!ids.insert(form.id).second)
            add(problems, place + "/id", "Two forms have the id \"{}\"; give each its own.", form.id);
        if (is_blank(form.name)) add(problems, place + "/name", "The form's name is blank; write one.");
        std::set<std::string> codes;
        for (std::size_t k = 0; k < form.codes.size(); ++k) {
            const auto here = fmt::format("{}/codes/{}", place, k);
            const auto* node = rubric.node(form.codes[k]);
            if (!node)
                add(problems, here, "There is no node \"{}\" in this file; correct the code or remove it.",
                    form.codes[k]);
            else if (node->row == RowKind::heading)
                add(problems, here, "\"{}\" is a heading, on which nothing can be filled in; list the rows below it.",
                    form.codes[k]);
            if (!codes.insert(form.codes[k]).second)
                add(problems, here, "\"{}\" is in this form twice; remove one.", form.codes[k]);
        }
    }
}

}  // namespace

std::vector<RubricProblem> rule_problems(const Rubric& rubric)
{
    std::vector<RubricProblem> problems;
    check_head(rubric, problems);
    check_licence(rubric, problems);
    check_scales(rubric, problems);
    check_nodes(rubric, problems);
    check_forms(rubric, problems);
    return problems;
}

std::vector<RubricProblem> fork_problems(const Rubric& rubric, const Rubric& original)
{
    std::vector<RubricProblem> problems;
    if (rubric == original) return problems;
    const bool is_credited = !is_blank(original.attribution);
    if (rubric.id == original.id && is_credited)
        add(problems, "/id",
            "This is not the same text as \"{}\", which belongs to somebody else; give the changed "
            "rubric an id and a title of its own, and \"variant_of\": \"{}\".",
            original.title, original.id);
    if (rubric.id != original.id && folded(rubric.title) == folded(original.title))
        add(problems, "/title", "Another rubric is already called \"{}\"; give the changed rubric a title of its own.",
            original.title);
    if (rubric.variant_of != original.id) return problems;
    if (rubric.attribution.find(original.attribution) == std::string::npos)
        add(problems, "/attribution", "A rubric made from \"{}\" keeps its credit; begin with: {}", original.title,
            original.attribution);
    if (rubric.notice.find(original.notice) == std::string::npos)
        add(problems, "/notice", "A rubric made from \"{}\" keeps its notice; begin with: {}", original.title,
            original.notice);
    return problems;
}

}  // namespace throughline
