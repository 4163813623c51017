#include "throughline/exchange/analysis_input.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using namespace analysis;

constexpr std::size_t ratings_max = 50'000'000;  // cells of units by observers: 0.8 GB

// A column that a model uses, read whole.
struct FixedCells {
    std::string heading;
    std::vector<std::optional<double>> numbers;  // empty for a factor
    GroupColumn factor;

    [[nodiscard]] bool is_missing_in(std::size_t row) const
    {
        return numbers.empty() ? !factor.group_of_row[row] : !numbers[row];
    }
};

// Numbers, unless the first cell that is not missing is none.
Result<FixedCells> fixed_cells(const TableFile& table, std::size_t column)
{
    FixedCells cells;
    cells.heading = table.headings()[column];
    auto numbers = numbers_in(table, column);
    if (numbers) {
        cells.numbers = std::move(*numbers);
        return cells;
    }
    cells.factor = groups_in(table, column);
    double ignored = 0;
    const auto is_number = [&](const std::string& name) {
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), ignored);
        return error == std::errc{} && end == name.data() + name.size();
    };
    // Mostly numbers with a slip among them: a factor with a group for each would hide the slip.
    if (std::ranges::any_of(cells.factor.names, is_number)) return Failure(numbers.error());
    return cells;
}

class ModelReader {
public:
    ModelReader(const TableFile& table, const ModelColumns& columns) : table_(table), columns_(columns) {}

    Result<ModelRows> read()
    {
        if (auto error = read_columns()) return Failure(std::move(*error));
        rows_.input.likelihood = columns_.likelihood;
        choose_rows();
        if (kept_.empty())
            return bad_input(table_.name(), "No row has all of the columns asked for; {0} rows miss something.",
                             {std::to_string(table_.rows())});
        for (const auto row : kept_) rows_.input.value_of_row.push_back(*values_[row]);
        std::vector<double> times;
        if (has_time())
            for (const auto row : kept_) times.push_back(*time_.times[row]);
        if (has_time()) rows_.input.fixed.push_back({time_heading_, times});
        for (const auto& cells : fixed_) add_fixed(cells);
        for (std::size_t i = 0; i < groups_.size(); ++i) add_group(i, times);
        rows_.rows_left_out = table_.rows() - kept_.size();
        rows_.first_on = time_.first_on;
        return std::move(rows_);
    }

private:
    [[nodiscard]] bool has_time() const { return !columns_.time.empty(); }

    std::optional<Error> read_columns()
    {
        const auto value = table_.column(columns_.value);
        if (!value) return value.error();
        auto values = numbers_in(table_, *value);
        if (!values) return values.error();
        values_ = std::move(*values);
        if (has_time()) {
            const auto time = table_.column(columns_.time);
            if (!time) return time.error();
            auto times = times_in(table_, *time);
            if (!times) return times.error();
            time_ = std::move(*times);
            time_heading_ = table_.headings()[*time];
        }
        for (const auto& name : columns_.fixed) {
            const auto column = table_.column(name);
            if (!column) return column.error();
            auto cells = fixed_cells(table_, *column);
            if (!cells) return cells.error();
            fixed_.push_back(std::move(*cells));
        }
        for (const auto& group : columns_.groups) {
            const auto column = table_.column(group.column);
            if (!column) return column.error();
            if (group.effects != RandomEffects::intercept && !has_time())
                return bad_input(table_.name(),
                                 "{0} can have a slope only on a time; name the time's column with --time.",
                                 {group.column})
                    .value();
            group_names_.push_back(table_.headings()[*column]);
            groups_.push_back(groups_in(table_, *column));
        }
        return std::nullopt;
    }

    void choose_rows()
    {
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            bool is_whole = values_[row].has_value() && (!has_time() || time_.times[row].has_value());
            for (const auto& cells : fixed_) is_whole = is_whole && !cells.is_missing_in(row);
            for (const auto& group : groups_) is_whole = is_whole && group.group_of_row[row].has_value();
            if (is_whole) kept_.push_back(row);
        }
    }

    // Groups that only rows left out belong to are left out, too.
    [[nodiscard]] GroupColumn kept_groups(const GroupColumn& all) const
    {
        GroupColumn kept;
        std::vector<std::int32_t> place(all.names.size(), -1);
        for (const auto row : kept_) {
            const auto group = static_cast<std::size_t>(*all.group_of_row[row]);
            if (place[group] < 0) {
                place[group] = static_cast<std::int32_t>(kept.names.size());
                kept.names.push_back(all.names[group]);
            }
            kept.group_of_row.emplace_back(place[group]);
        }
        return kept;
    }

    static std::vector<std::int32_t> plain(const std::vector<std::optional<std::int32_t>>& groups)
    {
        std::vector<std::int32_t> places;
        places.reserve(groups.size());
        for (const auto& group : groups) places.push_back(*group);
        return places;
    }

    void add_fixed(const FixedCells& cells)
    {
        if (cells.numbers.empty()) {
            const auto groups = kept_groups(cells.factor);
            for (auto& column : treatment_columns(cells.heading, groups.names, plain(groups.group_of_row)))
                rows_.input.fixed.push_back(std::move(column));
            return;
        }
        FixedColumn column{cells.heading, {}};
        for (const auto row : kept_) column.value_of_row.push_back(*cells.numbers[row]);
        rows_.input.fixed.push_back(std::move(column));
    }

    void add_group(std::size_t i, const std::vector<double>& times)
    {
        auto kept = kept_groups(groups_[i]);
        GroupingFactor factor;
        factor.name = group_names_[i];
        factor.group_names = std::move(kept.names);
        factor.group_of_row = plain(kept.group_of_row);
        factor.effects = columns_.groups[i].effects;
        if (factor.effects != RandomEffects::intercept) {
            factor.slope_of_row = times;
            factor.slope_name = time_heading_;
        }
        rows_.input.groups.push_back(std::move(factor));
    }

    const TableFile& table_;
    const ModelColumns& columns_;
    std::vector<std::optional<double>> values_;
    TimeColumn time_;
    std::string time_heading_;
    std::vector<FixedCells> fixed_;
    std::vector<GroupColumn> groups_;
    std::vector<std::string> group_names_;
    std::vector<std::size_t> kept_;
    ModelRows rows_;
};

// Each rating as a number of the scale, none where missing.
struct ScaledRatings {
    std::vector<std::optional<double>> of_row;
    std::vector<double> scale;
    std::vector<std::string> names;
    bool are_numbers = true;
};

std::vector<std::optional<double>> as_numbers(const std::vector<std::string>& words)
{
    std::vector<std::optional<double>> numbers;
    for (const auto& word : words) {
        double number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        const bool is_number = error == std::errc{} && end == word.data() + word.size();
        numbers.push_back(is_number ? std::optional(number) : std::nullopt);
    }
    return numbers;
}

Result<ScaledRatings> ratings_with_levels(const TableFile& table, std::size_t column,
                                          const std::vector<std::string>& levels)
{
    ScaledRatings ratings;
    std::map<std::string, double> level_of;
    const auto numbers = as_numbers(levels);
    ratings.are_numbers = std::ranges::all_of(numbers, [](const auto& number) { return number.has_value(); });
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double level = ratings.are_numbers ? *numbers[i] : static_cast<double>(i) + 1;
        if (!level_of.emplace(folded(levels[i]), level).second)
            return bad_input(table.name(), "The level {0} is named twice in --levels; name each once.", {levels[i]});
        if (!ratings.scale.empty() && level <= ratings.scale.back())
            return bad_input(table.name(), "--levels has {0} behind a higher level; name them from low to high.",
                             {levels[i]});
        ratings.scale.push_back(level);
    }
    ratings.names = levels;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto cell = table.cell(row, column);
        const auto found = level_of.find(folded(cell));
        if (found == level_of.end() && !is_missing(cell))
            return bad_input(table.place_of(row, column), "\"{0}\" is none of the levels {1}.",
                             {std::string(cell), join(levels, ", ")});
        ratings.of_row.push_back(found == level_of.end() ? std::nullopt : std::optional(found->second));
    }
    return ratings;
}

Result<ScaledRatings> ratings_of(const TableFile& table, std::size_t column, const std::vector<std::string>& levels)
{
    if (!levels.empty()) return ratings_with_levels(table, column, levels);
    auto numbers = numbers_in(table, column);
    if (!numbers) {
        auto error = numbers.error();
        error.message = "\"{0}\" is no number. Name the levels in their order, such as --levels low,middle,high.";
        return Failure(std::move(error));
    }
    ScaledRatings ratings;
    ratings.of_row = std::move(*numbers);
    for (const auto& number : ratings.of_row)
        if (number) ratings.scale.push_back(*number);
    std::ranges::sort(ratings.scale);
    ratings.scale.erase(std::unique(ratings.scale.begin(), ratings.scale.end()), ratings.scale.end());
    for (const double level : ratings.scale) ratings.names.push_back(fmt::format("{}", level));
    return ratings;
}

}  // namespace

Result<ModelRows> model_rows(const TableFile& table, const ModelColumns& columns)
{
    return ModelReader(table, columns).read();
}

Result<AgreementRows> agreement_rows(const TableFile& table, const AgreementColumns& columns)
{
    const auto unit = table.column(columns.unit), observer = table.column(columns.observer),
               rating = table.column(columns.rating);
    for (const auto* column : {&unit, &observer, &rating})
        if (!*column) return Failure(column->error());
    auto ratings = ratings_of(table, *rating, columns.levels);
    if (!ratings) return Failure(ratings.error());
    auto units = groups_in(table, *unit);
    auto observers = groups_in(table, *observer);
    if (units.names.size() * observers.names.size() > ratings_max)
        return bad_input(table.name(), "{0} units by {1} observers are too many; compare fewer at a time.",
                         {std::to_string(units.names.size()), std::to_string(observers.names.size())});
    RatingMatrix matrix(static_cast<int>(units.names.size()), static_cast<int>(observers.names.size()));
    std::size_t left_out = 0;
    std::map<std::pair<int, int>, int> line_of;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto at_unit = units.group_of_row[row], by = observers.group_of_row[row];
        if (!at_unit || !by || !ratings->of_row[row]) {
            ++left_out;
            continue;
        }
        const auto [first, is_new] = line_of.emplace(std::pair(*at_unit, *by), table.line_of(row));
        if (!is_new)
            return bad_input(table.place_of(row, *rating),
                             "{0} has rated {1} already in line {2}; keep one of the two, or give the units names of "
                             "their own.",
                             {std::string(table.cell(row, *observer)), std::string(table.cell(row, *unit)),
                              std::to_string(first->second)});
        matrix.set(*at_unit, *by, *ratings->of_row[row]);
    }
    return AgreementRows{std::move(matrix),
                         LevelScale(ratings->scale),
                         std::move(units.names),
                         std::move(observers.names),
                         std::move(ratings->names),
                         ratings->are_numbers,
                         left_out};
}

Result<TrendRows> trend_rows(const TableFile& table, const std::string& value, const std::string& time)
{
    const auto value_column = table.column(value), time_column = table.column(time);
    if (!value_column) return Failure(value_column.error());
    if (!time_column) return Failure(time_column.error());
    const auto values = numbers_in(table, *value_column);
    if (!values) return Failure(values.error());
    const auto times = times_in(table, *time_column);
    if (!times) return Failure(times.error());
    TrendRows rows;
    rows.first_on = times->first_on;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if ((*values)[row] && times->times[row])
            rows.points.push_back({*times->times[row], *(*values)[row]});
        else
            ++rows.rows_left_out;
    return rows;
}

}  // namespace throughline
