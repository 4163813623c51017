#include "app/viewmodel/growth_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/report/growth_chart.hpp"

namespace throughline {

namespace {

using Growth = TeacherGrowth::Growth;
using report::GrowthMarker;

template <class Item>
std::optional<std::size_t> place_of(const std::vector<Item>& items, const Item& item)
{
    const auto found = std::ranges::find(items, item);
    return found == items.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - items.begin()));
}

std::string name_of_own_school(const Document& document, const SchoolSettings::Settings& settings)
{
    const auto own = std::ranges::find(settings.schools, own_school(document, settings), &School::id);
    return own == settings.schools.end() ? std::string() : own->name;
}

std::string reached_words(const GrowthMarker& marker, Date today)
{
    return fmt::format("{} on {}", marker.level, spoken_date(marker.on, today));
}

// Of one kind, each row of the rubric by itself: "1a Community: Emerging (2) on 5 Oct".
void add_markers(ReadingText& text, const std::vector<GrowthMarker>& markers, GrowthMarker::Kind kind,
                 const std::string& heading, const std::string& none, Date today)
{
    text.push_back(subheading_paragraph(heading));
    const auto before = text.size();
    std::string of;
    for (const auto& marker : markers) {
        if (marker.kind != kind) continue;
        if (kind == GrowthMarker::Kind::mastered)
            text.push_back(plain_paragraph(fmt::format("{}: {}", spoken_date(marker.on, today), marker.of)));
        else if (kind == GrowthMarker::Kind::sustained)
            text.push_back(plain_paragraph(
                fmt::format("{}: {} since {}", marker.of, marker.level, spoken_date(marker.on, today))));
        else if (marker.of == of)
            text.back().text += "; " + reached_words(marker, today);
        else
            text.push_back(plain_paragraph(marker.of + ": " + reached_words(marker, today)));
        of = marker.of;
    }
    if (text.size() == before) text.push_back(quiet_paragraph(none));
}

class Rows {
public:
    Rows(const Growth& growth, Date today, DayForm days) : growth_(growth), today_(today), days_(days)
    {
        table_.name = "Growth of " + growth.teacher_name;
        table_.columns = {{"What", 170}, {"Day", 140}, {"Level", 140}, {"Low", 70},
                          {"High", 70},  {"By", 130},  {"About", 280}};
        table_.empty_words = "Nothing was rated in this school year yet.";
    }

    ShownTable made()
    {
        add("Direction", {}, {}, {}, {}, growth_.words);
        if (growth_.present)
            add("Level on the last visit", growth_.present_on, report::level_number(growth_.present->value),
                growth_.present->interval, {}, report::level_place(growth_.present->value, growth_.levels));
        // With too few visits a slope is no more than an arrow in figures.
        if (growth_.slope && growth_.direction != analysis::Direction::not_enough_visits) add_slope();
        for (const auto& visit : growth_.visits)
            add("Visit", visit.on, visit.mean_level ? report::level_number(*visit.mean_level) : "", {},
                visit.observer_name,
                fmt::format("{}, {} rated", sentence_case(name_of(visit.purpose)), counted(visit.ratings, "row")),
                any(visit.observation));
        for (const auto& place : growth_.band)
            add("Line", place.on, report::level_number(place.level.value), place.level.interval, {}, {});
        for (const auto& marker : report::growth_markers(growth_)) add_marker(marker);
        for (const auto& row : growth_.steps)
            if (row.step.assigned_on)
                add("Step agreed", *row.step.assigned_on, {}, {}, row.observer_name,
                    fmt::format("{} ({})", row.step.text, name_of(row.step.state)));
        for (const auto& row : growth_.indicators)
            for (const auto& point : row.points)
                add(row.code + " " + row.title, point.on, rating_words(point), {}, point.observer_name,
                    sentence_case(name_of(point.purpose)), any(point.observation));
        return std::move(table_);
    }

private:
    void add(std::string what, std::optional<Date> on, std::string level,
             const std::optional<analysis::Interval>& interval, std::string by, std::string about, AnyId id = {})
    {
        TableRow row;
        row.id = id;
        row.cells = {std::move(what),
                     on ? day_words(days_, *on, today_) : std::string(),
                     std::move(level),
                     interval ? report::level_number(interval->low) : "",
                     interval ? report::level_number(interval->high) : "",
                     std::move(by),
                     std::move(about)};
        table_.rows.push_back(std::move(row));
    }

    void add_slope()
    {
        add("Slope in a school week", {}, report::slope_number(growth_.slope->value), {}, {}, {});
        if (!growth_.slope->interval) return;
        auto& cells = table_.rows.back().cells;
        cells[3] = report::slope_number(growth_.slope->interval->low);
        cells[4] = report::slope_number(growth_.slope->interval->high);
    }

    void add_marker(const GrowthMarker& marker)
    {
        switch (marker.kind) {
            case GrowthMarker::Kind::sustained:
                return add("Sustained since", marker.on, marker.level, {}, {}, marker.of);
            case GrowthMarker::Kind::reached:
                return add("Reached first", marker.on, marker.level, {}, {}, marker.of);
            case GrowthMarker::Kind::mastered:
                return add("Step mastered", marker.on, {}, {}, {}, marker.of);
        }
    }

    const Growth& growth_;
    Date today_;
    DayForm days_;
    ShownTable table_;
};

}  // namespace

ShownTable growth_table(const Growth& growth, Date today, DayForm days) { return Rows(growth, today, days).made(); }

const char* GrowthViewModel::title(Part part)
{
    switch (part) {
        case school:
            return "School";
        case teacher:
            return "Teacher";
        case year:
            return "School year";
        case purpose:
            return "Purpose";
        case rubric:
        case part_count:
            break;
    }
    return "Rubric";
}

Result<void> GrowthViewModel::allow_for_observers(bool allowed)
{
    with_observers_ = allowed;
    return refresh();
}

Result<void> GrowthViewModel::list_teachers(const SchoolSettings::Settings& settings)
{
    Teachers asked;
    asked.count_max = 20'000;  // as many as a list holds
    if (teacher_) {
        auto one = asked;
        one.teacher = teacher_;
        const auto found = document_.ask(one);
        if (!found) return tl::unexpected(found.error());
        if (found->empty())
            teacher_.reset();
        else
            school_ = found->front().school_name;
    }
    words_[school].clear();
    // Thousands to choose between help nobody, and a menu of them takes seconds.
    const auto hats = hats_of(document_);
    const bool sees_others = hats.observes || hats.leads;
    if (is_more_than_at_once(settings.schools.size()) && sees_others) {
        for (const auto& one : settings.schools) words_[school].push_back(one.name);
        if (!place_of(words_[school], school_)) school_ = name_of_own_school(document_, settings);
        const auto chosen_school = std::ranges::find(settings.schools, school_, &School::name);
        asked.school = chosen_school == settings.schools.end() ? SchoolId{} : chosen_school->id;
    }
    const auto rows = document_.ask(asked);
    if (!rows) return tl::unexpected(rows.error());
    // Who sees one teacher alone is that teacher, or has nobody else to choose.
    if (!teacher_ && !asked.school && rows->size() == 1) teacher_ = rows->front().id;
    teachers_.clear();
    words_[teacher].clear();
    for (const auto& row : *rows) {
        teachers_.push_back(row.id);
        words_[teacher].push_back(row.name);
    }
    return {};
}

Result<void> GrowthViewModel::refresh()
{
    const auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    // Whoever has left is not in the list, and has a page.
    if (!is_of_one_)
        if (auto listed = list_teachers(*settings); !listed) return listed;
    years_ = settings->years;
    std::erase_if(years_, [&](const SchoolYear& one) { return one.starts_on > document_.today(); });
    std::ranges::sort(years_, std::ranges::greater(), &SchoolYear::starts_on);
    words_[year].clear();
    for (const auto& one : years_) words_[year].push_back(one.name);
    return ask();
}

Result<void> GrowthViewModel::ask()
{
    if (!teacher_) {
        forget();
        is_asked_ = false;
        if (ask_elsewhere) ask_elsewhere({});
        return {};
    }
    TeacherGrowth asked;
    asked.teacher = *teacher_;
    asked.purpose = purpose_;
    asked.rubric_version = rubric_;
    asked.with_observers = with_observers_;
    const auto chosen_year = std::ranges::find(years_, year_, &SchoolYear::id);
    if (year_ && chosen_year != years_.end()) asked.on = std::min(chosen_year->ends_on, document_.today());
    if (ask_elsewhere) {
        if (growth_ && growth_->teacher != teacher_) forget();
        is_asked_ = true;
        ask_elsewhere(asked);
        return {};
    }
    return take(document_.ask(asked));
}

Result<void> GrowthViewModel::take(Result<TeacherGrowth::Growth> answer)
{
    forget();
    is_asked_ = false;
    if (!answer) return tl::unexpected(answer.error());
    growth_ = std::move(*answer);
    word_series();
    return {};
}

void GrowthViewModel::forget()
{
    growth_.reset();
    word_series();
}

// Coaching is always to choose, since a leader learns there that visits took place.
void GrowthViewModel::word_series()
{
    purposes_.clear();
    rubrics_.clear();
    words_[purpose].clear();
    words_[rubric].clear();
    if (!growth_) return;
    const auto add = [this](Purpose one) {
        if (place_of(purposes_, one)) return;
        purposes_.push_back(one);
        words_[purpose].push_back(sentence_case(name_of(one)));
    };
    add(Purpose::coaching);
    for (const auto& series : growth_->series) add(series.purpose);
    add(growth_->purpose);
    for (const auto& series : growth_->series) {
        if (series.purpose != growth_->purpose) continue;
        rubrics_.push_back(series.rubric_version);
        words_[rubric].push_back(fmt::format("{} ({})", series.rubric_title, counted(series.visits, "visit")));
    }
}

std::optional<std::size_t> GrowthViewModel::chosen(Part part) const
{
    switch (part) {
        case school:
            return place_of(words_[school], school_);
        case teacher:
            return teacher_ ? place_of(teachers_, *teacher_) : std::nullopt;
        case year: {
            const auto found = year_ ? std::ranges::find(years_, *year_, &SchoolYear::id) : years_.begin();
            return found == years_.end() ? std::nullopt
                                         : std::optional(static_cast<std::size_t>(found - years_.begin()));
        }
        case purpose:
            return growth_ ? place_of(purposes_, purpose_.value_or(growth_->purpose)) : std::nullopt;
        case rubric:
            if (const auto& version = rubric_ || !growth_ ? rubric_ : growth_->rubric_version)
                return place_of(rubrics_, *version);
            return std::nullopt;
        case part_count:
            break;
    }
    return std::nullopt;
}

// What was chosen after this part need not exist any more, so that it is open again.
Result<void> GrowthViewModel::choose(Part part, std::size_t choice)
{
    if (choice >= words_[part].size()) return {};
    rubric_.reset();
    if (part != rubric && part != purpose) purpose_.reset();
    if (part == school) {
        school_ = words_[school][choice];
        teacher_.reset();
        return refresh();
    }
    if (part == teacher) teacher_ = teachers_[choice];
    if (part == year) year_ = years_[choice].id;
    if (part == purpose) purpose_ = purposes_[choice];
    if (part == rubric) {
        purpose_ = growth_->purpose;
        rubric_ = rubrics_[choice];
    }
    return ask();
}

Result<void> GrowthViewModel::choose_teacher(PersonId chosen_one)
{
    if (teacher_ != chosen_one) {
        purpose_.reset();
        rubric_.reset();
        year_.reset();
    }
    teacher_ = chosen_one;
    return refresh();
}

Result<void> GrowthViewModel::show_only(PersonId one)
{
    is_of_one_ = true;
    return choose_teacher(one);
}

std::string GrowthViewModel::remembered() const { return teacher_ ? teacher_->text() : std::string(); }

void GrowthViewModel::recall(const std::string& remembered)
{
    if (!teacher_) teacher_ = PersonId::parse(remembered);
}

std::string GrowthViewModel::empty_words() const
{
    if (!is_of_one_ && teachers_.empty()) return "There is no teacher whose visits you may see.";
    if (!teacher_) return "Choose a teacher above.";
    if (!growth_) return is_asked_ ? "Computing the year ..." : "The year could not be computed.";
    if (!growth_->visits.empty()) return {};
    const auto none = fmt::format("No visits for {} in {} that are yours to read.", name_of(growth_->purpose),
                                  growth_->year_name.empty() ? "this time" : growth_->year_name);
    return join({none, join(growth_->notes, " ")}, growth_->notes.empty() ? "" : " ");
}

std::string GrowthViewModel::second_line() const
{
    if (!growth_) return "What a year's visits say, and what they do not say";
    auto line = growth_->teacher_name;
    if (!growth_->year_name.empty()) line += ", " + growth_->year_name;
    line += fmt::format(": {}", name_of(growth_->purpose));
    if (!growth_->rubric_title.empty()) line += " on " + growth_->rubric_title;
    return line + ", " + counted(static_cast<std::int64_t>(growth_->visits.size()), "visit");
}

std::string GrowthViewModel::words() const
{
    if (!growth_) return {};
    return (is_waiting_ ? "From before: " : "") + sentence_case(growth_->words);
}

std::vector<std::string> GrowthViewModel::sentences() const
{
    if (!growth_) return {};
    std::vector<std::string> all{report::present_words(*growth_, document_.today())};
    const bool has_direction =
        growth_->direction == analysis::Direction::rising || growth_->direction == analysis::Direction::falling;
    if (has_direction) all.push_back(report::slope_words(*growth_));
    all.insert(all.end(), growth_->notes.begin(), growth_->notes.end());
    return all;
}

std::optional<report::Chart> GrowthViewModel::chart() const
{
    if (!growth_ || growth_->visits.empty()) return std::nullopt;
    return report::growth_chart(*growth_, document_.today());
}

std::vector<report::Chart> GrowthViewModel::indicator_charts() const
{
    return growth_ ? report::indicator_charts(*growth_, document_.today()) : std::vector<report::Chart>();
}

ReadingText GrowthViewModel::markers() const
{
    if (!growth_) return {};
    const auto today = document_.today();
    const auto all = report::growth_markers(*growth_);
    ReadingText text{heading_paragraph("What matters more than a line")};
    add_markers(text, all, GrowthMarker::Kind::sustained, "Levels sustained",
                "None yet. At least two of a row's last three ratings have to reach a level.", today);
    add_markers(text, all, GrowthMarker::Kind::mastered,
                fmt::format("Steps mastered: {} of {}", growth_->steps_mastered, growth_->steps.size()), "None yet.",
                today);
    add_markers(text, all, GrowthMarker::Kind::reached, "Levels reached first", "None yet.", today);
    return text;
}

ReadingText GrowthViewModel::how_computed() const
{
    ReadingText text;
    if (!growth_) return text;
    text.push_back(heading_paragraph(words()));
    for (const auto& sentence : growth_->how_computed) text.push_back(plain_paragraph(sentence));
    if (growth_->direction != analysis::Direction::not_enough_visits)
        text.push_back(plain_paragraph(report::slope_words(*growth_)));
    for (const auto& note : growth_->notes) text.push_back(quiet_paragraph(note));
    return text;
}

ShownTable GrowthViewModel::table(DayForm days) const
{
    return growth_ ? growth_table(*growth_, document_.today(), days) : ShownTable{"Growth", {}, {}, empty_words()};
}

}  // namespace throughline
