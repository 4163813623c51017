#include "throughline/exchange/feedback_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline {

namespace {

using Kind = FeedbackBlock::Kind;
using Detail = ObservationDetail::Detail;

constexpr std::array weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

// With its year: a message is read again long after it was written.
std::string day_words(Date day)
{
    return fmt::format("{}, {} {} {}", weekdays[day.day_of_week().as_number()], static_cast<int>(day.day()),
                       months[day.month().as_number() - 1], static_cast<int>(day.year()));
}

// 27, 2.5: a count without a decimal point, anything else with what it needs.
std::string number_words(double number)
{
    return std::floor(number) == number ? fmt::format("{:.0f}", number) : fmt::format("{:g}", number);
}

std::string row_name(const Rubric& rubric, const std::string& code)
{
    const auto* node = rubric.node(code);
    return node ? code + " " + node->title : code;
}

std::string row_names(const Rubric& rubric, const std::vector<std::string>& codes)
{
    std::vector<std::string> names;
    for (const auto& code : codes) names.push_back(row_name(rubric, code));
    return join(names, "; ");
}

std::string facts(const Detail& visit)
{
    const auto& observation = visit.observation;
    std::vector<std::string> parts{visit_words(observation.purpose) + " by " + visit.observer.name(),
                                   day_words(observation.started_on)};
    if (observation.minutes) parts.push_back(counted(*observation.minutes, "minute"));
    if (observation.announced) parts.emplace_back(*observation.announced ? "announced" : "not announced");
    if (!observation.subject.empty()) parts.push_back(observation.subject);
    if (!observation.grade.empty()) {
        const bool is_number = observation.grade.front() >= '0' && observation.grade.front() <= '9';
        parts.push_back(is_number ? "grade " + observation.grade : observation.grade);
    }
    if (observation.students_present) parts.push_back(counted(*observation.students_present, "student"));
    return join(parts, " · ");
}

// Characters, not bytes: an underline should be as long as what stands above it.
std::size_t character_count(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

class Blocks {
public:
    void add(Kind kind, std::string text) { blocks_.push_back({kind, std::move(text)}); }
    // Nothing is said about what was left blank.
    void section(const std::string& heading, const std::string& text)
    {
        if (trimmed(text).empty()) return;
        add(Kind::heading, heading);
        add(Kind::paragraph, std::string(trimmed(text)));
    }
    std::vector<FeedbackBlock> take() { return std::move(blocks_); }

private:
    std::vector<FeedbackBlock> blocks_;
};

void add_step(Blocks& blocks, const Detail& visit)
{
    if (visit.step) {
        blocks.section("One step to try", visit.step->text);
        if (!visit.step->indicators.empty())
            blocks.add(Kind::quiet, "For " + row_names(visit.rubric, visit.step->indicators));
        if (visit.step->check_on)
            blocks.add(Kind::paragraph, "We look back at it on " + day_words(*visit.step->check_on) + ".");
    }
    if (visit.debrief && !visit.debrief->held_at)
        blocks.add(Kind::paragraph, "We talk about this visit by " + day_words(visit.debrief->due_on) + ".");
}

void add_last_step(Blocks& blocks, const Detail& visit)
{
    const auto result = parse_step_result(visit.observation.pinned_result);
    if (!result || !visit.pinned_step) return;
    blocks.add(Kind::heading, "Last time's step");
    blocks.add(Kind::paragraph,
               fmt::format("{} ({} in this visit)", visit.pinned_step->step.text, step_result_words(*result)));
}

void add_evidence(Blocks& blocks, const Detail& visit)
{
    bool is_first = true;
    for (const auto& line : visit.evidence) {
        if (line.is_private) continue;
        if (is_first) blocks.add(Kind::heading, "What was seen");
        is_first = false;
        auto text = spoken_elapsed(line.elapsed_ms) + "  ";
        if (line.speaker != Speaker::none) text += speaker_name(line.speaker) + ": ";
        text += evidence_words(line);
        if (!line.indicators.empty()) text += "  [" + row_names(visit.rubric, line.indicators) + "]";
        blocks.add(Kind::item, std::move(text));
    }
}

void add_ratings(Blocks& blocks, const Detail& visit)
{
    if (visit.ratings.empty()) return;
    blocks.add(Kind::heading, "In the words of the rubric");
    std::vector<std::string> not_observed;
    std::vector<std::string> not_applicable;
    for (const auto& rating : visit.ratings) {
        const auto name = row_name(visit.rubric, rating.code);
        if (rating.mark == Mark::not_observed) not_observed.push_back(name);
        if (rating.mark == Mark::not_applicable) not_applicable.push_back(name);
        if (rating.mark != Mark::level) continue;
        const auto* node = visit.rubric.node(rating.code);
        auto text = name + ": " + rating_words(visit.rubric, rating);
        if (const auto words = node ? visit.rubric.descriptor(*node, rating.level) : ""; !words.empty())
            text += fmt::format(". {}", words);
        blocks.add(Kind::item, std::move(text));
    }
    if (!not_observed.empty()) blocks.add(Kind::item, "Not observed this time: " + join(not_observed, "; "));
    if (!not_applicable.empty()) blocks.add(Kind::item, "Not applicable: " + join(not_applicable, "; "));
}

std::string field_words(std::string_view field)
{
    if (field == name_of(ObservationField::strength)) return "What worked";
    if (field == name_of(ObservationField::growth_area)) return "To grow";
    if (field == name_of(ObservationField::subject)) return "Subject";
    if (field == name_of(ObservationField::grade)) return "Grade";
    return std::string(field);
}

std::string quoted(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

void add_amendments(Blocks& blocks, const Detail& visit)
{
    if (visit.amendments.empty()) return;
    blocks.add(Kind::heading, "Changed after it was shared");
    for (const auto& amendment : visit.amendments)
        blocks.add(Kind::item, fmt::format("{}: now {}, before {}. Reason: {}", field_words(amendment.field),
                                           quoted(amendment.new_text), quoted(amendment.old_text), amendment.reason));
}

void add_notices(Blocks& blocks, const Detail& visit)
{
    const auto& rubric = visit.rubric;
    blocks.add(Kind::heading, "Who can see this");
    blocks.add(Kind::quiet, who_can_see(visit.observation.purpose, visit.teacher.name(), visit.observer.name()) +
                                " Confidential: please do not pass it on without asking.");
    blocks.add(Kind::heading, "About the rubric");
    auto about = fmt::format("{}, version {}.", rubric.title, rubric.version);
    if (!rubric.licence.empty()) about += " Licence: " + rubric.licence + ".";
    blocks.add(Kind::quiet, std::move(about));
    if (!rubric.attribution.empty()) blocks.add(Kind::quiet, rubric.attribution);
    if (!rubric.notice.empty()) blocks.add(Kind::quiet, rubric.notice);
}

}  // namespace

std::vector<FeedbackBlock> feedback_blocks(const Detail& visit)
{
    Blocks blocks;
    blocks.add(Kind::title, "Feedback for " + visit.teacher.name());
    blocks.add(Kind::quiet, facts(visit));
    blocks.section("What worked", visit.observation.strength);
    add_step(blocks, visit);
    blocks.section("To grow", visit.observation.growth_area);
    add_last_step(blocks, visit);
    add_evidence(blocks, visit);
    add_ratings(blocks, visit);
    add_amendments(blocks, visit);
    add_notices(blocks, visit);
    return blocks.take();
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

std::string who_can_see(Purpose purpose, const std::string& teacher, const std::string& observer)
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
        case Purpose::peer:
        case Purpose::calibration:
            break;
    }
    return both + " The school's leaders see that the visit took place, not what it says.";
}

}  // namespace throughline
