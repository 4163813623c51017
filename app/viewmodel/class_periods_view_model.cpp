#include "app/viewmodel/class_periods_view_model.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/viewmodel/typed_time.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {

namespace {

constexpr std::array weekdays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

const char* weekday_words(const ClassPeriod& period) { return weekdays.at(static_cast<std::size_t>(period.weekday)); }

std::string hours_words(const ClassPeriod& period)
{
    return fmt::format("{} to {}", time_words(period.begins_minute), time_words(period.ends_minute));
}

}  // namespace

std::string class_words(const ClassPeriod& period)
{
    auto words = std::string(weekday_words(period));
    if (!period.week_letter.empty()) words += " of week " + period.week_letter;
    words += ", " + hours_words(period);
    return period.title.empty() ? words : words + ", " + period.title;
}

Result<void> ClassPeriodsViewModel::refresh()
{
    auto periods = document_.ask(ClassPeriods{teacher_});
    if (!periods) return tl::unexpected(periods.error());
    const auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    periods_ = std::move(*periods);
    has_week_letters_ =
        std::ranges::any_of(settings->years, [](const SchoolYear& year) { return year.rotation_weeks > 1; });
    return {};
}

ShownTable ClassPeriodsViewModel::table() const
{
    ShownTable table{"Classes", {{"Day", 120}, {"Time", 120}, {"Class", 220}}, {}, "No class is known yet."};
    for (const auto& period : periods_) {
        auto day = std::string(weekday_words(period));
        if (!period.week_letter.empty()) day += ", week " + period.week_letter;
        table.rows.push_back({any(period.id), {day, hours_words(period), period.title}});
    }
    return table;
}

Result<std::string> ClassPeriodsViewModel::add(const ClassPeriod& period)
{
    auto periods = periods_;
    periods.push_back(period);
    if (const auto done = set(std::move(periods)); !done) return tl::unexpected(done.error());
    return "Added: " + class_words(period);
}

Result<std::string> ClassPeriodsViewModel::remove(std::size_t row)
{
    if (row >= periods_.size()) return fail(ErrorCode::not_found, "Choose the class that goes first.");
    const auto words = class_words(periods_[row]);
    auto periods = periods_;
    periods.erase(periods.begin() + static_cast<std::ptrdiff_t>(row));
    if (const auto done = set(std::move(periods)); !done) return tl::unexpected(done.error());
    return "Removed: " + words;
}

Result<void> ClassPeriodsViewModel::set(std::vector<ClassPeriod> periods)
{
    const auto done = document_.execute(SetClassPeriods{teacher_, std::move(periods)});
    if (!done) return tl::unexpected(done.error());
    return refresh();
}

}  // namespace throughline
