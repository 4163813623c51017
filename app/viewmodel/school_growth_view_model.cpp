#include "app/viewmodel/school_growth_view_model.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

namespace {

// What research asks of numbers that decide about a person; below it a difference between two teachers is a guess.
constexpr double enough = 0.7;

std::size_t moved(std::size_t from, int by, std::size_t count)
{
    return static_cast<std::size_t>(std::clamp(static_cast<long>(from) + by, 0L, static_cast<long>(count) - 1));
}

std::string of_one(double value) { return fmt::format("{:.2f}", value); }

std::string design_words(const analysis::RatingDesign& design)
{
    return fmt::format("{} by {}", counted(std::lround(design.visits), "visit"),
                       counted(std::lround(design.observers), "observer"));
}

// The fewest visits with which any number of observers gets there.
std::string enough_words(const std::vector<analysis::ReliabilityPoint>& curve)
{
    if (curve.empty()) return {};
    const analysis::ReliabilityPoint* fewest = nullptr;
    for (const auto& point : curve)
        if (point.e_rho_squared >= enough && (!fewest || point.design.visits < fewest->design.visits)) fewest = &point;
    if (fewest)
        return fmt::format("To tell teachers apart with a reliability of {} takes {} to each teacher.", of_one(enough),
                           design_words(fewest->design));
    return fmt::format("Not even {} to each teacher would tell teachers apart with a reliability of {}.",
                       design_words(curve.back().design), of_one(enough));
}

}  // namespace

Result<void> SchoolGrowthViewModel::refresh()
{
    const auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    schools_.clear();
    school_words_.clear();
    for (const auto& one : settings->schools) {
        schools_.push_back(one.id);
        school_words_.push_back(one.name);
    }
    if (school_ >= schools_.size()) school_ = 0;
    SchoolHeatMap asked;
    if (!schools_.empty()) asked.school = schools_[school_];
    auto map = document_.ask(asked);
    if (!map) return tl::unexpected(map.error());
    map_ = std::move(*map);
    const auto before = chosen_ < series_.size() ? std::optional(series_[chosen_]) : std::nullopt;
    series_.clear();
    series_words_.clear();
    chosen_ = 0;
    for (const auto& row : map_.rows) {
        const Series series{row.rubric_version, row.purpose};
        if (std::ranges::find(series_, series) != series_.end()) continue;
        if (before == series) chosen_ = series_.size();
        series_.push_back(series);
        series_words_.push_back(fmt::format("{}, {}", row.rubric_title, name_of(row.purpose)));
    }
    return show_series();
}

Result<void> SchoolGrowthViewModel::choose_school(std::size_t choice)
{
    school_ = choice;
    return refresh();
}

Result<void> SchoolGrowthViewModel::choose_series(std::size_t choice)
{
    if (choice >= series_.size()) return {};
    chosen_ = choice;
    place_ = {};
    return show_series();
}

Result<void> SchoolGrowthViewModel::show_series()
{
    rows_.clear();
    months_.clear();
    SchoolReliability asked;
    if (!schools_.empty()) asked.school = schools_[school_];
    if (!series_.empty()) {
        const auto& series = series_[chosen_];
        asked.rubric_version = series.rubric_version;
        asked.purpose = series.purpose;
        for (const auto& row : map_.rows)
            if (row.rubric_version == series.rubric_version && row.purpose == series.purpose) rows_.push_back(row);
        if (!rubrics_.contains(series.rubric_version)) {
            auto rubric = document_.ask(RubricVersion{series.rubric_version});
            if (!rubric) return tl::unexpected(rubric.error());
            rubrics_.emplace(series.rubric_version, std::move(*rubric));
        }
    }
    // A month before the first visit pushes the others out of sight.
    months_ = map_.months;
    for (std::size_t month = months_.size(); month-- > 0;) {
        const bool is_empty =
            std::ranges::all_of(rows_, [&](const auto& row) { return row.cells[month].teachers == 0; });
        if (!is_empty) continue;
        const auto at = static_cast<std::ptrdiff_t>(month);
        months_.erase(months_.begin() + at);
        for (auto& row : rows_) row.cells.erase(row.cells.begin() + at);
    }
    go(place_);
    auto report = document_.ask(asked);
    if (!report) return tl::unexpected(report.error());
    reliability_ = std::move(*report);
    return {};
}

std::string SchoolGrowthViewModel::empty_words() const
{
    return is_empty() ? "Nothing has been rated, tagged or agreed as a step in this school year yet." : "";
}

std::string SchoolGrowthViewModel::heading(std::size_t row) const
{
    return rows_[row].title.empty() ? rows_[row].code : rows_[row].code + " " + rows_[row].title;
}

std::string SchoolGrowthViewModel::column_words(std::size_t month) const
{
    return months_[month].month().as_long_string();
}

LevelGridModel::CellLook SchoolGrowthViewModel::look(Place place) const
{
    const auto& one = cell(place);
    if (one.too_few) return {one.teachers == 0 ? "" : "too few", {}, Tone::neutral, false};
    CellLook look{one.middle_name, fmt::format("{} by {}", counted(one.visits, "visit"), one.observers), Tone::neutral,
                  one.middle_level.has_value()};
    if (!one.middle_level) {
        look.level = "no ratings";
        return look;
    }
    const auto& row = rows_[place.row];
    const auto& rubric = rubrics_.at(row.rubric_version);
    if (const auto* node = rubric.node(row.code))
        if (const auto* level = rubric.level(*node, static_cast<int>(std::lround(*one.middle_level))))
            look.tone = tone_of(level->colour);
    if (look.level.empty()) look.level = fmt::format("{:g}", *one.middle_level);
    return look;
}

std::string SchoolGrowthViewModel::words(Place place) const
{
    return fmt::format("{}, {}: {}", heading(place.row), column_words(place.column), cell(place).words);
}

void SchoolGrowthViewModel::move(int rows, int months)
{
    if (is_empty()) return;
    place_ = {moved(place_.row, rows, rows_.size()), moved(place_.column, months, months_.size())};
}

void SchoolGrowthViewModel::go(Place place)
{
    place_ = place;
    move(0, 0);
}

ShownTable SchoolGrowthViewModel::map_table() const
{
    ShownTable table{"Rows of the rubric by month", {{"Indicator", 240}}, {}, empty_words()};
    for (std::size_t month = 0; month < months_.size(); ++month) table.columns.push_back({column_words(month), 200});
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        TableRow shown;
        shown.cells.push_back(heading(row));
        for (std::size_t month = 0; month < months_.size(); ++month) {
            const auto one = look({row, month});
            shown.cells.push_back(one.counts.empty() ? one.level : one.level + ", " + one.counts);
        }
        table.rows.push_back(std::move(shown));
    }
    return table;
}

std::vector<std::string> SchoolGrowthViewModel::reliability_sentences() const
{
    std::vector<std::string> all{reliability_.words};
    if (const auto enough = enough_words(reliability_.curve); !enough.empty()) all.push_back(enough);
    all.insert(all.end(), reliability_.notes.begin(), reliability_.notes.end());
    return all;
}

ShownTable SchoolGrowthViewModel::shares() const
{
    ShownTable table{"What ratings vary by",
                     {{"Ratings vary by", 190}, {"Share", 80}, {"Variance", 90}},
                     {},
                     "There are too few ratings to say what they vary by."};
    for (const auto& share : reliability_.shares) {
        TableRow row;
        row.cells = {sentence_case(share.facet), fmt::format("{:.0f} %", 100 * share.share),
                     fmt::format("{:.4f}", share.variance)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

ShownTable SchoolGrowthViewModel::curve() const
{
    ShownTable table{"With other numbers of visits and observers",
                     {{"To each teacher", 190}, {"Teachers apart (E rho\u00b2)", 190}, {"Level itself (Phi)", 160}},
                     {},
                     "There are too few ratings to say what more visits would give."};
    for (const auto& point : reliability_.curve) {
        TableRow row;
        row.cells = {design_words(point.design), of_one(point.e_rho_squared), of_one(point.phi)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::vector<SchoolGrowthViewModel::CurveLine> SchoolGrowthViewModel::curve_lines() const
{
    std::vector<CurveLine> lines;
    for (const auto& point : reliability_.curve) {
        const auto observers = static_cast<int>(std::lround(point.design.observers));
        if (lines.empty() || lines.back().observers != observers) lines.push_back({observers, {}, {}});
        lines.back().places.push_back({static_cast<int>(std::lround(point.design.visits)), point.e_rho_squared});
    }
    for (auto& line : lines) {
        const auto& first = line.places.front();
        const auto& last = line.places.back();
        line.words = fmt::format("By {}: {} with {}", counted(line.observers, "observer"), of_one(first.value),
                                 counted(first.visits, "visit"));
        if (line.places.size() > 1) line.words += fmt::format(", {} with {}", of_one(last.value), last.visits);
    }
    return lines;
}

std::string SchoolGrowthViewModel::curve_summary() const
{
    std::string words = "How well teachers are told apart, by visits and observers.";
    for (const auto& line : curve_lines()) words += " " + line.words + ".";
    return words;
}

double SchoolGrowthViewModel::reliable_enough() { return enough; }

}  // namespace throughline
