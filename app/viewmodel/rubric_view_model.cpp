#include "app/viewmodel/rubric_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

std::string kind_words(const RubricNode& node)
{
    auto words = node.kind == NodeKind::look_for ? std::string("Look-for") : sentence_case(name_of(node.kind));
    std::vector<std::string> marks;
    if (is_rated(node) && node.may_be_not_observed) marks.emplace_back("not observed");
    if (is_rated(node) && node.may_be_not_applicable) marks.emplace_back("not applicable");
    if (!marks.empty()) words += "  ·  may also be " + join(marks, " or ");
    if (node.evidence_required) words += "  ·  needs evidence";
    return words;
}

void add_list(ReadingText& text, const std::string& heading, const std::vector<std::string>& items)
{
    if (items.empty()) return;
    text.push_back(subheading_paragraph(heading));
    for (const auto& item : items) text.push_back(plain_paragraph("•  " + item));
}

void add_section(ReadingText& text, const std::string& heading, const std::string& words)
{
    if (words.empty()) return;
    text.push_back(subheading_paragraph(heading));
    text.push_back(plain_paragraph(words));
}

}  // namespace

Result<void> RubricViewModel::open(RubricVersionId version)
{
    auto rubric = document_.ask(RubricVersion{version});
    if (!rubric) return tl::unexpected(rubric.error());
    const auto all = document_.ask(Rubrics{true});
    if (!all) return tl::unexpected(all.error());
    const auto row = std::find_if(all->begin(), all->end(), [&](const auto& one) { return one.version_id == version; });
    version_ = version;
    rubric_ = std::move(*rubric);
    row_ = row == all->end() ? RubricRow{} : *row;
    return {};
}

std::string RubricViewModel::title() const { return fmt::format("{}, version {}", rubric_.title, rubric_.version); }

std::string RubricViewModel::state_words() const
{
    if (rubric_.is_template) return "Template";
    if (row_.frozen) return fmt::format("Frozen: used in {}", visits_using(row_));
    return row_.newest ? "Not used yet" : "Older version";
}

ReadingText RubricViewModel::about() const
{
    ReadingText text = {heading_paragraph("About this rubric")};
    if (rubric_.is_template)
        text.push_back(
            plain_paragraph("A template: its rows and levels are there, its wording is for the school to "
                            "fill in, with words that the school has the right to use."));
    std::vector<std::string> facts;
    if (!rubric_.grade_band.empty()) facts.push_back("Grades " + rubric_.grade_band);
    if (!rubric_.content_area.empty()) facts.push_back(rubric_.content_area);
    if (!rubric_.variant_of.empty()) facts.push_back("made from " + rubric_.variant_of);
    if (!facts.empty()) text.push_back(quiet_paragraph(join(facts, "  ·  ")));
    if (row_.frozen)
        text.push_back(
            plain_paragraph("Visits use this version, so it is frozen: changing its words makes a new "
                            "version, and what was rated keeps the text it was rated with."));
    add_section(text, "Licence", rubric_.licence);
    add_section(text, "Attribution", rubric_.attribution);
    add_section(text, "Notice", rubric_.notice);
    add_section(text, "Source", rubric_.source_url);
    std::vector<std::string> forms;
    for (const auto& form : rubric_.forms) {
        auto words = fmt::format("{}: {}", form.name, counted(static_cast<std::int64_t>(form.codes.size()), "row"));
        if (form.visit_minutes > 0) words += fmt::format(", for a visit of {} minutes", form.visit_minutes);
        forms.push_back(std::move(words));
    }
    add_list(text, "Forms", forms);
    return text;
}

ReadingText RubricViewModel::describe(const std::string& code) const
{
    const auto* node = rubric_.node(code);
    if (!node) return about();
    ReadingText text = {heading_paragraph(node_words(*node)), quiet_paragraph(kind_words(*node))};
    if (!node->text.empty()) text.push_back(plain_paragraph(node->text));
    add_section(text, "The teacher", node->teacher_side);
    add_section(text, "The students", node->student_side);
    if (const auto* scale = rubric_.scale_of(*node)) {
        text.push_back(subheading_paragraph("Levels"));
        for (auto level = scale->levels.rbegin(); level != scale->levels.rend(); ++level) {
            text.push_back({Paragraph::Rank::level, level_words(*level), tone_of(level->colour)});
            const std::string words(rubric_.descriptor(*node, level->number));
            text.push_back(words.empty() ? quiet_paragraph("No description yet.") : plain_paragraph(words));
        }
    }
    add_list(text, "Look for", node->look_fors);
    add_list(text, "Choices", node->choices);
    return text;
}

std::string RubricViewModel::node_words(const RubricNode& node)
{
    return node.title.empty() ? node.code : node.code + "  " + node.title;
}

}  // namespace throughline
