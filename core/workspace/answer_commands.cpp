// Answers that come back: checked, then filed beside the feedback for ever.
#include <algorithm>

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

}  // namespace

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

}  // namespace throughline
