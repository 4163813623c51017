#include "throughline/analysis/facets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include <Eigen/Cholesky>

#include "core/analysis/facets_likelihood.hpp"

namespace throughline::analysis {
namespace {

constexpr int levels_max = 60;  // more are no rating scale
constexpr int iterations_max = 200;
constexpr double gain_min = 1e-9;           // of the log-likelihood
constexpr double log_deviation_min = -4.6;  // a deviation of 0.01 logits: no difference that anybody could see
constexpr auto one_end = "All ratings are at the {0} level, which no finite measure would be sure of.";

struct Rating {
    std::size_t teacher, indicator, observer;
    int level;
};

// What remains after leaving out who cannot be measured, and the way back to the names.
struct Measurable {
    std::vector<Rating> ratings;
    std::vector<int> levels_used;
    std::vector<bool> has_indicator, has_observer;               // measured
    std::vector<std::string> indicator_reason, observer_reason;  // of the others
    std::vector<std::string> notes;
};

template <class SomeRating>
std::vector<int> used_levels(const std::vector<SomeRating>& ratings, int levels)
{
    std::vector<bool> is_used(static_cast<std::size_t>(levels));
    for (const auto& rating : ratings) is_used[static_cast<std::size_t>(rating.level)] = true;
    std::vector<int> used;
    for (int level = 0; level < levels; ++level)
        if (is_used[static_cast<std::size_t>(level)]) used.push_back(level);
    return used;
}

// Leaves out the groups of one facet whose ratings are all at one end of the levels used; true if there were any.
bool leave_out_ends(Measurable& data, std::size_t Rating::*facet, const std::vector<std::string>& names,
                    std::vector<bool>& is_measured, std::vector<std::string>& reasons)
{
    if (data.levels_used.empty()) return false;
    std::vector<bool> has_low(names.size()), has_high(names.size()), has_any(names.size());
    for (const auto& rating : data.ratings) {
        has_any[rating.*facet] = true;
        if (rating.level > data.levels_used.front()) has_high[rating.*facet] = true;
        if (rating.level < data.levels_used.back()) has_low[rating.*facet] = true;
    }
    bool is_any = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!is_measured[i] || (has_low[i] && has_high[i])) continue;
        is_measured[i] = false;
        reasons[i] = "There are no ratings.";
        if (!has_any[i]) continue;
        is_any = true;
        reasons[i] = NotDefined{one_end, {has_high[i] ? "highest" : "lowest"}}.text();
        data.notes.push_back(names[i] + ": " + reasons[i] + " These ratings are left out.");
    }
    std::erase_if(data.ratings, [&](const Rating& rating) { return !is_measured[rating.*facet]; });
    return is_any;
}

Measurable measurable(const FacetsInput& input)
{
    Measurable data;
    for (const auto& rating : input.ratings)
        data.ratings.push_back({static_cast<std::size_t>(rating.teacher), static_cast<std::size_t>(rating.indicator),
                                static_cast<std::size_t>(rating.observer), rating.level});
    data.has_indicator.assign(input.indicators.size(), true);
    data.has_observer.assign(input.observers.size(), true);
    data.indicator_reason.resize(input.indicators.size());
    data.observer_reason.resize(input.observers.size());
    do data.levels_used = used_levels(data.ratings, input.levels);
    while (leave_out_ends(data, &Rating::indicator, input.indicators, data.has_indicator, data.indicator_reason) ||
           leave_out_ends(data, &Rating::observer, input.observers, data.has_observer, data.observer_reason));
    data.levels_used = used_levels(data.ratings, input.levels);
    const auto unused = input.levels - static_cast<int>(data.levels_used.size());
    if (unused > 0)
        data.notes.push_back("Of the scale's levels, " + std::to_string(unused) +
                             " were never given; there is no threshold to them.");
    std::vector<int> place(static_cast<std::size_t>(input.levels));
    for (std::size_t i = 0; i < data.levels_used.size(); ++i)
        place[static_cast<std::size_t>(data.levels_used[i])] = static_cast<int>(i);
    for (auto& rating : data.ratings) rating.level = place[static_cast<std::size_t>(rating.level)];
    return data;
}

// Numbers of the measured ones, and back.
struct Numbering {
    explicit Numbering(const std::vector<bool>& is_measured) : number(is_measured.size())
    {
        for (std::size_t i = 0; i < is_measured.size(); ++i)
            if (is_measured[i]) number[i] = count++;
    }
    std::vector<int> number;
    int count = 0;
};

std::vector<TeacherCells> cells_of(const Measurable& data, std::size_t teachers, const Numbering& indicators,
                                   const Numbering& observers)
{
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, FacetCell> cells;
    for (const auto& rating : data.ratings) {
        auto& cell = cells[{rating.teacher, rating.indicator, rating.observer}];
        if (cell.counts.empty()) {
            cell.indicator = indicators.number[rating.indicator];
            cell.observer = observers.number[rating.observer];
            cell.counts.resize(data.levels_used.size());
        }
        cell.counts[static_cast<std::size_t>(rating.level)] += 1;
        cell.total += 1;
        cell.sum += rating.level;
    }
    std::vector<TeacherCells> of_teacher(teachers);
    for (auto& [key, cell] : cells) of_teacher[std::get<0>(key)].push_back(std::move(cell));
    return of_teacher;
}

// Observers that share a teacher belong together; is there one such circle only?
bool are_linked(const Measurable& data, std::size_t teachers, std::size_t observers)
{
    std::vector<std::size_t> parent(teachers + observers);
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    };
    for (const auto& rating : data.ratings) parent[root(rating.teacher)] = root(teachers + rating.observer);
    for (const auto& rating : data.ratings)
        if (root(rating.teacher) != root(data.ratings.front().teacher)) return false;
    return true;
}

// All parameters from the free ones: within indicators, observers and thresholds the last is minus the sum of the rest.
Eigen::MatrixXd from_free(const FacetSizes& sizes)
{
    const Eigen::Index groups[] = {sizes.indicators, sizes.observers, sizes.levels - 1};
    Eigen::Index free = 2;
    for (const auto size : groups) free += size - 1;
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(sizes.parameters(), free);
    Eigen::Index row = 0, column = 0;
    for (const auto size : groups) {
        matrix.block(row, column, size - 1, size - 1).setIdentity();
        matrix.block(row + size - 1, column, 1, size - 1).setConstant(-1);
        row += size;
        column += size - 1;
    }
    matrix.bottomRightCorner(2, 2).setIdentity();
    return matrix;
}

struct Maximum {
    Eigen::VectorXd parameters;
    Eigen::MatrixXd covariance;  // of all parameters
    double value = 0;
    int iterations = 0;
    bool is_deviation_zero = false;
};

// Newton's method; where the curvature is not that of a hill, its diagonal is raised until it is (Levenberg).
Maximum climb(const FacetLikelihood& likelihood)
{
    auto basis = from_free(likelihood.sizes());
    Eigen::VectorXd parameters = Eigen::VectorXd::Zero(likelihood.sizes().parameters());
    Maximum maximum;
    double ridge = 0;
    auto parts = likelihood.parts(parameters);
    while (maximum.iterations < iterations_max) {
        ++maximum.iterations;
        const Eigen::VectorXd gradient = basis.transpose() * parts.gradient;
        const Eigen::MatrixXd information = -basis.transpose() * parts.curvature * basis;
        Eigen::MatrixXd raised = information;
        raised.diagonal().array() += ridge;
        const Eigen::LLT<Eigen::MatrixXd> factor(raised);
        if (factor.info() != Eigen::Success) {
            ridge = std::max(1.0, 4 * ridge);
            continue;
        }
        Eigen::VectorXd move = factor.solve(gradient);
        const double size = move.cwiseAbs().maxCoeff();
        if (size > 1) move /= size;
        const Eigen::VectorXd next = parameters + basis * move;
        auto next_parts = likelihood.parts(next);
        if (!(next_parts.value >= parts.value - gain_min)) {
            ridge = std::max(1.0, 4 * ridge);
            continue;
        }
        const double gain = next_parts.value - parts.value;
        parameters = next;
        parts = std::move(next_parts);
        ridge = ridge > 1 ? ridge / 4 : 0;
        const auto deviation = likelihood.sizes().log_deviation();
        if (parameters[deviation] < log_deviation_min && !maximum.is_deviation_zero) {
            maximum.is_deviation_zero = true;  // it would go on to minus infinity
            parameters[deviation] = log_deviation_min;
            basis.conservativeResize(Eigen::NoChange, basis.cols() - 1);
            parts = likelihood.parts(parameters);
        } else if (gain < gain_min && ridge == 0) {
            break;
        }
    }
    maximum.parameters = parameters;
    maximum.value = parts.value;
    const Eigen::MatrixXd information = -basis.transpose() * parts.curvature * basis;
    maximum.covariance =
        basis * information.ldlt().solve(Eigen::MatrixXd::Identity(basis.cols(), basis.cols())) * basis.transpose();
    return maximum;
}

class FacetWriter {
public:
    FacetWriter(const Measurable& data, const FacetSizes& sizes, const Maximum& maximum)
        : data_(data), sizes_(sizes), maximum_(maximum)
    {}

    [[nodiscard]] Measure measure(Eigen::Index parameter) const
    {
        return {maximum_.parameters[parameter], std::sqrt(std::max(0.0, maximum_.covariance(parameter, parameter)))};
    }

    [[nodiscard]] std::vector<Defined<Measure>> facet(const std::vector<bool>& is_measured,
                                                      const std::vector<std::string>& reasons,
                                                      const Numbering& numbering, Eigen::Index first,
                                                      const char* of_one) const
    {
        std::vector<Defined<Measure>> measures;
        for (std::size_t i = 0; i < is_measured.size(); ++i)
            if (!is_measured[i])
                measures.emplace_back(not_defined(reasons[i]));
            else if (numbering.count == 1)
                measures.emplace_back(not_defined(of_one));
            else
                measures.emplace_back(measure(first + numbering.number[i]));
        return measures;
    }

    [[nodiscard]] std::vector<Threshold> thresholds() const
    {
        std::vector<Threshold> list;
        for (int level = 1; level < sizes_.levels; ++level) {
            const auto place = static_cast<std::size_t>(level);
            list.push_back({data_.levels_used[place - 1], data_.levels_used[place], measure(sizes_.threshold(level))});
        }
        return list;
    }

    // Kass & Steffey (1989): the posterior's variance, and how the mean moves with the measures' errors.
    [[nodiscard]] Measure teacher(const TeacherPosterior& posterior) const
    {
        const double from_parameters = posterior.by_parameters.dot(maximum_.covariance * posterior.by_parameters);
        return {posterior.mean, std::sqrt(posterior.variance + std::max(0.0, from_parameters))};
    }

private:
    const Measurable& data_;
    const FacetSizes& sizes_;
    const Maximum& maximum_;
};

std::optional<Error> impossible(const FacetsInput& input)
{
    const auto refuse = [](std::string message, auto... arguments) {
        return fail(ErrorCode::invalid, std::move(message), arguments...).value();
    };
    if (input.levels < 2 || input.levels > levels_max)
        return refuse("A scale of {0} levels cannot be fitted; it needs 2 to {1}.", std::to_string(input.levels),
                      std::to_string(levels_max));
    const auto is_outside = [](std::int32_t place, std::size_t size) {
        return place < 0 || static_cast<std::size_t>(place) >= size;
    };
    for (std::size_t i = 0; i < input.ratings.size(); ++i) {
        const auto& rating = input.ratings[i];
        if (is_outside(rating.teacher, input.teachers.size()) ||
            is_outside(rating.indicator, input.indicators.size()) ||
            is_outside(rating.observer, input.observers.size()) ||
            is_outside(rating.level, static_cast<std::size_t>(input.levels)))
            return refuse("Rating {0} names a teacher, indicator, observer or level that is not there.",
                          std::to_string(i + 1));
    }
    if (used_levels(input.ratings, input.levels).size() < 2)
        return refuse("All ratings are the same level, so nothing can be told apart by them.");
    return std::nullopt;
}

}  // namespace

Result<FacetsFit> fit_facets(const FacetsInput& input)
{
    if (auto error = impossible(input)) return Failure(std::move(*error));
    const auto data = measurable(input);
    const Numbering indicators(data.has_indicator), observers(data.has_observer);
    auto cells = cells_of(data, input.teachers.size(), indicators, observers);
    const auto rated = std::ranges::count_if(cells, [](const TeacherCells& own) { return !own.empty(); });
    if (rated < 2)
        return fail(ErrorCode::invalid,
                    "Ratings of {0} teachers remain, after leaving out who was only rated at one end of the scale; at "
                    "least 2 are needed.",
                    std::to_string(rated));
    const FacetSizes sizes{indicators.count, observers.count, static_cast<int>(data.levels_used.size())};
    const FacetLikelihood likelihood(sizes, cells);
    const auto maximum = climb(likelihood);
    const FacetWriter writer(data, sizes, maximum);

    FacetsFit fit;
    fit.notes = data.notes;
    fit.log_likelihood = maximum.value;
    fit.iterations = maximum.iterations;
    fit.ratings = static_cast<std::int64_t>(data.ratings.size());
    fit.indicators = writer.facet(data.has_indicator, data.indicator_reason, indicators, 0,
                                  "There is one indicator only; how hard it is shows beside others.");
    fit.observers = writer.facet(data.has_observer, data.observer_reason, observers, sizes.observer(0),
                                 "There is one observer only; how strict one is shows beside others.");
    fit.thresholds = writer.thresholds();
    fit.teacher_mean = writer.measure(sizes.mean());
    const auto log_deviation = writer.measure(sizes.log_deviation());
    fit.teacher_deviation = {std::exp(log_deviation.logits),
                             std::exp(log_deviation.logits) * log_deviation.standard_error};
    if (maximum.is_deviation_zero) {
        fit.teacher_deviation = {0, 0};
        fit.notes.emplace_back("As far as these ratings tell, the teachers do not differ.");
    }
    for (std::size_t teacher = 0; teacher < cells.size(); ++teacher)
        if (cells[teacher].empty())
            fit.teachers.emplace_back(not_defined("There are no ratings of this teacher that count."));
        else
            fit.teachers.emplace_back(writer.teacher(likelihood.posterior(teacher, maximum.parameters)));
    fit.is_connected = are_linked(data, input.teachers.size(), input.observers.size());
    if (!fit.is_connected)
        fit.notes.emplace_back(
            "Not all observers are linked by teachers whom they share, so severities of separate circles can be "
            "compared "
            "only by taking their teachers to be alike.");
    return fit;
}

}  // namespace throughline::analysis
