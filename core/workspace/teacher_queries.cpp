// The list of teachers, and one teacher's year.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/due.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/rating_point.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {
namespace {

using EvidenceGroups = std::map<std::pair<RubricVersionId, std::string>, IndicatorEvidence>;

void group_evidence(EvidenceGroups& groups, const VisitRow& visit, const Rubric& rubric, const Evidence& line)
{
    auto codes = line.indicators;
    if (codes.empty()) codes.emplace_back();
    for (const auto& code : codes) {
        auto& group = groups[{visit.rubric_version, code}];
        group.rubric_version = visit.rubric_version;
        group.code = code;
        if (const auto* node = rubric.node(code)) group.title = node->title;
        group.lines.push_back({line, visit.started_on, visit.observer_name});
    }
}

// Rubric by rubric, in each its own order, untagged lines last.
std::vector<IndicatorEvidence> in_rubric_order(Context& context, EvidenceGroups&& groups)
{
    std::vector<IndicatorEvidence> ordered;
    for (auto& [key, group] : groups) ordered.push_back(std::move(group));
    std::ranges::stable_sort(ordered, [&](const IndicatorEvidence& a, const IndicatorEvidence& b) {
        if (a.rubric_version != b.rubric_version) return a.rubric_version < b.rubric_version;
        const auto rubric = context.session.rubric(a.rubric_version);
        const auto* first = rubric->node(a.code);
        const auto* second = rubric->node(b.code);
        if (first == nullptr || second == nullptr) return second == nullptr && first != nullptr;
        return first < second;  // nodes lie in one vector, in reading order
    });
    return ordered;
}

Observations visits_of(const PersonId& teacher)
{
    Observations filter;
    filter.teacher = teacher;
    filter.count_max = 2'000;  // ten years of weekly visits by several observers
    return filter;
}

}  // namespace

template <>
Result<std::vector<TeacherRow>> answer(Context& context, const Teachers& asked)
{
    const auto viewer = viewer_of(context);
    HouseDays house(context);
    const auto year_start = house.year_start(house.house().calendar_of({}));
    auto rows = store::teachers(context.database, viewer, asked, year_start, context.today);
    std::unordered_map<PersonId, TeacherRow*> by_id;
    for (auto& row : rows) by_id[row.id] = &row;
    const auto show = [&](const store::Promised<ActionStep>& live) {
        const auto& [step, visit] = live;
        const auto found = by_id.find(step.teacher);
        if (found == by_id.end() || !found->second->live_step.empty()) return;
        if (sight_of(viewer, visit) < Sight::steps) return;
        auto* row = found->second;
        row->live_step = step.text;
        row->step_check_on = step.check_on;
        row->step_state = house.standing(step.teacher, step_deadline(house, step, visit.purpose)).state;
    };
    for (const auto& row : rows) std::ranges::for_each(store::live_steps(context.database, {{}, row.id}), show);
    return rows;
}

template <>
Result<TeacherPageAnswer> answer(Context& context, const TeacherPage& asked)
{
    const auto viewer = viewer_of(context);
    auto person = visible_teacher(context, viewer, asked.teacher);
    if (!person) return Failure(person.error());
    note_access(context, asked.teacher, AccessKind::page);
    TeacherPageAnswer page;
    page.teacher.person = std::move(*person);
    for (const auto& school : store::schools(context.database))
        if (school.id == page.teacher.person.school) page.teacher.school_name = school.name;
    const auto ratings = store::ratings_of_teacher(context.database, asked.teacher);
    for (auto& stored : store::visits(context.database, viewer, visits_of(asked.teacher))) {
        auto visit = as_seen(viewer, std::move(stored));
        if (visit.state == ObservationState::shared && sight_of(viewer, visit) >= Sight::feedback) {
            const auto rubric = context.session.rubric(visit.rubric_version);
            // Another program may have shared it between the two questions: then its ratings come with the next.
            const auto rated = ratings.find(visit.id);
            if (rated != ratings.end())
                for (const auto& rating : rated->second) page.ratings.push_back(point_of(visit, rating, *rubric));
        }
        page.visits.push_back(std::move(visit));
    }
    std::ranges::stable_sort(page.ratings, {}, &RatingPoint::on);
    for (const auto& step : store::steps_of_teacher(context.database, asked.teacher)) {
        const auto visit = store::find<Observation>(context.database, step.observation);
        if (visit && sight_of(viewer, *visit) >= Sight::steps) page.steps.push_back(step_row(context, step));
    }
    FollowUps of_teacher;
    of_teacher.teacher = asked.teacher;
    of_teacher.count_max = -1;
    page.follow_ups = follow_ups(context, of_teacher);
    return page;
}

template <>
Result<std::vector<IndicatorEvidence>> answer(Context& context, const TeacherEvidence& asked)
{
    const auto viewer = viewer_of(context);
    if (auto person = visible_teacher(context, viewer, asked.teacher); !person) return Failure(person.error());
    note_access(context, asked.teacher, AccessKind::page);
    EvidenceGroups groups;
    for (auto& stored : store::visits(context.database, viewer, visits_of(asked.teacher))) {
        const auto visit = as_seen(viewer, std::move(stored));
        const auto sight = sight_of(viewer, visit);
        if (sight < Sight::words) continue;
        const auto rubric = context.session.rubric(visit.rubric_version);
        for (const auto& line : store::evidence_of(context.database, visit.id))
            if (sight == Sight::author || !line.is_private) group_evidence(groups, visit, *rubric, line);
    }
    return in_rubric_order(context, std::move(groups));
}

THROUGHLINE_QUERY(Teachers);
THROUGHLINE_QUERY(TeacherPage);
THROUGHLINE_QUERY(TeacherEvidence);

}  // namespace throughline
