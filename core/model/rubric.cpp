#include "throughline/model/rubric.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

template <class Value, std::size_t Count>
using Names = std::array<std::pair<Value, std::string_view>, Count>;

constexpr Names<NodeKind, 5> node_kinds = {{
    {NodeKind::domain, "domain"},
    {NodeKind::indicator, "indicator"},
    {NodeKind::behaviour, "behaviour"},
    {NodeKind::look_for, "look_for"},
    {NodeKind::snapshot, "snapshot"},
}};

constexpr Names<RowKind, 11> row_kinds = {{
    {RowKind::heading, "heading"},
    {RowKind::level, "level"},
    {RowKind::yes_no, "yes_no"},
    {RowKind::text, "text"},
    {RowKind::number, "number"},
    {RowKind::tally, "tally"},
    {RowKind::timer, "timer"},
    {RowKind::percentage, "percentage"},
    {RowKind::snapshot, "snapshot"},
    {RowKind::checklist, "checklist"},
    {RowKind::date, "date"},
}};

constexpr Names<RollUp, 5> roll_ups = {{
    {RollUp::none, "none"},
    {RollUp::holistic, "holistic"},
    {RollUp::mean, "mean"},
    {RollUp::weighted_mean, "weighted_mean"},
    {RollUp::sum, "sum"},
}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value)
{
    for (const auto& [known, name] : table)
        if (known == value) return name;
    return {};
}

template <class Value, std::size_t Count>
std::optional<Value> value_in(const Names<Value, Count>& table, std::string_view name)
{
    for (const auto& [value, known] : table)
        if (known == name) return value;
    return std::nullopt;
}

template <class Items, class Member>
auto find_by(const Items& items, Member member, std::string_view wanted) -> const typename Items::value_type*
{
    const auto found = std::ranges::find(items, wanted, member);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const RubricNode* Rubric::node(std::string_view code) const { return find_by(nodes, &RubricNode::code, code); }

const Scale* Rubric::scale(std::string_view scale_id) const { return find_by(scales, &Scale::id, scale_id); }

const Scale* Rubric::scale_of(const RubricNode& node) const
{
    return node.scale_id.empty() ? nullptr : scale(node.scale_id);
}

const Level* Rubric::level(const RubricNode& node, std::string_view name_or_number) const
{
    const auto* on = scale_of(node);
    if (!on) return nullptr;
    const auto wanted = folded(name_or_number);
    for (const auto& level : on->levels)
        if (folded(level.name) == wanted || std::to_string(level.number) == wanted) return &level;
    return nullptr;
}

const Level* Rubric::level(const RubricNode& node, int number) const
{
    const auto* on = scale_of(node);
    if (!on) return nullptr;
    const auto found = std::ranges::find(on->levels, number, &Level::number);
    return found == on->levels.end() ? nullptr : &*found;
}

std::string_view Rubric::descriptor(const RubricNode& node, int level_number) const
{
    const auto own = std::ranges::find(node.descriptors, level_number, &LevelDescriptor::level);
    if (own != node.descriptors.end() && !own->text.empty()) return own->text;
    const auto* shared = level(node, level_number);
    return shared ? std::string_view(shared->descriptor) : std::string_view();
}

std::vector<const RubricNode*> Rubric::children(std::string_view parent_code) const
{
    std::vector<const RubricNode*> found;
    for (const auto& node : nodes)
        if (node.parent_code == parent_code) found.push_back(&node);
    return found;
}

std::vector<const RubricNode*> Rubric::rows(std::string_view form_id) const
{
    std::vector<const RubricNode*> found;
    if (form_id.empty() && forms.empty()) {
        for (const auto& node : nodes)
            if (is_rated(node)) found.push_back(&node);
        return found;
    }
    const auto* form = form_id.empty() ? &forms.front() : find_by(forms, &RubricForm::id, form_id);
    if (!form) return found;
    for (const auto& code : form->codes)
        if (const auto* row = node(code)) found.push_back(row);
    return found;
}

bool is_rated(const RubricNode& node) { return node.row == RowKind::level || node.row == RowKind::yes_no; }

std::string_view name_of(NodeKind kind) { return name_in(node_kinds, kind); }
std::string_view name_of(RowKind row) { return name_in(row_kinds, row); }
std::string_view name_of(RollUp roll_up) { return name_in(roll_ups, roll_up); }

std::optional<NodeKind> parse_node_kind(std::string_view name) { return value_in(node_kinds, name); }
std::optional<RowKind> parse_row_kind(std::string_view name) { return value_in(row_kinds, name); }
std::optional<RollUp> parse_roll_up(std::string_view name) { return value_in(roll_ups, name); }

}  // namespace throughline
