// Visits from a spreadsheet: planned and written by the same code.
#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/prepared_visit.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/visit_import.hpp"

namespace throughline {

std::string_view name_of(VisitChange change) { return change == VisitChange::added ? "new" : "already there"; }

namespace {

constexpr const char* why_imported = "imported";

RefusedRow refused_row(const std::string& file, int line, const Error& error)
{
    RefusedRow row;
    row.file = file;
    row.line = line;
    row.header = error.place;
    auto words = error;
    words.place.clear();
    row.reason = words.text();
    row.code = "row.refused";
    return row;
}

std::string words_of(const PreparedVisit& visit)
{
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, std::string_view noun) {
        if (count > 0) parts.push_back(counted(static_cast<std::int64_t>(count), noun));
    };
    add(visit.evidence.size(), "line");
    add(visit.ratings.size(), "rating");
    if (!visit.observation.strength.empty()) parts.emplace_back("a strength");
    if (!visit.observation.growth_area.empty()) parts.emplace_back("a growth area");
    if (visit.step) parts.emplace_back("an action step");
    return join(parts, ", ");
}

// The visits of the file that are in the workspace, so that a second import of a file brings nothing twice. Two rows
// that say the same person, observer and time are two visits, if the workspace has fewer.
class KnownVisits {
public:
    explicit KnownVisits(Context& context) : database_(context.database) {}

    bool take(const Observation& visit)
    {
        const auto key = std::tuple(visit.teacher, visit.observer, visit.started_at.us);
        const auto found = left_.find(key);
        auto& left = found != left_.end() ? found->second : left_.emplace(key, count(visit)).first->second;
        if (left == 0) return false;
        --left;
        return true;
    }

private:
    int count(const Observation& visit)
    {
        return store::visits_at(database_, visit.teacher, visit.observer, visit.started_at);
    }

    store::Database& database_;
    std::map<std::tuple<PersonId, PersonId, std::int64_t>, int> left_;
};

// What is odd about a visit that nothing forbids.
class Oddities {
public:
    explicit Oddities(Context& context) : days_(context) {}

    std::string of(const Observation& visit, int line)
    {
        const auto [first, is_first] =
            lines_.emplace(std::tuple(visit.teacher, visit.observer, visit.started_at.us), line);
        if (!is_first) return fmt::format("the same teacher, observer and time as line {}", first->second);
        // Years before the file's first are history that is brought along; a hundred years are a slip of the pen.
        constexpr int years_of_history_max = 10;
        const auto& years = days_.calendar_of(visit.teacher).years();
        const bool is_slip = !years.empty() &&
                             visit.started_on + boost::gregorian::years(years_of_history_max) < years.front().starts_on;
        return is_slip ? fmt::format("{} is long before the first school year of this file", iso(visit.started_on))
                       : std::string();
    }
    bool is_in_a_year(const Observation& visit)
    {
        const auto& calendar = days_.calendar_of(visit.teacher);
        return calendar.years().empty() || calendar.year_of(visit.started_on) != nullptr;
    }

private:
    HouseDays days_;
    std::map<std::tuple<PersonId, PersonId, std::int64_t>, int> lines_;
};

// What Share does, without what it sets going: nobody is to hold a debrief of last year's visit.
void share_as_imported(Context& context, PreparedVisit& visit)
{
    auto& observation = visit.observation;
    observation.state = ObservationState::shared;
    observation.shared_at = observation.started_at + observation.minutes.value_or(0) * us_per_minute;
    if (!visit.step) return;
    visit.step->assigned_on = observation.started_on;
    const bool is_to_come = visit.step->check_on && *visit.step->check_on >= context.today;
    visit.step->state = is_to_come ? StepState::assigned : StepState::dropped;
    if (!is_to_come) visit.step->closed_on = observation.started_on;
}

void write_promises(Context& context, const PreparedVisit& visit)
{
    const auto& observation = visit.observation;
    Debrief debrief;
    debrief.id = context.new_id<DebriefId>();
    debrief.observation = observation.id;
    debrief.teacher = observation.teacher;
    debrief.observer = observation.observer;
    debrief.due_on = observation.started_on;
    debrief.protocol = "5p";
    debrief.skip_reason = why_imported;
    store::insert(context.database, debrief);
    if (!visit.step) return;
    StepEvent event;
    event.id = context.new_id<StepEventId>();
    event.step = visit.step->id;
    event.at = observation.started_at;
    event.on = observation.started_on;
    event.state = visit.step->state;
    event.note = visit.step->state == StepState::dropped ? "imported: what became of it is not known" : why_imported;
    event.actor = context.actor.person ? context.actor.person : std::optional(observation.observer);
    store::insert(context.database, event);
}

// Calls `with` for each visit that is new.
template <class With>
VisitPlan plan_visits(Context& context, const VisitFile& file, With with)
{
    VisitPlan plan;
    plan.refused = file.refused;
    KnownVisits known(context);
    Oddities oddities(context);
    for (const auto& row : file.rows) {
        auto visit = prepare_visit(context, row.document);
        if (visit && visit->observation.started_on > context.today)
            visit = fail(ErrorCode::invalid, "{0} is still to come; plan the visit instead.",
                         iso(visit->observation.started_on));
        if (!visit) {
            plan.refused.push_back(refused_row(file.name, row.line, visit.error()));
            continue;
        }
        if (row.is_shared) share_as_imported(context, *visit);
        VisitPlan::Row planned;
        planned.change = known.take(visit->observation) ? VisitChange::known : VisitChange::added;
        planned.line = row.line;
        planned.teacher_name = visit->teacher_name;
        planned.observer_name = person_name(context, visit->observation.observer);
        planned.started_at = context.session.options.zone->local(visit->observation.started_at);
        planned.is_shared = row.is_shared;
        planned.evidence_count = static_cast<int>(visit->evidence.size());
        planned.rating_count = static_cast<int>(visit->ratings.size());
        planned.words = words_of(*visit);
        planned.remark = oddities.of(visit->observation, row.line);
        if (planned.change == VisitChange::added && !planned.remark.empty()) ++plan.remarked;
        if (planned.change == VisitChange::added && !oddities.is_in_a_year(visit->observation)) ++plan.outside_years;
        ++(planned.change == VisitChange::added ? plan.added : plan.known);
        if (planned.change == VisitChange::added) with(*visit);
        plan.rows.push_back(std::move(planned));
    }
    std::ranges::stable_sort(plan.refused, {}, &RefusedRow::line);
    return plan;
}

}  // namespace

template <>
Result<VisitPlan> answer(Context& context, const PlanVisitImport& asked)
{
    return plan_visits(context, asked.file, [](PreparedVisit&) {});
}

template <>
Result<VisitPlan> handle(Context& context, const ImportVisits& import)
{
    // First all that is known, then all that is written: a row must not make the next one look known.
    std::vector<PreparedVisit> visits;
    auto plan = plan_visits(context, import.file, [&](PreparedVisit& visit) { visits.push_back(std::move(visit)); });
    for (const auto& visit : visits) {
        write_visit(context, visit);
        if (visit.observation.state == ObservationState::shared) write_promises(context, visit);
    }
    context.label = "Import observations";
    return plan;
}

THROUGHLINE_COMMAND(ImportVisits);
THROUGHLINE_QUERY(PlanVisitImport);

}  // namespace throughline
