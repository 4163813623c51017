// respond: what a teacher says to the feedback on a visit, without a packet.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/query/observation.hpp"

namespace throughline::cli {
namespace {

struct RespondOptions {
    std::string observation;
    bool acknowledge = false;
    std::string reply;
    std::string reflection;
    std::vector<std::string> ratings;
};

// "6.1=4", "6.1=High", "6.1=not-applicable". Rows and marks that the rubric does not have are the command's to refuse.
Result<Rating> parse_rating(const std::string& typed, const Rubric& rubric)
{
    const auto equals = typed.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == typed.size())
        return fail(ErrorCode::invalid, "\"{0}\" is no rating. Write the row and its level: 6.1=4 or 6.1=High.", typed);
    Rating rating;
    rating.code = typed.substr(0, equals);
    const auto word = typed.substr(equals + 1);
    const auto mark = parse_mark(word);
    if (mark && *mark != Mark::level) {
        rating.mark = *mark;
        return rating;
    }
    const auto* node = rubric.node(rating.code);
    if (!node || !is_rated(*node)) return rating;
    const auto* level = rubric.level(*node, word);
    if (!level) {
        std::vector<std::string> levels;
        for (const auto& one : rubric.scale_of(*node)->levels)
            levels.push_back(fmt::format("{} {}", one.number, one.name));
        return fail(ErrorCode::invalid, "Row {0} has no level {1}. Its levels are {2}.", rating.code, word,
                    join(levels, ", "));
    }
    rating.level = level->number;
    return rating;
}

Result<Respond> request_of(const OpenedFile& file, const RespondOptions& options)
{
    Respond respond;
    const auto id = parse_typed_id<ObservationId>(options.observation);
    if (!id) return Failure(id.error());
    respond.observation = *id;
    const int said = int(options.acknowledge) + int(!options.reply.empty()) + int(!options.reflection.empty()) +
                     int(!options.ratings.empty());
    if (said != 1)
        return fail(ErrorCode::invalid,
                    "Say one thing at a time: --acknowledge, --reply TEXT, --reflect TEXT or --rate ROW=LEVEL.");
    if (!options.reply.empty()) {
        respond.kind = ResponseKind::reply;
        respond.text = options.reply;
    }
    if (!options.reflection.empty()) {
        respond.kind = ResponseKind::reflection;
        respond.text = options.reflection;
    }
    if (options.ratings.empty()) return respond;
    respond.kind = ResponseKind::self_rating;
    const auto visit = file.ask(ObservationDetail{*id});
    if (!visit) return Failure(visit.error());
    for (const auto& typed : options.ratings) {
        auto rating = parse_rating(typed, visit->rubric);
        if (!rating) return Failure(rating.error());
        respond.ratings.push_back(std::move(*rating));
    }
    return respond;
}

Result<Reply> respond(OpenedFile& file, const RespondOptions& options)
{
    const auto request = request_of(file, options);
    if (!request) return Failure(request.error());
    const auto said = file.execute(*request);
    if (!said) return Failure(said.error());
    const auto id = request->observation.text();
    return Reply{{{"observation", id}, {"words", said->value.words}},
                 fmt::format("Kept for ever with visit {}: {}.\n", id, said->value.words),
                 {}};
}

}  // namespace

void add_respond_command(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<RespondOptions>();
    auto* command =
        commands.add_for_file(app, "respond", "Answer the feedback on a visit, as its teacher",
                              [options](const Invocation&, OpenedFile& file) { return respond(file, *options); });
    command->add_option("ID", options->observation, "The shared visit's id")->type_name("")->required();
    command->add_flag("--acknowledge", options->acknowledge, "You have read it; that is not to say that you agree");
    command->add_option("--reply", options->reply, "Words to the observer")->type_name("TEXT");
    command->add_option("--reflect", options->reflection, "What you think of the lesson yourself")->type_name("TEXT");
    command
        ->add_option("--rate", options->ratings,
                     "Your own level on a row of the rubric, as often as there are rows: 6.1=4, 6.1=High")
        ->type_name("ROW=LEVEL");
}

}  // namespace throughline::cli
