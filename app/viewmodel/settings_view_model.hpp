// SettingsViewModel: the school's year, its days off and terms, the abbreviations, and who keeps the file. Every change
// is one command, and so can be undone. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"

namespace throughline {

// Days off that follow each other, with only weekends between, as one row: "Mon 21 Dec to Fri 1 Jan".
struct DaysOff {
    Date first;
    Date last;
    DayKind kind = DayKind::holiday;
    std::string name;
    std::vector<CalendarDayId> days;
    [[nodiscard]] std::string when(Date today) const;
};
[[nodiscard]] std::vector<DaysOff> days_off(const SchoolCalendar& calendar);

class SettingsViewModel {
public:
    explicit SettingsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load();
    [[nodiscard]] const std::string& school_name() const { return school_name_; }
    // The year that today lies in; else the last one.
    [[nodiscard]] const std::optional<SchoolYear>& year() const { return year_; }
    [[nodiscard]] std::string year_words() const;  // "178 school days, 92 of them to come"
    [[nodiscard]] const std::vector<DaysOff>& days() const { return days_; }
    [[nodiscard]] std::vector<TableRow> day_rows() const;
    [[nodiscard]] std::vector<TableRow> term_rows() const;  // those of a roster, too; they are not removed here
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> abbreviations() const;
    [[nodiscard]] std::vector<TableRow> abbreviation_rows() const;
    // Those who visit or lead; the owner among them.
    struct Keeper {
        PersonId id;
        std::string name;
    };
    [[nodiscard]] const std::vector<Keeper>& keepers() const { return keepers_; }
    [[nodiscard]] std::optional<std::size_t> owner() const;  // an index of keepers()

    [[nodiscard]] Result<void> change_year(const std::string& name, Date starts_on, Date ends_on);
    [[nodiscard]] Result<void> take_weeks_in_turn(bool a_and_b);
    // The one after the last: the same weekdays, a year later.
    [[nodiscard]] Result<void> add_next_year();
    [[nodiscard]] Result<void> add_days(Date first, Date last, DayKind kind, const std::string& name);
    [[nodiscard]] Result<void> remove_days(std::size_t row);
    [[nodiscard]] Result<void> add_term(const std::string& title, Date starts_on, Date ends_on);
    [[nodiscard]] Result<void> remove_term(std::size_t row);
    [[nodiscard]] Result<void> set_abbreviation(const std::string& typed, const std::string& becomes);
    [[nodiscard]] Result<void> remove_abbreviation(std::size_t row);
    [[nodiscard]] Result<void> set_owner(std::size_t keeper);
    // The school's policy: leaders read the steps of coaching without an agreement.
    [[nodiscard]] bool leaders_read_steps() const { return leaders_read_steps_; }
    [[nodiscard]] Result<void> let_leaders_read_steps(bool read);

private:
    template <class Command>
    Result<void> run(const Command& command);

    Document& document_;
    SchoolSettings::Settings settings_;
    std::string school_name_;
    std::optional<SchoolYear> year_;
    std::vector<DaysOff> days_;
    std::vector<Keeper> keepers_;
    bool leaders_read_steps_ = false;
};

}  // namespace throughline
