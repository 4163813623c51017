// What teachers answer, in the program or in a file that comes back: checked, then kept beside the feedback for ever.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "core/exchange/answer_file.hpp"
#include "core/store/packets.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/step_history.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/feedback.hpp"

namespace throughline {
namespace {

Failure belongs_nowhere()
{
    return fail(ErrorCode::not_found,
                "This answer belongs to no packet that this file knows and you may see. Open the file in which the "
                "packet was made.");
}

// The packet's row and its visit, if the actor is one who may file an answer to it: its observer, its teacher, or the
// keeper. Others learn nothing, not even that there is such a packet.
struct Home {
    store::PacketRow packet;
    Observation visit;
};

Result<Home> home_of(Context& context, const SealedAnswer& sealed)
{
    auto packet = store::find<store::PacketRow>(context.database, sealed.packet);
    if (!packet || !packet->observation) return belongs_nowhere();
    auto visit = visible_observation(context, *packet->observation);
    const auto& actor = context.actor.person;
    if (!visit || (actor && *actor != visit->observer && *actor != visit->teacher)) return belongs_nowhere();
    return Home{std::move(*packet), std::move(*visit)};
}

Result<PacketAnswer> opened(const SealedAnswer& sealed, const Home& home)
{
    const auto damaged = [] {
        return fail(ErrorCode::bad_input,
                    "This answer was changed after it was saved, or was made for another packet, so nothing was filed. "
                    "Ask the teacher to save it again.");
    };
    if (!is_same_seal(seal_of(sealed.text, home.packet.key), sealed.seal)) return damaged();
    auto answer = parse_packet_answer(sealed.text);
    if (answer && answer->observation != home.visit.id) return damaged();
    return answer;
}

class Filing {
public:
    Filing(Context& context, const Home& home, const PacketAnswer& answer)
        : context_(context), home_(home), answer_(answer)
    {
        // The teacher's clock may be wrong; what it says is taken where it can be true.
        at_ = std::clamp(answer.answered_at.value_or(context.now), home.packet.made_at, context.now);
    }

    std::string file()
    {
        std::vector<std::string> done;
        if (answer_.acknowledged) {
            add(ResponseKind::acknowledged, {}, {});
            done.emplace_back("has read it");
        }
        if (!answer_.reply.empty()) {
            add(ResponseKind::reply, answer_.reply, {});
            done.emplace_back("replied");
        }
        if (!answer_.reflection.empty()) {
            add(ResponseKind::reflection, answer_.reflection, {});
            done.emplace_back("reflected");
        }
        for (const auto& rating : answer_.self_ratings) add(ResponseKind::self_rating, {}, rating);
        if (!answer_.self_ratings.empty())
            done.push_back("rated " + counted(static_cast<std::int64_t>(answer_.self_ratings.size()), "row"));
        return join(done, ", ");
    }

    [[nodiscard]] Instant at() const { return at_; }

private:
    void add(ResponseKind kind, const std::string& text, const std::optional<Rating>& rating)
    {
        Response response;
        response.id = context_.new_id<ResponseId>();
        response.observation = home_.visit.id;
        response.author = home_.visit.teacher;
        response.kind = kind;
        response.text = text;
        response.rating = rating;
        response.at = at_;
        response.on = context_.session.day_of(at_);
        response.filed_at = context_.now;
        response.packet = home_.packet.id;
        response.answer = answer_.id;
        store::insert_response(context_.database, response);
    }

    Context& context_;
    const Home& home_;
    const PacketAnswer& answer_;
    Instant at_;
};

// Having read the feedback, the teacher has read the step in it.
void acknowledge(Context& context, Observation visit, Instant at)
{
    if (!visit.acknowledged_at) {
        visit.acknowledged_at = at;
        store::update(context.database, visit);
    }
    auto step = store::step_of(context.database, visit.id);
    if (!step || step->state != StepState::assigned) return;
    step->state = StepState::acknowledged;
    store::update(context.database, *step);
    add_step_event(context, *step, {}, {}, {}, {});
}

// The shared visit, if the actor is its teacher. Whoever may not know of it learns nothing.
Result<Observation> own_feedback(Context& context, const ObservationId& id)
{
    auto visit = visible_observation(context, id);
    if (!visit) return visit;
    if (context.actor.person != visit->teacher)
        return fail(ErrorCode::not_allowed,
                    "Only the teacher of this visit may answer it, acting as themselves. What they saved from a packet "
                    "is filed as an answer instead.");
    if (visit->state != ObservationState::shared)
        return fail(ErrorCode::wrong_state, "This visit has not been shared, so there is nothing to answer yet.");
    return visit;
}

Result<std::string> checked_words(const std::string& typed)
{
    std::string words(trimmed(typed));
    if (words.empty()) return fail(ErrorCode::invalid, "There are no words in it yet. Write a few, or leave it.");
    if (words.size() > response_chars_max)
        return fail(ErrorCode::invalid, "This is longer than {0} characters. Shorten it, or say it in two.",
                    fmt::to_string(response_chars_max));
    if (const auto good = check_text(words); !good) return Failure(good.error());
    return words;
}

Result<void> check_ratings(const std::vector<Rating>& ratings, const Rubric& rubric)
{
    if (ratings.empty()) return fail(ErrorCode::invalid, "No row is rated yet. Choose a level on one, or leave it.");
    std::set<std::string> codes;
    for (const auto& rating : ratings) {
        if (const auto good = check_rating(rating, rubric); !good) return good;
        if (!codes.insert(rating.code).second)
            return fail(ErrorCode::invalid, "Row {0} is rated twice. Choose one level.", rating.code);
    }
    return {};
}

// Writes the rows of one response; gives what was done, as "replied".
class Responding {
public:
    Responding(Context& context, Observation visit) : context_(context), visit_(std::move(visit)) {}

    Result<std::string> say(const Respond& respond)
    {
        switch (respond.kind) {
            case ResponseKind::acknowledged:
                return have_read();
            case ResponseKind::reply:
                return write(respond, "replied");
            case ResponseKind::reflection:
                return write(respond, "reflected");
            case ResponseKind::self_rating:
                break;
        }
        const auto rubric = context_.session.rubric(visit_.rubric_version);
        if (const auto good = check_ratings(respond.ratings, *rubric); !good) return Failure(good.error());
        for (const auto& rating : respond.ratings) add(ResponseKind::self_rating, {}, rating);
        return "rated " + counted(static_cast<std::int64_t>(respond.ratings.size()), "row");
    }

private:
    Result<std::string> have_read()
    {
        if (visit_.acknowledged_at)
            return fail(ErrorCode::conflict, "That you have read this was said on {0} already.",
                        iso(context_.session.day_of(*visit_.acknowledged_at)));
        add(ResponseKind::acknowledged, {}, {});
        acknowledge(context_, visit_, context_.now);
        return std::string("read it");
    }

    Result<std::string> write(const Respond& respond, const char* done)
    {
        auto words = checked_words(respond.text);
        if (!words) return words;
        add(respond.kind, *words, {});
        store::drop_draft(context_.database, any(visit_.id), name_of(respond.kind), context_.session.session_name);
        return std::string(done);
    }

    void add(ResponseKind kind, const std::string& text, const std::optional<Rating>& rating)
    {
        Response response;
        response.id = context_.new_id<ResponseId>();
        response.observation = visit_.id;
        response.author = visit_.teacher;
        response.kind = kind;
        response.text = text;
        response.rating = rating;
        response.at = context_.now;
        response.on = context_.today;
        response.filed_at = context_.now;
        store::insert_response(context_.database, response);
    }

    Context& context_;
    Observation visit_;
};

}  // namespace

template <>
Result<Respond::Said> handle(Context& context, const Respond& respond)
{
    auto visit = own_feedback(context, respond.observation);
    if (!visit) return Failure(visit.error());
    auto words = Responding(context, std::move(*visit)).say(respond);
    if (!words) return Failure(words.error());
    context.label = "Answer feedback";
    context.final = true;
    return Respond::Said{std::move(*words)};
}

template <>
Result<FileAnswer::Filed> handle(Context& context, const FileAnswer& file)
{
    const auto sealed = parse_sealed_answer(file.text);
    if (!sealed) return Failure(sealed.error());
    const auto home = home_of(context, *sealed);
    if (!home) return Failure(home.error());
    const auto answer = opened(*sealed, *home);
    if (!answer) return Failure(answer.error());
    if (file.expected && *file.expected != home->visit.id)
        return fail(ErrorCode::invalid, "This answer belongs to the visit of {0}, not to this one. Open that visit.",
                    iso(home->visit.started_on));
    if (const auto before = store::response_of_answer(context.database, answer->id))
        return fail(ErrorCode::conflict, "This answer was filed already, on {0}. Nothing was filed twice.",
                    iso(context.session.day_of(before->filed_at)));
    const auto rubric = context.session.rubric(home->visit.rubric_version);
    for (const auto& rating : answer->self_ratings)
        if (const auto good = check_rating(rating, *rubric); !good) return Failure(good.error());
    Filing filing(context, *home, *answer);
    FileAnswer::Filed filed{home->visit.id, person_name(context, home->visit.teacher), filing.file()};
    if (filed.words.empty())
        return fail(ErrorCode::invalid, "This answer is empty: nothing was ticked, written or rated in it.");
    if (answer->acknowledged) acknowledge(context, home->visit, filing.at());
    context.label = "File an answer";
    context.final = true;
    return filed;
}

THROUGHLINE_COMMAND(FileAnswer);
THROUGHLINE_COMMAND(Respond);

}  // namespace throughline
