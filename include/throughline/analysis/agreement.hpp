// How far observers agree who rated the same thing: raw shares, chance-corrected coefficients, intraclass correlation.
//
// Used by calibration, by joint visits and by `throughline-cli analyse agreement`. Values in, values out. Promises:
// a gap is a gap and never a level; the order of units and of observers changes nothing; every coefficient comes with
// its interval and n (the units it rests on), or is NotDefined with the reason. Show raw agreement beside a
// chance-corrected coefficient: with one frequent level the second can be near zero while observers hardly differ.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "throughline/analysis/estimate.hpp"

namespace throughline::analysis {

// The levels of a rating scale as numbers, in their order, used or not: {1, 2, 3, 4}. Their places in this list count
// for weights, the numbers themselves for interval and ratio distances.
class LevelScale {
public:
    explicit LevelScale(std::vector<double> levels);  // sorted, and each kept once

    [[nodiscard]] int size() const { return static_cast<int>(levels_.size()); }
    [[nodiscard]] std::optional<int> place_of(double level) const;  // from 0; none if it is not on the scale
    [[nodiscard]] double level(int place) const { return levels_[static_cast<std::size_t>(place)]; }

private:
    std::vector<double> levels_;
};

// Who gave which unit which level. A unit is what was rated once by each: an indicator of one lesson, for example.
class RatingMatrix {
public:
    RatingMatrix(int units, int observers);

    void set(int unit, int observer, double level);
    [[nodiscard]] std::optional<double> at(int unit, int observer) const;  // none: a gap
    [[nodiscard]] int units() const { return units_; }
    [[nodiscard]] int observers() const { return observers_; }
    [[nodiscard]] std::vector<double> of_unit(int unit) const;  // without the gaps
    [[nodiscard]] LevelScale levels_used() const;

private:
    int units_;
    int observers_;
    std::vector<std::optional<double>> cells_;
};

// How often two observers gave which pair of levels: rows are the first observer's.
class PairTable {
public:
    explicit PairTable(int levels);

    void add(int first, int second, std::int64_t count = 1);
    [[nodiscard]] std::int64_t count(int first, int second) const;
    [[nodiscard]] int levels() const { return levels_; }
    [[nodiscard]] std::int64_t n() const { return n_; }

private:
    int levels_;
    std::int64_t n_ = 0;
    std::vector<std::int64_t> counts_;
};

// Of the units that both rated. NotDefined if a level is not on the scale.
Defined<PairTable> pair_table(const RatingMatrix& ratings, const LevelScale& scale, int first_observer,
                              int second_observer);

// Weights of Cohen (1968), with i and j the levels' places and k all levels of the scale, used or not:
// unweighted 1 if i = j; linear 1 - |i - j| / (k - 1); quadratic 1 - ((i - j) / (k - 1))^2.
enum class AgreementWeights { unweighted, linear, quadratic };
std::string_view name_of(AgreementWeights weights);  // "unweighted", "linear", "quadratic"
double agreement_weight(AgreementWeights weights, int first, int second, int levels);

// --- Two observers. n counts the units that both rated. ---

// Shares of units with the same level, and with levels at most one place apart. Standard error sqrt(p (1 - p) / n),
// interval of Wilson (1927), which stays inside 0 to 1 and holds with few units.
Estimated exact_agreement(const PairTable& table, double confidence = default_confidence);
Estimated within_one_agreement(const PairTable& table, double confidence = default_confidence);

// The second observer's mean place minus the first's, in levels; paired, with Student's t interval (n - 1 degrees).
Estimated mean_difference(const PairTable& table, double confidence = default_confidence);

// Cohen's kappa (po - pe) / (1 - pe) of Cohen (1960, 1968); large-sample standard error of Fleiss, Cohen & Everitt
// (1969), normal interval cut off at -1 and 1. Not defined if both observers gave one and the same level throughout.
Estimated cohen_kappa(const PairTable& table, AgreementWeights weights, double confidence = default_confidence);

// --- Any number of observers, gaps allowed. n counts the units with two ratings or more. ---

// Gwet's AC1 (unweighted) and AC2 (weighted): pe = sum(w) / (k (k - 1)) * sum(pi (1 - pi)) with pi the mean share of
// each level (Gwet 2008, 2014 chapters 5 and 6). Standard error by his linearised per-unit values, unconditional on
// the levels' shares; Student's t interval with n - 1 degrees, cut off at -1 and 1.
Estimated gwet_agreement(const RatingMatrix& ratings, const LevelScale& scale, AgreementWeights weights,
                         double confidence = default_confidence);

// Fleiss' kappa (1971), with units that have different numbers of ratings as in Gwet (2014), equation 5.12. Standard
// error and interval as above.
Estimated fleiss_kappa(const RatingMatrix& ratings, const LevelScale& scale, double confidence = default_confidence);

// Krippendorff's alpha = 1 - Do / De from the coincidences of levels within units (Krippendorff 2011, "Computing
// Krippendorff's alpha-reliability"). The number of pairable ratings is what chance is worked out from, so a unit with
// one rating changes nothing. The interval is Student's t around the delete-one-unit jackknife (Efron & Tibshirani
// 1993, chapter 11; n - 1 degrees) and not the usual bootstrap: it needs no random numbers, so the same ratings give
// the same interval on every machine. Ratio distances need levels that are not negative.
enum class AlphaDistance { nominal, ordinal, interval, ratio };
std::string_view name_of(AlphaDistance distance);
Estimated krippendorff_alpha(const RatingMatrix& ratings, AlphaDistance distance,
                             double confidence = default_confidence);

// --- Intraclass correlation: every observer rated every unit. Units with a gap are left out; n counts the others. ---

// The six forms of Shrout & Fleiss (1979), from the two-way analysis of variance of units by observers: single ratings
// or the mean of all observers; observers different for each unit (one way), a sample of observers (two way random,
// absolute agreement), or these observers only (two way mixed, consistency).
enum class IccForm {
    one_way_single,   // ICC(1,1)
    random_single,    // ICC(2,1)
    mixed_single,     // ICC(3,1)
    one_way_average,  // ICC(1,k)
    random_average,   // ICC(2,k)
    mixed_average,    // ICC(3,k)
};
inline constexpr std::array icc_forms{IccForm::one_way_single,  IccForm::random_single,  IccForm::mixed_single,
                                      IccForm::one_way_average, IccForm::random_average, IccForm::mixed_average};
std::string_view name_of(IccForm form);  // "ICC(2,1)"; k stands for the number of observers: "ICC(2,k)"

// Intervals from the F distribution; for the random forms with Satterthwaite's degrees (Shrout & Fleiss 1979, the
// correction of McGraw & Wong 1996). No standard error: the distribution is skewed. Not defined with fewer than two
// complete units or observers, or if all ratings are the same.
Estimated intraclass_correlation(const RatingMatrix& ratings, IccForm form, double confidence = default_confidence);

}  // namespace throughline::analysis
