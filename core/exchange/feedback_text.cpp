#include "throughline/exchange/feedback_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/model/script_line.hpp"
#include "throughline/report/packet.hpp"

namespace throughline {

namespace {

using Kind = FeedbackBlock::Kind;

// 27, 2.5: a count without a decimal point, anything else with what it needs.
std::string number_words(double number)
{
    return std::floor(number) == number ? fmt::format("{:.0f}", number) : fmt::format("{:g}", number);
}

// Characters, not bytes: an underline should be as long as what stands above it.
std::size_t character_count(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// A document's blocks as lines of text.
class Lines {
public:
    explicit Lines(std::string observer) : observer_(std::move(observer)) {}

    void add(Kind kind, std::string text) { lines_.push_back({kind, std::move(text)}); }
    void add(const report::Heading& heading) { add(Kind::heading, heading.text); }
    void add(const report::Paragraph& paragraph)
    {
        add(paragraph.look == report::Paragraph::Look::quiet ? Kind::quiet : Kind::paragraph, paragraph.text);
    }
    void add(const report::List& list)
    {
        for (const auto& item : list.items) {
            auto text = item.lead.empty() ? item.text : item.lead + "  " + item.text;
            if (!item.note.empty()) text += "  [" + item.note + "]";
            add(Kind::item, std::move(text));
        }
    }
    void add(const report::Table& table)
    {
        const bool is_of_two = table.heads.size() > 2 && table.heads[1] == observer_;
        for (const auto& row : table.rows) {
            auto text = row.front();
            for (std::size_t column = 1; column < row.size(); ++column) {
                if (row[column].empty()) continue;
                text += column == 1 ? ": " : is_of_two ? "; " : ". ";
                // Whose level it is, a table says above its columns.
                text += is_of_two ? table.heads[column] + " " + row[column] : row[column];
            }
            add(Kind::item, std::move(text));
        }
    }
    void add(const report::Notice& notice)
    {
        add(Kind::paragraph, notice.title);
        add(Kind::paragraph, notice.text);
    }
    void add(const report::Figures& figures)
    {
        for (const auto& chart : figures.charts) add(Kind::paragraph, chart.summary());
    }
    void add(const report::PageBreak&) {}
    void add(const report::AnswerForm&) {}
    std::vector<FeedbackBlock> take() { return std::move(lines_); }

private:
    std::string observer_;
    std::vector<FeedbackBlock> lines_;
};

}  // namespace

std::vector<FeedbackBlock> feedback_blocks(const ObservationDetail::Detail& visit)
{
    Lines lines(visit.observer.name());
    lines.add(Kind::title, "Feedback for " + visit.teacher.name());
    for (const auto& block : report::visit_sections(visit)) std::visit([&](const auto& one) { lines.add(one); }, block);
    return lines.take();
}

std::string plain_text(const std::vector<FeedbackBlock>& blocks)
{
    std::string text;
    const auto* before = static_cast<const FeedbackBlock*>(nullptr);
    for (const auto& block : blocks) {
        const bool begins_part = block.kind == Kind::heading || block.kind == Kind::title;
        if (before && begins_part) text += "\n";
        if (before && !begins_part && block.kind != Kind::item && before->kind == block.kind) text += "\n";
        text += block.kind == Kind::item ? "- " + block.text : block.text;
        text += "\n";
        if (begins_part) text += std::string(character_count(block.text), block.kind == Kind::title ? '=' : '-') + "\n";
        before = &block;
    }
    return text;
}

std::string visit_words(Purpose purpose)
{
    switch (purpose) {
        case Purpose::coaching:
            return "Coaching visit";
        case Purpose::evaluation:
            return "Evaluation visit";
        case Purpose::walkthrough:
            return "Walkthrough";
        case Purpose::peer:
            return "Peer visit";
        case Purpose::calibration:
            return "Calibration visit";
        case Purpose::self:
            break;
    }
    return "Self-observation";
}

std::string evidence_words(const Evidence& line)
{
    const auto with = [&](const std::string& words) { return line.text.empty() ? words : line.text + ": " + words; };
    if (!line.amount) return line.text;
    switch (line.kind) {
        case EvidenceKind::tally:
            return with(number_words(*line.amount));
        case EvidenceKind::timer:
            return with(spoken_elapsed(static_cast<std::int64_t>(*line.amount * 1000)));
        case EvidenceKind::snapshot:
            return with(number_words(*line.amount) + (line.out_of ? " of " + number_words(*line.out_of) : ""));
        case EvidenceKind::note:
            break;
    }
    return line.text;
}

std::string speaker_name(Speaker speaker)
{
    switch (speaker) {
        case Speaker::teacher:
            return "Teacher";
        case Speaker::student:
            return "Student";
        case Speaker::observer:
            return "Observer";
        case Speaker::none:
            break;
    }
    return {};
}

std::string rating_words(const Rubric& rubric, const Rating& rating)
{
    if (rating.mark == Mark::not_observed) return "Not observed";
    if (rating.mark == Mark::not_applicable) return "Not applicable";
    const auto* node = rubric.node(rating.code);
    const auto* level = node ? rubric.level(*node, rating.level) : nullptr;
    return level ? fmt::format("{} ({})", level->name, level->number) : fmt::to_string(rating.level);
}

std::string rating_words(const RatingPoint& point)
{
    switch (point.mark) {
        case Mark::not_observed:
            return "Not observed";
        case Mark::not_applicable:
            return "Not applicable";
        case Mark::level:
            break;
    }
    const auto number = std::to_string(point.level);
    if (point.level_name.empty() || point.level_name == number) return "Level " + number;
    return fmt::format("{} ({})", point.level_name, number);
}

std::string step_result_words(StepResult result)
{
    switch (result) {
        case StepResult::practised:
            return "practised";
        case StepResult::partly:
            return "partly practised";
        case StepResult::mastered:
            return "mastered";
        case StepResult::not_seen:
            break;
    }
    return "not seen";
}

std::string response_words(const Response& response)
{
    switch (response.kind) {
        case ResponseKind::acknowledged:
            return "Has read this.";
        case ResponseKind::reply:
            return "Reply: " + response.text;
        case ResponseKind::reflection:
            return "Reflection: " + response.text;
        case ResponseKind::self_rating:
            break;
    }
    return {};
}

std::string who_can_see(Purpose purpose, const std::string& teacher, const std::string& observer,
                        bool leaders_read_steps)
{
    const auto both = fmt::format("{} and {} can read this.", teacher, observer);
    switch (purpose) {
        case Purpose::evaluation:
            return both + " The school's leaders can read it too: it is an evaluation visit.";
        case Purpose::walkthrough:
            return both + " The school's leaders and coaches can read it too: it is a walkthrough.";
        case Purpose::self:
            return fmt::format("{} can read this.", observer);
        case Purpose::coaching:
            if (!leaders_read_steps) break;
            return both +
                   " The school's leaders see that the visit took place and, by the school's policy, the step and what "
                   "became of it, not what else it says.";
        case Purpose::peer:
        case Purpose::calibration:
            break;
    }
    return both + " The school's leaders see that the visit took place, not what it says.";
}

}  // namespace throughline
