// What the analysis works on, taken from a CSV table: rows of a mixed model, ratings by unit and observer, points.
//
// Used by `throughline-cli analyse` and by tests. Promises: a row that misses something it needs is left out and
// counted, never filled in; what cannot be understood is refused by file, line and column.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/analysis/agreement.hpp"
#include "throughline/analysis/mixed_model.hpp"
#include "throughline/analysis/trend.hpp"
#include "throughline/exchange/table_file.hpp"

namespace throughline {

struct ModelGroup {
    std::string column;
    analysis::RandomEffects effects = analysis::RandomEffects::intercept;  // slopes are on the time column
};

// Columns by their headings.
struct ModelColumns {
    std::string value;
    std::string time;  // may be empty if no group has a slope; else a fixed effect
    std::vector<ModelGroup> groups;
    std::vector<std::string> fixed;  // numbers, or words: a factor of which the first group is what others differ from
    analysis::Likelihood likelihood = analysis::Likelihood::reml;
};

struct ModelRows {
    analysis::MixedModelInput input;
    std::size_t rows_left_out = 0;  // with a missing cell
    std::optional<Date> first_on;   // what time 0 is, if times are days
};
Result<ModelRows> model_rows(const TableFile& table, const ModelColumns& columns);

struct AgreementColumns {
    std::string unit;
    std::string observer;
    std::string rating;
    std::vector<std::string> levels;  // of the scale, in order; empty: ratings are numbers, those that occur
};

struct AgreementRows {
    analysis::RatingMatrix ratings;
    analysis::LevelScale scale;
    std::vector<std::string> units;
    std::vector<std::string> observers;
    std::vector<std::string> levels;  // their names, in the order of the scale
    bool levels_are_numbers = true;   // else the scale is 1, 2, 3, ... in the order given
    std::size_t rows_left_out = 0;
};
Result<AgreementRows> agreement_rows(const TableFile& table, const AgreementColumns& columns);

struct TrendRows {
    std::vector<analysis::TrendPoint> points;
    std::optional<Date> first_on;  // if times are days: x counts from it
    std::size_t rows_left_out = 0;
};
Result<TrendRows> trend_rows(const TableFile& table, const std::string& value, const std::string& time);

}  // namespace throughline
