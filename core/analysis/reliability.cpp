#include "throughline/analysis/reliability.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/analysis/two_way_anova.hpp"
#include "throughline/analysis/mixed_model.hpp"

namespace throughline::analysis {
namespace {

constexpr auto below_zero = "The variance between {0} came out below 0 and counts as 0.";

double or_zero(const std::optional<double>& variance) { return variance.value_or(0); }

double relative_error(const FacetVariances& variances, const RatingDesign& design)
{
    return or_zero(variances.teacher_by_observer) / design.observers + or_zero(variances.visit) / design.visits +
           variances.residual / (design.visits * design.indicators);
}

double absolute_error(const FacetVariances& variances, const RatingDesign& design)
{
    return relative_error(variances, design) + or_zero(variances.observer) / design.observers +
           or_zero(variances.indicator) / design.indicators;
}

Defined<double> share_of_teachers(double teacher, double error)
{
    if (teacher + error <= 0)
        return not_defined("The ratings do not vary, so there is nothing to tell teachers apart by.");
    return teacher / (teacher + error);
}

void set_results(Reliability& result)
{
    result.e_rho_squared = generalizability(result.variances, result.design);
    result.phi = dependability(result.variances, result.design);
}

double at_least_zero(double variance, const std::string& of_what, Reliability& result)
{
    if (variance >= 0) return variance;
    result.notes.push_back(NotDefined{below_zero, {of_what}}.text());
    return 0;
}

// One facet's groups, numbered from 0, as a random factor of the model.
GroupingFactor factor_of(const std::string& name, const std::vector<std::int64_t>& key_of_row)
{
    GroupingFactor factor;
    factor.name = name;
    factor.with_errors = false;
    std::map<std::int64_t, std::int32_t> places;
    for (const auto key : key_of_row) {
        const auto [place, is_new] = places.emplace(key, static_cast<std::int32_t>(places.size()));
        if (is_new) factor.group_names.push_back(std::to_string(key));
        factor.group_of_row.push_back(place->second);
    }
    return factor;
}

bool divides_alike(const GroupingFactor& a, const GroupingFactor& b)
{
    if (a.group_names.size() != b.group_names.size()) return false;
    std::map<std::int32_t, std::int32_t> partner;
    for (std::size_t row = 0; row < a.group_of_row.size(); ++row)
        if (partner.emplace(a.group_of_row[row], b.group_of_row[row]).first->second != b.group_of_row[row])
            return false;
    return true;
}

// Takes those facets into the model that the ratings can tell apart, and notes the others.
class FacetChoice {
public:
    explicit FacetChoice(const std::vector<FacetRating>& ratings) : rows_(ratings.size())
    {
        std::vector<std::int64_t> teacher, observer, pair, visit, indicator;
        for (const auto& rating : ratings) {
            teacher.push_back(rating.teacher);
            observer.push_back(rating.observer);
            pair.push_back((static_cast<std::int64_t>(rating.teacher) << 32) |
                           static_cast<std::uint32_t>(rating.observer));
            visit.push_back(rating.visit);
            indicator.push_back(rating.indicator);
            input_.value_of_row.push_back(rating.level);
        }
        consider("teacher", "teachers", teacher);
        consider("observer", "observers", observer);
        consider("indicator", "indicators", indicator);
        consider("teacher_by_observer", "a teacher's observers", pair);
        consider("visit", "visits", visit);
    }

    [[nodiscard]] const MixedModelInput& input() const { return input_; }
    [[nodiscard]] std::vector<std::string>& notes() { return notes_; }
    [[nodiscard]] bool has_teacher() const { return !input_.groups.empty() && input_.groups[0].name == "teacher"; }

private:
    void consider(const std::string& name, const std::string& words, const std::vector<std::int64_t>& keys)
    {
        auto factor = factor_of(name, keys);
        if (factor.group_names.size() < 2) {
            notes_.push_back("There is one only, so the variance between " + words + " cannot be told.");
            return;
        }
        const auto like = std::ranges::find_if(
            input_.groups, [&](const GroupingFactor& known) { return divides_alike(factor, known); });
        if (factor.group_names.size() >= rows_ || like != input_.groups.end()) {
            const auto what = like == input_.groups.end()
                                  ? std::string("the rest")
                                  : "that between " + words_[static_cast<std::size_t>(like - input_.groups.begin())];
            notes_.push_back("The variance between " + words + " cannot be told from " + what + " and is part of it.");
            return;
        }
        input_.groups.push_back(std::move(factor));
        words_.push_back(words);
    }

    std::size_t rows_;
    MixedModelInput input_;
    std::vector<std::string> words_;  // for each group of the model
    std::vector<std::string> notes_;
};

// Harmonic means over teachers: the error of a mean goes with one over its numbers.
RatingDesign design_of(const std::vector<FacetRating>& ratings)
{
    struct Seen {
        std::set<std::int32_t> visits, observers, indicators;
    };
    std::map<std::int32_t, Seen> seen;
    for (const auto& rating : ratings) {
        auto& of_teacher = seen[rating.teacher];
        of_teacher.visits.insert(rating.visit);
        of_teacher.observers.insert(rating.observer);
        of_teacher.indicators.insert(rating.indicator);
    }
    double visits = 0, observers = 0, indicators = 0;
    for (const auto& [teacher, of_teacher] : seen) {
        visits += 1 / static_cast<double>(of_teacher.visits.size());
        observers += 1 / static_cast<double>(of_teacher.observers.size());
        indicators += 1 / static_cast<double>(of_teacher.indicators.size());
    }
    const auto teachers = static_cast<double>(seen.size());
    return {teachers / visits, teachers / observers, teachers / indicators};
}

struct FacetWords {
    std::string_view name;
    std::string_view words;
};
constexpr std::array facet_words{
    FacetWords{"teacher", "teachers"}, FacetWords{"observer", "observers"}, FacetWords{"indicator", "indicators"},
    FacetWords{"teacher_by_observer", "a teacher's observers"}, FacetWords{"visit", "visits"}};

void set_variance(const RandomTerm& term, Reliability& result)
{
    auto& variances = result.variances;
    if (term.factor == "teacher") variances.teacher = term.intercept_variance;
    if (term.factor == "observer") variances.observer = term.intercept_variance;
    if (term.factor == "teacher_by_observer") variances.teacher_by_observer = term.intercept_variance;
    if (term.factor == "visit") variances.visit = term.intercept_variance;
    if (term.factor == "indicator") variances.indicator = term.intercept_variance;
    if (term.intercept_variance > 0) return;
    const auto words = std::ranges::find(facet_words, std::string_view(term.factor), &FacetWords::name)->words;
    result.notes.push_back("The best estimate of the variance between " + std::string(words) + " is 0.");
}

}  // namespace

double FacetVariances::total() const
{
    return teacher + or_zero(observer) + or_zero(teacher_by_observer) + or_zero(visit) + or_zero(indicator) + residual;
}

Defined<double> generalizability(const FacetVariances& variances, const RatingDesign& design)
{
    return share_of_teachers(variances.teacher, relative_error(variances, design));
}

Defined<double> dependability(const FacetVariances& variances, const RatingDesign& design)
{
    return share_of_teachers(variances.teacher, absolute_error(variances, design));
}

Defined<Reliability> crossed_reliability(const RatingMatrix& ratings)
{
    const auto anova = two_way_anova(ratings);
    if (!anova) return tl::unexpected(anova.error());
    Reliability result;
    // Brennan (2001), table 2.3, from the expected mean squares.
    result.variances.teacher = at_least_zero((anova->units_ms - anova->residual_ms) / anova->k, "teachers", result);
    result.variances.observer =
        at_least_zero((anova->observers_ms - anova->residual_ms) / anova->n, "observers", result);
    result.variances.residual = anova->residual_ms;
    result.design = {anova->k, anova->k, 1};
    result.teachers = static_cast<std::int64_t>(anova->n);
    result.ratings = static_cast<std::int64_t>(anova->n * anova->k);
    set_results(result);
    return result;
}

Defined<Reliability> reliability(const std::vector<FacetRating>& ratings)
{
    FacetChoice facets(ratings);
    if (!facets.has_teacher()) return not_defined("Reliability needs two teachers or more, with several ratings each.");
    const auto fit = fit_mixed_model(facets.input());
    if (!fit) return tl::unexpected(NotDefined{fit.error().message, fit.error().arguments});
    Reliability result;
    result.notes = facets.notes();
    for (const auto& term : fit->terms) set_variance(term, result);
    result.variances.residual = fit->residual_variance;
    result.design = design_of(ratings);
    result.teachers = static_cast<std::int64_t>(fit->terms[0].groups.size());
    result.ratings = fit->rows;
    set_results(result);
    return result;
}

Defined<std::vector<ReliabilityPoint>> reliability_curve(const FacetVariances& variances, double indicators,
                                                         int visits_max, int observers_max)
{
    std::vector<ReliabilityPoint> points;
    for (int observers = 1; observers <= observers_max; ++observers)
        for (int visits = observers; visits <= visits_max; ++visits) {
            const RatingDesign design{static_cast<double>(visits), static_cast<double>(observers), indicators};
            const auto relative = generalizability(variances, design), absolute = dependability(variances, design);
            if (!relative) return tl::unexpected(relative.error());
            points.push_back({design, *relative, *absolute});
        }
    return points;
}

}  // namespace throughline::analysis
