#include "app/viewmodel/meeting_view_model.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/viewmodel/ratings_view_model.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

namespace {

using Cell = CalibrationMeeting::Cell;

bool is_level(const Cell& cell) { return cell.mark && *cell.mark == Mark::level; }

std::string cell_words(const Cell& cell)
{
    if (!cell.mark) return "Blank";
    if (*cell.mark == Mark::not_observed) return "Not observed";
    if (*cell.mark == Mark::not_applicable) return "Not applicable";
    return cell.level_name.empty() ? std::to_string(cell.level) : fmt::format("{}  {}", cell.level, cell.level_name);
}

std::optional<int> place_of(const std::vector<Level>& levels, const Cell& cell)
{
    if (!is_level(cell)) return std::nullopt;
    const auto found = std::ranges::find(levels, cell.level, &Level::number);
    if (found == levels.end()) return std::nullopt;
    return static_cast<int>(found - levels.begin());
}

std::size_t moved(std::size_t from, int by, std::size_t count)
{
    return static_cast<std::size_t>(std::clamp(static_cast<long>(from) + by, 0L, static_cast<long>(count) - 1));
}

// "0.4 above", "0.1 below", "0.0".
std::string signed_words(double value)
{
    const auto shown = fmt::format("{:.1f}", std::abs(value));
    if (shown == "0.0") return shown;
    return shown + (value > 0 ? " above" : " below");
}

std::string interval_words(const analysis::Estimate& estimate, const std::string& words)
{
    return estimate.interval ? " (" + words + ")" : std::string(" (no interval)");
}

}  // namespace

std::string estimate_words(const analysis::Estimated& estimate)
{
    if (!estimate) return "not defined: " + estimate.error().text();
    const auto interval = estimate->interval
                              ? fmt::format("{:.2f} to {:.2f}", estimate->interval->low, estimate->interval->high)
                              : std::string();
    return fmt::format("{:.2f}{}, {}", estimate->value, interval_words(*estimate, interval),
                       counted(estimate->n, "row"));
}

std::string share_words(const analysis::Estimated& estimate)
{
    if (!estimate) return "not defined: " + estimate.error().text();
    const auto interval = estimate->interval ? fmt::format("{:.0f} to {:.0f} %", 100 * estimate->interval->low,
                                                           100 * estimate->interval->high)
                                             : std::string();
    return fmt::format("{:.0f} %{}, {}", 100 * estimate->value, interval_words(*estimate, interval),
                       counted(estimate->n, "row"));
}

std::string difference_words(const analysis::Estimated& estimate)
{
    if (!estimate) return "not defined: " + estimate.error().text();
    const auto interval = estimate->interval ? fmt::format("{} to {}", signed_words(estimate->interval->low),
                                                           signed_words(estimate->interval->high))
                                             : std::string();
    const auto value = signed_words(estimate->value);
    return fmt::format("{}{}, {}", value == "0.0" ? "no levels apart" : value, interval_words(*estimate, interval),
                       counted(estimate->n, "row"));
}

Result<void> MeetingViewModel::load(const CalibrationId& session)
{
    auto meeting = document_.ask(CalibrationMeeting{session});
    if (!meeting) return tl::unexpected(meeting.error());
    if (meeting_.session.id != session) place_ = {};
    meeting_ = std::move(*meeting);
    has_master_ = std::ranges::any_of(meeting_.rows, [](const auto& row) { return row.master.has_value(); });
    has_consensus_ = meeting_.is_leader ||
                     std::ranges::any_of(meeting_.rows, [](const auto& row) { return row.consensus.has_value(); });
    go(place_);
    return {};
}

std::string MeetingViewModel::waiting_words() const
{
    if (is_closed()) return {};
    if (meeting_.waiting.empty())
        return "Nobody takes part yet. Who leads the session adds observers; each rates alone, and nobody sees "
               "another's "
               "ratings before all are in.";
    return fmt::format("Waiting for {}. The ratings open to all once everybody is in, or {} closes the session.",
                       join(meeting_.waiting, ", "), meeting_.leader_name);
}

std::size_t MeetingViewModel::column_count() const
{
    if (meeting_.rows.empty()) return 0;
    return meeting_.observers.size() + (has_master_ ? 1 : 0) + (has_consensus_ ? 1 : 0) + 1;
}

MeetingViewModel::Column MeetingViewModel::kind_of(std::size_t column) const
{
    if (column < meeting_.observers.size()) return Column::observer;
    column -= meeting_.observers.size();
    if (has_master_ && column-- == 0) return Column::master;
    if (has_consensus_ && column-- == 0) return Column::consensus;
    return Column::apart;
}

std::string MeetingViewModel::heading(std::size_t row) const
{
    const auto& one = meeting_.rows[row];
    return one.title.empty() ? one.code : one.code + " " + one.title;
}

std::string MeetingViewModel::column_words(std::size_t column) const
{
    switch (kind_of(column)) {
        case Column::observer:
            return meeting_.observers[column].name;
        case Column::master:
            return "Master";
        case Column::consensus:
            return "Agreed on";
        case Column::apart:
            return "Apart";
    }
    return {};
}

const Cell* MeetingViewModel::cell(Place place) const
{
    const auto& row = meeting_.rows[place.row];
    switch (kind_of(place.column)) {
        case Column::observer:
            return &row.cells[place.column];
        case Column::master:
            return row.master ? &*row.master : nullptr;
        case Column::consensus:
            return row.consensus ? &*row.consensus : nullptr;
        case Column::apart:
            break;
    }
    return nullptr;
}

const Cell* MeetingViewModel::reference(const CalibrationMeeting::Row& row) const
{
    if (meeting_.reference == ReferenceKind::master) return row.master ? &*row.master : nullptr;
    if (meeting_.reference == ReferenceKind::consensus) return row.consensus ? &*row.consensus : nullptr;
    return nullptr;
}

// "1 above", so that a difference is not only a colour.
std::string MeetingViewModel::against_reference(Place place) const
{
    const auto& row = meeting_.rows[place.row];
    const auto* held = reference(row);
    if (kind_of(place.column) != Column::observer || held == nullptr) return {};
    const auto own = place_of(row.levels, row.cells[place.column]);
    const auto wanted = place_of(row.levels, *held);
    if (!own || !wanted) return cell_words(row.cells[place.column]) == cell_words(*held) ? "the same" : "differs";
    if (*own == *wanted) return "the same";
    return fmt::format("{} {}", std::abs(*own - *wanted), *own > *wanted ? "above" : "below");
}

LevelGridModel::CellLook MeetingViewModel::look(Place place) const
{
    const auto& row = meeting_.rows[place.row];
    if (kind_of(place.column) == Column::apart) {
        if (row.apart > 0) return {"\u2260 " + counted(row.apart, "level"), {}, Tone::due, true};
        return {row.differs ? "\u2260 marks" : "the same", {}, Tone::neutral, row.differs};
    }
    const auto* shown = cell(place);
    if (shown == nullptr) return {"\u2013", {}, Tone::neutral, false};
    Tone tone = Tone::calm;
    if (is_level(*shown)) tone = tone_of(shown->colour);
    return {cell_words(*shown), against_reference(place), tone, shown->mark.has_value()};
}

std::string MeetingViewModel::words(Place place) const
{
    const auto& row = meeting_.rows[place.row];
    const auto one = look(place);
    if (kind_of(place.column) == Column::apart) return fmt::format("{}: {}", heading(place.row), row.words);
    const auto against = one.counts.empty() ? std::string() : ", " + one.counts;
    return fmt::format("{}, {}: {}{}", heading(place.row), column_words(place.column),
                       one.level == "\u2013" ? "not set" : one.level, against);
}

void MeetingViewModel::move(int rows, int columns)
{
    if (!has_cells()) return;
    place_ = {moved(place_.row, rows, row_count()), moved(place_.column, columns, column_count())};
}

void MeetingViewModel::go(Place place)
{
    place_ = place;
    move(0, 0);
}

ShownTable MeetingViewModel::table() const
{
    ShownTable table{"Calibration " + meeting_.session.title, {{"Row", 240}}, {}, waiting_words()};
    for (std::size_t column = 0; column < column_count(); ++column)
        table.columns.push_back({column_words(column), 160});
    for (std::size_t row = 0; row < row_count(); ++row) {
        TableRow shown;
        shown.cells.push_back(heading(row));
        for (std::size_t column = 0; column < column_count(); ++column) {
            const auto one = look({row, column});
            shown.cells.push_back(one.counts.empty() ? one.level : one.level + ", " + one.counts);
        }
        table.rows.push_back(std::move(shown));
    }
    return table;
}

ReadingText MeetingViewModel::agreement() const
{
    ReadingText text;
    if (!is_closed()) return text;
    const auto& pass = meeting_.session.pass;
    text.push_back(subheading_paragraph("Each observer against " + words_of(meeting_.reference)));
    for (const auto& observer : meeting_.observers) {
        auto words = observer.words;
        if (observer.valid_until) words += ", valid until " + spoken_date(*observer.valid_until, document_.today());
        text.push_back(plain_paragraph(observer.name + ": " + words + "."));
        if (meeting_.reference != ReferenceKind::none)
            text.push_back(quiet_paragraph("On average, in levels: " + difference_words(observer.difference)));
    }
    text.push_back(quiet_paragraph(
        fmt::format("A pass takes {} % of the rows within {}{}.", pass.percent, counted(pass.within, "level"),
                    pass.exact_percent > 0 ? fmt::format(" and {} % the same", pass.exact_percent) : std::string())));
    for (const auto& scale : meeting_.scales) add_scale(scale, text);
    for (const auto& note : meeting_.notes) text.push_back(quiet_paragraph(note));
    return text;
}

void MeetingViewModel::add_scale(const CalibrationMeeting::Scale& scale, ReadingText& text) const
{
    const auto title = meeting_.scales.size() > 1 ? "How far they agree: " + scale.name : "How far they agree";
    text.push_back(subheading_paragraph(title));
    for (const auto& pair : scale.pairs) {
        text.push_back(plain_paragraph(pair.first + " and " + pair.second + ":"));
        text.push_back(quiet_paragraph("Same level: " + share_words(pair.exact)));
        text.push_back(quiet_paragraph("Within one level: " + share_words(pair.within_one)));
        text.push_back(
            quiet_paragraph(fmt::format("{} rates, in levels: {}", pair.second, difference_words(pair.difference))));
        text.push_back(quiet_paragraph("Kappa, linear weights: " + estimate_words(pair.kappa_linear)));
    }
    text.push_back(plain_paragraph("All observers:"));
    text.push_back(quiet_paragraph("Gwet's AC2, quadratic weights: " + estimate_words(scale.gwet_ac2)));
    text.push_back(quiet_paragraph("Krippendorff's alpha, ordinal: " + estimate_words(scale.alpha_ordinal)));
}

std::string MeetingViewModel::evidence_heading() const
{
    return row_count() == 0 ? std::string() : "Evidence for " + heading(place_.row);
}

std::vector<MeetingViewModel::Side> MeetingViewModel::evidence() const
{
    std::vector<Side> sides;
    if (row_count() == 0) return sides;
    const auto& row = meeting_.rows[place_.row];
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        sides.push_back({meeting_.observers[i].name, cell_words(row.cells[i]), row.cells[i].words});
    if (row.master) sides.push_back({"Master", cell_words(*row.master), row.master->words});
    if (row.consensus) sides.push_back({"Agreed on", cell_words(*row.consensus), row.consensus->words});
    return sides;
}

Result<void> MeetingViewModel::agree(char key)
{
    if (!may_agree() || row_count() == 0 || !RatingsViewModel::is_mark_key(key)) return {};
    const auto& row = meeting_.rows[place_.row];
    const auto session = meeting_.session.id;
    SetReference set{session, RatingSource::consensus, row.code, std::nullopt, 0, {}};
    if (row.consensus) set.words = row.consensus->words;
    if (key == 'n') set.mark = Mark::not_observed;
    if (key == 'a') set.mark = Mark::not_applicable;
    if (key >= '0' && key <= '9') {
        set.mark = Mark::level;
        set.level = key - '0';
    }
    const auto done = document_.execute(set);
    if (!done) return tl::unexpected(done.error());
    return load(session);
}

Result<void> MeetingViewModel::decide(const std::string& notes, const std::string& was)
{
    const auto session = meeting_.session.id;
    const auto done = document_.execute(KeepDecisions{session, notes, was});
    if (!done) return tl::unexpected(done.error());
    return load(session);
}

Result<void> MeetingViewModel::close()
{
    const auto session = meeting_.session.id;
    const auto done = document_.execute(CloseCalibration{session});
    if (!done) return tl::unexpected(done.error());
    return load(session);
}

}  // namespace throughline
