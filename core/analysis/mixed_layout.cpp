#include "core/analysis/mixed_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace throughline::analysis {
namespace {

void standardise_slope(LaidOutTerm& term)
{
    const auto& given = term.factor->slope_of_row;
    const auto n = static_cast<double>(given.size());
    if (term.is_correlated) term.shift = std::accumulate(given.begin(), given.end(), 0.0) / n;
    double squares = 0;
    for (const double value : given) squares += (value - term.shift) * (value - term.shift);
    if (squares > 0) term.stretch = std::sqrt(squares / n);
    term.slope.reserve(given.size());
    for (const double value : given) term.slope.push_back((value - term.shift) / term.stretch);
}

LaidOutTerm term_of(const GroupingFactor& factor, std::size_t given_at)
{
    LaidOutTerm term;
    term.factor = &factor;
    term.given_at = given_at;
    term.groups = static_cast<int>(factor.group_names.size());
    term.effects = factor.effects == RandomEffects::intercept ? 1 : 2;
    term.is_correlated = factor.effects == RandomEffects::intercept_and_slope;
    if (term.effects == 2) standardise_slope(term);
    return term;
}

}  // namespace

std::vector<const LaidOutTerm*> MixedLayout::terms() const
{
    std::vector<const LaidOutTerm*> all;
    for (const auto& term : chain) all.push_back(&term);
    for (const auto& term : tail) all.push_back(&term);
    return all;
}

bool is_nested(const GroupingFactor& inner, const GroupingFactor& outer)
{
    std::vector<std::int32_t> outer_of(inner.group_names.size(), -1);
    for (std::size_t row = 0; row < inner.group_of_row.size(); ++row) {
        auto& known = outer_of[static_cast<std::size_t>(inner.group_of_row[row])];
        if (known >= 0 && known != outer.group_of_row[row]) return false;
        known = outer.group_of_row[row];
    }
    return true;
}

MixedLayout lay_out(const MixedModelInput& input)
{
    std::vector<LaidOutTerm> terms;
    for (std::size_t i = 0; i < input.groups.size(); ++i) terms.push_back(term_of(input.groups[i], i));
    std::ranges::stable_sort(terms, [](const auto& a, const auto& b) { return a.groups > b.groups; });
    MixedLayout layout;
    for (auto& term : terms) {
        const bool is_in_chain = layout.chain.empty() || is_nested(*layout.chain.back().factor, *term.factor);
        (is_in_chain ? layout.chain : layout.tail).push_back(std::move(term));
    }
    for (const auto& term : layout.tail) layout.tail_columns += term.groups * term.effects;
    for (auto* list : {&layout.chain, &layout.tail})
        for (auto& term : *list) {
            term.first_theta = layout.thetas;
            layout.thetas += term.thetas();
        }
    return layout;
}

}  // namespace throughline::analysis
