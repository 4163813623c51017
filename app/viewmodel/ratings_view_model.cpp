#include "app/viewmodel/ratings_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline {

namespace {

constexpr const char* blank_words = "Blank";

std::string mark_words(const Rubric& rubric, const RubricNode& node, const Rating& rating)
{
    if (rating.mark == Mark::level)
        if (const auto* level = rubric.level(node, rating.level)) return level_words(*level);
    return rating_words(rubric, rating);
}

Tone tone_of_mark(const Rubric& rubric, const RubricNode& node, const Rating& rating)
{
    const auto* level = rating.mark == Mark::level ? rubric.level(node, rating.level) : nullptr;
    return level ? tone_of(level->colour) : Tone::calm;
}

// "1 to 5", or the numbers where there is a gap.
std::string level_numbers(const Scale& scale)
{
    std::vector<std::string> numbers;
    for (const auto& level : scale.levels) numbers.push_back(std::to_string(level.number));
    const auto first = scale.levels.front().number;
    const auto last = scale.levels.back().number;
    const bool is_run = last - first + 1 == static_cast<int>(scale.levels.size());
    return is_run ? fmt::format("{} to {}", first, last) : join(numbers, ", ");
}

}  // namespace

RatingsViewModel::RatingsViewModel(OpenVisit& visit) : visit_(visit)
{
    visit_changes_ = visit_.on_change.connect([this] {
        if (shown_ != visit_.id()) {
            shown_ = visit_.id();
            selected_ = 0;
            shows_last_ = false;
        }
        const auto count = visit_.rubric().rows(visit_.observation().form_id).size();
        if (selected_ >= count) selected_ = 0;
    });
}

std::vector<RatingsViewModel::Row> RatingsViewModel::rows() const
{
    std::vector<Row> rows;
    const auto& rubric = visit_.rubric();
    for (const auto* node : rubric.rows(visit_.observation().form_id)) {
        Row row;
        row.code = node->code;
        row.title = node->title;
        row.takes_mark = is_rated(*node);
        row.line_count = static_cast<int>(lines_of(node->code).size());
        const auto* rating = rating_of(node->code);
        row.is_blank = rating == nullptr;
        row.mark = !row.takes_mark ? "In the script" : rating ? mark_words(rubric, *node, *rating) : blank_words;
        if (rating) row.tone = tone_of_mark(rubric, *node, *rating);
        if (shows_last_) row.last = last_words(*node);
        rows.push_back(std::move(row));
    }
    return rows;
}

void RatingsViewModel::select(std::size_t row)
{
    if (row == selected_ || row >= visit_.rubric().rows(visit_.observation().form_id).size()) return;
    selected_ = row;
    on_change.emit();
}

bool RatingsViewModel::is_mark_key(char key)
{
    return (key >= '0' && key <= '9') || key == 'n' || key == 'a' || key == clear_key;
}

Result<void> RatingsViewModel::press(char key)
{
    const auto* node = selected_node();
    if (!node || !is_mark_key(key)) return {};
    if (!is_rated(*node))
        return fail(ErrorCode::invalid, "{0} {1} is counted in the script; there is nothing to rate.", node->code,
                    node->title);
    if (key == clear_key) return mark({});
    if (key == 'n') {
        if (!node->may_be_not_observed)
            return fail(ErrorCode::invalid, "{0} is always rated: this rubric has no \"not observed\" for it.",
                        node->code);
        return mark(Rating{node->code, Mark::not_observed, 0});
    }
    if (key == 'a') {
        if (!node->may_be_not_applicable)
            return fail(ErrorCode::invalid,
                        "{0} applies to every lesson: this rubric has no \"not applicable\" for it. Press n for not "
                        "observed.",
                        node->code);
        return mark(Rating{node->code, Mark::not_applicable, 0});
    }
    const int number = key - '0';
    const auto* scale = visit_.rubric().scale_of(*node);
    if (!scale || !visit_.rubric().level(*node, number))
        return fail(ErrorCode::invalid, "{0} has the levels {1}.", node->code, scale ? level_numbers(*scale) : "");
    return mark(Rating{node->code, Mark::level, number});
}

Result<void> RatingsViewModel::mark(std::optional<Rating> rating)
{
    const auto* node = selected_node();
    if (!node) return {};
    const auto* before = rating_of(node->code);
    if (rating ? before && *before == *rating : !before) return {};
    RateIndicator rate;
    rate.observation = visit_.id();
    rate.code = node->code;
    if (rating) {
        rate.mark = rating->mark;
        rate.level = rating->level;
    }
    return visit_.act(rate);
}

RatingsViewModel::Beside RatingsViewModel::beside() const
{
    Beside beside;
    const auto* node = selected_node();
    if (!node) return beside;
    const auto& rubric = visit_.rubric();
    beside.title = node->code + " " + node->title;
    for (const auto* above = rubric.node(node->parent_code); above; above = rubric.node(above->parent_code))
        beside.area = beside.area.empty() ? above->title : above->title + " › " + beside.area;
    if (!node->text.empty()) beside.words.push_back(node->text);
    if (!node->teacher_side.empty()) beside.words.push_back("Teacher: " + node->teacher_side);
    if (!node->student_side.empty()) beside.words.push_back("Students: " + node->student_side);
    if (!node->look_fors.empty()) beside.words.push_back("Look for: " + join(node->look_fors, " "));
    for (const auto* line : lines_of(node->code)) {
        const auto who = speaker_name(line->speaker);
        beside.lines.push_back(fmt::format("{}  {}{}{}", spoken_elapsed(line->elapsed_ms), who, who.empty() ? "" : ": ",
                                           evidence_words(*line)));
    }
    if (shows_last_) beside.last = "Last time: " + last_words(*node);
    if (!is_rated(*node)) return beside;

    const auto* now = rating_of(node->code);
    const auto add = [&](std::string name, std::string_view descriptor, std::optional<Rating> rating) {
        const bool is_chosen = rating ? now && *now == *rating : !now;
        beside.choices.push_back({std::move(name), std::string(descriptor), std::move(rating), is_chosen});
    };
    if (const auto* scale = rubric.scale_of(*node))
        for (const auto& level : scale->levels)
            add(level_words(level), rubric.descriptor(*node, level.number),
                Rating{node->code, Mark::level, level.number});
    if (node->may_be_not_observed) add("Not observed", "", Rating{node->code, Mark::not_observed, 0});
    if (node->may_be_not_applicable) add("Not applicable", "", Rating{node->code, Mark::not_applicable, 0});
    add(blank_words, "", {});
    return beside;
}

void RatingsViewModel::show_last(bool shown)
{
    if (shown == shows_last_) return;
    shows_last_ = shown;
    on_change.emit();
}

int RatingsViewModel::rated_count() const
{
    const auto all = rows();
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [](const Row& row) { return row.takes_mark && !row.is_blank; }));
}

int RatingsViewModel::rateable_count() const
{
    const auto all = rows();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const Row& row) { return row.takes_mark; }));
}

const RubricNode* RatingsViewModel::selected_node() const
{
    if (!visit_.is_open()) return nullptr;
    const auto nodes = visit_.rubric().rows(visit_.observation().form_id);
    return selected_ < nodes.size() ? nodes[selected_] : nullptr;
}

const Rating* RatingsViewModel::rating_of(const std::string& code) const
{
    const auto& ratings = visit_.detail().ratings;
    const auto at =
        std::find_if(ratings.begin(), ratings.end(), [&](const Rating& rating) { return rating.code == code; });
    return at == ratings.end() ? nullptr : &*at;
}

bool RatingsViewModel::is_below(const std::string& code, const std::string& ancestor) const
{
    for (const auto* node = visit_.rubric().node(code); node; node = visit_.rubric().node(node->parent_code))
        if (node->code == ancestor) return true;
    return false;
}

std::vector<const Evidence*> RatingsViewModel::lines_of(const std::string& code) const
{
    std::vector<const Evidence*> lines;
    for (const auto& line : visit_.detail().evidence)
        if (std::any_of(line.indicators.begin(), line.indicators.end(),
                        [&](const std::string& tag) { return is_below(tag, code); }))
            lines.push_back(&line);
    return lines;
}

std::string RatingsViewModel::last_words(const RubricNode& node) const
{
    const auto& last = visit_.detail().last_ratings;
    const auto at = last.find(node.code);
    return at == last.end() ? "not rated" : mark_words(visit_.rubric(), node, at->second);
}

}  // namespace throughline
