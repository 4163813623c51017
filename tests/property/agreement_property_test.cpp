// What must hold for every set of ratings: who is named first, in which order and by which number changes nothing.
#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "throughline/analysis/agreement.hpp"

using namespace throughline::analysis;

namespace {

using Rows = std::vector<std::vector<int>>;  // units by observers; 0 is a gap
constexpr int level_count = 4;

rc::Gen<Rows> any_ratings()
{
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(2, 5), [](std::size_t observers) {
        const auto level = rc::gen::weightedElement<int>({{1, 0}, {2, 1}, {4, 2}, {4, 3}, {1, 4}});
        return rc::gen::container<Rows>(rc::gen::container<std::vector<int>>(observers, level));
    });
}

RatingMatrix matrix_of(const Rows& rows)
{
    RatingMatrix matrix(static_cast<int>(rows.size()), rows.empty() ? 2 : static_cast<int>(rows[0].size()));
    for (std::size_t unit = 0; unit < rows.size(); ++unit)
        for (std::size_t observer = 0; observer < rows[unit].size(); ++observer)
            if (rows[unit][observer] > 0)
                matrix.set(static_cast<int>(unit), static_cast<int>(observer), rows[unit][observer]);
    return matrix;
}

struct Index {
    const char* name;
    bool is_nominal;
    std::function<Estimated(const RatingMatrix&)> of;
};

Estimated of_pair(const RatingMatrix& matrix, const std::function<Estimated(const PairTable&)>& index)
{
    return index(*pair_table(matrix, LevelScale({1, 2, 3, 4}), 0, 1));
}

const std::vector<Index>& indices()
{
    static const LevelScale scale({1, 2, 3, 4});
    static const std::vector<Index> all = [] {
        std::vector<Index> list;
        const auto add = [&list](const char* name, bool is_nominal, auto of) {
            list.push_back({name, is_nominal, of});
        };
        add("exact", true, [](const auto& m) { return of_pair(m, [](const auto& t) { return exact_agreement(t); }); });
        add("within one", false,
            [](const auto& m) { return of_pair(m, [](const auto& t) { return within_one_agreement(t); }); });
        for (const auto weights :
             {AgreementWeights::unweighted, AgreementWeights::linear, AgreementWeights::quadratic}) {
            const bool is_nominal = weights == AgreementWeights::unweighted;
            add("kappa", is_nominal, [weights](const auto& m) {
                return of_pair(m, [weights](const auto& t) { return cohen_kappa(t, weights); });
            });
            add("Gwet", is_nominal, [weights](const auto& m) { return gwet_agreement(m, scale, weights); });
        }
        add("Fleiss", true, [](const auto& m) { return fleiss_kappa(m, scale); });
        for (const auto distance :
             {AlphaDistance::nominal, AlphaDistance::ordinal, AlphaDistance::interval, AlphaDistance::ratio})
            add("alpha", distance == AlphaDistance::nominal,
                [distance](const auto& m) { return krippendorff_alpha(m, distance); });
        for (const auto form : icc_forms)
            add("ICC", false, [form](const auto& m) { return intraclass_correlation(m, form); });
        return list;
    }();
    return all;
}

// An error of zero is the root of what rounding leaves.
bool is_near(double a, double b) { return std::abs(a - b) <= 1e-6 * (1 + std::abs(a)); }

bool is_same(const Estimated& a, const Estimated& b)
{
    if (a.has_value() != b.has_value()) return false;
    if (!a) return true;
    if (!is_near(a->value, b->value) || a->n != b->n || a->interval.has_value() != b->interval.has_value())
        return false;
    return !a->interval ||
           (is_near(a->interval->low, b->interval->low) && is_near(a->interval->high, b->interval->high));
}

void check_same(const Rows& before, const Rows& after, bool nominal_only = false)
{
    for (const auto& index : indices()) {
        if (nominal_only && !index.is_nominal) continue;
        RC_LOG() << index.name << "\n";
        RC_ASSERT(is_same(index.of(matrix_of(before)), index.of(matrix_of(after))));
    }
}

}  // namespace

TEST_CASE("the order of the units changes no index of agreement")
{
    REQUIRE(rc::check([] {
        const auto rows = *any_ratings();
        auto shuffled = rows;
        std::ranges::reverse(shuffled);
        std::rotate(shuffled.begin(), shuffled.begin() + static_cast<std::ptrdiff_t>(rows.size() / 3), shuffled.end());
        check_same(rows, shuffled);
    }));
}

TEST_CASE("swapping the observers changes no index of agreement")
{
    REQUIRE(rc::check([] {
        const auto rows = *any_ratings();
        auto swapped = rows;
        for (auto& row : swapped) std::swap(row[0], row[1]);
        check_same(rows, swapped);
    }));
}

TEST_CASE("relabelling the levels leaves the nominal indices alone")
{
    REQUIRE(rc::check([] {
        const auto rows = *any_ratings();
        std::vector<int> labels{1, 2, 3, 4};
        for (int i = *rc::gen::inRange(0, 24); i > 0; --i) std::ranges::next_permutation(labels);
        auto relabelled = rows;
        for (auto& row : relabelled)
            for (auto& level : row)
                if (level > 0) level = labels[static_cast<std::size_t>(level - 1)];
        check_same(rows, relabelled, true);
    }));
}

TEST_CASE("a unit with one rating leaves alpha alone")
{
    REQUIRE(rc::check([] {
        const auto rows = *any_ratings();
        RC_PRE(!rows.empty());
        auto more = rows;
        std::vector<int> lonely(rows[0].size());
        lonely[0] = *rc::gen::inRange(1, level_count + 1);
        more.push_back(lonely);
        for (const auto distance :
             {AlphaDistance::nominal, AlphaDistance::ordinal, AlphaDistance::interval, AlphaDistance::ratio})
            RC_ASSERT(
                is_same(krippendorff_alpha(matrix_of(rows), distance), krippendorff_alpha(matrix_of(more), distance)));
    }));
}

TEST_CASE("every index of agreement is a number of at most one with its interval inside, or not defined with a reason")
{
    REQUIRE(rc::check([] {
        const auto matrix = matrix_of(*any_ratings());
        for (const auto& index : indices()) {
            RC_LOG() << index.name << "\n";
            const auto found = index.of(matrix);
            if (!found) {
                RC_ASSERT_FALSE(found.error().text().empty());
                continue;
            }
            RC_ASSERT(std::isfinite(found->value));
            RC_ASSERT(found->value <= 1 + 1e-12);
            RC_ASSERT(found->interval.has_value() == found->no_interval_because.empty());
            if (found->interval) {
                RC_ASSERT(found->interval->low <= found->value + 1e-9);
                RC_ASSERT(found->interval->high >= found->value - 1e-9);
            }
        }
    }));
}
