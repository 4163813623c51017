// A school with a visit full of words years ago, and one of this year: what retention and erasure are tried on.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/retention.hpp"
#include "throughline/retention.hpp"

namespace throughline::test {

// Words that occur nowhere else. The file's bytes are searched for them.
struct MarkedWords {
    std::string line, deleted_line, private_line, strength, growth, step, notes, teacher_words, reply, goal, draft;
    explicit MarkedWords(const std::string& mark)
        : line("quokkaline" + mark),
          deleted_line("quokkadeleted" + mark),
          private_line("quokkaprivate" + mark),
          strength("quokkastrength" + mark),
          growth("quokkagrowth" + mark),
          step("quokkastep" + mark),
          notes("quokkanotes" + mark),
          teacher_words("quokkasaid" + mark),
          reply("quokkareply" + mark),
          goal("quokkagoal" + mark),
          draft("quokkadraft" + mark)
    {}
    [[nodiscard]] std::vector<std::string> of_visit() const
    {
        return {line, deleted_line, private_line, strength, growth, step, notes, teacher_words, reply, draft};
    }
};

inline std::string file_bytes(const std::filesystem::path& file)
{
    std::string bytes;
    for (const auto* suffix : {"", "-wal"}) {
        std::ifstream stream(file.string() + suffix, std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(stream), {});
    }
    return bytes;
}

inline std::vector<std::string> found_in(const std::string& bytes, const std::vector<std::string>& words)
{
    std::vector<std::string> found;
    for (const auto& word : words)
        if (bytes.find(word) != std::string::npos) found.push_back(word);
    return found;
}

class OldSchool : public TempWorkspace {
public:
    // The file's own year is 2026-27; the clock begins in it.
    OldSchool() : TempWorkspace("2026-10-05T09:10:00")
    {
        must(workspace.execute(Actor::keeper(), ChangeSchoolYear{{}, "2019-20", Date(2019, 8, 26), Date(2020, 6, 12)}));
    }

    // Everything that a visit can have, by the coach.
    ObservationId full_visit(const PersonId& of, const std::string& day, const MarkedWords& words,
                             Purpose purpose = Purpose::coaching, bool step_is_live = false)
    {
        clock->set(zone->instant(*parse_local_time(day + "T09:10:00")));
        StartObservation begin;
        begin.teacher = of;
        begin.purpose = purpose;
        begin.rubric_version = must(workspace.ask(as_coach(), NewestRubric{"essential-practice-look-fors"})).version;
        const auto visit = must(workspace.execute(as_coach(), begin)).value;
        note(visit, words.line);
        const auto gone = note(visit, words.deleted_line);
        must(workspace.execute(as_coach(), RemoveEvidence{gone}));
        note(visit, words.private_line, true);
        must(workspace.execute(as_coach(), RateIndicator{visit, "1a", Mark::level, 3}));
        must(workspace.execute(as_coach(),
                               ChangeObservationText{visit, ObservationField::strength, words.strength, {}}));
        must(workspace.execute(as_coach(),
                               ChangeObservationText{visit, ObservationField::growth_area, words.growth, {}}));
        SetActionStep step;
        step.observation = visit;
        step.text = words.step;
        must(workspace.execute(as_coach(), step));
        must(workspace.execute(as_coach(), ShareObservation{visit}));
        must(workspace.execute(Actor::as(of), Respond{visit, ResponseKind::reply, words.reply, {}}));
        const auto shared = detail(visit);
        must(
            workspace.execute(as_coach(), ChangeDebriefText{shared.debrief->id, DebriefField::notes, words.notes, {}}));
        must(workspace.execute(
            as_coach(), ChangeDebriefText{shared.debrief->id, DebriefField::teacher_words, words.teacher_words, {}}));
        if (!step_is_live)
            must(workspace.execute(as_coach(), CloseStep{shared.step->id, StepState::dropped, "quokka reason"}));
        must(workspace.keep_draft(as_coach(), any(shared.debrief->id), "notes", words.draft));
        return visit;
    }
    void to_today() { clock->set(zone->instant(*parse_local_time("2026-10-05T09:10:00"))); }

    void keep(RecordKind kind, int years, CountedFrom from = CountedFrom::year_end)
    {
        must(workspace.execute(Actor::as(leader), SetRetention{kind, years, from}));
    }
    [[nodiscard]] RetentionPreview::Preview preview()
    {
        return must(workspace.ask(Actor::as(leader), RetentionPreview{}));
    }
    [[nodiscard]] KeeperPass pass() { return must(KeeperPass::of(workspace, Actor::as(leader))); }
    void require_in_order()
    {
        const auto report = must(workspace.check());
        for (const auto& finding : report.findings) UNSCOPED_INFO(finding.place << ": " << finding.text);
        REQUIRE(report.findings.empty());
    }
};

}  // namespace throughline::test
