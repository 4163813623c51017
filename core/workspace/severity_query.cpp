// How strict one observer rates, told to that observer alone.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/analysis/distributions.hpp"
#include "core/store/cadence.hpp"
#include "core/store/growth.hpp"
#include "core/store/people.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/growth_ratings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/analysis/facets.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline {
namespace {

// Of two observers, one's severity is the other's with its sign turned round: it would tell both.
constexpr int observers_min = 3;
// With fewer teachers an observer's severity is those teachers' level; with fewer ratings it is chance.
constexpr int own_teachers_min = 5;
constexpr int own_ratings_min = 40;

using Severity = OwnSeverity::Severity;
using Levels = std::vector<store::GivenLevel>;

std::optional<RubricVersionId> most_used(const Levels& levels, const PersonId& observer)
{
    std::map<RubricVersionId, int> counts;
    for (const auto& given : levels)
        if (given.observer == observer) ++counts[given.rubric_version];
    const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    return most == counts.end() ? std::nullopt : std::optional(most->first);
}

void count(const Levels& levels, const PersonId& own, Severity& severity)
{
    std::set<PersonId> observers, teachers;
    std::set<ObservationId> visits;
    for (const auto& given : levels) {
        observers.insert(given.observer);
        if (given.observer != own) continue;
        ++severity.own_ratings;
        teachers.insert(given.teacher);
        visits.insert(given.observation);
    }
    severity.observers = static_cast<int>(observers.size());
    severity.own_teachers = static_cast<int>(teachers.size());
    severity.own_visits = static_cast<int>(visits.size());
    severity.is_enough = severity.observers >= observers_min && severity.own_teachers >= own_teachers_min &&
                         severity.own_ratings >= own_ratings_min;
}

template <class Key>
std::int32_t place_in(std::map<Key, std::int32_t>& places, std::vector<std::string>& names, const Key& key)
{
    const auto [found, is_new] = places.emplace(key, static_cast<std::int32_t>(places.size()));
    if (is_new) names.push_back(std::to_string(places.size()));
    return found->second;
}

// Numbers for names: the fit's sentences must name nobody.
analysis::FacetsInput facets_of(const Levels& levels, const LineRows& rows, const PersonId& own,
                                std::int32_t& own_place)
{
    analysis::FacetsInput input;
    input.levels = static_cast<int>(rows.levels.size());
    std::map<PersonId, std::int32_t> teachers, observers;
    std::map<std::string, std::int32_t> indicators;
    own_place = place_in(observers, input.observers, own);
    for (const auto& given : levels) {
        const auto level = std::ranges::find(rows.levels, given.level, &Level::number);
        if (level == rows.levels.end()) continue;
        input.ratings.push_back({place_in(teachers, input.teachers, given.teacher),
                                 place_in(indicators, input.indicators, given.code),
                                 place_in(observers, input.observers, given.observer),
                                 static_cast<std::int32_t>(level - rows.levels.begin())});
    }
    return input;
}

std::string severity_words(const analysis::Estimate& logits)
{
    const auto share = std::lround(100 / (1 + std::exp(logits.value)));
    const auto& interval = *logits.interval;
    const auto meaning = fmt::format(
        "where the others together give the higher of two neighbouring levels in 50 of 100 ratings, you give it in {}",
        share);
    if (interval.contains(0))
        return fmt::format("You rate about as strictly as the others: {}, which may be chance.", meaning);
    return fmt::format("You rate {} than the others: {}.", logits.value > 0 ? "more strictly" : "more leniently",
                       meaning);
}

void fit(const Levels& levels, const LineRows& rows, const PersonId& own, Severity& severity)
{
    std::int32_t own_place = 0;
    const auto fitted = analysis::fit_facets(facets_of(levels, rows, own, own_place));
    if (!fitted) {
        severity.words = fitted.error().text();
        return;
    }
    const auto& measure = fitted->observers[static_cast<std::size_t>(own_place)];
    if (!measure) {
        severity.logits = tl::unexpected(measure.error());
        severity.words = measure.error().text();
        return;
    }
    if (!fitted->is_connected) {
        severity.words =
            "not enough yet: no teacher was seen both by you and by others, so that strict observers and other "
            "teachers cannot be told apart.";
        severity.is_enough = false;
        return;
    }
    const double half = analysis::normal_multiplier(analysis::default_confidence) * measure->standard_error;
    analysis::Estimate logits;
    logits.value = measure->logits;
    logits.standard_error = measure->standard_error;
    logits.interval = analysis::Interval{measure->logits - half, measure->logits + half, analysis::default_confidence};
    logits.n = severity.own_ratings;
    severity.words = severity_words(logits);
    severity.notes.push_back(fmt::format(
        "Many-facet model: {} of yours among {} by {}; severity {:.2f} logits ({:.2f} to {:.2f}), 0 being the mean of "
        "all observers.",
        counted(severity.own_ratings, "rating"), fitted->ratings, counted(severity.observers, "observer"), logits.value,
        logits.interval->low, logits.interval->high));
    severity.notes.emplace_back(
        "It is taken out of the growth picture where that allows for observers, and changes no rating that is kept. "
        "Only you see it.");
    severity.logits = logits;
}

std::string not_enough_words(const Severity& severity)
{
    if (severity.own_ratings == 0) return "not enough yet: you shared no ratings of this kind in this school year.";
    if (severity.observers < observers_min)
        return fmt::format("not enough yet: {} rated like this, and {} are needed, or it would tell about another.",
                           counted(severity.observers, "observer"), observers_min);
    return fmt::format("not enough yet: {} of {} ratings, with {} of {} teachers.", severity.own_ratings,
                       own_ratings_min, severity.own_teachers, own_teachers_min);
}

}  // namespace

template <>
Result<Severity> answer(Context& context, const OwnSeverity& asked)
{
    const auto& own = context.actor.person;
    if (!own) return fail(ErrorCode::not_allowed, "How strictly somebody rates is told to that observer alone.");
    const auto person = store::find_person(context.database, *own);
    if (!person) return fail(ErrorCode::not_found, "You are not in the file.");
    const auto year = year_span(store::calendar_of(context.database, person->school), context.today, context.today);
    Severity severity;
    severity.purpose = asked.purpose;
    auto levels = store::levels_given(context.database,
                                      {person->school, asked.purpose, asked.rubric_version, year.from, year.to});
    const auto version = asked.rubric_version ? asked.rubric_version : most_used(levels, *own);
    if (!version) {
        severity.words = not_enough_words(severity);
        return severity;
    }
    const auto rubric = context.session.rubric(*version);
    const auto rows = line_rows(*rubric);
    severity.rubric_title = report::rubric_words(*rubric);
    std::erase_if(levels, [&](const auto& given) {
        return given.rubric_version != *version || !rows.codes.contains(given.code);
    });
    count(levels, *own, severity);
    if (severity.is_enough)
        fit(levels, rows, *own, severity);
    else
        severity.words = not_enough_words(severity);
    return severity;
}

THROUGHLINE_QUERY(OwnSeverity);

}  // namespace throughline
