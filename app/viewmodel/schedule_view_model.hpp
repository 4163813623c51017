// ScheduleViewModel: what is planned, by day, in a week or a month, with one current place that the arrows move: an
// item, or a day without one. No wx.
//
// Used by the Schedule page and its pictures. Promises: moving and skipping are the library's commands, one undo each;
// the current place stays on its item wherever that moves to; nothing that took place or was skipped can be moved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/hour_blocks.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

class ScheduleViewModel {
public:
    enum class Span { week, month };
    enum class Whose { mine, everybody };
    static constexpr int step_minutes = 15;  // what a move on the clock is rounded to

    explicit ScheduleViewModel(Document& document);

    [[nodiscard]] Result<void> refresh();
    // What is shown. Each asks again.
    [[nodiscard]] Result<void> show_span(Span span);
    [[nodiscard]] Result<void> show_whose(Whose whose);
    [[nodiscard]] Result<void> turn(int by);  // to the next or the previous weeks or months
    [[nodiscard]] Result<void> show_day(Date day);
    [[nodiscard]] Result<void> show_today();  // on a weekend the Monday after it
    [[nodiscard]] Span span() const { return span_; }
    [[nodiscard]] Whose whose() const { return whose_; }
    [[nodiscard]] bool may_see_everybody() const { return may_see_everybody_; }
    [[nodiscard]] Date today() const { return document_.today(); }
    [[nodiscard]] std::string title() const;  // "23 to 27 November 2026", "November 2026"

    struct Day {
        Date on;
        bool is_school_day = true;
        bool is_outside = false;  // of the month that is shown
        std::string holiday;      // "Thanksgiving"
        std::vector<ScheduleRow> items;
    };
    // Monday to Friday, week by week; with Saturday and Sunday where something is planned on one.
    [[nodiscard]] const std::vector<Day>& days() const { return days_; }
    [[nodiscard]] int days_a_week() const { return days_a_week_; }

    struct Place {
        std::size_t day = 0;
        std::optional<std::size_t> item;
        bool operator==(const Place&) const = default;
    };
    [[nodiscard]] Place place() const { return place_; }
    [[nodiscard]] const Day& day() const { return days_[place_.day]; }
    [[nodiscard]] const ScheduleRow* item() const;
    void go(Place place);                // a day's first item where no other is meant
    void stand_on_day(std::size_t day);  // and on none of its items
    // Left and right to other days, beyond the edge into another week or month; up and down within a day, in a week up
    // to the day itself, in a month on to the week before or after.
    [[nodiscard]] Result<void> walk_days(int by);
    [[nodiscard]] Result<void> walk_items(int by);
    // "Tue 24 Nov, 9:15 to 9:30: visit to Ana Ruiz", "Tue 24 Nov: nothing planned".
    [[nodiscard]] std::string words(Place place) const;
    [[nodiscard]] std::string item_words(const ScheduleRow& item) const;
    // "9:15 Ana Ruiz": as little as fits into a box. And its second line, "visit, announced".
    [[nodiscard]] std::string short_words(const ScheduleRow& item) const;
    [[nodiscard]] static std::string second_words(const ScheduleRow& item);
    // A planned visit that its teacher is not to know of.
    [[nodiscard]] static bool is_unannounced(const ScheduleRow& item);
    [[nodiscard]] int minute_of(const ScheduleRow& item) const;
    // In a week: when one is busy or teaches, and what the current item's teacher teaches. None in a month.
    [[nodiscard]] std::vector<HourBlock> blocks(std::size_t day) const;
    // What to do where nothing is planned at all; empty if something is.
    [[nodiscard]] std::string empty_words() const;

    [[nodiscard]] bool can_change() const;  // the current item: it is planned and not yet made
    [[nodiscard]] Result<std::string> move(int days, int minutes);
    [[nodiscard]] Result<std::string> move_to(Date day, std::optional<int> minute_of_day);
    [[nodiscard]] Result<std::string> skip(const std::string& reason, bool rest_of_series);

    // The same as texts.
    [[nodiscard]] ShownTable table() const;

private:
    [[nodiscard]] Date first_day() const;
    [[nodiscard]] Result<void> load_blocks(const SchoolCalendar& calendar);
    [[nodiscard]] Result<void> follow(AnyId id, Date to);
    [[nodiscard]] std::string day_words(const Day& day) const;
    void make_days(const SchoolCalendar& calendar, std::vector<ScheduleRow> rows);
    void find_place(Date day, std::optional<AnyId> item);

    Document& document_;
    Span span_ = Span::week;
    Whose whose_ = Whose::mine;
    bool may_see_everybody_ = false;
    Date anchor_;  // a day that is shown
    std::vector<Day> days_;
    int days_a_week_ = 5;
    HourBlocks blocks_;
    Place place_;
};

// "visit to", "debrief with".
const char* with_whom(ScheduleKind kind);

}  // namespace throughline
