// Packets as files that a person chose, and answers that came back. No wx.
//
// Promises: a place that cannot be written is said before anything is noted as prepared; nothing that was there is
// half replaced; an answer is filed only if it belongs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/command/feedback.hpp"

namespace throughline {

// What the file's ending says: .html is a page with a form for the answer, .pdf is paper, .eml a message with the page
// attached (of a visit only).
[[nodiscard]] Result<void> write_packet(Document& document, const MakePacket& packet,
                                        const std::filesystem::path& file);

// "Ana Ruiz has read it, replied".
struct Answered {
    ObservationId observation;
    std::string words;
};
[[nodiscard]] Result<Answered> file_answer(Document& document, const std::filesystem::path& file);

// A message for each of the actor's own shared visits that none was prepared for, one after the other into a folder.
class PacketBatch {
public:
    PacketBatch(Document& document, const std::vector<VisitRow>& visits, std::filesystem::path folder);

    [[nodiscard]] std::size_t count() const { return visits_.size(); }
    [[nodiscard]] std::size_t done() const { return done_; }
    // Writes the next one; its teacher's name, for the progress.
    [[nodiscard]] Result<std::string> step();

private:
    Document& document_;
    std::vector<VisitRow> visits_;
    std::filesystem::path folder_;
    std::size_t done_ = 0;
};

}  // namespace throughline
