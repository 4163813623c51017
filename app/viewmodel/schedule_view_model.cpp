#include "app/viewmodel/schedule_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/typed_time.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/command/step.hpp"

namespace throughline {

namespace {

using Days = boost::gregorian::days;
constexpr int week_days = 7;
constexpr int school_week_days = 5;

Date first_of_month(Date day) { return {day.year(), day.month(), 1}; }

bool is_weekend(Date day)
{
    return day.day_of_week() == boost::gregorian::Saturday || day.day_of_week() == boost::gregorian::Sunday;
}

// On a weekend one plans the week to come.
Date next_workday(Date day)
{
    while (is_weekend(day)) day += Days(1);
    return day;
}

std::string holiday_of(const SchoolCalendar& calendar, Date day)
{
    const auto found = calendar.days().find(day);
    return found == calendar.days().end() ? std::string() : found->second.name;
}

}  // namespace

const char* with_whom(ScheduleKind kind)
{
    switch (kind) {
        case ScheduleKind::visit:
            return "visit to";
        case ScheduleKind::debrief:
            return "debrief with";
        case ScheduleKind::conference:
            return "conference with";
        case ScheduleKind::step_check:
            return "step check with";
    }
    return "";
}

ScheduleViewModel::ScheduleViewModel(Document& document)
    : document_(document), anchor_(next_workday(document.today())), blocks_(document)
{}

Date ScheduleViewModel::first_day() const
{
    return SchoolCalendar::week_of(span_ == Span::week ? anchor_ : first_of_month(anchor_));
}

Result<void> ScheduleViewModel::refresh()
{
    const auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    may_see_everybody_ = hats_of(document_).leads && document_.actor().person;
    Schedule question;
    question.from = first_day();
    const auto last = span_ == Span::week ? question.from : first_of_month(anchor_).end_of_month();
    question.to = SchoolCalendar::week_of(last) + Days(week_days - 1);
    if (whose_ == Whose::mine) question.person = document_.actor().person;
    auto rows = document_.ask(question);
    if (!rows) return tl::unexpected(rows.error());

    const bool was_shown = !days_.empty();
    const auto day_before = was_shown ? day().on : anchor_;
    const auto* item_before = was_shown ? item() : nullptr;
    const auto id_before = item_before ? std::optional(item_before->id) : std::nullopt;
    if (id_before && std::ranges::find(*rows, *id_before, &ScheduleRow::id) == rows->end())
        if (const auto moved = document_.ask(ScheduleItem{*id_before});
            moved && moved->state == BookingState::planned && moved->on != day_before)
            return follow(*id_before, moved->on);
    make_days(settings->calendar, std::move(*rows));
    find_place(day_before, id_before);
    return load_blocks(settings->calendar);
}

// Into another week or month, as after an undo: one sees what became of it.
Result<void> ScheduleViewModel::follow(AnyId id, Date to)
{
    if (const auto shown = show_day(to); !shown) return shown;
    find_place(to, id);
    return {};
}

Result<void> ScheduleViewModel::load_blocks(const SchoolCalendar& calendar)
{
    blocks_.clear();
    if (span_ == Span::month) return {};
    std::vector<PersonId> teachers;
    for (const auto& one : days_)
        for (const auto& row : one.items) teachers.push_back(row.teacher);
    return blocks_.load(calendar, days_.front().on, days_.back().on, document_.actor().person, teachers);
}

void ScheduleViewModel::make_days(const SchoolCalendar& calendar, std::vector<ScheduleRow> rows)
{
    const bool has_weekend = std::ranges::any_of(rows, [](const ScheduleRow& row) { return is_weekend(row.on); });
    days_a_week_ = has_weekend ? week_days : school_week_days;
    const auto month = anchor_.month();
    days_.clear();
    const auto last = span_ == Span::week ? first_day() : first_of_month(anchor_).end_of_month();
    for (auto monday = first_day(); monday <= last; monday += Days(week_days))
        for (int at = 0; at < days_a_week_; ++at) {
            const auto on = monday + Days(at);
            const bool is_outside = span_ == Span::month && on.month() != month;
            days_.push_back({on, calendar.is_school_day(on), is_outside, holiday_of(calendar, on), {}});
        }
    for (auto& row : rows) {
        const auto found = std::ranges::find(days_, row.on, &Day::on);
        if (found != days_.end()) found->items.push_back(std::move(row));
    }
    // What has no time of day stands above what has one.
    for (auto& one : days_)
        std::ranges::stable_partition(one.items, [](const ScheduleRow& row) { return !row.starts_at; });
}

// On the item, wherever it is now; else on the day; else on the nearest day that is shown.
void ScheduleViewModel::find_place(Date wanted, std::optional<AnyId> item)
{
    for (std::size_t at = 0; item && at < days_.size(); ++at)
        for (std::size_t row = 0; row < days_[at].items.size(); ++row)
            if (days_[at].items[row].id == *item) {
                place_ = {at, row};
                return;
            }
    std::size_t nearest = 0;
    for (std::size_t at = 0; at < days_.size(); ++at)
        if (days_[at].on <= wanted) nearest = at;
    go({nearest, 0});
}

Result<void> ScheduleViewModel::show_span(Span span)
{
    anchor_ = days_.empty() ? anchor_ : day().on;
    span_ = span;
    return refresh();
}

Result<void> ScheduleViewModel::show_whose(Whose whose)
{
    whose_ = whose;
    return refresh();
}

Result<void> ScheduleViewModel::turn(int by)
{
    const auto from = days_.empty() ? anchor_ : day().on;
    return show_day(span_ == Span::week ? from + Days(by * week_days) : from + boost::gregorian::months(by));
}

Result<void> ScheduleViewModel::show_day(Date wanted)
{
    anchor_ = wanted;
    days_.clear();
    if (const auto asked = refresh(); !asked) return asked;
    find_place(wanted, {});
    return {};
}

Result<void> ScheduleViewModel::show_today() { return show_day(next_workday(document_.today())); }

std::string ScheduleViewModel::title() const
{
    const auto month_year = [](Date day) {
        return fmt::format("{} {}", day.month().as_long_string(), static_cast<int>(day.year()));
    };
    if (span_ == Span::month) return month_year(anchor_);
    if (days_.empty()) return {};
    const auto first = days_.front().on;
    const auto last = days_.back().on;
    auto begin = std::to_string(first.day().as_number());
    if (first.month() != last.month()) begin += std::string(" ") + first.month().as_long_string();
    return fmt::format("{} to {} {}", begin, last.day().as_number(), month_year(last));
}

const ScheduleRow* ScheduleViewModel::item() const
{
    if (days_.empty() || !place_.item || *place_.item >= day().items.size()) return nullptr;
    return &day().items[*place_.item];
}

void ScheduleViewModel::go(Place place)
{
    if (days_.empty()) return;
    place_.day = std::min(place.day, days_.size() - 1);
    const auto count = day().items.size();
    place_.item = count == 0 ? std::nullopt : std::optional(std::min(place.item.value_or(0), count - 1));
}

void ScheduleViewModel::stand_on_day(std::size_t day)
{
    if (days_.empty()) return;
    place_ = {std::min(day, days_.size() - 1), std::nullopt};
}

Result<void> ScheduleViewModel::walk_days(int by)
{
    const auto to = static_cast<long>(place_.day) + by;
    if (to >= 0 && to < static_cast<long>(days_.size())) {
        go({static_cast<std::size_t>(to), place_.item});
        return {};
    }
    auto next = day().on + Days(by);
    while (days_a_week_ == school_week_days && is_weekend(next)) next += Days(by > 0 ? 1 : -1);
    return show_day(next);
}

Result<void> ScheduleViewModel::walk_items(int by)
{
    const auto to = place_.item ? static_cast<long>(*place_.item) + by : (by > 0 ? 0 : -1);
    if (to >= 0 && to < static_cast<long>(day().items.size())) {
        place_.item = static_cast<std::size_t>(to);
        return {};
    }
    if (span_ == Span::week) {
        if (to < 0) stand_on_day(place_.day);
        return {};
    }
    const auto wanted = day().on + Days(by > 0 ? week_days : -week_days);
    const auto found = std::ranges::find(days_, wanted, &Day::on);
    if (found == days_.end()) return show_day(wanted);
    go({static_cast<std::size_t>(found - days_.begin()), by > 0 ? 0 : found->items.size()});
    return {};
}

int ScheduleViewModel::minute_of(const ScheduleRow& item) const
{
    if (!item.starts_at) return 0;
    return static_cast<int>(document_.zone().local(*item.starts_at).time_of_day().total_seconds() / 60);
}

std::string ScheduleViewModel::item_words(const ScheduleRow& item) const
{
    auto words = fmt::format("{} {}", with_whom(item.kind), item.teacher_name);
    if (document_.actor().person != item.observer) words += " by " + item.observer_name;
    if (item.state == BookingState::done) words += ", took place";
    if (item.kind == ScheduleKind::visit && item.state == BookingState::planned)
        words += fmt::format(", {}, {}", name_of(item.purpose), item.announced ? "announced" : "not announced");
    if (!item.note.empty()) words += ". Note: " + item.note;
    for (const auto& conflict : item.conflicts) words += ". " + conflict.words;
    return words;
}

std::string ScheduleViewModel::short_words(const ScheduleRow& item) const
{
    if (!item.starts_at) return fmt::format("{}: {}", sentence_case(name_of(item.kind)), item.teacher_name);
    return fmt::format("{} {}", time_words(minute_of(item)), item.teacher_name);
}

bool ScheduleViewModel::is_unannounced(const ScheduleRow& item)
{
    return item.kind == ScheduleKind::visit && item.state == BookingState::planned && !item.announced;
}

std::string ScheduleViewModel::second_words(const ScheduleRow& item)
{
    std::string words(name_of(item.kind));
    if (item.state == BookingState::done) return words + ", took place";
    if (item.kind != ScheduleKind::visit) return words;
    return words + (item.announced ? ", announced" : ", unannounced");
}

std::vector<HourBlock> ScheduleViewModel::blocks(std::size_t day) const
{
    const auto* chosen = item();
    return blocks_.of(days_[day].on, chosen ? std::optional(chosen->teacher) : std::nullopt);
}

std::string ScheduleViewModel::empty_words() const
{
    if (std::ranges::any_of(days_, [](const Day& one) { return !one.items.empty(); })) return {};
    return span_ == Span::week ? "Nothing is planned this week. Press P to plan a visit on the chosen day."
                               : "Nothing is planned this month. Press P to plan a visit on the chosen day.";
}

// "Tue 24 Nov: 2 planned. You are busy from 10:00 to 11:00"
std::string ScheduleViewModel::day_words(const Day& day) const
{
    auto words = spoken_date(day.on, document_.today());
    if (!day.holiday.empty()) words += ", " + day.holiday;
    words += day.is_school_day ? ": " : ": no school, ";
    words += day.items.empty() ? "nothing planned" : counted(std::ssize(day.items), "item");
    const auto busy = blocks_.words(day.on);
    return busy.empty() ? words : words + ". " + busy;
}

std::string ScheduleViewModel::words(Place place) const
{
    const auto& at = days_[place.day];
    if (!place.item || *place.item >= at.items.size()) return day_words(at);
    auto when = spoken_date(at.on, document_.today());
    if (!at.holiday.empty()) when += ", " + at.holiday;
    const auto& one = at.items[*place.item];
    if (!one.starts_at) return when + ": " + item_words(one);
    const int begins = minute_of(one);
    return fmt::format("{}, {} to {}: {}", when, time_words(begins), time_words(begins + one.minutes), item_words(one));
}

bool ScheduleViewModel::can_change() const
{
    const auto* one = item();
    if (!one || one->state != BookingState::planned) return false;
    return !document_.actor().person || one->observer == *document_.actor().person || keeps_house(document_);
}

Result<std::string> ScheduleViewModel::move(int days, int minutes)
{
    const auto* one = item();
    if (!one) return fail(ErrorCode::not_found, "Choose something planned first.");
    auto to = one->on + Days(days);
    // By one day means by one school day's column: from Friday to Monday.
    while (std::abs(days) == 1 && is_weekend(to) && days_a_week_ == school_week_days) to += Days(days);
    if (!one->starts_at) return move_to(to, {});
    return move_to(to, std::clamp(minute_of(*one) + minutes, 0, minutes_a_day - step_minutes));
}

Result<std::string> ScheduleViewModel::move_to(Date to, std::optional<int> minute_of_day)
{
    const auto* one = item();
    if (!one || !can_change())
        return fail(ErrorCode::wrong_state, "Only what is planned and still to come can be moved.");
    const auto when = spoken_date(to, document_.today());
    const auto moved =
        fmt::format("Moved to {}: {} {}", when + (minute_of_day ? ", " + time_words(*minute_of_day) : ""),
                    with_whom(one->kind), one->teacher_name);
    // The command is heard of at once and the rows are asked anew: from here on only copies are used.
    const auto id = one->id;
    const auto done = [&](const auto& outcome) -> Result<std::string> {
        if (!outcome) return tl::unexpected(outcome.error());
        if (std::ranges::find(days_, to, &Day::on) == days_.end()) anchor_ = to;
        if (const auto asked = refresh(); !asked) return tl::unexpected(asked.error());
        find_place(to, id);
        return moved;
    };
    if (one->kind == ScheduleKind::step_check)
        return done(document_.execute(MoveStepCheck{as<ActionStepId>(one->id), to}));
    if (!minute_of_day) {
        if (one->kind != ScheduleKind::debrief) return fail(ErrorCode::invalid, "Say at what time.");
        return done(document_.execute(PlanDebrief{as<DebriefId>(one->id), {}, to}));
    }
    const auto starts_at = document_.zone().instant(LocalTime(to, boost::posix_time::minutes(*minute_of_day)));
    if (one->kind == ScheduleKind::debrief)
        return done(document_.execute(PlanDebrief{as<DebriefId>(one->id), starts_at, {}}));
    return done(document_.execute(MoveBooking{as<BookingId>(one->id), starts_at, {}, false}));
}

Result<std::string> ScheduleViewModel::skip(const std::string& reason, bool rest_of_series)
{
    const auto* one = item();
    if (!one || !can_change()) return fail(ErrorCode::wrong_state, "Only what is planned can be skipped.");
    const auto words = fmt::format("Skipped: {} {}", with_whom(one->kind), one->teacher_name);
    if (one->kind == ScheduleKind::step_check)
        return fail(ErrorCode::wrong_state, "A step ends with a reason of its own: close it on the Follow-ups page.");
    if (one->kind == ScheduleKind::debrief) {
        const auto skipped = document_.execute(SkipDebrief{as<DebriefId>(one->id), reason});
        if (!skipped) return tl::unexpected(skipped.error());
        if (const auto asked = refresh(); !asked) return tl::unexpected(asked.error());
        return words;
    }
    const auto skipped = document_.execute(SkipBooking{as<BookingId>(one->id), reason, rest_of_series});
    if (!skipped) return tl::unexpected(skipped.error());
    if (const auto asked = refresh(); !asked) return tl::unexpected(asked.error());
    return words;
}

// The observer is named where there are several.
ShownTable ScheduleViewModel::table() const
{
    const bool with_observer = whose_ == Whose::everybody;
    ShownTable table{"Schedule",
                     {{"Day", 110}, {"Time", 70}, {"What", 150}, {"Teacher", 160}},
                     {},
                     "Nothing is planned here. Press P to plan a visit."};
    if (with_observer) table.columns.push_back({"Observer", 150});
    table.columns.push_back({"Minutes", 70});
    table.columns.push_back({"What stands in the way", 230});
    for (const auto& one : days_)
        for (const auto& row : one.items) {
            std::vector<std::string> conflicts;
            for (const auto& conflict : row.conflicts) conflicts.push_back(conflict.words);
            TableRow shown{
                row.id,
                {spoken_date(one.on, document_.today()), row.starts_at ? time_words(minute_of(row)) : std::string(),
                 sentence_case(second_words(row)), row.teacher_name}};
            if (with_observer) shown.cells.push_back(row.observer_name);
            shown.cells.push_back(row.minutes > 0 ? std::to_string(row.minutes) : std::string());
            shown.cells.push_back(join(conflicts, "; "));
            if (row.state == BookingState::done) shown.look = TableRow::Look::quiet;
            table.rows.push_back(std::move(shown));
        }
    return table;
}

}  // namespace throughline
