#include "core/workspace/calibration_rules.hpp"

#include <algorithm>

#include "core/store/visits.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {
namespace {

bool reads_ratings(Context& context, const store::Viewer& viewer, const ObservationId& id)
{
    const auto visit = store::find<Observation>(context.database, id);
    return visit && sight_of(viewer, *visit) >= Sight::feedback;
}

std::string evidence_words(const std::vector<Evidence>& lines, const std::string& code)
{
    std::string words;
    for (const auto& line : lines) {
        if (line.is_private || std::ranges::find(line.indicators, code) == line.indicators.end()) continue;
        if (!words.empty()) words += "\n";
        words += line.text;
    }
    return words;
}

std::vector<CalibrationRating> of_visit(Context& context, const Calibration& session, const CalibrationRater& rater)
{
    const auto lines = store::evidence_of(context.database, *rater.observation);
    const auto rubric = context.session.rubric(session.rubric_version);
    const auto given = store::ratings_of(context.database, *rater.observation);
    std::vector<CalibrationRating> ratings;
    for (const auto* node : rated_rows(*rubric, session)) {
        CalibrationRating rating;
        rating.calibration = session.id;
        rating.observer = rater.observer;
        rating.code = node->code;
        if (const auto found = std::ranges::find(given, node->code, &Rating::code); found != given.end()) {
            rating.mark = found->mark;
            rating.level = found->level;
        }
        rating.words = evidence_words(lines, node->code);
        if (rating.mark || !rating.words.empty()) ratings.push_back(std::move(rating));
    }
    return ratings;
}

}  // namespace

bool CalibrationInside::is_joint() const
{
    return std::ranges::any_of(raters, [](const auto& rater) { return rater.observation.has_value(); });
}

const CalibrationRater* CalibrationInside::rater(const std::optional<PersonId>& person) const
{
    if (!person) return nullptr;
    const auto found = std::ranges::find(raters, *person, &CalibrationRater::observer);
    return found == raters.end() ? nullptr : &*found;
}

int CalibrationInside::submitted() const
{
    return static_cast<int>(
        std::ranges::count_if(raters, [](const auto& rater) { return rater.submitted_at.has_value(); }));
}

CalibrationInside inside_of(Context& context, Calibration session)
{
    auto raters = store::raters_of(context.database, session.id);
    return {std::move(session), std::move(raters)};
}

bool knows_of(Context& context, const store::Viewer& viewer, const CalibrationInside& inside)
{
    if (viewer.sees_all || inside.rater(viewer.person) != nullptr) return true;
    if (inside.is_joint())
        return std::ranges::all_of(inside.raters, [&](const auto& rater) {
            return rater.observation && reads_ratings(context, viewer, *rater.observation);
        });
    return viewer.person == inside.session.leader || viewer.leads;
}

Result<CalibrationInside> known_calibration(Context& context, const CalibrationId& id)
{
    auto session = store::find<Calibration>(context.database, id);
    if (session) {
        auto inside = inside_of(context, std::move(*session));
        if (knows_of(context, viewer_of(context), inside)) return inside;
    }
    return fail(ErrorCode::not_found,
                "There is no such calibration session, or you do not take part in it. Look it up in the list.");
}

Result<CalibrationInside> led_calibration(Context& context, const CalibrationId& id)
{
    auto inside = known_calibration(context, id);
    if (inside && context.actor.person && *context.actor.person != inside->session.leader)
        return fail(ErrorCode::not_allowed, "Only who leads this calibration session may do this.");
    return inside;
}

Result<CalibrationInside> rated_calibration(Context& context, const CalibrationId& id)
{
    auto inside = known_calibration(context, id);
    if (!inside) return inside;
    const auto* rater = inside->rater(context.actor.person);
    if (rater == nullptr)
        return fail(ErrorCode::not_allowed,
                    "You do not rate in this session. Its leader can add you while it is open.");
    if (inside->session.state == CalibrationState::closed)
        return fail(ErrorCode::wrong_state, "This session is closed: ratings are not changed any more.");
    if (rater->submitted_at)
        return fail(ErrorCode::wrong_state,
                    "You have submitted your ratings: they are not changed any more, so that the comparison stays "
                    "blind.");
    return inside;
}

std::vector<const RubricNode*> rated_rows(const Rubric& rubric, const Calibration& session)
{
    auto rows = rubric.rows(session.form_id);
    std::erase_if(rows, [](const RubricNode* node) { return !is_rated(*node); });
    return rows;
}

Result<void> check_row(const Rubric& rubric, const Calibration& session, const std::string& code)
{
    const auto rows = rated_rows(rubric, session);
    if (std::ranges::any_of(rows, [&](const RubricNode* node) { return node->code == code; })) return {};
    std::vector<std::string> codes;
    for (const auto* node : rows) codes.push_back(node->code);
    return fail(ErrorCode::invalid, "This session has no rated row {0}. Its rows are {1}.", code, join(codes, ", "));
}

std::vector<CalibrationRating> ratings_in(Context& context, const Calibration& session, const CalibrationRater& rater)
{
    if (session.state == CalibrationState::open || !rater.submitted_at) return {};
    if (rater.observation) return of_visit(context, session, rater);
    return store::own_ratings(context.database, session.id, rater.observer);
}

}  // namespace throughline
