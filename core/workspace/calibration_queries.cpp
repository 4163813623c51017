// What may be known of calibration sessions, by whom, and when.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/calibration_compare.hpp"
#include "core/workspace/calibration_rules.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline {
namespace {

std::string state_words(const CalibrationInside& inside)
{
    const auto in = inside.submitted();
    if (inside.is_joint()) return "joint visit";
    if (inside.session.state == CalibrationState::open) {
        if (inside.raters.empty()) return "open: nobody takes part yet";
        return fmt::format("open: {} of {} are in", in, inside.raters.size());
    }
    return "closed: " + counted(in, "observer");
}

std::string rubric_title(Context& context, const RubricVersionId& version)
{
    return report::rubric_words(*context.session.rubric(version));
}

CalibrationSheet::Row sheet_row(const Rubric& rubric, const RubricNode& node,
                                const std::vector<CalibrationRating>& ratings)
{
    CalibrationSheet::Row row;
    row.code = node.code;
    row.title = node.title;
    row.text = node.text;
    row.levels = rubric.scale_of(node)->levels;
    for (const auto& level : row.levels) row.descriptors.emplace_back(rubric.descriptor(node, level.number));
    row.may_be_not_observed = node.may_be_not_observed;
    row.may_be_not_applicable = node.may_be_not_applicable;
    const auto own = std::ranges::find(ratings, node.code, &CalibrationRating::code);
    if (own == ratings.end()) return row;
    row.mark = own->mark;
    row.level = own->level;
    row.words = own->words;
    return row;
}

// "0.4 levels above", "as high as"
std::string difference_words(double value)
{
    const auto rounded = std::abs(value) < 0.05 ? 0.0 : value;
    if (rounded == 0) return "level with it";
    return fmt::format("{:.1f} levels {}", std::abs(rounded), rounded > 0 ? "above" : "below");
}

CalibrationHistory::Standing standing_of(const std::vector<const CalibrationHistory::Session*>& sessions, Date today)
{
    CalibrationHistory::Standing standing;
    standing.rubric_version = sessions.front()->rubric_version;
    standing.rubric_title = sessions.front()->rubric_title;
    for (const auto* session : sessions)
        if (session->valid_until && (!standing.valid_until || *standing.valid_until < *session->valid_until))
            standing.valid_until = *session->valid_until;
    standing.is_valid = standing.valid_until && *standing.valid_until >= today;
    if (!standing.valid_until)
        standing.words = "not passed yet";
    else if (standing.is_valid)
        standing.words = "passed, valid until " + spoken_date(*standing.valid_until, today);
    else
        standing.words = "passed, over since " + spoken_date(*standing.valid_until, today);
    // Only sessions with ratings from outside the group tell drift from the group's own.
    std::vector<std::string> parts;
    for (const auto* session : sessions)
        if (session->difference && session->reference != ReferenceKind::middle)
            parts.push_back(fmt::format("{} on {}", difference_words(session->difference->value),
                                        spoken_date(session->day, today)));
    if (parts.size() > 1) standing.drift = "Against the reference: " + join(parts, "; ") + ".";
    return standing;
}

Result<PersonId> observer_asked(Context& context, const std::optional<PersonId>& asked)
{
    if (asked) return *asked;
    if (context.actor.person) return *context.actor.person;
    return fail(ErrorCode::invalid, "Say whose history is meant.");
}

int rows_of_both(Context& context, const ObservationId& first, const ObservationId& second)
{
    std::set<std::string> codes;
    for (const auto& rating : store::ratings_of(context.database, first))
        if (rating.mark == Mark::level) codes.insert(rating.code);
    int both = 0;
    for (const auto& rating : store::ratings_of(context.database, second))
        both += rating.mark == Mark::level && codes.contains(rating.code) ? 1 : 0;
    return both;
}

}  // namespace

template <>
Result<std::vector<CalibrationSessions::Row>> answer(Context& context, const CalibrationSessions&)
{
    const auto viewer = viewer_of(context);
    std::vector<CalibrationSessions::Row> rows;
    for (auto& session : store::calibrations(context.database)) {
        const auto inside = inside_of(context, std::move(session));
        if (!knows_of(context, viewer, inside)) continue;
        CalibrationSessions::Row row;
        row.session = inside.session;
        row.rubric_title = rubric_title(context, inside.session.rubric_version);
        row.leader_name = person_name(context, inside.session.leader);
        row.raters = static_cast<int>(inside.raters.size());
        row.submitted = inside.submitted();
        row.is_joint = inside.is_joint();
        const auto* own = inside.rater(viewer.person);
        row.is_mine = own != nullptr;
        row.is_submitted = own != nullptr && own->submitted_at.has_value();
        row.is_leader = viewer.person == inside.session.leader;
        if (row.is_leader || viewer.sees_all)
            for (const auto& rater : inside.raters) row.who_rates.push_back(rater.observer);
        row.words = state_words(inside);
        rows.push_back(std::move(row));
    }
    return rows;
}

template <>
Result<CalibrationSheet::Sheet> answer(Context& context, const CalibrationSheet& asked)
{
    const auto inside = known_calibration(context, asked.calibration);
    if (!inside) return Failure(inside.error());
    const auto& session = inside->session;
    const auto& who = context.actor.person;
    const auto* rater = inside->rater(who);
    const bool is_master = !inside->is_joint() && rater == nullptr && who && *who == session.leader;
    if (!is_master && (rater == nullptr || rater->observation))
        return fail(ErrorCode::not_found, "You have no rating sheet in this session.");
    CalibrationSheet::Sheet sheet;
    sheet.is_master = is_master;
    sheet.session = session;
    // What the group decided is part of the comparison, which the meeting shows.
    sheet.session.notes.clear();
    sheet.rubric_title = rubric_title(context, session.rubric_version);
    sheet.leader_name = person_name(context, session.leader);
    sheet.is_submitted = rater != nullptr && rater->submitted_at.has_value();
    sheet.submitted = inside->submitted();
    for (const auto& each : inside->raters) sheet.raters.push_back(person_name(context, each.observer));
    const auto rubric = context.session.rubric(session.rubric_version);
    const auto ratings = is_master ? store::reference_ratings(context.database, session.id, RatingSource::master)
                                   : store::own_ratings(context.database, session.id, rater->observer);
    for (const auto* node : rated_rows(*rubric, session)) {
        sheet.rows.push_back(sheet_row(*rubric, *node, ratings));
        sheet.marked += sheet.rows.back().mark ? 1 : 0;
    }
    return sheet;
}

template <>
Result<CalibrationMeeting::Meeting> answer(Context& context, const CalibrationMeeting& asked)
{
    auto inside = known_calibration(context, asked.calibration);
    if (!inside) return Failure(inside.error());
    const auto& who = context.actor.person;
    CalibrationMeeting::Meeting meeting;
    meeting.rubric_title = rubric_title(context, inside->session.rubric_version);
    meeting.leader_name = person_name(context, inside->session.leader);
    meeting.is_leader = !who || *who == inside->session.leader;
    meeting.is_joint = inside->is_joint();
    for (const auto& rater : inside->raters)
        if (!rater.submitted_at) meeting.waiting.push_back(person_name(context, rater.observer));
    const bool is_closed = inside->session.state == CalibrationState::closed;
    meeting.may_decide = is_closed && (meeting.is_leader || inside->rater(who) != nullptr);
    auto compared = comparison_of(context, *inside);
    meeting.observers = std::move(compared.observers);
    meeting.rows = std::move(compared.rows);
    meeting.reference = compared.reference;
    meeting.scales = std::move(compared.scales);
    meeting.notes = std::move(compared.notes);
    if (is_closed && !meeting.waiting.empty())
        meeting.notes.push_back(join(meeting.waiting, ", ") + " had not submitted and is left out.");
    meeting.session = std::move(inside->session);
    return meeting;
}

template <>
Result<CalibrationHistory::History> answer(Context& context, const CalibrationHistory& asked)
{
    const auto observer = observer_asked(context, asked.observer);
    if (!observer) return Failure(observer.error());
    const auto viewer = viewer_of(context);
    const bool sees_all = viewer.sees_all || viewer.leads || viewer.person == *observer;
    CalibrationHistory::History history;
    history.observer = *observer;
    for (auto& session : store::calibrations(context.database)) {
        const auto inside = inside_of(context, std::move(session));
        const auto* rater = inside.rater(*observer);
        if (rater == nullptr || !rater->submitted_at || inside.session.state == CalibrationState::open) continue;
        if (!knows_of(context, viewer, inside) || (!sees_all && viewer.person != inside.session.leader)) continue;
        const auto compared = comparison_of(context, inside);
        const auto own = std::ranges::find(compared.observers, *observer, &CalibrationMeeting::Observer::person);
        CalibrationHistory::Session row;
        row.calibration = inside.session.id;
        row.title = inside.session.title;
        row.day = inside.session.day;
        row.rubric_version = inside.session.rubric_version;
        row.rubric_title = rubric_title(context, row.rubric_version);
        row.reference = compared.reference;
        row.held = own->held;
        row.words = own->words;
        row.valid_until = own->valid_until;
        row.difference = own->difference;
        history.sessions.push_back(std::move(row));
    }
    if (!sees_all && history.sessions.empty())
        return fail(ErrorCode::not_found, "This history is for that observer, leaders and who led a session of it.");
    history.observer_name = person_name(context, *observer);
    std::ranges::reverse(history.sessions);
    std::map<RubricVersionId, std::vector<const CalibrationHistory::Session*>> by_version;
    for (const auto& session : history.sessions) by_version[session.rubric_version].push_back(&session);
    for (const auto& [version, sessions] : by_version)
        history.standings.push_back(standing_of(sessions, context.today));
    return history;
}

template <>
Result<std::vector<JointVisits::Row>> answer(Context& context, const JointVisits&)
{
    const auto viewer = viewer_of(context);
    const auto since = context.today - boost::gregorian::days(366);
    const bool asks_for_all = viewer.sees_all || viewer.leads;
    if (!asks_for_all && !viewer.person) return std::vector<JointVisits::Row>{};
    const auto pairs =
        store::joint_visits(context.database, asks_for_all ? std::optional<PersonId>() : viewer.person, since);
    std::vector<JointVisits::Row> rows;
    for (const auto& pair : pairs) {
        const auto first = *store::find<Observation>(context.database, pair.first);
        const auto second = *store::find<Observation>(context.database, pair.second);
        const bool is_one = viewer.person && (first.observer == *viewer.person || second.observer == *viewer.person);
        const bool reads_both =
            sight_of(viewer, first) >= Sight::feedback && sight_of(viewer, second) >= Sight::feedback;
        if (!is_one && !reads_both) continue;
        JointVisits::Row row;
        row.first = first.id;
        row.second = second.id;
        row.first_observer = person_name(context, first.observer);
        row.second_observer = person_name(context, second.observer);
        row.teacher_name = person_name(context, first.teacher);
        row.on = first.started_on;
        row.rubric_title = rubric_title(context, first.rubric_version);
        row.rows_of_both = rows_of_both(context, first.id, second.id);
        row.calibration = store::calibration_of(context.database, first.id, second.id);
        row.words = fmt::format("{} and {} with {}, {}", row.first_observer, row.second_observer, row.teacher_name,
                                spoken_date(row.on, context.today));
        rows.push_back(std::move(row));
    }
    return rows;
}

THROUGHLINE_QUERY(CalibrationSessions);
THROUGHLINE_QUERY(CalibrationSheet);
THROUGHLINE_QUERY(CalibrationMeeting);
THROUGHLINE_QUERY(CalibrationHistory);
THROUGHLINE_QUERY(JointVisits);

}  // namespace throughline
