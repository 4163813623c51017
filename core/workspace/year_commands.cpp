// Closing a school year and opening it again.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/rollover.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/rollover.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/school.hpp"
#include "throughline/command/school_year.hpp"
#include "throughline/model/school_year.hpp"

namespace throughline {

template <>
Result<SchoolYearId> handle(Context& context, const ChangeSchoolYear& change);  // in school_commands.cpp

namespace {

Result<void> check_may_close(Context& context, const RolloverPlan::Plan& plan, bool with_drafts)
{
    const auto& year = plan.year;
    if (plan.closed_at)
        return fail(ErrorCode::wrong_state, "The school year {0} was closed already, on {1}.", year.name,
                    iso(context.session.day_of(*plan.closed_at)));
    if (year.starts_on > context.today)
        return fail(ErrorCode::wrong_state, "The school year {0} has not begun: it starts on {1}.", year.name,
                    iso(year.starts_on));
    if (!plan.needs_drafts_agreed() || with_drafts) return {};
    return fail(ErrorCode::wrong_state,
                "The school year {0} was not closed. {1} Ask for them to be shared or finished first, or close the "
                "year with them: they stay readable to who wrote them, and nobody can share them any more.",
                year.name, what_stands_against(plan));
}

// What waits is ended, with the reason where its people read it.
void end_what_waits(Context& context, const SchoolYear& year, CloseYear::Closed& closed)
{
    auto& database = context.database;
    const auto reason = fmt::format("The school year {} was closed.", year.name);
    const auto requests = store::requests_in_year(database, year.id);
    for (auto booking : store::planned_in_year(database, year.id)) {
        booking.state = BookingState::skipped;
        booking.skip_reason = reason;
        store::update(database, booking);
        ++closed.bookings_skipped;
    }
    for (auto request : requests) {
        request.state = VisitRequestState::declined;
        request.answer = reason + " Ask again in the new one.";
        request.answered_at = context.now;
        store::update(database, request);
        ++closed.requests_declined;
    }
    for (auto opening : store::openings_asked_in_year(database, year.id)) {
        opening.state = UnlockingState::declined;
        opening.closed_at = context.now;
        store::update(database, opening);
        ++closed.requests_declined;
    }
}

Result<std::optional<SchoolYear>> make_next(Context& context, const CloseYear& close, const RolloverPlan::Plan& plan)
{
    auto next = plan.next;
    if (close.next) {
        next.name = trimmed(close.next->name);
        next.starts_on = close.next->starts_on;
        next.ends_on = close.next->ends_on;
    }
    if (plan.next_is_there) {
        const auto& there = plan.next;
        if (next.name == there.name && next.starts_on == there.starts_on && next.ends_on == there.ends_on)
            return std::optional<SchoolYear>();
        return fail(ErrorCode::conflict,
                    "The next school year is there already: {0}, {1} to {2}. Close the year without naming another, "
                    "and change {0} in Settings if it is wrong.",
                    there.name, iso(there.starts_on), iso(there.ends_on));
    }
    if (next.starts_on.is_special() || next.starts_on <= plan.year.ends_on)
        return fail(ErrorCode::invalid, "The next school year starts after {0} ends, on {1}. Check its first day.",
                    plan.year.name, iso(plan.year.ends_on));
    const auto made = handle(
        context, ChangeSchoolYear{{}, next.name, next.starts_on, next.ends_on, next.school, next.rotation_weeks});
    if (!made) return Failure(made.error());
    next.id = *made;
    return std::optional(next);
}

Result<SchoolYear> known_year(Context& context, const SchoolYearId& id)
{
    auto year = store::find<SchoolYear>(context.database, id);
    if (!year) return fail(ErrorCode::not_found, "This school year is not in the file any more.");
    return std::move(*year);
}

}  // namespace

template <>
Result<CloseYear::Closed> handle(Context& context, const CloseYear& close)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto year = known_year(context, close.year);
    if (!year) return Failure(year.error());
    const auto plan = plan_of(context, *year);
    if (const auto good = check_may_close(context, plan, close.with_drafts); !good) return Failure(good.error());
    CloseYear::Closed closed;
    closed.year = *year;
    closed.steps_going_on = plan.steps;
    end_what_waits(context, *year, closed);
    auto made = make_next(context, close, plan);
    if (!made) return Failure(made.error());
    closed.made = std::move(*made);
    store::update(context.database, store::YearClosing{year->id, context.now, context.actor.person});
    context.label = fmt::format("Close the school year {}", year->name);
    return closed;
}

template <>
Result<Nothing> handle(Context& context, const ReopenYear& reopen)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto year = known_year(context, reopen.year);
    if (!year) return Failure(year.error());
    const auto closing = store::find<store::YearClosing>(context.database, year->id);
    if (!closing->closed_at) return fail(ErrorCode::wrong_state, "The school year {0} is open already.", year->name);
    const auto reason = join(split_words(reopen.reason), " ");
    if (reason.empty())
        return fail(ErrorCode::invalid, "Say why {0} is opened again: the reason stays with the year.", year->name);
    if (count_characters(reason) > reopening_reason_chars_max)
        return fail(ErrorCode::invalid, "A reason has at most {0} characters. Shorten it.",
                    fmt::to_string(reopening_reason_chars_max));
    if (const auto good = check_text(reason); !good) return Failure(good.error());
    keep_reopening(context, year->id, reason);
    store::update(context.database, store::YearClosing{year->id, {}, {}});
    context.label = fmt::format("Open the school year {} again", year->name);
    return Nothing{};
}

THROUGHLINE_COMMAND(CloseYear);
THROUGHLINE_COMMAND(ReopenYear);

}  // namespace throughline
