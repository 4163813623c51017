#include "core/model/names.hpp"

#include "throughline/change_set.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/model/cadence_rule.hpp"
#include "throughline/model/debrief.hpp"
#include "throughline/model/follow_up.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/response.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/model/sharing.hpp"
#include "throughline/query/roster.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/search.hpp"

namespace throughline {
namespace {

constexpr Names<Purpose, 6> purposes{{{Purpose::coaching, "coaching"},
                                      {Purpose::evaluation, "evaluation"},
                                      {Purpose::walkthrough, "walkthrough"},
                                      {Purpose::peer, "peer"},
                                      {Purpose::calibration, "calibration"},
                                      {Purpose::self, "self"}}};
constexpr Names<ObservationState, 3> observation_states{{{ObservationState::draft, "draft"},
                                                         {ObservationState::shared, "shared"},
                                                         {ObservationState::archived, "archived"}}};
constexpr Names<Speaker, 4> speakers{{{Speaker::none, ""},
                                      {Speaker::teacher, "teacher"},
                                      {Speaker::student, "student"},
                                      {Speaker::observer, "observer"}}};
constexpr Names<EvidenceKind, 4> evidence_kinds{{{EvidenceKind::note, "note"},
                                                 {EvidenceKind::tally, "tally"},
                                                 {EvidenceKind::timer, "timer"},
                                                 {EvidenceKind::snapshot, "snapshot"}}};
constexpr Names<Mark, 3> marks{
    {{Mark::level, "level"}, {Mark::not_observed, "not-observed"}, {Mark::not_applicable, "not-applicable"}}};
constexpr Names<ObservationField, 4> observation_fields{{{ObservationField::subject, "subject"},
                                                         {ObservationField::grade, "grade"},
                                                         {ObservationField::strength, "strength"},
                                                         {ObservationField::growth_area, "growth_area"}}};
constexpr Names<StepState, 7> step_states{{{StepState::draft, "draft"},
                                           {StepState::assigned, "assigned"},
                                           {StepState::acknowledged, "acknowledged"},
                                           {StepState::in_practice, "in practice"},
                                           {StepState::mastered, "mastered"},
                                           {StepState::replaced, "replaced"},
                                           {StepState::dropped, "dropped"}}};
constexpr Names<StepResult, 4> step_results{{{StepResult::practised, "practised"},
                                             {StepResult::partly, "partly"},
                                             {StepResult::mastered, "mastered"},
                                             {StepResult::not_seen, "not-seen"}}};
constexpr Names<ResponseKind, 4> response_kinds{{{ResponseKind::acknowledged, "acknowledged"},
                                                 {ResponseKind::reply, "reply"},
                                                 {ResponseKind::reflection, "reflection"},
                                                 {ResponseKind::self_rating, "self-rating"}}};
constexpr Names<DebriefField, 2> debrief_fields{
    {{DebriefField::notes, "notes"}, {DebriefField::teacher_words, "teacher_words"}}};
constexpr Names<FollowUpKind, 5> follow_up_kinds{{{FollowUpKind::visit, "visit"},
                                                  {FollowUpKind::debrief, "debrief"},
                                                  {FollowUpKind::step_check, "step check"},
                                                  {FollowUpKind::unshared_draft, "unshared draft"},
                                                  {FollowUpKind::conference, "conference"}}};
constexpr Names<DueState, 8> due_states{{{DueState::not_started, "not started"},
                                         {DueState::on_track, "on track"},
                                         {DueState::due_soon, "due soon"},
                                         {DueState::due_today, "due today"},
                                         {DueState::overdue, "overdue"},
                                         {DueState::done, "done"},
                                         {DueState::done_late, "done late"},
                                         {DueState::excused, "excused"}}};
constexpr Names<RuleKind, 7> rule_kinds{{{RuleKind::visit_interval, "visit-interval"},
                                         {RuleKind::visit_count, "visit-count"},
                                         {RuleKind::share_after, "share-after"},
                                         {RuleKind::debrief_after, "debrief-after"},
                                         {RuleKind::step_check_after, "step-check-after"},
                                         {RuleKind::conference_before, "conference-before"},
                                         {RuleKind::conference_after, "conference-after"}}};
constexpr Names<RuleUnit, 3> rule_units{
    {{RuleUnit::school_days, "school-days"}, {RuleUnit::school_weeks, "school-weeks"}, {RuleUnit::hours, "hours"}}};
constexpr Names<CountWindow, 3> count_windows{
    {{CountWindow::school_year, "school-year"}, {CountWindow::term, "term"}, {CountWindow::by_date, "by-date"}}};
constexpr Names<ScopeKind, 5> scope_kinds{{{ScopeKind::everyone, "everyone"},
                                           {ScopeKind::school, "school"},
                                           {ScopeKind::team, "team"},
                                           {ScopeKind::tag, "tag"},
                                           {ScopeKind::person, "person"}}};
constexpr Names<BookingKind, 2> booking_kinds{{{BookingKind::visit, "visit"}, {BookingKind::conference, "conference"}}};
constexpr Names<BookingState, 3> booking_states{
    {{BookingState::planned, "planned"}, {BookingState::done, "done"}, {BookingState::skipped, "skipped"}}};
constexpr Names<ScheduleKind, 4> schedule_kinds{{{ScheduleKind::visit, "visit"},
                                                 {ScheduleKind::debrief, "debrief"},
                                                 {ScheduleKind::conference, "conference"},
                                                 {ScheduleKind::step_check, "step check"}}};
constexpr Names<DayKind, 3> day_kinds{
    {{DayKind::holiday, "holiday"}, {DayKind::closing, "closing"}, {DayKind::half_day, "half-day"}}};
constexpr Names<RosterChange, 4> roster_changes{{{RosterChange::added, "new"},
                                                 {RosterChange::changed, "changed"},
                                                 {RosterChange::unchanged, "unchanged"},
                                                 {RosterChange::deactivated, "deactivated"}}};
constexpr Names<FoundIn, 5> found_ins{{{FoundIn::evidence, "evidence"},
                                       {FoundIn::feedback, "feedback"},
                                       {FoundIn::action_step, "action step"},
                                       {FoundIn::debrief, "debrief"},
                                       {FoundIn::person, "person"}}};
constexpr Names<Extent, 3> extents{
    {{Extent::steps, "steps"}, {Extent::feedback, "feedback"}, {Extent::everything, "everything"}}};
constexpr Names<AccessKind, 4> access_kinds{{{AccessKind::visit, "visit"},
                                             {AccessKind::page, "page"},
                                             {AccessKind::growth, "growth"},
                                             {AccessKind::records, "records"}}};
constexpr Names<Noun, 38> nouns{{{Noun::school, "school"},
                                 {Noun::school_year, "school_year"},
                                 {Noun::calendar_day, "calendar_day"},
                                 {Noun::person, "person"},
                                 {Noun::caseload, "caseload"},
                                 {Noun::academic_session, "academic_session"},
                                 {Noun::class_section, "class_section"},
                                 {Noun::rubric_version, "rubric_version"},
                                 {Noun::observation, "observation"},
                                 {Noun::evidence, "evidence"},
                                 {Noun::rating, "rating"},
                                 {Noun::action_step, "action_step"},
                                 {Noun::step_event, "step_event"},
                                 {Noun::debrief, "debrief"},
                                 {Noun::amendment, "amendment"},
                                 {Noun::setting, "setting"},
                                 {Noun::cadence_rule, "cadence_rule"},
                                 {Noun::excusal, "excusal"},
                                 {Noun::team, "team"},
                                 {Noun::team_member, "team_member"},
                                 {Noun::person_tag, "person_tag"},
                                 {Noun::booking, "booking"},
                                 {Noun::busy_time, "busy_time"},
                                 {Noun::class_period, "class_period"},
                                 {Noun::observer_time, "observer_time"},
                                 {Noun::packet, "packet"},
                                 {Noun::response, "response"},
                                 {Noun::sharing_agreement, "sharing_agreement"},
                                 {Noun::goal, "goal"},
                                 {Noun::goal_reading, "goal_reading"},
                                 {Noun::visit_request, "visit_request"},
                                 {Noun::unlocking, "unlocking"},
                                 {Noun::calibration, "calibration"},
                                 {Noun::calibration_rater, "calibration_rater"},
                                 {Noun::calibration_rating, "calibration_rating"},
                                 {Noun::retention_rule, "retention_rule"},
                                 {Noun::legal_hold, "legal_hold"},
                                 {Noun::purge, "purge"}}};

}  // namespace

std::string_view name_of(Purpose value) { return name_in(purposes, value); }
std::string_view name_of(ObservationState value) { return name_in(observation_states, value); }
std::string_view name_of(Speaker value) { return name_in(speakers, value); }
std::string_view name_of(EvidenceKind value) { return name_in(evidence_kinds, value); }
std::string_view name_of(Mark value) { return name_in(marks, value); }
std::string_view name_of(ObservationField value) { return name_in(observation_fields, value); }
std::string_view name_of(StepState value) { return name_in(step_states, value); }
std::string_view name_of(StepResult value) { return name_in(step_results, value); }
std::string_view name_of(ResponseKind value) { return name_in(response_kinds, value); }
std::string_view name_of(DebriefField value) { return name_in(debrief_fields, value); }
std::string_view name_of(FollowUpKind value) { return name_in(follow_up_kinds, value); }
std::string_view name_of(DueState value) { return name_in(due_states, value); }
std::string_view name_of(RuleKind value) { return name_in(rule_kinds, value); }
std::string_view name_of(RuleUnit value) { return name_in(rule_units, value); }
std::string_view name_of(CountWindow value) { return name_in(count_windows, value); }
std::string_view name_of(ScopeKind value) { return name_in(scope_kinds, value); }
std::string_view name_of(BookingKind value) { return name_in(booking_kinds, value); }
std::string_view name_of(BookingState value) { return name_in(booking_states, value); }
std::string_view name_of(ScheduleKind value) { return name_in(schedule_kinds, value); }
std::string_view name_of(DayKind value) { return name_in(day_kinds, value); }
std::string_view name_of(RosterChange value) { return name_in(roster_changes, value); }
std::string_view name_of(FoundIn value) { return name_in(found_ins, value); }
std::string_view name_of(Extent value) { return name_in(extents, value); }
std::string_view name_of(AccessKind value) { return name_in(access_kinds, value); }
std::string_view name_of(Noun value) { return name_in(nouns, value); }

std::optional<Purpose> parse_purpose(std::string_view name) { return named_in(purposes, name); }
std::optional<ObservationState> parse_observation_state(std::string_view name)
{
    return named_in(observation_states, name);
}
std::optional<Speaker> parse_speaker(std::string_view name) { return named_in(speakers, name); }
std::optional<EvidenceKind> parse_evidence_kind(std::string_view name) { return named_in(evidence_kinds, name); }
std::optional<Mark> parse_mark(std::string_view name) { return named_in(marks, name); }
std::optional<ObservationField> parse_observation_field(std::string_view name)
{
    return named_in(observation_fields, name);
}
std::optional<StepState> parse_step_state(std::string_view name) { return named_in(step_states, name); }
std::optional<StepResult> parse_step_result(std::string_view name) { return named_in(step_results, name); }
std::optional<ResponseKind> parse_response_kind(std::string_view name) { return named_in(response_kinds, name); }
std::optional<DebriefField> parse_debrief_field(std::string_view name) { return named_in(debrief_fields, name); }
std::optional<DayKind> parse_day_kind(std::string_view name) { return named_in(day_kinds, name); }
std::optional<RuleKind> parse_rule_kind(std::string_view name) { return named_in(rule_kinds, name); }
std::optional<RuleUnit> parse_rule_unit(std::string_view name) { return named_in(rule_units, name); }
std::optional<CountWindow> parse_count_window(std::string_view name) { return named_in(count_windows, name); }
std::optional<ScopeKind> parse_scope_kind(std::string_view name) { return named_in(scope_kinds, name); }
std::optional<BookingKind> parse_booking_kind(std::string_view name) { return named_in(booking_kinds, name); }
std::optional<BookingState> parse_booking_state(std::string_view name) { return named_in(booking_states, name); }
std::optional<Extent> parse_extent(std::string_view name) { return named_in(extents, name); }
std::optional<AccessKind> parse_access_kind(std::string_view name) { return named_in(access_kinds, name); }
std::optional<Noun> parse_noun(std::string_view name) { return named_in(nouns, name); }

const std::vector<Noun>& all_nouns()
{
    static const std::vector<Noun> all = [] {
        std::vector<Noun> every;
        for (const auto& [noun, name] : nouns) every.push_back(noun);
        return every;
    }();
    return all;
}

}  // namespace throughline
