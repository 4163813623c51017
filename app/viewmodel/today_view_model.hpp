// TodayViewModel: what the Today page says: whom to visit next, which debriefs are due, which steps to look at, which
// visits are not shared yet. Rows of words with what each one opens. No wx.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/palette.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

struct TodayRow {
    std::string title;   // "Ana Ruiz"
    std::string beside;  // "Math, grade 6"
    std::string detail;  // lines: why, and last time's step
    std::string chip;    // "overdue"; empty while nothing is pressing
    Tone tone = Tone::calm;
    std::string spoken;  // what opening it does, for a screen reader: "Start a visit with Ana Ruiz"
    // What it opens: a visit to start, a debrief, a teacher's page, a draft.
    std::variant<PersonId, DebriefId, ObservationId> opens;
    enum class Act { start_visit, open_debrief, open_teacher, open_draft } act = Act::start_visit;
    bool operator==(const TodayRow&) const = default;
};

struct TodaySection {
    std::string heading;
    std::string aside;  // "next 3 of 12"; empty if all are shown
    std::string empty;  // what to do when there is nothing
    std::vector<TodayRow> rows;
    bool is_to_visit = false;  // whom to visit stands at the left, what is owed at the right
    bool operator==(const TodaySection&) const = default;
};

class TodayViewModel {
public:
    static constexpr std::size_t row_count_max = 6;  // of a section; Follow-ups has them all

    explicit TodayViewModel(const Document& document) : document_(document) {}

    // `load` asks and takes; a worker can ask in between.
    [[nodiscard]] Result<void> load();
    struct Asked {
        TodayAnswer today;
        SchoolCalendar calendar;
        bool has_teachers = false;
    };
    [[nodiscard]] static Result<Asked> ask(const Document& document);
    void take(Asked asked);
    // Who has no caseload of their own looks at everybody, which is long in a file of many schools.
    [[nodiscard]] bool counts_many_schools() const;
    [[nodiscard]] const std::string& date_words() const { return date_words_; }  // "Tuesday, 3 November 2026"
    [[nodiscard]] const std::string& summary() const { return summary_; }        // "2 debriefs are overdue."
    // What is planned for today and who asked for a visit, if anything is there; then who next, debriefs, steps,
    // drafts: in this order.
    [[nodiscard]] const std::vector<TodaySection>& sections() const { return sections_; }
    [[nodiscard]] bool has_teachers() const { return has_teachers_; }

private:
    [[nodiscard]] TodaySection planned(const TodayAnswer& today) const;
    [[nodiscard]] TodaySection asked_for(const TodayAnswer& today) const;
    [[nodiscard]] TodaySection who_next(const TodayAnswer& today) const;
    [[nodiscard]] TodaySection debriefs(const TodayAnswer& today) const;
    [[nodiscard]] TodaySection steps(const TodayAnswer& today) const;
    [[nodiscard]] TodaySection drafts(const TodayAnswer& today) const;
    void summarise(const TodayAnswer& today);

    const Document& document_;
    SchoolCalendar calendar_;
    bool has_teachers_ = false;
    std::string date_words_;
    std::string summary_;
    std::vector<TodaySection> sections_;
};

}  // namespace throughline
