// A school as its coach's window has it open: a workspace on a real file, owned by the coach, a document over it, and
// drafts whose time is in the test's hand.
#pragma once

#include "app/viewmodel/document.hpp"
#include "tests/support/held_alarm.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/query/people.hpp"

namespace throughline::test {

class CoachedSchool {
public:
    explicit CoachedSchool(const std::string& now = "2026-10-05T09:10:00") : school(now)
    {
        must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
        document = std::make_unique<Document>(std::move(school.workspace));
        drafts = std::make_unique<DraftKeeper>(*document, alarm);
    }

    // Another window on the same file.
    struct Window {
        Document document;
        HeldAlarm alarm;
        DraftKeeper drafts;
        explicit Window(Workspace workspace) : document(std::move(workspace)), drafts(document, alarm) {}
    };
    [[nodiscard]] std::unique_ptr<Window> second_window() const
    {
        return std::make_unique<Window>(must(Workspace::open(school.file, school.options())));
    }

    ObservationId start(PersonId teacher, const std::string& rubric_id = "essential-practice-look-fors")
    {
        StartObservation begin;
        begin.teacher = teacher;
        begin.rubric_version = must(document->ask(NewestRubric{rubric_id})).version;
        return run(begin);
    }
    template <class Command>
    typename Command::Value run(const Command& command)
    {
        return must(document->execute(command)).value;
    }
    template <class Query>
    typename Query::Answer ask(const Query& query)
    {
        return must(document->ask(query));
    }
    ObservationDetail::Detail detail(ObservationId visit) { return ask(ObservationDetail{visit}); }
    // Both clocks go on, and whatever was set for then happens.
    void pass(std::int64_t ms)
    {
        school.clock->forward(ms * us_per_ms);
        alarm.advance(ms);
    }

    TempWorkspace school;  // its own `workspace` is empty: the document has it
    HeldAlarm alarm;
    std::unique_ptr<Document> document;
    std::unique_ptr<DraftKeeper> drafts;
};

}  // namespace throughline::test
