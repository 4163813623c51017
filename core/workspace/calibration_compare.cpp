#include "core/workspace/calibration_compare.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/workspace/detail.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using Cell = CalibrationMeeting::Cell;
using Row = CalibrationMeeting::Row;

const CalibrationRating* of_code(const std::vector<CalibrationRating>& ratings, const std::string& code)
{
    const auto found = std::ranges::find(ratings, code, &CalibrationRating::code);
    return found == ratings.end() ? nullptr : &*found;
}

Cell cell_of(const CalibrationRating* rating, const Rubric& rubric, const RubricNode& node)
{
    Cell cell;
    if (rating == nullptr) return cell;
    cell.words = rating->words;
    if (!rating->mark) return cell;
    cell.mark = *rating->mark;
    if (*rating->mark != Mark::level) return cell;
    cell.level = rating->level;
    if (const auto* level = rubric.level(node, rating->level)) {
        cell.level_name = level->name;
        cell.colour = level->colour;
    }
    return cell;
}

bool is_level(const Cell& cell) { return cell.mark && *cell.mark == Mark::level; }

std::optional<int> place_of(const std::vector<Level>& levels, const Cell& cell)
{
    if (!is_level(cell)) return std::nullopt;
    const auto found = std::ranges::find(levels, cell.level, &Level::number);
    if (found == levels.end()) return std::nullopt;
    return static_cast<int>(found - levels.begin());
}

std::string cell_words(const Cell& cell)
{
    if (!cell.mark) return "blank";
    if (*cell.mark == Mark::not_observed) return "not observed";
    if (*cell.mark == Mark::not_applicable) return "not applicable";
    return cell.level_name.empty() ? std::to_string(cell.level) : fmt::format("{} {}", cell.level, cell.level_name);
}

void write_spread(Row& row)
{
    std::vector<double> numbers;
    int lowest = 0, highest = 0;
    bool has_level = false;
    for (const auto& cell : row.cells) {
        const auto place = place_of(row.levels, cell);
        if (!place) continue;
        numbers.push_back(cell.level);
        lowest = has_level ? std::min(lowest, *place) : *place;
        highest = has_level ? std::max(highest, *place) : *place;
        has_level = true;
    }
    row.middle = analysis::middle_of(numbers);
    row.apart = highest - lowest;
    std::map<std::string, int> given;
    for (const auto& cell : row.cells) ++given[cell_words(cell)];
    row.differs = given.size() > 1;
    if (!row.differs) {
        row.words = given.empty() ? "" : "all " + given.begin()->first;
        return;
    }
    std::vector<std::string> parts;
    for (const auto& [words, count] : given) parts.push_back(fmt::format("{} x {}", count, words));
    row.words = join(parts, ", ");
    if (row.apart > 0) row.words += fmt::format(": {} apart", counted(row.apart, "level"));
}

// What the session as a whole is held against. Master ratings come first: they are not made by who is tested.
ReferenceKind kind_of(const ReferenceRatings& references, std::size_t raters)
{
    if (!references.master.empty()) return ReferenceKind::master;
    if (!references.consensus.empty()) return ReferenceKind::consensus;
    return raters > 1 ? ReferenceKind::middle : ReferenceKind::none;
}

const Cell* reference_cell(const Row& row, ReferenceKind kind)
{
    const auto& cell = kind == ReferenceKind::master ? row.master : row.consensus;
    const bool is_set = kind == ReferenceKind::master || kind == ReferenceKind::consensus;
    return is_set && cell ? &*cell : nullptr;
}

// Places of the observer minus the reference, on one scale.
std::vector<double> differences(const std::vector<Row>& rows, std::size_t at, ReferenceKind kind,
                                const std::string& scale_id)
{
    std::vector<double> all;
    for (const auto& row : rows) {
        if (row.scale_id != scale_id) continue;
        const auto own = place_of(row.levels, row.cells[at]);
        if (!own) continue;
        if (const auto* reference = reference_cell(row, kind)) {
            if (const auto place = place_of(row.levels, *reference)) all.push_back(*own - *place);
        } else if (kind == ReferenceKind::middle) {
            std::vector<double> places;
            for (const auto& cell : row.cells)
                if (const auto place = place_of(row.levels, cell)) places.push_back(*place);
            if (places.size() > 1) all.push_back(*own - *analysis::middle_of(places));
        }
    }
    return all;
}

std::vector<analysis::HeldRow> held_rows(const std::vector<Row>& rows, std::size_t at, ReferenceKind kind)
{
    std::vector<analysis::HeldRow> held;
    for (const auto& row : rows) {
        const auto* reference = reference_cell(row, kind);
        const auto place = reference != nullptr ? place_of(row.levels, *reference) : std::nullopt;
        if (place) held.push_back({place_of(row.levels, row.cells[at]), *place, static_cast<int>(row.levels.size())});
    }
    return held;
}

CalibrationMeeting::Observer observer_of(const std::vector<Row>& rows, std::size_t at, const RaterRatings& rater,
                                         ReferenceKind kind, const std::string& main_scale, const Calibration& session)
{
    CalibrationMeeting::Observer observer;
    observer.person = rater.person;
    observer.name = rater.name;
    observer.held = analysis::hold_against(held_rows(rows, at, kind), session.pass);
    observer.words = analysis::words_for(observer.held, session.pass);
    if (observer.held.outcome == analysis::PassOutcome::passed)
        observer.valid_until = session.day + boost::gregorian::days(session.pass.valid_days);
    if (kind != ReferenceKind::none)
        observer.difference = analysis::mean_of_differences(differences(rows, at, kind, main_scale));
    return observer;
}

// The scales of the rows, the one that most rows are on first.
std::vector<std::string> scales_by_rows(const std::vector<Row>& rows)
{
    std::vector<std::string> ids;
    std::map<std::string, int> counts;
    for (const auto& row : rows)
        if (counts[row.scale_id]++ == 0) ids.push_back(row.scale_id);
    std::ranges::stable_sort(ids, [&](const auto& a, const auto& b) { return counts[a] > counts[b]; });
    return ids;
}

// As a file of these ratings would be read: only units and observers with a level are in it.
AgreementRows agreement_rows_of(const std::vector<const Row*>& rows, const std::vector<RaterRatings>& raters,
                                const Scale& scale)
{
    std::vector<const Row*> units;
    std::vector<std::size_t> places;
    for (const auto* row : rows)
        if (std::ranges::any_of(row->cells, is_level)) units.push_back(row);
    for (std::size_t at = 0; at < raters.size(); ++at)
        if (std::ranges::any_of(units, [&](const Row* row) { return is_level(row->cells[at]); })) places.push_back(at);
    std::vector<double> numbers;
    std::vector<std::string> names;
    for (const auto& level : scale.levels) {
        numbers.push_back(level.number);
        names.push_back(std::to_string(level.number));
    }
    AgreementRows all{analysis::RatingMatrix(static_cast<int>(units.size()), static_cast<int>(places.size())),
                      analysis::LevelScale(numbers),
                      {},
                      {},
                      std::move(names),
                      true,
                      0};
    for (const auto* unit : units) all.units.push_back(unit->code);
    for (const auto at : places) all.observers.push_back(raters[at].name);
    for (std::size_t unit = 0; unit < units.size(); ++unit)
        for (std::size_t i = 0; i < places.size(); ++i)
            if (const auto& cell = units[unit]->cells[places[i]]; is_level(cell))
                all.ratings.set(static_cast<int>(unit), static_cast<int>(i), cell.level);
    return all;
}

void add_pairs(CalibrationMeeting::Scale& scale)
{
    using analysis::AgreementWeights;
    const auto& rows = scale.rows;
    for (int first = 0; first < rows.ratings.observers(); ++first)
        for (int second = first + 1; second < rows.ratings.observers(); ++second) {
            CalibrationMeeting::Pair pair;
            pair.first = rows.observers[static_cast<std::size_t>(first)];
            pair.second = rows.observers[static_cast<std::size_t>(second)];
            const auto table = analysis::pair_table(rows.ratings, rows.scale, first, second);
            if (!table) continue;  // a level that the scale does not have cannot be entered
            pair.exact = analysis::exact_agreement(*table);
            pair.within_one = analysis::within_one_agreement(*table);
            pair.difference = analysis::mean_difference(*table);
            pair.kappa_linear = analysis::cohen_kappa(*table, AgreementWeights::linear);
            pair.kappa_quadratic = analysis::cohen_kappa(*table, AgreementWeights::quadratic);
            scale.pairs.push_back(std::move(pair));
        }
}

CalibrationMeeting::Scale scale_of(const std::string& id, const std::vector<Row>& rows,
                                   const std::vector<RaterRatings>& raters, const Rubric& rubric)
{
    std::vector<const Row*> on_scale;
    for (const auto& row : rows)
        if (row.scale_id == id) on_scale.push_back(&row);
    const auto& scale = *rubric.scale(id);
    CalibrationMeeting::Scale compared{
        scale.name.empty() ? scale.id : scale.name,          scale.levels,
        agreement_rows_of(on_scale, raters, scale),          {},
        analysis::not_defined("There are too few ratings."), analysis::not_defined("There are too few ratings.")};
    add_pairs(compared);
    const auto& given = compared.rows;
    compared.gwet_ac2 = analysis::gwet_agreement(given.ratings, given.scale, analysis::AgreementWeights::quadratic);
    compared.alpha_ordinal = analysis::krippendorff_alpha(given.ratings, analysis::AlphaDistance::ordinal);
    return compared;
}

void write_notes(Comparison& made, const std::vector<RaterRatings>& raters)
{
    std::size_t other_marks = 0;
    for (const auto& row : made.rows)
        for (const auto& cell : row.cells) other_marks += is_level(cell) ? 0 : 1;
    if (other_marks > 0 && !raters.empty())
        made.notes.push_back(fmt::format(
            "{} not observed, not applicable or left blank: no numbers, and left out of all shares and coefficients.",
            counted(static_cast<std::int64_t>(other_marks), "rating")));
    if (made.scales.size() > 1)
        made.notes.emplace_back(
            "The rows are on different scales, which are compared each by itself. Differences in levels are of the "
            "scale that most rows are on.");
    if (made.reference == ReferenceKind::middle)
        made.notes.emplace_back(
            "Differences are from the middle of the group's own ratings, in which each observer counts: they say who "
            "is stricter than the others, not who is right. Nobody passes or fails on them.");
}

}  // namespace

std::string_view name_of(ReferenceKind kind)
{
    switch (kind) {
        case ReferenceKind::none:
            return "none";
        case ReferenceKind::master:
            return "master";
        case ReferenceKind::consensus:
            return "consensus";
        case ReferenceKind::middle:
            return "middle";
    }
    return {};
}

std::string words_of(ReferenceKind kind)
{
    switch (kind) {
        case ReferenceKind::none:
            return "nothing to be held against";
        case ReferenceKind::master:
            return "the master ratings";
        case ReferenceKind::consensus:
            return "what the group agreed on";
        case ReferenceKind::middle:
            return "the middle of the group";
    }
    return {};
}

Comparison compare(const Rubric& rubric, const Calibration& session, const std::vector<RaterRatings>& raters,
                   const ReferenceRatings& references)
{
    Comparison made;
    for (const auto* node : rated_rows(rubric, session)) {
        Row row;
        row.code = node->code;
        row.title = node->title;
        row.scale_id = node->scale_id;
        row.levels = rubric.scale_of(*node)->levels;
        for (const auto& rater : raters)
            row.cells.push_back(cell_of(of_code(rater.ratings, node->code), rubric, *node));
        if (const auto* master = of_code(references.master, node->code)) row.master = cell_of(master, rubric, *node);
        if (const auto* agreed = of_code(references.consensus, node->code))
            row.consensus = cell_of(agreed, rubric, *node);
        write_spread(row);
        made.rows.push_back(std::move(row));
    }
    made.reference = kind_of(references, raters.size());
    const auto scales = scales_by_rows(made.rows);
    for (std::size_t at = 0; at < raters.size(); ++at)
        made.observers.push_back(
            observer_of(made.rows, at, raters[at], made.reference, scales.empty() ? "" : scales.front(), session));
    for (const auto& id : scales) made.scales.push_back(scale_of(id, made.rows, raters, rubric));
    write_notes(made, raters);
    return made;
}

Comparison comparison_of(Context& context, const CalibrationInside& inside)
{
    const auto& session = inside.session;
    if (session.state == CalibrationState::open) return {};
    std::vector<RaterRatings> raters;
    for (const auto& rater : inside.raters)
        if (rater.submitted_at)
            raters.push_back(
                {rater.observer, person_name(context, rater.observer), ratings_in(context, session, rater)});
    const ReferenceRatings references{store::reference_ratings(context.database, session.id, RatingSource::master),
                                      store::reference_ratings(context.database, session.id, RatingSource::consensus)};
    return compare(*context.session.rubric(session.rubric_version), session, raters, references);
}

}  // namespace throughline
