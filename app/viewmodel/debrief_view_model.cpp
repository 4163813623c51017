#include "app/viewmodel/debrief_view_model.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/step.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline {

namespace {

std::string line_words(const Evidence& line)
{
    const auto who = speaker_name(line.speaker);
    return fmt::format("{}  {}{}{}", spoken_elapsed(line.elapsed_ms), who, who.empty() ? "" : ": ",
                       evidence_words(line));
}

// "14:30", "9:05".
std::optional<boost::posix_time::time_duration> time_of_day(std::string_view typed)
{
    const auto text = trimmed(typed);
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || text.size() != colon + 3) return std::nullopt;
    int hours = -1;
    int minutes = -1;
    const auto* const begin = text.data();
    const auto hours_end = std::from_chars(begin, begin + colon, hours).ptr;
    const auto minutes_end = std::from_chars(begin + colon + 1, begin + text.size(), minutes).ptr;
    if (hours_end != begin + colon || minutes_end != begin + text.size()) return std::nullopt;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    return boost::posix_time::time_duration(hours, minutes, 0);
}

}  // namespace

DebriefViewModel::DebriefViewModel(Document& document, DraftKeeper& drafts) : document_(document), drafts_(drafts)
{
    document_changes_ = document_.on_change.connect([this](const ChangeSet& changes) {
        const bool concerned = concerns(changes, {Noun::debrief, Noun::observation, Noun::evidence, Noun::rating,
                                                  Noun::action_step, Noun::step_event, Noun::amendment, Noun::person,
                                                  Noun::setting, Noun::calendar_day, Noun::school_year});
        // What cannot be asked now stays as it is on screen; opening it again says why.
        if (is_open() && concerned) (void)open(any(debrief().id));
    });
}

Result<void> DebriefViewModel::open(AnyId id)
{
    if (auto done = ask(id); !done) return done;
    on_change.emit();
    return {};
}

Result<void> DebriefViewModel::ask(AnyId id)
{
    auto detail = document_.ask(DebriefDetail{id});
    if (!detail) return tl::unexpected(detail.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    const bool is_other = !detail_ || detail_->debrief.id != detail->debrief.id;
    detail_ = std::move(*detail);
    settings_ = std::move(*settings);
    if (is_other) take_up_step_words();
    return {};
}

// Words of the step that an interrupted session left behind are settled like words typed now.
void DebriefViewModel::take_up_step_words()
{
    const auto field = name_of(Field::step);
    for (const auto& draft : detail_->unsettled) {
        if (draft.field != field || drafts_.unsettled(any(debrief().id), field)) continue;
        drafts_.typed(any(debrief().id), field, draft.text,
                      [settle = settle(Field::step), was = text(Field::step)](const std::string& typed) {
                          return settle(typed, was);
                      });
    }
}

bool DebriefViewModel::may_change() const
{
    const auto& actor = document_.actor().person;
    return is_open() && detail_->visit.closed_year.empty() && (!actor || *actor == detail_->visit.observation.observer);
}

std::string DebriefViewModel::title() const { return "Debrief with " + detail_->visit.teacher.name(); }

std::string DebriefViewModel::subtitle() const
{
    const auto& observation = detail_->visit.observation;
    auto words = visit_words(observation.purpose) + " of " + day_words(observation.started_on);
    const auto& closed = detail_->visit.closed_year;
    if (!closed.empty()) words += "  ·  The school year " + closed + " is closed: this can be read and not changed.";
    return words;
}

std::string DebriefViewModel::state_words() const
{
    const auto& talk = debrief();
    if (talk.held_at)
        return fmt::format("Held {}: {}", day_words(day_of(*talk.held_at)),
                           counted(talk.minutes.value_or(0), "minute"));
    if (talk.planned_at)
        return fmt::format("Planned for {} at {}", day_words(day_of(*talk.planned_at)),
                           clock_minutes(*talk.planned_at, document_.zone()));
    if (!detail_->visit.closed_year.empty()) return "Not held";
    if (talk.is_skipped()) return "Not held: " + talk.skip_reason;
    return "Due " + day_words(talk.due_on);
}

bool DebriefViewModel::is_held() const { return debrief().held_at.has_value(); }

DueState DebriefViewModel::due() const
{
    return detail_->visit.closed_year.empty() && !debrief().is_skipped() ? detail_->state : DueState::on_track;
}

std::vector<DebriefViewModel::Group> DebriefViewModel::evidence() const
{
    const auto& visit = detail_->visit;
    std::vector<Group> groups;
    for (const auto& node : visit.rubric.nodes) {
        Group group{node.code + " " + node.title, {}};
        const auto rating = std::find_if(visit.ratings.begin(), visit.ratings.end(),
                                         [&](const Rating& one) { return one.code == node.code; });
        const bool is_rated_here = rating != visit.ratings.end();
        if (is_rated_here) group.title += ": " + rating_words(visit.rubric, *rating);
        for (const auto& line : visit.evidence) {
            const auto& tags = line.indicators;
            if (!line.is_private && std::find(tags.begin(), tags.end(), node.code) != tags.end())
                group.lines.push_back(line_words(line));
        }
        if (is_rated_here || !group.lines.empty()) groups.push_back(std::move(group));
    }
    Group others{groups.empty() ? "Lines" : "Other lines", {}};
    for (const auto& line : visit.evidence)
        if (!line.is_private && line.indicators.empty()) others.lines.push_back(line_words(line));
    if (!others.lines.empty()) groups.push_back(std::move(others));
    return groups;
}

int DebriefViewModel::private_line_count() const
{
    const auto& lines = detail_->visit.evidence;
    return static_cast<int>(
        std::count_if(lines.begin(), lines.end(), [](const Evidence& line) { return line.is_private; }));
}

std::size_t DebriefViewModel::protocol() const
{
    const auto& all = debrief_protocols();
    for (std::size_t index = 0; index < all.size(); ++index)
        if (all[index].id == debrief().protocol) return index;
    return 0;
}

Result<void> DebriefViewModel::choose_protocol(std::size_t index)
{
    const auto& all = debrief_protocols();
    if (index >= all.size() || all[index].id == debrief().protocol) return {};
    ChangeDebrief change{};
    change.debrief = debrief().id;
    change.protocol = all[index].id;
    return act(change);
}

std::vector<DebriefViewModel::Step> DebriefViewModel::steps() const
{
    const auto& outline = debrief_protocols()[protocol()];
    const auto& done = debrief().done;
    std::vector<Step> steps;
    for (std::size_t index = 0; index < outline.steps.size(); ++index)
        steps.push_back({outline.steps[index], outline.prompts[index],
                         std::find(done.begin(), done.end(), outline.steps[index]) != done.end()});
    return steps;
}

Result<void> DebriefViewModel::tick(std::size_t step, bool done)
{
    const auto& outline = debrief_protocols()[protocol()];
    if (step >= outline.steps.size()) return {};
    ChangeDebrief change{};
    change.debrief = debrief().id;
    if (debrief().protocol.empty()) change.protocol = outline.id;
    // In the outline's order, whatever the order of ticking.
    std::vector<std::string> ticked;
    const auto now = steps();
    for (std::size_t index = 0; index < now.size(); ++index)
        if (index == step ? done : now[index].is_done) ticked.push_back(now[index].name);
    change.done = std::move(ticked);
    return act(change);
}

std::string DebriefViewModel::name_of(Field field)
{
    switch (field) {
        case Field::teacher_words:
            return std::string(throughline::name_of(DebriefField::teacher_words));
        case Field::notes:
            return std::string(throughline::name_of(DebriefField::notes));
        case Field::step:
            break;
    }
    return "step_text";
}

std::string DebriefViewModel::text(Field field) const
{
    switch (field) {
        case Field::teacher_words:
            return debrief().teacher_words;
        case Field::notes:
            return debrief().notes;
        case Field::step:
            break;
    }
    return has_step() ? detail_->visit.step->text : std::string();
}

TextConflicts::Run DebriefViewModel::settle(Field field) const
{
    return conflicts_.settle(any(debrief().id), name_of(field), run(field));
}

std::optional<TextConflicts::Conflict> DebriefViewModel::conflict(Field field) const
{
    return conflicts_.find(any(debrief().id), name_of(field));
}

Result<void> DebriefViewModel::resolve(Field field, TextConflicts::Keep keep)
{
    return conflicts_.resolve(drafts_, any(debrief().id), name_of(field), keep, run(field));
}

TextConflicts::Run DebriefViewModel::run(Field field) const
{
    // Captures ids, not this object: the keeper may settle the text when another debrief is on screen.
    const auto id = debrief().id;
    if (field != Field::step) {
        const auto which = field == Field::notes ? DebriefField::notes : DebriefField::teacher_words;
        return [&document = document_, id, which](const std::string& text, const std::string& was) -> Result<void> {
            const auto done = document.execute(ChangeDebriefText{id, which, text, was});
            if (!done) return tl::unexpected(done.error());
            return {};
        };
    }
    const auto step = has_step() ? detail_->visit.step->id : ActionStepId{};
    return [&document = document_, id, step](const std::string& text, const std::string& was) -> Result<void> {
        if (text != was) {
            const auto done = document.execute(RewordStep{step, text});
            if (!done) return tl::unexpected(done.error());
        }
        return document.drop_draft(any(id), name_of(Field::step));
    };
}

bool DebriefViewModel::has_step() const { return detail_->visit.step.has_value(); }

bool DebriefViewModel::is_step_live() const { return has_step() && is_live(detail_->visit.step->state); }

std::string DebriefViewModel::step_state() const
{
    return has_step() ? std::string(throughline::name_of(detail_->visit.step->state)) : std::string();
}

std::optional<bool> DebriefViewModel::practised() const { return debrief().practised; }

Result<void> DebriefViewModel::set_practised(std::optional<bool> practised)
{
    if (debrief().practised == practised) return {};
    ChangeDebrief change{};
    change.debrief = debrief().id;
    change.practised = practised;
    return act(change);
}

std::vector<SchoolDayOption> DebriefViewModel::check_options() const
{
    auto options = school_day_options("No day", check_on(), document_.today(), settings_.calendar);
    if (check_on()) options.erase(options.begin());  // a day can be moved, not taken away
    return options;
}

std::optional<Date> DebriefViewModel::check_on() const
{
    return has_step() ? detail_->visit.step->check_on : std::nullopt;
}

Result<void> DebriefViewModel::set_check_on(std::optional<Date> day)
{
    if (!day || check_on() == day || !has_step()) return {};
    return act(MoveStepCheck{detail_->visit.step->id, *day});
}

std::vector<SchoolDayOption> DebriefViewModel::next_visit_options() const
{
    return school_day_options("By the usual rule", next_visit_on(), document_.today(), settings_.calendar);
}

std::optional<Date> DebriefViewModel::next_visit_on() const { return debrief().next_visit_on; }

Result<void> DebriefViewModel::set_next_visit_on(std::optional<Date> day)
{
    if (debrief().next_visit_on == day) return {};
    ChangeDebrief change{};
    change.debrief = debrief().id;
    change.next_visit_on = day;
    return act(change);
}

std::vector<SchoolDayOption> DebriefViewModel::plan_options() const
{
    return school_day_options("Not planned yet", planned_on(), document_.today(), settings_.calendar);
}

std::optional<Date> DebriefViewModel::planned_on() const
{
    const auto& planned_at = debrief().planned_at;
    return planned_at ? std::optional(day_of(*planned_at)) : std::nullopt;
}

std::string DebriefViewModel::planned_time() const
{
    const auto& planned_at = debrief().planned_at;
    return planned_at ? clock_minutes(*planned_at, document_.zone()) : std::string();
}

Result<void> DebriefViewModel::plan(std::optional<Date> day, const std::string& time)
{
    PlanDebrief plan{debrief().id, {}, {}};
    if (day) {
        const auto at = time_of_day(time);
        if (!at) return fail(ErrorCode::invalid, "A time is written as 14:30.");
        plan.planned_at = document_.zone().instant(LocalTime(*day, *at));
    }
    if (plan.planned_at == debrief().planned_at) return {};
    return act(plan);
}

std::string DebriefViewModel::minutes() const
{
    const auto minutes = debrief().minutes;
    return minutes ? std::to_string(*minutes) : std::string();
}

std::vector<DebriefViewModel::HeldOption> DebriefViewModel::held_options() const
{
    constexpr int earlier_days_max = 10;  // longer ago than two weeks nobody remembers the day
    const auto& talk = debrief();
    const auto now = document_.workspace().now();
    std::vector<HeldOption> options;
    if (talk.held_at) options.push_back({*talk.held_at, day_words(day_of(*talk.held_at))});
    options.push_back({now, "just now"});
    if (talk.planned_at && *talk.planned_at < now) {
        const auto planned_day = spoken_date(*planned_on(), document_.today());
        options.push_back({*talk.planned_at, fmt::format("as planned, {} {}", planned_day, planned_time())});
    }
    const auto time = document_.zone().local(now).time_of_day();
    const auto first = detail_->visit.observation.started_on;
    Date day = document_.today();
    for (int count = 0; day > first && count < earlier_days_max;) {
        day -= boost::gregorian::days(1);
        if (!settings_.calendar.is_school_day(day)) continue;
        ++count;
        const auto at = document_.zone().instant(LocalTime(day, time));
        if (at > detail_->visit.observation.started_at) options.push_back({at, day_words(day)});
    }
    return options;
}

Result<void> DebriefViewModel::hold(const std::string& typed_minutes, Instant at)
{
    const auto digits = trimmed(typed_minutes);
    int count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return fail(ErrorCode::invalid, "How many minutes did you talk? Type a whole number, as 15.");
    if (auto done = drafts_.settle(any(debrief().id)); !done) return done;
    return act(HoldDebrief{debrief().id, at, count, {}});
}

std::string DebriefViewModel::day_words(Date day) const
{
    return day_and_distance(day, document_.today(), settings_.calendar);
}

}  // namespace throughline
