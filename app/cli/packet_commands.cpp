// packet, answer, show: feedback that leaves the file, and what comes back to it.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "throughline/base/files.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/exchange/message.hpp"
#include "throughline/query/people.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/pdf.hpp"

namespace throughline::cli {
namespace {

namespace fs = std::filesystem;

struct PacketOptions {
    std::string observation;
    std::string teacher;
    std::string out;
    std::string passphrase_file;
    bool a4 = false;
};

enum class Format { html, pdf, message };

Result<Format> format_of(const PacketOptions& options)
{
    auto ending = folded(fs::path(options.out).extension().string());
    if (ending == ".html" || ending == ".htm") return Format::html;
    if (ending == ".pdf") return Format::pdf;
    if (ending == ".eml") return Format::message;
    return fail(ErrorCode::invalid, "What {0} should be cannot be told from its name; end it in .html, .pdf or .eml.",
                options.out);
}

Result<MakePacket> request_of(const OpenedFile& file, const PacketOptions& options, Format format)
{
    MakePacket make;
    make.with_form = format != Format::pdf;  // on paper nobody could answer
    if (options.observation.empty() == options.teacher.empty())
        return fail(ErrorCode::invalid, "Name one visit by its id, or one teacher with --teacher.");
    if (!options.observation.empty()) {
        const auto id = parse_typed_id<ObservationId>(options.observation);
        if (!id) return Failure(id.error());
        make.observation = *id;
        return make;
    }
    const auto person = file.ask(ResolvePerson{options.teacher});
    if (!person) return Failure(person.error());
    make.teacher = person->id;
    return make;
}

Result<std::string> content_of(const OpenedFile& file, const PacketOptions& options, Format format,
                               const MakePacket& make, const MakePacket::Made& made, const std::string& password)
{
    if (format == Format::pdf)
        return report::as_pdf(made.document, {options.a4 ? report::Paper::a4 : report::Paper::letter, password});
    auto page = report::as_html(made.document);
    if (format == Format::html) return page;
    const auto visit = file.ask(FeedbackPreview{*make.observation});
    if (!visit) return Failure(visit.error());
    return feedback_message(*visit, {{made.file_name + ".html", "text/html; charset=utf-8", std::move(page)}});
}

Result<Reply> packet(const Invocation& invocation, OpenedFile& file, const PacketOptions& options)
{
    const auto format = format_of(options);
    if (!format) return Failure(format.error());
    if (!options.passphrase_file.empty() && *format != Format::pdf)
        return fail(ErrorCode::invalid,
                    "Only a PDF can ask for a passphrase: a web page would need a script to open itself. Write a .pdf, "
                    "or protect the file in another way.");
    if (*format == Format::message && options.observation.empty())
        return fail(ErrorCode::invalid, "A message is about one visit; write a teacher's year as .html or .pdf.");
    // Before the packet is made and noted: what cannot be written should not be kept as taken out.
    if (std::error_code error; fs::exists(options.out, error))
        return fail(ErrorCode::conflict, "{0} is there already and was left as it is. Choose another name.",
                    options.out);
    const auto password = first_line(invocation, options.passphrase_file);
    if (!password) return Failure(password.error());
    if (*format == Format::pdf)
        if (const auto good = report::check_password(*password); !good) return Failure(good.error());
    const auto make = request_of(file, options, *format);
    if (!make) return Failure(make.error());
    const auto made = file.execute(*make);
    if (!made) return Failure(made.error());
    const auto content = content_of(file, options, *format, *make, made->value, *password);
    if (!content) return Failure(content.error());
    if (const auto written = write_new_file(options.out, *content); !written) return Failure(written.error());
    Reply reply;
    reply.json = {{"packet", made->value.packet.text()},
                  {"file", options.out},
                  {"bytes", content->size()},
                  {"title", made->value.document.title},
                  {"can_be_answered", made->value.can_be_answered},
                  {"protected", !password->empty()}};
    reply.text = fmt::format("{}: {}{}.\n", options.out, made->value.document.title,
                             password->empty() ? "" : ", opens with the passphrase only");
    return reply;
}

Result<Reply> answer(const Invocation& invocation, OpenedFile& file, const std::string& path)
{
    auto text = read_text(invocation, path);
    if (!text) return Failure(text.error());
    const auto filed = file.execute(FileAnswer{std::move(*text), {}});
    if (!filed) return Failure(in_file(path, filed.error()));
    const auto& value = filed->value;
    return Reply{{{"observation", value.observation.text()}, {"teacher", value.teacher_name}, {"words", value.words}},
                 fmt::format("Filed in visit {}: {} {}.\n", value.observation.text(), value.teacher_name, value.words),
                 {}};
}

Result<Reply> show(const Invocation&, OpenedFile& file, const std::string& typed)
{
    const auto id = parse_typed_id<ObservationId>(typed);
    if (!id) return Failure(id.error());
    const auto detail = file.ask(ObservationDetail{*id});
    if (!detail) return Failure(detail.error());
    Reply reply;
    reply.json = json_of(*detail, file);
    const auto preview = file.ask(FeedbackPreview{*id});
    if (!preview) return Failure(preview.error());
    reply.text = plain_text(feedback_blocks(*preview));
    return reply;
}

Result<Reply> records(OpenedFile& file, const std::string& who, const std::string& folder)
{
    const auto teacher = file.ask(ResolvePerson{who});
    if (!teacher) return Failure(teacher.error());
    std::error_code trouble;
    if (fs::exists(folder, trouble) && !fs::is_empty(folder, trouble))
        return fail(ErrorCode::conflict, "{0} is there already and not empty. Name a new folder.", folder);
    const auto made = file.execute(MakeRecords{teacher->id});
    if (!made) return Failure(made.error());
    fs::create_directories(folder, trouble);
    if (trouble) return fail(ErrorCode::storage, "{0} cannot be made ({1}).", folder, trouble.message());
    fs::permissions(folder, fs::perms::owner_all, trouble);
    if (trouble) return fail(ErrorCode::storage, "{0} cannot be kept private ({1}).", folder, trouble.message());
    auto names = Json::array();
    for (const auto& each : made->value.files) {
        if (const auto written = write_new_file((fs::path(folder) / each.name).string(), each.bytes); !written)
            return Failure(written.error());
        names.push_back(each.name);
    }
    const auto& value = made->value;
    auto text = fmt::format("{}: {} of {} in {} files.\n", folder, counted(value.visits, "visit"), value.teacher_name,
                            value.files.size());
    if (value.visits_by_date_only > 0)
        text += fmt::format("{} only by date: the words are between coach and teacher.\n",
                            counted(value.visits_by_date_only, "visit"));
    return Reply{{{"folder", folder},
                  {"files", std::move(names)},
                  {"visits", value.visits},
                  {"visits_by_date_only", value.visits_by_date_only}},
                 std::move(text),
                 {}};
}

void add_packet(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<PacketOptions>();
    auto* command = commands.add_for_file(
        app, "packet", "Write a visit's feedback, or a teacher's year, as a file that opens anywhere",
        [options](const Invocation& invocation, OpenedFile& file) { return packet(invocation, file, *options); });
    command->add_option("ID", options->observation, "The shared visit's id")->type_name("");
    command
        ->add_option("--teacher", options->teacher,
                     "Instead of a visit: a teacher, by staff id, e-mail address or full name")
        ->type_name("TEACHER");
    command->add_option("--out", options->out, "The new file, ending in .html, .pdf or .eml")
        ->type_name("FILE")
        ->required();
    command
        ->add_option("--protect-with", options->passphrase_file,
                     "A file whose first line is the passphrase that the PDF asks for; - for standard input")
        ->type_name("FILE");
    command->add_flag("--a4", options->a4, "A PDF on A4 instead of Letter");
}

}  // namespace

void add_packet_commands(CommandSet& commands, CLI::App* app)
{
    add_packet(commands, app);
    const auto path = std::make_shared<std::string>();
    commands
        .add_for_file(
            app, "answer", "File what a teacher answered to a packet",
            [path](const Invocation& invocation, OpenedFile& file) { return answer(invocation, file, *path); })
        ->add_option("FILE", *path, "The answer file, or a message that holds one; - for standard input")
        ->type_name("")
        ->required();
    const auto who = std::make_shared<std::string>();
    const auto folder = std::make_shared<std::string>();
    auto* request = commands.add_for_file(
        app, "records", "One teacher's whole record as a folder, with a manifest of hashes",
        [who, folder](const Invocation&, OpenedFile& file) { return records(file, *who, *folder); });
    request->add_option("TEACHER", *who, "Whose record")->type_name("")->required();
    request->add_option("--out", *folder, "A new folder")->type_name("DIR")->required();
    const auto id = std::make_shared<std::string>();
    commands
        .add_for_file(app, "show", "One visit's feedback as the teacher reads it, with the answers to it",
                      [id](const Invocation& invocation, OpenedFile& file) { return show(invocation, file, *id); })
        ->add_option("ID", *id, "The visit's id")
        ->type_name("")
        ->required();
}

}  // namespace throughline::cli
