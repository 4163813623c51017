// Requests to be visited: asked by a teacher, answered by a visit or with words.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/goals.hpp"
#include "core/store/people.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/own_side.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/visit_request.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline {
namespace {

Result<void> check_field(std::string_view text, std::size_t chars_max)
{
    if (count_characters(text) > chars_max)
        return fail(ErrorCode::invalid, "This text is longer than {0} characters. Shorten it.",
                    fmt::to_string(chars_max));
    return check_text(text);
}

// The teacher's coaches; where nobody coaches them yet, those of the school who observe and do not teach, so that no
// colleague is named.
std::vector<VisitRequests::Person> askable(Context& context, const Person& teacher)
{
    std::vector<VisitRequests::Person> people;
    const auto add = [&](const Person& person) {
        if (person.active && person.id != teacher.id && person.roles.contains(Role::observer))
            people.push_back({person.id, person.name(), person.email});
    };
    for (const auto& id : store::coaches_of(context.database, teacher.id, context.today))
        if (const auto person = store::find_person(context.database, id)) add(*person);
    if (people.empty())
        for (const auto& row : store::roster(context.database, false, true))
            if (row.person.school == teacher.school && !row.person.roles.contains(Role::teacher)) add(row.person);
    std::ranges::sort(people, {}, &VisitRequests::Person::name);
    return people;
}

// A request that waits and that the actor is a party to; others learn nothing.
Result<VisitRequest> known_request(Context& context, const VisitRequestId& id)
{
    auto request = store::find<VisitRequest>(context.database, id);
    if (!request || !sees_request(viewer_of(context), *request))
        return fail(ErrorCode::not_found, "There is no request {0}. Look it up with 'request list'.", id.text());
    if (!is_live(request->state))
        return fail(ErrorCode::wrong_state, "This request is settled already: it is {0}.",
                    std::string(name_of(request->state)));
    return std::move(*request);
}

// The request as the viewer may know of it: an unannounced visit is not the teacher's to know beforehand, nor a draft
// afterwards.
VisitRequests::Row row_of(Context& context, const store::Viewer& viewer, VisitRequest request)
{
    std::optional<Date> on;
    if (request.booking) {
        const auto booking = store::find<Booking>(context.database, *request.booking);
        if (booking && sees_booking(context, viewer, *booking))
            on = booking->starts_on;
        else
            request.booking.reset();
    }
    if (request.state == VisitRequestState::planned && !on) {
        request.state = VisitRequestState::open;
        request.answered_at.reset();
    }
    if (request.state == VisitRequestState::visited) on.reset();
    if (request.observation) {
        const auto visit = store::find<Observation>(context.database, *request.observation);
        if (visit && sight_of(viewer, *visit) != Sight::nothing)
            on = visit->started_on;
        else
            request.observation.reset();
    }
    VisitRequests::Row row;
    row.teacher_name = person_name(context, request.teacher);
    row.observer_name = person_name(context, request.observer);
    row.state = name_of(request.state);
    const bool is_dated = request.state == VisitRequestState::planned || request.state == VisitRequestState::visited;
    if (is_dated && on)
        row.state += (request.state == VisitRequestState::planned ? " for " : " on ") + spoken_date(*on, context.today);
    row.request = std::move(request);
    return row;
}

}  // namespace

template <>
Result<VisitRequestId> handle(Context& context, const AskForVisit& ask)
{
    const auto teacher = acting_teacher(context);
    if (!teacher) return Failure(teacher.error());
    const auto people = askable(context, *store::find_person(context.database, *teacher));
    if (std::ranges::find(people, ask.observer, &VisitRequests::Person::id) == people.end())
        return fail(ErrorCode::not_found, "This is nobody whom you can ask for a visit. Choose one from the list.");
    VisitRequest request;
    request.teacher = *teacher;
    request.observer = ask.observer;
    request.focus = trimmed(ask.focus);
    request.wish = trimmed(ask.wish);
    if (request.focus.empty())
        return fail(ErrorCode::invalid, "Say what to look at: one question is enough to make the visit yours.");
    if (const auto good = check_field(request.focus, request_focus_chars_max); !good) return Failure(good.error());
    if (const auto good = check_field(request.wish, request_wish_chars_max); !good) return Failure(good.error());
    request.id = context.new_id<VisitRequestId>();
    request.asked_at = context.now;
    request.asked_on = context.today;
    store::insert(context.database, request);
    context.label = "Ask for a visit";
    return request.id;
}

template <>
Result<Nothing> handle(Context& context, const AnswerVisitRequest& decline)
{
    auto request = known_request(context, decline.request);
    if (!request) return Failure(request.error());
    if (context.actor.person && *context.actor.person != request->observer)
        return fail(ErrorCode::not_allowed, "Only the observer who was asked answers this request.");
    request->answer = trimmed(decline.answer);
    if (request->answer.empty()) return fail(ErrorCode::invalid, "Say why not, or when else: the teacher reads it.");
    if (const auto good = check_field(request->answer, request_focus_chars_max); !good) return Failure(good.error());
    request->state = VisitRequestState::declined;
    request->answered_at = context.now;
    store::update(context.database, *request);
    context.label = "Decline a request";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const WithdrawVisitRequest& withdraw)
{
    auto request = known_request(context, withdraw.request);
    if (!request) return Failure(request.error());
    if (context.actor.person != request->teacher)
        return fail(ErrorCode::not_allowed, "Only the teacher who asked takes this request back.");
    request->state = VisitRequestState::withdrawn;
    store::update(context.database, *request);
    context.label = "Take a request back";
    return Nothing{};
}

template <>
Result<VisitRequests::Seen> answer(Context& context, const VisitRequests& asked)
{
    const auto viewer = viewer_of(context);
    VisitRequests::Seen seen;
    const auto party = viewer.sees_all ? std::optional<PersonId>() : viewer.person;
    if (!viewer.sees_all && !party) return seen;  // a person who is not in the file
    for (const auto& request : store::requests(context.database, party, asked.teacher, asked.live_only)) {
        if (!sees_request(viewer, request)) continue;
        seen.rows.push_back(row_of(context, viewer, request));
    }
    const auto person = viewer.person ? store::find_person(context.database, *viewer.person) : std::optional<Person>();
    if (person && person->roles.contains(Role::teacher)) seen.may_ask = askable(context, *person);
    return seen;
}

THROUGHLINE_COMMAND(AskForVisit);
THROUGHLINE_COMMAND(AnswerVisitRequest);
THROUGHLINE_COMMAND(WithdrawVisitRequest);
THROUGHLINE_QUERY(VisitRequests);

}  // namespace throughline
