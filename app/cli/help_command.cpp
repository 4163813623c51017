// help: the same texts that the window opens.
#include <memory>

#include "app/cli/commands.hpp"
#include "app/cli/table.hpp"
#include "app/help/help.hpp"
#include "throughline/base/text.hpp"

namespace throughline::cli {
namespace {

Reply overview(const CLI::App& app)
{
    Reply reply;
    reply.json = {{"topics", Json::array()}};
    Table topics({"Topic", "About"});
    for (const auto& topic : help_topics()) {
        reply.json["topics"].push_back({{"topic", topic}, {"title", help_title(topic)}});
        topics.add({topic, help_title(topic)});
    }
    // Not app.help(): once `help` was recognised, that explains `help`.
    const auto commands = app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal);
    reply.text = commands + "\nHelp topics (throughline-cli help TOPIC)\n" + topics.text();
    return reply;
}

Result<Reply> help(const CLI::App& app, const std::string& topic)
{
    if (topic.empty()) return overview(app);
    const auto text = help_text(topic);
    if (!text)
        return fail(ErrorCode::not_found, "There is no help topic \"{0}\"; topics are {1}.", topic,
                    join(help_topics(), ", "));
    std::string whole(*text);
    if (!whole.ends_with('\n')) whole += '\n';
    return Reply{{{"topic", topic}, {"title", help_title(topic)}, {"text", whole}}, whole, {}};
}

}  // namespace

void add_help_command(CommandSet& commands, CLI::App* app)
{
    const auto topic = std::make_shared<std::string>();
    commands
        .add(app, "help", "Explain a topic, or list the commands and topics",
             [app, topic](const Invocation&) { return help(*app, *topic); })
        ->add_option("TOPIC", *topic, "Such as command-line, observation-file, roster-file, rubric-file")
        ->type_name("");
}

}  // namespace throughline::cli
