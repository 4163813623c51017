#include "app/viewmodel/feedback_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/command/observation.hpp"

namespace throughline {

namespace {

ObservationField observation_field(FeedbackViewModel::Field field)
{
    switch (field) {
        case FeedbackViewModel::Field::growth_area:
            return ObservationField::growth_area;
        case FeedbackViewModel::Field::subject:
            return ObservationField::subject;
        case FeedbackViewModel::Field::grade:
            return ObservationField::grade;
        case FeedbackViewModel::Field::strength:
        case FeedbackViewModel::Field::action_step:
            break;
    }
    return ObservationField::strength;
}

// Tags as people write them: "6.1, 3b", "#6.1 #3b".
std::vector<std::string> tags_in(const std::string& typed)
{
    std::string spaced = typed;
    for (auto& c : spaced)
        if (c == ',' || c == ';' || c == '#') c = ' ';
    return split_words(spaced);
}

}  // namespace

std::string FeedbackViewModel::name_of(Field field)
{
    return field == Field::action_step ? "action_step" : std::string(throughline::name_of(observation_field(field)));
}

FeedbackViewModel::FeedbackViewModel(OpenVisit& visit) : visit_(visit)
{
    visit_changes_ = visit_.on_change.connect([this] {
        if (shown_ == visit_.id()) return;
        shown_ = visit_.id();
        // A step that an interrupted session left behind waits in its visit; it is settled like one typed now.
        const auto field = name_of(Field::action_step);
        const auto left = visit_.unsettled(field);
        if (!left || visit_.drafts().unsettled(any(visit_.id()), field)) return;
        visit_.drafts().typed(any(visit_.id()), field, *left,
                              [settle = settle(Field::action_step), was = text(Field::action_step)](
                                  const std::string& typed) { return settle(typed, was); });
    });
}

std::string FeedbackViewModel::text(Field field) const
{
    const auto& visit = visit_.detail();
    switch (field) {
        case Field::strength:
            return visit.observation.strength;
        case Field::growth_area:
            return visit.observation.growth_area;
        case Field::subject:
            return visit.observation.subject;
        case Field::grade:
            return visit.observation.grade;
        case Field::action_step:
            break;
    }
    return visit.step ? visit.step->text : std::string();
}

TextConflicts::Run FeedbackViewModel::settle(Field field) const
{
    return conflicts_.settle(any(visit_.id()), name_of(field), run(field));
}

std::optional<TextConflicts::Conflict> FeedbackViewModel::conflict(Field field) const
{
    return conflicts_.find(any(visit_.id()), name_of(field));
}

Result<void> FeedbackViewModel::resolve(Field field, TextConflicts::Keep keep)
{
    return conflicts_.resolve(visit_.drafts(), any(visit_.id()), name_of(field), keep, run(field));
}

TextConflicts::Run FeedbackViewModel::run(Field field) const
{
    // Captures the record's id, not this object: the keeper may settle the text when another visit is on screen.
    return [&document = visit_.document(), id = visit_.id(), field](const std::string& text,
                                                                    const std::string& was) -> Result<void> {
        if (field != Field::action_step) {
            const auto done = document.execute(ChangeObservationText{id, observation_field(field), text, was});
            if (!done) return tl::unexpected(done.error());
            return {};
        }
        const auto visit = document.ask(ObservationDetail{id});
        if (!visit) return tl::unexpected(visit.error());
        SetActionStep set{id, text, {}, {}, was};
        if (visit->step) {
            set.indicators = visit->step->indicators;
            set.check_on = visit->step->check_on;
        }
        const auto done = document.execute(set);
        if (!done) return tl::unexpected(done.error());
        return {};
    };
}

std::string FeedbackViewModel::step_tags() const
{
    const auto& step = visit_.detail().step;
    return step ? join(step->indicators, ", ") : std::string();
}

Result<void> FeedbackViewModel::set_step_tags(const std::string& typed)
{
    const auto& rubric = visit_.rubric();
    std::vector<std::string> codes;
    for (const auto& tag : tags_in(typed)) {
        const auto node = std::find_if(rubric.nodes.begin(), rubric.nodes.end(),
                                       [&](const RubricNode& one) { return folded(one.code) == folded(tag); });
        if (node == rubric.nodes.end())
            return fail(ErrorCode::invalid, "{0} has no row {1}. Its codes stand beside the ratings.", rubric.title,
                        tag);
        if (std::find(codes.begin(), codes.end(), node->code) == codes.end()) codes.push_back(node->code);
    }
    const auto& step = visit_.detail().step;
    if (!step) {
        if (codes.empty()) return {};
        return fail(ErrorCode::wrong_state, "Write the step first, then say which rows it is for.");
    }
    if (step->indicators == codes) return {};
    return visit_.act(SetActionStep{visit_.id(), step->text, codes, step->check_on, {}});
}

std::optional<Date> FeedbackViewModel::check_on() const
{
    const auto& step = visit_.detail().step;
    return step ? step->check_on : std::nullopt;
}

Date FeedbackViewModel::check_on_by_rule() const
{
    const auto& settings = visit_.settings();
    return settings.calendar.school_days_after(visit_.document().today(), settings.rules.check_back_after_school_days);
}

Result<void> FeedbackViewModel::set_check_on(std::optional<Date> day)
{
    const auto& step = visit_.detail().step;
    if (!step && day) return fail(ErrorCode::wrong_state, "Write the step first, then choose its day.");
    if (!step || step->check_on == day) return {};
    return visit_.act(SetActionStep{visit_.id(), step->text, step->indicators, day, {}});
}

bool FeedbackViewModel::has_step() const { return visit_.detail().step.has_value(); }

std::vector<std::string> FeedbackViewModel::blanks() const
{
    const auto& visit = visit_.detail();
    std::vector<std::string> blanks;
    if (visit.evidence.empty()) blanks.emplace_back("no line of evidence");
    if (visit.observation.strength.empty()) blanks.emplace_back("no strength");
    if (visit.observation.growth_area.empty()) blanks.emplace_back("no growth area");
    if (!visit.step) blanks.emplace_back("no action step: nothing will be checked");
    const auto rows = visit.rubric.rows(visit.observation.form_id);
    int rateable = 0;
    int rated = 0;
    for (const auto* node : rows) {
        if (!is_rated(*node)) continue;
        ++rateable;
        rated += std::any_of(visit.ratings.begin(), visit.ratings.end(),
                             [&](const Rating& rating) { return rating.code == node->code; });
    }
    if (rated < rateable) blanks.push_back(fmt::format("{} of {} rows not rated", rateable - rated, rateable));
    if (visit.pinned_step && visit.observation.pinned_result.empty())
        blanks.emplace_back("last time's step not looked at");
    return blanks;
}

}  // namespace throughline
