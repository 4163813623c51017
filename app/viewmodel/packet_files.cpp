#include "app/viewmodel/packet_files.hpp"

#include <fmt/format.h>

#include "app/viewmodel/saved_file.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/message.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/pdf.hpp"

namespace throughline {

namespace {

// Making a packet notes that it was prepared: whether the place can be written is found out before.
Result<void> can_write(const std::filesystem::path& file)
{
    auto probe = file;
    probe += ".probe";
    if (!save_file(probe, {}))
        return fail(ErrorCode::storage, "{0} cannot be written. Choose another folder.", file.string());
    std::error_code ignored;  // an empty file of ours stays behind at worst
    std::filesystem::remove(probe, ignored);
    return {};
}

Result<std::string> content_of(const Document& document, const MakePacket& packet, const MakePacket::Made& made,
                               const std::string& ending)
{
    if (ending == ".pdf") return report::as_pdf(made.document);
    auto page = report::as_html(made.document);
    if (ending != ".eml") return page;
    const auto visit = document.ask(FeedbackPreview{*packet.observation});
    if (!visit) return tl::unexpected(visit.error());
    return feedback_message(*visit, {{made.file_name + ".html", "text/html; charset=utf-8", std::move(page)}});
}

}  // namespace

Result<void> write_packet(Document& document, const MakePacket& wanted, const std::filesystem::path& file)
{
    auto packet = wanted;
    const auto ending = folded(file.extension().string());
    if (ending == ".eml" && !packet.observation)
        return fail(ErrorCode::invalid, "A message is about one visit. Save a year as .html or .pdf.");
    packet.with_form = ending != ".pdf";  // on paper nobody could answer
    if (const auto good = can_write(file); !good) return good;
    const auto made = document.execute(packet);
    if (!made) return tl::unexpected(made.error());
    const auto content = content_of(document, packet, made->value, ending);
    if (!content) return tl::unexpected(content.error());
    return save_file(file, *content);
}

Result<Answered> file_answer(Document& document, const std::filesystem::path& file)
{
    auto text = read_file(file, "a teacher's answer");
    if (!text) return tl::unexpected(text.error());
    const auto filed = document.execute(FileAnswer{std::move(*text), {}});
    if (!filed) return tl::unexpected(filed.error());
    return Answered{filed->value.observation, filed->value.teacher_name + " " + filed->value.words};
}

PacketBatch::PacketBatch(Document& document, const std::vector<VisitRow>& visits, std::filesystem::path folder)
    : document_(document), folder_(std::move(folder))
{
    const auto& actor = document.actor().person;
    for (const auto& visit : visits) {
        const bool is_own = !actor || *actor == visit.observer;
        if (is_own && visit.state == ObservationState::shared && !visit.prepared_at) visits_.push_back(visit);
    }
}

Result<std::string> PacketBatch::step()
{
    const auto& visit = visits_[done_];
    MakePacket packet;
    packet.observation = visit.id;
    const auto detail = document_.ask(FeedbackPreview{visit.id});
    if (!detail) return tl::unexpected(detail.error());
    auto file = folder_ / message_file_name(*detail);
    // Two visits of one day must not take each other's place.
    for (int number = 2; std::filesystem::exists(file); ++number)
        file = folder_ /
               fmt::format("{} {}.eml", std::filesystem::path(message_file_name(*detail)).stem().string(), number);
    if (const auto written = write_packet(document_, packet, file); !written) return tl::unexpected(written.error());
    ++done_;
    return visit.teacher_name;
}

}  // namespace throughline
