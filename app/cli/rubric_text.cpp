#include "app/cli/rubric_text.hpp"

#include <fmt/format.h>

#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"

namespace throughline::cli {
namespace {

// `indent` in front of each line of the text; nothing for an empty one.
std::string block(std::string_view text, const std::string& indent)
{
    std::string out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        out += indent + printable(text.substr(0, end)) + "\n";
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return out;
}

std::string levels_of(const Rubric& rubric, const RubricNode& node, const std::string& indent)
{
    const auto* scale = rubric.scale_of(node);
    if (!scale) return {};
    std::string out;
    for (const auto& level : scale->levels) {
        const auto words = rubric.descriptor(node, level.number);
        out += block(fmt::format("{} {}{}{}", level.number, level.name, words.empty() ? "" : ": ", words), indent);
    }
    return out;
}

std::string node_text(const Rubric& rubric, const RubricNode& node, int depth)
{
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    std::string out = block(node.code + "  " + node.title, indent);
    const auto deeper = indent + "  ";
    out += block(node.text, deeper);
    if (!node.teacher_side.empty()) out += block("Teacher: " + node.teacher_side, deeper);
    if (!node.student_side.empty()) out += block("Students: " + node.student_side, deeper);
    for (const auto& look_for : node.look_fors) out += block("- " + look_for, deeper);
    if (!node.choices.empty()) out += block("Choices: " + join(node.choices, ", "), deeper);
    out += levels_of(rubric, node, deeper);
    for (const auto* child : rubric.children(node.code)) out += node_text(rubric, *child, depth + 1);
    return out;
}

}  // namespace

std::string credit_of(const Rubric& rubric)
{
    std::string out = block(rubric.attribution, "");
    if (!out.empty() && !rubric.licence.empty()) out += "Licence: " + printable(rubric.licence) + "\n";
    return out + block(rubric.notice, "");
}

std::string text_of(const Rubric& rubric)
{
    std::string out = printable(rubric.title) + "\n";
    out += fmt::format("{}, version {}, licence {}\n\n", rubric.id, rubric.version, rubric.licence);
    for (const auto* top : rubric.children("")) out += node_text(rubric, *top, 0) + "\n";
    for (const auto& form : rubric.forms)
        out += block(fmt::format("Form {} ({}): {}", form.id, form.name, join(form.codes, ", ")), "");
    const auto credit = credit_of(rubric);
    return credit.empty() ? out : out + "\n" + credit;
}

}  // namespace throughline::cli
