// DebriefViewModel: the conversation after a visit. Evidence by row, the step, an outline to tick through, what was
// said, and what comes next.
//
// Everything may stay blank until the conversation was held; then only its minutes are asked for. Planning it again
// keeps its notes. Private lines are left out: the teacher may be looking at the same screen. Used by the Debrief page.
// No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/school_days.hpp"
#include "app/viewmodel/text_conflicts.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

class DebriefViewModel {
public:
    DebriefViewModel(Document& document, DraftKeeper& drafts);
    DebriefViewModel(const DebriefViewModel&) = delete;
    DebriefViewModel& operator=(const DebriefViewModel&) = delete;

    // By the debrief's id or its visit's. On an error the one before stays.
    [[nodiscard]] Result<void> open(AnyId id);
    [[nodiscard]] bool is_open() const { return detail_.has_value(); }
    [[nodiscard]] const DebriefDetail::Detail& detail() const { return *detail_; }
    [[nodiscard]] bool may_change() const;  // its observer

    [[nodiscard]] std::string title() const;        // "Debrief with Ana Ruiz"
    [[nodiscard]] std::string subtitle() const;     // "Coaching visit of Tue 3 Nov"
    [[nodiscard]] std::string state_words() const;  // "Due Thu 5 Nov, in 2 school days", "Held ...: 15 minutes"
    [[nodiscard]] bool is_held() const;
    [[nodiscard]] DueState due() const;

    // --- what was seen ---
    struct Group {
        std::string title;  // "6 Critical thinking: Medium-high (4)"; "Other lines"
        std::vector<std::string> lines;
    };
    [[nodiscard]] std::vector<Group> evidence() const;
    [[nodiscard]] int private_line_count() const;

    // --- the outline ---
    struct Step {
        std::string name;
        std::string prompt;
        bool is_done = false;
    };
    [[nodiscard]] std::size_t protocol() const;  // an index into debrief_protocols()
    [[nodiscard]] Result<void> choose_protocol(std::size_t index);
    [[nodiscard]] std::vector<Step> steps() const;
    [[nodiscard]] Result<void> tick(std::size_t step, bool done);

    // --- what was said ---
    enum class Field { teacher_words, notes, step };  // `step`: its words, as agreed now
    [[nodiscard]] static std::string name_of(Field field);
    [[nodiscard]] std::string text(Field field) const;
    [[nodiscard]] TextConflicts::Run settle(Field field) const;
    [[nodiscard]] std::optional<TextConflicts::Conflict> conflict(Field field) const;
    [[nodiscard]] Result<void> resolve(Field field, TextConflicts::Keep keep);
    [[nodiscard]] Signal<>& on_conflict() { return conflicts_.on_change(); }

    // --- the step and what comes next ---
    [[nodiscard]] bool has_step() const;
    [[nodiscard]] bool is_step_live() const;
    [[nodiscard]] std::string step_state() const;  // "assigned"
    [[nodiscard]] std::optional<bool> practised() const;
    [[nodiscard]] Result<void> set_practised(std::optional<bool> practised);
    [[nodiscard]] std::vector<SchoolDayOption> check_options() const;
    [[nodiscard]] std::optional<Date> check_on() const;
    [[nodiscard]] Result<void> set_check_on(std::optional<Date> day);
    [[nodiscard]] std::vector<SchoolDayOption> next_visit_options() const;
    [[nodiscard]] std::optional<Date> next_visit_on() const;
    [[nodiscard]] Result<void> set_next_visit_on(std::optional<Date> day);

    // --- when ---
    [[nodiscard]] std::vector<SchoolDayOption> plan_options() const;
    [[nodiscard]] std::optional<Date> planned_on() const;
    [[nodiscard]] std::string planned_time() const;  // "14:30", blank if not planned
    // A time as "14:30"; without a day the plan is taken back. Notes, ticks and links stay.
    [[nodiscard]] Result<void> plan(std::optional<Date> day, const std::string& time);

    [[nodiscard]] std::string minutes() const;
    struct HeldOption {
        Instant at;
        std::string words;  // "just now", "as planned, Thu 5 Nov 14:30", "Wed 4 Nov, yesterday"
    };
    [[nodiscard]] std::vector<HeldOption> held_options() const;
    // It took place. Settles what is typed first.
    [[nodiscard]] Result<void> hold(const std::string& minutes, Instant at);

    Signal<> on_change;

private:
    template <class Command>
    [[nodiscard]] Result<void> act(const Command& command)
    {
        auto outcome = document_.execute(command);
        if (!outcome) return tl::unexpected(outcome.error());
        return {};
    }
    [[nodiscard]] Result<void> ask(AnyId id);
    void take_up_step_words();
    [[nodiscard]] const Debrief& debrief() const { return detail_->debrief; }
    [[nodiscard]] TextConflicts::Run run(Field field) const;
    [[nodiscard]] std::string day_words(Date day) const;
    [[nodiscard]] Date day_of(Instant at) const { return document_.zone().local(at).date(); }

    Document& document_;
    DraftKeeper& drafts_;
    std::optional<DebriefDetail::Detail> detail_;
    SchoolSettings::Settings settings_;
    TextConflicts conflicts_;
    Connection document_changes_;
};

}  // namespace throughline
