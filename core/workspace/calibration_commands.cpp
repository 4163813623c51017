// A calibration session, from its opening to what the group decided. Labels never hold a level: whoever looks at the
// undo menu of a shared computer learns nothing.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/workspace/calibration_rules.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/calibration.hpp"

namespace throughline {
namespace {

Result<void> check_pass(const analysis::PassRule& pass)
{
    const bool is_good = pass.within >= 0 && pass.within <= 9 && pass.percent >= 0 && pass.percent <= 100 &&
                         pass.exact_percent >= 0 && pass.exact_percent <= 100 && pass.valid_days >= 1 &&
                         pass.valid_days <= 3650;
    if (is_good) return {};
    return fail(ErrorCode::invalid,
                "A pass needs 0 to 9 levels, shares of 0 to 100 % and 1 to 3650 days. The usual rule is 80 % of the "
                "rows within one level, for 365 days.");
}

Result<void> check_title(const std::string& title)
{
    if (trimmed(title).empty())
        return fail(ErrorCode::invalid, "A session needs a title, such as \"October: fractions video\".");
    if (count_characters(title) > calibration_title_chars_max)
        return fail(ErrorCode::invalid, "The title is longer than {0} characters. Put the rest into the lesson.",
                    fmt::to_string(calibration_title_chars_max));
    return check_text(title);
}

Result<void> check_observer(Context& context, const PersonId& id)
{
    const auto person = store::find_person(context.database, id);
    if (!person) return fail(ErrorCode::not_found, "This person is not in the file. Choose one from the list.");
    const auto& roles = person->roles;
    if (roles.contains(Role::observer) || roles.contains(Role::leader) || roles.contains(Role::administrator))
        return {};
    return fail(ErrorCode::invalid, "{0} does not observe. Give them the role of an observer first.", person->name());
}

Result<PersonId> leader_of_new(Context& context, const std::optional<PersonId>& named)
{
    const auto viewer = viewer_of(context);
    if (!viewer.sees_all && !viewer.observes && !viewer.leads && !viewer.administers)
        return fail(ErrorCode::not_allowed, "Calibration sessions are opened by observers and leaders.");
    if (!named && !context.actor.person)
        return fail(ErrorCode::invalid, "A session needs somebody who leads it. Say who.");
    const PersonId leader = named ? *named : *context.actor.person;
    // Somebody else leads only what they are asked to by who keeps the house.
    if (context.actor.person && leader != *context.actor.person && !may_keep_house(context))
        return fail(ErrorCode::not_allowed, "You can open sessions that you lead yourself.");
    if (const auto good = check_observer(context, leader); !good) return Failure(good.error());
    return leader;
}

void add_rater(Context& context, const CalibrationId& session, const PersonId& observer,
               const std::optional<ObservationId>& visit = {})
{
    CalibrationRater rater;
    rater.id = context.new_id<CalibrationRaterId>();
    rater.calibration = session;
    rater.observer = observer;
    rater.observation = visit;
    if (visit) rater.submitted_at = context.now;
    store::insert(context.database, rater);
}

Failure not_open()
{
    return fail(ErrorCode::wrong_state, "This session is closed. Open a new one for another comparison.");
}

void close(Context& context, Calibration& session)
{
    session.state = CalibrationState::closed;
    session.closed_at = context.now;
    store::update(context.database, session);
}

// All are in, and there is something to compare: two observers, or one and master ratings.
bool is_complete(Context& context, const CalibrationInside& inside)
{
    const auto in = inside.submitted();
    if (in == 0 || in != static_cast<int>(inside.raters.size())) return false;
    return in > 1 || !store::reference_ratings(context.database, inside.session.id, RatingSource::master).empty();
}

}  // namespace

std::string words_field(const std::string& code) { return "words " + code; }

template <>
Result<CalibrationId> handle(Context& context, const OpenCalibration& open)
{
    if (const auto good = check_title(open.title); !good) return Failure(good.error());
    if (const auto good = check_text(open.lesson); !good) return Failure(good.error());
    if (const auto good = check_pass(open.pass); !good) return Failure(good.error());
    const auto leader = leader_of_new(context, open.leader);
    if (!leader) return Failure(leader.error());
    if (!store::find<store::RubricVersionRow>(context.database, open.rubric_version))
        return fail(ErrorCode::not_found, "This version of the rubric is not in the file. Choose one from the list.");
    Calibration session;
    session.id = context.new_id<CalibrationId>();
    session.title = trimmed(open.title);
    session.lesson = trimmed(open.lesson);
    session.rubric_version = open.rubric_version;
    session.form_id = open.form_id;
    session.leader = *leader;
    session.day = open.day.value_or(context.today);
    session.pass = open.pass;
    if (rated_rows(*context.session.rubric(session.rubric_version), session).empty())
        return fail(ErrorCode::invalid,
                    "This form of the rubric has no rows that are rated with a level. Choose another form.");
    store::insert(context.database, session);
    for (const auto& rater : std::set<PersonId>(open.raters.begin(), open.raters.end())) {
        if (const auto good = check_observer(context, rater); !good) return Failure(good.error());
        add_rater(context, session.id, rater);
    }
    context.label = "Open a calibration session";
    return session.id;
}

template <>
Result<CalibrationId> handle(Context& context, const OpenJointCalibration& open)
{
    if (const auto good = check_pass(open.pass); !good) return Failure(good.error());
    const auto pairs =
        store::joint_visits(context.database, context.actor.person, context.today - boost::gregorian::years(10));
    const auto is_pair = [&](const store::JointPair& pair) {
        return (pair.first == open.first && pair.second == open.second) ||
               (pair.first == open.second && pair.second == open.first);
    };
    if (std::ranges::none_of(pairs, is_pair))
        return fail(ErrorCode::not_found,
                    "These are not two shared records of one visit by you and another observer: the same teacher, "
                    "rubric, form and purpose, begun within {0} minutes.",
                    fmt::to_string(joint_minutes_max));
    if (store::calibration_of(context.database, open.first, open.second))
        return fail(ErrorCode::conflict, "A calibration session of these two visits is there already.");
    const auto first = *store::find<Observation>(context.database, open.first);
    const auto second = *store::find<Observation>(context.database, open.second);
    Calibration session;
    session.id = context.new_id<CalibrationId>();
    session.title = trimmed(open.title);
    if (session.title.empty()) session.title = "Joint visit to " + person_name(context, first.teacher);
    if (const auto good = check_title(session.title); !good) return Failure(good.error());
    session.lesson = "Visited together on " + spoken_date(first.started_on, context.today);
    session.rubric_version = first.rubric_version;
    session.form_id = first.form_id;
    session.leader = context.actor.person.value_or(first.observer);
    session.day = first.started_on;
    session.pass = open.pass;
    session.state = CalibrationState::closed;
    session.closed_at = context.now;
    store::insert(context.database, session);
    add_rater(context, session.id, first.observer, first.id);
    add_rater(context, session.id, second.observer, second.id);
    context.label = "Compare a joint visit";
    return session.id;
}

template <>
Result<Nothing> handle(Context& context, const ChangeCalibration& change)
{
    auto inside = led_calibration(context, change.calibration);
    if (!inside) return Failure(inside.error());
    auto& session = inside->session;
    if (change.title) session.title = trimmed(*change.title);
    if (change.lesson) session.lesson = trimmed(*change.lesson);
    if (change.day) session.day = *change.day;
    if (change.pass) session.pass = *change.pass;
    if (const auto good = check_title(session.title); !good) return Failure(good.error());
    if (const auto good = check_text(session.lesson); !good) return Failure(good.error());
    if (const auto good = check_pass(session.pass); !good) return Failure(good.error());
    store::update(context.database, session);
    context.label = "Change a calibration session";
    return Nothing{};
}

template <>
Result<CalibrationRaterId> handle(Context& context, const AddRater& add)
{
    const auto inside = led_calibration(context, add.calibration);
    if (!inside) return Failure(inside.error());
    if (inside->session.state == CalibrationState::closed) return not_open();
    if (inside->rater(add.observer) != nullptr) return fail(ErrorCode::conflict, "They take part already.");
    if (const auto good = check_observer(context, add.observer); !good) return Failure(good.error());
    if (add.observer == inside->session.leader &&
        !store::reference_ratings(context.database, add.calibration, RatingSource::master).empty())
        return fail(ErrorCode::wrong_state,
                    "Who leads the session has entered the master ratings and so cannot rate blind any more.");
    add_rater(context, add.calibration, add.observer);
    context.label = "Add an observer to a calibration session";
    return store::rater_of(context.database, add.calibration, add.observer)->id;
}

template <>
Result<Nothing> handle(Context& context, const RemoveRater& removal)
{
    auto inside = known_calibration(context, removal.calibration);
    if (!inside) return Failure(inside.error());
    if (inside->session.state == CalibrationState::closed) return not_open();
    const bool leaves = context.actor.person == removal.observer;
    if (!leaves && context.actor.person && *context.actor.person != inside->session.leader)
        return fail(ErrorCode::not_allowed, "Only who leads this calibration session may do this.");
    const auto* rater = inside->rater(removal.observer);
    if (rater == nullptr) return fail(ErrorCode::not_found, "They do not take part in this session.");
    if (rater->submitted_at) return fail(ErrorCode::wrong_state, "They have submitted their ratings already.");
    const auto rated = store::own_ratings(context.database, removal.calibration, removal.observer);
    if (!leaves && !rated.empty())
        return fail(ErrorCode::wrong_state,
                    "They have begun to rate. They can leave by themselves, or stay out when you close the session.");
    for (const auto& rating : rated) store::remove<CalibrationRating>(context.database, rating.id);
    store::remove<CalibrationRater>(context.database, rater->id);
    context.label = leaves ? "Leave a calibration session" : "Take an observer out of a calibration session";
    auto left = inside_of(context, inside->session);
    if (is_complete(context, left)) {
        close(context, left.session);
        context.final = true;  // what is seen cannot be unseen
    }
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const RateInCalibration& rate)
{
    const auto inside = rated_calibration(context, rate.calibration);
    if (!inside) return Failure(inside.error());
    const auto& session = inside->session;
    const auto rubric = context.session.rubric(session.rubric_version);
    if (const auto good = check_row(*rubric, session, rate.code); !good) return Failure(good.error());
    const auto observer = *context.actor.person;
    auto before = store::own_rating(context.database, session.id, observer, rate.code);
    context.label = fmt::format("{} {} in a calibration session", rate.mark ? "Rate" : "Clear", rate.code);
    if (!rate.mark) {
        if (!before) return Nothing{};
        if (before->words.empty()) {
            store::remove<CalibrationRating>(context.database, before->id);
        } else {
            before->mark.reset();
            before->level = 0;
            store::update(context.database, *before);
        }
        return Nothing{};
    }
    const Rating rating{rate.code, *rate.mark, *rate.mark == Mark::level ? rate.level : 0};
    if (const auto good = check_rating(rating, *rubric); !good) return Failure(good.error());
    CalibrationRating row = before ? *before : CalibrationRating{};
    row.mark = rating.mark;
    row.level = rating.level;
    if (before) {
        store::update(context.database, row);
        return Nothing{};
    }
    row.id = context.new_id<CalibrationRatingId>();
    row.calibration = session.id;
    row.observer = observer;
    row.code = rate.code;
    store::insert(context.database, row);
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeCalibrationWords& change)
{
    const auto inside = rated_calibration(context, change.calibration);
    if (!inside) return Failure(inside.error());
    const auto& session = inside->session;
    if (const auto good = check_row(*context.session.rubric(session.rubric_version), session, change.code); !good)
        return Failure(good.error());
    if (const auto good = check_text(change.words); !good) return Failure(good.error());
    const auto observer = *context.actor.person;
    auto before = store::own_rating(context.database, session.id, observer, change.code);
    if (const auto good = check_unmoved(before ? before->words : std::string(), change.was, change.words); !good)
        return Failure(good.error());
    store::drop_draft(context.database, any(session.id), words_field(change.code), context.session.session_name);
    context.label = fmt::format("Change the words on {} in a calibration session", change.code);
    if (!before) {
        if (change.words.empty()) return Nothing{};
        CalibrationRating row;
        row.id = context.new_id<CalibrationRatingId>();
        row.calibration = session.id;
        row.observer = observer;
        row.code = change.code;
        row.words = change.words;
        store::insert(context.database, row);
        return Nothing{};
    }
    before->words = change.words;
    if (!before->mark && before->words.empty())
        store::remove<CalibrationRating>(context.database, before->id);
    else
        store::update(context.database, *before);
    return Nothing{};
}

template <>
Result<bool> handle(Context& context, const SubmitCalibration& submit)
{
    auto inside = rated_calibration(context, submit.calibration);
    if (!inside) return Failure(inside.error());
    const auto rated = store::own_ratings(context.database, submit.calibration, *context.actor.person);
    if (std::ranges::none_of(rated, [](const auto& rating) { return rating.mark.has_value(); }))
        return fail(ErrorCode::wrong_state, "Nothing is rated yet. Rate at least one row, then submit.");
    auto rater = *inside->rater(context.actor.person);
    rater.submitted_at = context.now;
    store::update(context.database, rater);
    auto after = inside_of(context, inside->session);
    const bool closes = is_complete(context, after);
    if (closes) close(context, after.session);
    // Otherwise somebody could take their ratings back after having seen the others'.
    context.final = true;
    context.label = "Submit ratings in a calibration session";
    return closes;
}

template <>
Result<Nothing> handle(Context& context, const CloseCalibration& closing)
{
    auto inside = led_calibration(context, closing.calibration);
    if (!inside) return Failure(inside.error());
    if (inside->session.state == CalibrationState::closed)
        return fail(ErrorCode::wrong_state, "This session is closed already.");
    if (const auto* own = inside->rater(context.actor.person); own != nullptr && !own->submitted_at)
        return fail(ErrorCode::wrong_state,
                    "You rate in this session yourself: submit your own ratings first, then close it.");
    if (inside->submitted() == 0) return fail(ErrorCode::wrong_state, "Nobody has submitted ratings yet.");
    close(context, inside->session);
    context.final = true;
    context.label = "Close a calibration session";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SetReference& set)
{
    auto inside = led_calibration(context, set.calibration);
    if (!inside) return Failure(inside.error());
    const auto& session = inside->session;
    const bool is_open = session.state == CalibrationState::open;
    if (set.source == RatingSource::observer)
        return fail(ErrorCode::invalid, "A reference is a master rating or what the group agreed on.");
    if (is_open && set.source == RatingSource::consensus)
        return fail(ErrorCode::wrong_state, "What the group agrees on is entered once the session is closed.");
    if (is_open && inside->rater(session.leader) != nullptr)
        return fail(ErrorCode::wrong_state,
                    "Who leads this session rates in it, and would not be blind to the master ratings. Enter them "
                    "once the session is closed.");
    const auto rubric = context.session.rubric(session.rubric_version);
    if (const auto good = check_row(*rubric, session, set.code); !good) return Failure(good.error());
    if (const auto good = check_text(set.words); !good) return Failure(good.error());
    const bool is_master = set.source == RatingSource::master;
    context.label = fmt::format("Set the {} rating of {}", is_master ? "master" : "agreed", set.code);
    auto before = store::reference_rating(context.database, session.id, set.source, set.code);
    if (!set.mark) {
        if (before) store::remove<CalibrationRating>(context.database, before->id);
        return Nothing{};
    }
    const Rating rating{set.code, *set.mark, *set.mark == Mark::level ? set.level : 0};
    if (const auto good = check_rating(rating, *rubric); !good) return Failure(good.error());
    CalibrationRating row = before ? *before : CalibrationRating{};
    row.mark = rating.mark;
    row.level = rating.level;
    row.words = set.words;
    if (before) {
        store::update(context.database, row);
        return Nothing{};
    }
    row.id = context.new_id<CalibrationRatingId>();
    row.calibration = session.id;
    row.source = set.source;
    row.code = set.code;
    store::insert(context.database, row);
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const KeepDecisions& keep)
{
    auto inside = known_calibration(context, keep.calibration);
    if (!inside) return Failure(inside.error());
    auto& session = inside->session;
    const auto& who = context.actor.person;
    if (who && *who != session.leader && inside->rater(who) == nullptr)
        return fail(ErrorCode::not_allowed, "What the group decided is written down by the group.");
    if (session.state == CalibrationState::open)
        return fail(ErrorCode::wrong_state, "The session is still open. Decisions are made once all have seen all.");
    if (const auto good = check_text(keep.notes); !good) return Failure(good.error());
    if (const auto good = check_unmoved(session.notes, keep.was, keep.notes); !good) return Failure(good.error());
    session.notes = keep.notes;
    store::update(context.database, session);
    store::drop_draft(context.database, any(session.id), decisions_field, context.session.session_name);
    context.label = "Write down what the group decided";
    return Nothing{};
}

THROUGHLINE_COMMAND(OpenCalibration);
THROUGHLINE_COMMAND(OpenJointCalibration);
THROUGHLINE_COMMAND(ChangeCalibration);
THROUGHLINE_COMMAND(AddRater);
THROUGHLINE_COMMAND(RemoveRater);
THROUGHLINE_COMMAND(RateInCalibration);
THROUGHLINE_COMMAND(ChangeCalibrationWords);
THROUGHLINE_COMMAND(SubmitCalibration);
THROUGHLINE_COMMAND(CloseCalibration);
THROUGHLINE_COMMAND(SetReference);
THROUGHLINE_COMMAND(KeepDecisions);

}  // namespace throughline
