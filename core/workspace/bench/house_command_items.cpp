// Commands on people, rules, the calendar, calibration, the wall and a teacher's own goals.
#include "core/workspace/bench/items.hpp"
#include "throughline/command/backup.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/command/growth.hpp"
#include "throughline/command/person.hpp"
#include "throughline/command/policy.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/command/school.hpp"
#include "throughline/command/school_year.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline::bench {
namespace {

Person new_person(const Turn& turn)
{
    Person person;
    person.given_name = "Measured";
    person.family_name = "Person (sample)";
    person.roles = {Role::teacher};
    person.school = turn.place.school;
    return person;
}

Result<CloseYear> closing(const Turn& turn)
{
    const auto plan = turn.workspace.ask(turn.actor, RolloverPlan{});
    if (!plan) return Failure(plan.error());
    return CloseYear{plan->year.id, {}, true};
}

AddCalendarDays day_off(const Turn& turn)
{
    return {turn.days_on(400), turn.days_on(400), DayKind::closing, "Measured", {}};
}

std::vector<Item> commands_on_people()
{
    return {
        does([](const Turn& t) { return AddPerson{new_person(t)}; }),
        does([](const Turn& t) -> Result<ChangePerson> {
            auto person = store::find_person(t.database, t.place.teacher);
            if (!person) return nothing_of_the_kind();
            person->grade = "5";
            return ChangePerson{*person};
        }),
        does([](const Turn& t) -> Result<MergePeople> {
            const auto added = t.first(AddPerson{new_person(t)});
            if (!added) return Failure(added.error());
            return MergePeople{*added, t.place.teacher};
        }),
        does([](const Turn& t) -> Result<AssignCaseload> {
            const auto added = t.first(AddPerson{new_person(t)});
            if (!added) return Failure(added.error());
            return AssignCaseload{t.place.observer, *added, true};
        }),
        does([](const Turn& t) {
            return SetPersonTags{t.place.teacher, {"first year"}};
        }),
        does([](const Turn& t) {
            return SetTeam{{}, t.place.school, "Measured", {t.place.teacher}};
        }),
        does([](const Turn& t) -> Result<RemoveTeam> {
            const auto team = t.first(SetTeam{{}, t.place.school, "Measured", {t.place.teacher}});
            if (!team) return Failure(team.error());
            return RemoveTeam{*team};
        }),
        does([](const Turn& t) {
            return SetObserverTime{t.place.observer, 6.0};
        }),
        does([](const Turn& t) { return SetOwner{t.me}; }),
        does(
            [](const Turn& t) {
                return SetPassword{t.me, "a long measured phrase"};
            },
            model_ms),
        does([](const Turn& t) -> Result<DisableAccount> {
            if (const auto own = t.first(SetPassword{t.me, "a long measured phrase"}); !own)
                return Failure(own.error());
            const auto other = t.me == t.place.teacher ? t.place.observer : t.place.teacher;
            if (const auto set = t.first(SetPassword{other, "a long measured phrase"}); !set)
                return Failure(set.error());
            return DisableAccount{other};
        }),
    };
}

std::vector<Item> items_of_rules()
{
    const auto excusal = [](const Turn& t) {
        Excuse excuse;
        excuse.excusal.scope.kind = ScopeKind::person;
        excuse.excusal.scope.person = t.place.teacher;
        excuse.excusal.from = t.today;
        excuse.excusal.to = t.days_on(14);
        excuse.excusal.reason = "Measured";
        return excuse;
    };
    const auto rule = [](const Turn& t) {
        SetCadenceRule set;
        set.rule.scope.kind = ScopeKind::person;
        set.rule.scope.person = t.place.teacher;
        set.rule.count = 8;
        return set;
    };
    return {
        does(rule),
        does([=](const Turn& t) -> Result<EndCadenceRule> {
            const auto made = t.first(rule(t));
            if (!made) return Failure(made.error());
            return EndCadenceRule{*made, {}};
        }),
        does(excusal),
        does([=](const Turn& t) -> Result<EndExcusal> {
            const auto made = t.first(excusal(t));
            if (!made) return Failure(made.error());
            return EndExcusal{*made, {}};
        }),
        does([](const Turn&) {
            return ChangeDirectionRule{7, 9};
        }),
        does([](const Turn&) { return SetStepPolicy{true}; }),
        does([](const Turn&) {
            ChangeFollowUpRules change;
            change.rules.debrief_within_school_days = 3;
            return change;
        }),
        does([](const Turn&) {
            return ChangeAbbreviations{{{"st", "students"}}};
        }),
        does([](const Turn&) {
            return ChangeBackupPlan{"", {}};
        }),
    };
}

std::vector<Item> items_of_the_calendar()
{
    return {
        does(&day_off),
        does([](const Turn& t) -> Result<RemoveCalendarDays> {
            const auto done = t.workspace.execute(t.actor, day_off(t));
            if (!done) return Failure(done.error());
            const auto settings = t.workspace.ask(t.actor, SchoolSettings{});
            if (!settings) return Failure(settings.error());
            if (settings->days.empty()) return nothing_of_the_kind();
            return RemoveCalendarDays{{settings->days.back().id}};
        }),
        does([](const Turn& t) {
            const auto starts_on = t.days_on(730);
            return ChangeSchoolYear{{}, "Measured", starts_on, starts_on + boost::gregorian::days(280), {}, 1};
        }),
        does(&closing, house_ms),
        does(
            [](const Turn& t) -> Result<ReopenYear> {
                const auto close = closing(t);
                if (!close) return Failure(close.error());
                if (const auto closed = t.first(*close); !closed) return Failure(closed.error());
                return ReopenYear{close->year, "Measured"};
            },
            house_ms),
        does([](const Turn& t) {
            Term term;
            term.title = "Measured";
            term.starts_on = t.today;
            term.ends_on = t.days_on(60);
            return SetTerms{{term}};
        }),
    };
}

OpenCalibration opening(const Turn& turn)
{
    OpenCalibration open;
    open.title = "Measured";
    open.rubric_version = turn.place.rubric_version;
    open.raters = {turn.me, turn.place.observer};
    if (turn.me == turn.place.observer) open.raters.pop_back();
    return open;
}

// Makes a command on a session that the actor opened, leads and rates in.
template <class Make>
auto in_session(Make make)
{
    using Command = std::invoke_result_t<Make, const Turn&, CalibrationId>;
    return [make](const Turn& turn) -> Result<typename MadeOf<Command>::Type> {
        const auto id = turn.first(opening(turn));
        if (!id) return Failure(id.error());
        return make(turn, *id);
    };
}

// ... in which the actor has rated a row.
template <class Make>
auto in_rated_session(Make make)
{
    using Command = std::invoke_result_t<Make, const Turn&, CalibrationId>;
    return in_session([make](const Turn& turn, CalibrationId id) -> Result<typename MadeOf<Command>::Type> {
        const auto code = turn.rubric_row();
        if (!code) return Failure(code.error());
        if (const auto rated = turn.first(RateInCalibration{id, *code, Mark::not_observed, 0}); !rated)
            return Failure(rated.error());
        return make(turn, id);
    });
}

// ... that is closed.
template <class Make>
auto in_closed_session(Make make)
{
    using Command = std::invoke_result_t<Make, const Turn&, CalibrationId>;
    return in_rated_session([make](const Turn& turn, CalibrationId id) -> Result<typename MadeOf<Command>::Type> {
        if (const auto in = turn.first(SubmitCalibration{id}); !in) return Failure(in.error());
        if (const auto closed = turn.first(CloseCalibration{id}); !closed) return Failure(closed.error());
        return make(turn, id);
    });
}

std::vector<Item> items_of_calibration()
{
    return {
        does(&opening),
        does([](const Turn& t) -> Result<OpenJointCalibration> {
            const auto joint = t.workspace.ask(t.actor, JointVisits{});
            if (!joint) return Failure(joint.error());
            if (joint->empty()) return nothing_of_the_kind();
            return OpenJointCalibration{joint->front().first, joint->front().second, {}, {}};
        }),
        does(in_session([](const Turn&, CalibrationId id) {
            ChangeCalibration change;
            change.calibration = id;
            change.lesson = "A recorded lesson";
            return change;
        })),
        does(in_session([](const Turn& t, CalibrationId id) -> Result<AddRater> {
            for (const auto& person : store::people_to_measure(t.database, Role::observer, 3))
                if (person != t.me && person != t.place.observer) return AddRater{id, person};
            return nothing_of_the_kind();
        })),
        does(in_session([](const Turn& t, CalibrationId id) {
            return RemoveRater{id, t.me};
        })),
        does(in_session([](const Turn& t, CalibrationId id) -> Result<RateInCalibration> {
            const auto code = t.rubric_row();
            if (!code) return Failure(code.error());
            return RateInCalibration{id, *code, Mark::not_observed, 0};
        })),
        does(in_session([](const Turn& t, CalibrationId id) -> Result<ChangeCalibrationWords> {
            const auto code = t.rubric_row();
            if (!code) return Failure(code.error());
            return ChangeCalibrationWords{id, *code, "Three students restate.", {}};
        })),
        does(in_rated_session([](const Turn&, CalibrationId id) { return SubmitCalibration{id}; })),
        does(in_rated_session([](const Turn& t, CalibrationId id) -> Result<CloseCalibration> {
            if (const auto in = t.first(SubmitCalibration{id}); !in) return Failure(in.error());
            return CloseCalibration{id};
        })),
        does(in_closed_session([](const Turn& t, CalibrationId id) -> Result<SetReference> {
            const auto code = t.rubric_row();
            if (!code) return Failure(code.error());
            return SetReference{id, RatingSource::consensus, *code, Mark::not_observed, 0, "Measured"};
        })),
        does(in_closed_session([](const Turn&, CalibrationId id) {
            return KeepDecisions{id, "Look for restating with words of one's own.", {}};
        })),
    };
}

GrantSharing grant(const Turn& turn, bool is_teacher_in)
{
    GrantSharing grant;
    grant.teacher = turn.place.teacher;
    grant.observer = turn.place.observer;
    const auto leaders = store::people_to_measure(turn.database, Role::leader, 3);
    for (const auto& leader : leaders)
        if (leader != grant.observer && leader != grant.teacher) grant.reader = leader;
    if (is_teacher_in) grant.teacher_signature = turn.name(grant.teacher);
    return grant;
}

std::vector<Item> items_of_the_wall()
{
    return {
        does([](const Turn& t) { return grant(t, false); }),
        does([](const Turn& t) -> Result<SignSharing> {
            const auto made = t.first(grant(t, false));
            if (!made) return Failure(made.error());
            const auto party = t.me == t.place.observer ? t.place.observer : t.place.teacher;
            return SignSharing{*made, party, t.name(party)};
        }),
        does([](const Turn& t) -> Result<RevokeSharing> {
            const auto made = t.first(grant(t, t.me == t.place.teacher));
            if (!made) return Failure(made.error());
            return RevokeSharing{*made};
        }),
    };
}

std::vector<Item> items_of_keeping()
{
    return {
        does([](const Turn&) {
            return SetRetention{RecordKind::evaluation_visits, 7, CountedFrom::separation};
        }),
        does([](const Turn& t) {
            return PlaceHold{t.place.teacher, "A measured case"};
        }),
        does([](const Turn& t) -> Result<LiftHold> {
            const auto placed = t.first(PlaceHold{t.place.teacher, "A measured case"});
            if (!placed) return Failure(placed.error());
            return LiftHold{*placed};
        }),
    };
}

SetGoal goal(const Turn&)
{
    SetGoal set;
    set.words.text = "Every student explains their answer once a week";
    set.words.measure = "Students who explain";
    return set;
}

// Makes a command on a goal that the actor set.
template <class Make>
auto on_goal(Make make)
{
    using Command = std::invoke_result_t<Make, GoalId>;
    return [make](const Turn& turn) -> Result<Command> {
        const auto id = turn.first(goal(turn));
        if (!id) return Failure(id.error());
        return make(*id);
    };
}

std::vector<Item> items_of_goals()
{
    return {
        does(&goal),
        does(on_goal([](GoalId id) {
            ChangeGoal change;
            change.goal = id;
            change.words.text = "Every student explains their answer twice a week";
            return change;
        })),
        does(on_goal([](GoalId id) {
            return AddGoalReading{id, "14 of 26", {}, {}};
        })),
        does(on_goal([](GoalId id) {
            return CloseGoal{id, GoalState::reached};
        })),
    };
}

}  // namespace

std::vector<Item> house_command_items()
{
    std::vector<Item> items;
    for (auto&& part : {commands_on_people(), items_of_rules(), items_of_the_calendar(), items_of_calibration(),
                        items_of_the_wall(), items_of_goals(), items_of_keeping()})
        items.insert(items.end(), part.begin(), part.end());
    return items;
}

}  // namespace throughline::bench
