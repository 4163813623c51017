// Packets as files that a person chose, and the answers that come back: from Share to the filed answer.
#include <fstream>

#include <catch2/catch.hpp>

#include "app/viewmodel/packet_files.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "tests/support/answer_of_packet.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/query/observation.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

struct SharingCoach : CoachedSchool {
    ObservationId shared_visit(PersonId teacher)
    {
        const auto visit = start(teacher);
        run(ChangeObservationText{visit, ObservationField::strength, "Open questions", ""});
        run(ShareObservation{visit});
        return visit;
    }
    [[nodiscard]] std::optional<Instant> prepared_at(ObservationId visit)
    {
        return detail(visit).observation.prepared_at;
    }
    TempFolder folder;
};

MakePacket of(ObservationId visit)
{
    MakePacket packet;
    packet.observation = visit;
    return packet;
}

}  // namespace

TEST_CASE("a packet is a page, a PDF or a message by the ending of the file's name, and is noted as prepared")
{
    SharingCoach coach;
    const auto visit = coach.shared_visit(coach.school.teacher);
    REQUIRE_FALSE(coach.prepared_at(visit));
    for (const auto& [name, begins] :
         {std::pair("a.html", "<!DOCTYPE html>"), std::pair("a.pdf", "%PDF-"), std::pair("a.eml", "X-Unsent: 1")}) {
        INFO(name);
        must(write_packet(*coach.document, of(visit), coach.folder / name));
        CHECK(must(read_file(coach.folder / name, "a packet")).starts_with(begins));
    }
    CHECK(coach.prepared_at(visit));
}

TEST_CASE("a packet that could not be written was not prepared, and a year is no message")
{
    SharingCoach coach;
    const auto visit = coach.shared_visit(coach.school.teacher);
    CHECK_FALSE(write_packet(*coach.document, of(visit), coach.folder / "no-such-folder" / "a.html"));
    CHECK_FALSE(coach.prepared_at(visit));
    MakePacket year;
    year.teacher = coach.school.teacher;
    CHECK_FALSE(write_packet(*coach.document, year, coach.folder / "year.eml"));
    must(write_packet(*coach.document, year, coach.folder / "year.html"));
}

TEST_CASE("messages for a caseload are written one by one, each once, and can be stopped between two")
{
    SharingCoach coach;
    coach.shared_visit(coach.school.teacher);
    coach.shared_visit(coach.school.teacher);  // of the same day: neither takes the other's place
    coach.shared_visit(coach.school.other_teacher);
    coach.start(coach.school.teacher);  // a draft
    PacketBatch batch(*coach.document, coach.ask(Observations{}), coach.folder.path());
    REQUIRE(batch.count() == 3);
    must(batch.step());
    CHECK(PacketBatch(*coach.document, coach.ask(Observations{}), coach.folder.path()).count() == 2);  // stopped here
    must(batch.step());
    must(batch.step());
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(coach.folder.path()))
        files += entry.path().extension() == ".eml" ? 1 : 0;
    CHECK(files == 3);
    CHECK(PacketBatch(*coach.document, coach.ask(Observations{}), coach.folder.path()).count() == 0);
}

TEST_CASE("an answer file is filed in its visit, and says what the teacher did; any other file is refused")
{
    SharingCoach coach;
    const auto visit = coach.shared_visit(coach.school.teacher);
    const auto made = coach.run(of(visit));
    const auto form = form_in(made.document);
    auto answer = answer_to(form);
    answer["reply"] = "Thank you";
    must(save_file(coach.folder / "answer.json", sealed(form, answer)));
    const auto filed = must(file_answer(*coach.document, coach.folder / "answer.json"));
    CHECK(filed.observation == visit);
    CHECK(filed.words == "Ana Ruiz has read it, replied");
    CHECK_FALSE(file_answer(*coach.document, coach.folder / "answer.json"));  // once
    must(save_file(coach.folder / "other.json", "{}"));
    CHECK_FALSE(file_answer(*coach.document, coach.folder / "other.json"));
    CHECK_FALSE(file_answer(*coach.document, coach.folder / "gone.json"));
}
