// A rubric: a tree of nodes (domain > indicator > behaviour or look-for), the scales its nodes are rated on, the forms
// that choose some of its rows, and the licence it may be used under.
//
// A rubric is read from a rubric file (`rubrics/*/rubric.json`, described in app/help/rubric-file.md) or from the
// workspace, where each version that was added is kept whole. Once an observation uses a version, it is frozen.
// Used by the score pane, reports, import and checks. Values only; nothing here reads files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"

namespace throughline {

// One step of a scale. Numbers rise with quality; they are labels with an order, not points. A lowest level of 0 is a
// level like any other, so "no level" is never written as 0.
struct Level {
    int number = 0;          // 0..9, what that digit's key sets; unique in its scale
    std::string name;        // "Medium", "Established"
    std::string colour;      // a hint: "red", "amber", "green", "blue", "none"; never the only carrier of meaning
    std::string descriptor;  // for every node on this scale that has no own words; may be empty

    bool operator==(const Level&) const = default;
};

struct Scale {
    std::string id;  // "low-medium-high", unique in the rubric
    std::string name;
    std::vector<Level> levels;  // by number, rising; at least two

    bool operator==(const Scale&) const = default;
};

enum class NodeKind { domain, indicator, behaviour, look_for, snapshot };

// What a person enters on a row. Both `level` and `yes_no` are answered with a level of the node's scale; a yes_no
// scale has two. A `snapshot` is a count out of a count (students on task of students present).
enum class RowKind { heading, level, yes_no, text, number, tally, timer, percentage, snapshot, checklist, date };

// How a node's result comes from its children's. `holistic`: a person enters it with the children in view. `mean`,
// `weighted_mean` and `sum` are for headings, over children that are all on one scale; a child that is blank, not
// observed or not applicable is left out, never counted as zero.
enum class RollUp { none, holistic, mean, weighted_mean, sum };

struct LevelDescriptor {
    int level = 0;     // a number of the node's scale
    std::string text;  // blank only in a template, where it waits to be written

    bool operator==(const LevelDescriptor&) const = default;
};

struct RubricNode {
    std::string code;         // "6.1", unique in the rubric, no spaces; what people type after '#'
    std::string parent_code;  // empty at the top
    NodeKind kind = NodeKind::indicator;
    RowKind row = RowKind::level;
    std::string title;
    std::string text;          // what it means; may be empty
    std::string teacher_side;  // what the teacher does; may be empty
    std::string student_side;  // what students do; may be empty
    std::string scale_id;      // for level and yes_no rows; empty for all others
    std::vector<LevelDescriptor> descriptors;
    std::vector<std::string> look_fors;
    std::vector<std::string> choices;  // of a checklist; any number of them may be ticked
    int interval_minutes = 0;          // the row is filled in again every so many minutes of a visit; 0 for once
    bool may_be_not_observed = true;
    bool may_be_not_applicable = true;
    bool evidence_required = false;
    RollUp roll_up = RollUp::none;
    double weight = 1.0;  // in the parent's weighted mean

    bool operator==(const RubricNode&) const = default;
};

// A chosen set of rows, such as the three that a fifteen-minute visit looks at.
struct RubricForm {
    std::string id;
    std::string name;
    std::vector<std::string> codes;  // of nodes that are not headings, in the order shown
    int visit_minutes = 0;           // what the form is meant for; 0 if it does not say

    bool operator==(const RubricForm&) const = default;
};

struct Rubric {
    std::string id;  // "teach-primary": stays the same over versions
    std::string title;
    std::string short_title;  // for a column or a button
    std::string version;      // "2.0", named by its author
    std::string variant_of;   // id of the rubric this one was made from; empty if original
    std::string language;     // BCP 47
    std::string grade_band;
    std::string content_area;
    std::string licence;      // SPDX id or name
    std::string attribution;  // shown wherever the rubric's words are shown; may be empty for own work
    std::string notice;       // the licence's required notice, on every output; may be empty
    std::string source_url;
    bool shareable = true;     // may the descriptors leave the school in a packet
    bool is_template = false;  // wording to be filled in by the school
    std::vector<Scale> scales;
    std::vector<RubricNode> nodes;  // a parent before its children, in reading order
    std::vector<RubricForm> forms;  // the first is the default

    // Lookups give null when there is no such thing. Codes and ids are compared exactly.
    [[nodiscard]] const RubricNode* node(std::string_view code) const;
    [[nodiscard]] const Scale* scale(std::string_view scale_id) const;
    [[nodiscard]] const Scale* scale_of(const RubricNode& node) const;
    // The node's level called `name` (any case) or with that number in digits.
    [[nodiscard]] const Level* level(const RubricNode& node, std::string_view name_or_number) const;
    [[nodiscard]] const Level* level(const RubricNode& node, int number) const;
    // The words that describe this level of this node: its own, else the scale's.
    [[nodiscard]] std::string_view descriptor(const RubricNode& node, int level) const;
    // In reading order; an empty code gives the top of the tree.
    [[nodiscard]] std::vector<const RubricNode*> children(std::string_view parent_code) const;
    // The rows of a form (by id; empty for the default form, all rated rows if the rubric has none).
    // No rows if there is no such form.
    [[nodiscard]] std::vector<const RubricNode*> rows(std::string_view form_id = {}) const;

    bool operator==(const Rubric&) const = default;
};

// True for rows on which a Rating can be set: those answered with a level of a scale.
bool is_rated(const RubricNode& node);

// Names as written in rubric files; parse_* accept exactly these.
std::string_view name_of(NodeKind kind);
std::string_view name_of(RowKind row);
std::string_view name_of(RollUp roll_up);
std::optional<NodeKind> parse_node_kind(std::string_view name);
std::optional<RowKind> parse_row_kind(std::string_view name);
std::optional<RollUp> parse_roll_up(std::string_view name);

}  // namespace throughline
