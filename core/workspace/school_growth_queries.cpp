// A school's reliability, and its rows of the rubric by month.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/growth_ratings.hpp"
#include "core/workspace/indicator_months.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline {
namespace {

Result<School> school_asked(Context& context, const std::optional<SchoolId>& asked)
{
    const auto schools = store::schools(context.database);
    const auto found = asked ? std::ranges::find(schools, *asked, &School::id) : schools.begin();
    if (found == schools.end()) return fail(ErrorCode::not_found, "This school is not in the file.");
    return *found;
}

Result<void> require_seeing_school(const store::Viewer& viewer)
{
    if (viewer.sees_all || viewer.leads || viewer.administers || viewer.observes) return {};
    return fail(ErrorCode::not_allowed,
                "A school's ratings together are for observers, leaders and administrators to see. Your own year is "
                "on your page.");
}

// What was given in the year, as far as the viewer may read it, on one version of a rubric.
struct ReadLevels {
    std::vector<store::GivenLevel> levels;
    std::optional<RubricVersionId> version;
    int visits_unread = 0;  // of which the viewer may know that they took place
};

// The version with most visits; of two, the one added later, whose id is greater.
std::optional<RubricVersionId> most_visited(const std::vector<store::GivenLevel>& levels)
{
    std::map<RubricVersionId, std::set<ObservationId>> visits;
    for (const auto& given : levels) visits[given.rubric_version].insert(given.observation);
    const auto most = std::ranges::max_element(
        visits, [](const auto& a, const auto& b) { return a.second.size() <= b.second.size(); });
    return most == visits.end() ? std::nullopt : std::optional(most->first);
}

ReadLevels read_levels(Context& context, const store::Viewer& viewer, const store::LevelsAsked& asked)
{
    ReadLevels read;
    std::set<ObservationId> unread;
    for (auto& given : store::levels_given(context.database, asked)) {
        const auto sight = sight_of(viewer, given, asked.purpose);
        if (sight >= Sight::feedback)
            read.levels.push_back(std::move(given));
        else if (sight != Sight::nothing)
            unread.insert(given.observation);
    }
    read.visits_unread = static_cast<int>(unread.size());
    read.version = asked.rubric_version ? asked.rubric_version : most_visited(read.levels);
    std::erase_if(read.levels, [&](const auto& given) { return given.rubric_version != read.version; });
    return read;
}

template <class Key>
int place_in(std::map<Key, std::int32_t>& places, const Key& key)
{
    return places.emplace(key, static_cast<std::int32_t>(places.size())).first->second;
}

std::vector<analysis::FacetRating> facet_ratings(const std::vector<store::GivenLevel>& levels, const LineRows& rows,
                                                 SchoolReliability::Report& report)
{
    std::map<PersonId, std::int32_t> teachers, observers;
    std::map<ObservationId, std::int32_t> visits;
    std::map<std::string, std::int32_t> indicators;
    std::vector<analysis::FacetRating> ratings;
    for (const auto& given : levels) {
        if (!rows.codes.contains(given.code)) continue;
        ratings.push_back({place_in(teachers, given.teacher), place_in(observers, given.observer),
                           place_in(visits, given.observation), place_in(indicators, given.code),
                           static_cast<double>(given.level)});
    }
    report.teachers = static_cast<int>(teachers.size());
    report.observers = static_cast<int>(observers.size());
    report.visits = static_cast<int>(visits.size());
    report.indicators = static_cast<int>(indicators.size());
    report.ratings = static_cast<int>(ratings.size());
    report.too_few = report.teachers < too_few;
    return ratings;
}

std::vector<SchoolReliability::Share> shares_of(const analysis::FacetVariances& variances)
{
    std::vector<SchoolReliability::Share> shares;
    const double total = variances.total();
    const auto add = [&](const char* facet, const std::optional<double>& variance) {
        if (variance) shares.push_back({facet, *variance, total > 0 ? *variance / total : 0});
    };
    add("teacher", variances.teacher);
    add("observer", variances.observer);
    add("teacher by observer", variances.teacher_by_observer);
    add("visit", variances.visit);
    add("indicator", variances.indicator);
    add("rest", variances.residual);
    return shares;
}

void write_reliability(const std::vector<analysis::FacetRating>& ratings, const SchoolReliability& asked,
                       SchoolReliability::Report& report)
{
    const auto found = analysis::reliability(ratings);
    if (!found) {
        report.e_rho_squared = report.phi = tl::unexpected(found.error());
        report.words = found.error().text();
        return;
    }
    report.shares = shares_of(found->variances);
    report.design = found->design;
    report.e_rho_squared = found->e_rho_squared;
    report.phi = found->phi;
    report.notes.insert(report.notes.end(), found->notes.begin(), found->notes.end());
    if (const auto curve = analysis::reliability_curve(found->variances, found->design.indicators, asked.visits_max,
                                                       asked.observers_max))
        report.curve = *curve;
    if (!found->variances.teacher_by_observer)
        report.notes.emplace_back(
            "Hardly any teacher was rated by two observers. What an observer thinks of a teacher in particular counts "
            "as the teacher here, so the numbers are higher than they should be.");
    if (report.e_rho_squared)
        report.words = fmt::format(
            "With visits as they were ({:.1f} to a teacher, by {:.1f} observers), {:.0f} % of the differences between "
            "teachers' mean levels are differences between teachers; the rest is chance.",
            report.design.visits, report.design.observers, 100 * *report.e_rho_squared);
    else
        report.words = report.e_rho_squared.error().text();
}

}  // namespace

template <>
Result<SchoolReliability::Report> answer(Context& context, const SchoolReliability& asked)
{
    const auto viewer = viewer_of(context);
    if (const auto allowed = require_seeing_school(viewer); !allowed) return Failure(allowed.error());
    const auto school = school_asked(context, asked.school);
    if (!school) return Failure(school.error());
    if (asked.rubric_version && !store::find<store::RubricVersionRow>(context.database, *asked.rubric_version))
        return fail(ErrorCode::not_found, "This version of the rubric is not in the file.");
    const auto year =
        year_span(store::calendar_of(context.database, school->id), asked.on.value_or(context.today), context.today);
    SchoolReliability::Report report;
    report.school = school->id;
    report.school_name = school->name;
    report.purpose = asked.purpose;
    report.from = year.from;
    report.to = year.to;
    const auto read =
        read_levels(context, viewer, {school->id, asked.purpose, asked.rubric_version, year.from, year.to});
    report.rubric_version = read.version;
    if (read.visits_unread > 0)
        report.notes.push_back(fmt::format("{} for {} took place whose ratings are not yours to read.",
                                           counted(read.visits_unread, "visit"), name_of(asked.purpose)));
    LineRows rows;
    if (read.version) {
        const auto rubric = context.session.rubric(*read.version);
        report.rubric_title = report::rubric_words(*rubric);
        rows = line_rows(*rubric);
    }
    const auto ratings = facet_ratings(read.levels, rows, report);
    if (!report.too_few) {
        write_reliability(ratings, asked, report);
        return report;
    }
    report.words = fmt::format("Fewer than {} teachers were rated like this: too few to say.", too_few);
    report.teachers = report.observers = report.visits = report.indicators = report.ratings = 0;
    return report;
}

template <>
Result<SchoolHeatMap::Map> answer(Context& context, const SchoolHeatMap& asked)
{
    const auto school = school_asked(context, asked.school);
    if (const auto allowed = require_seeing_school(viewer_of(context)); !allowed) return Failure(allowed.error());
    if (!school) return Failure(school.error());
    CadenceFilter filter;
    filter.school = school->id;
    const auto reach = reach_of(context, filter);
    if (!reach) return Failure(reach.error());
    const auto year =
        year_span(store::calendar_of(context.database, school->id), asked.on.value_or(context.today), context.today);
    SchoolHeatMap::Map map;
    map.school = school->id;
    map.school_name = school->name;
    IndicatorMonths counted(reach->viewer, year.from, year.to, true);
    store::each_visit(context.database, reach->work, year.from, year.to, store::WithRows::yes,
                      [&](const store::CountedVisit& visit) {
                          if (!asked.purpose || visit.purpose == *asked.purpose) counted.add(visit);
                      });
    map.months = counted.months();
    for (const auto& block : counted.blocks()) {
        const auto rubric = context.session.rubric(block.rubric_version);
        for (const auto& node : rubric->nodes) {
            auto cells = counted.cells(block, *rubric, node);
            if (!cells.empty())
                map.rows.push_back({block.rubric_version, report::rubric_words(*rubric), block.purpose, node.code,
                                    node.title, std::move(cells)});
        }
    }
    return map;
}

THROUGHLINE_QUERY(SchoolReliability);
THROUGHLINE_QUERY(SchoolHeatMap);

}  // namespace throughline
