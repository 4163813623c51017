#include "core/analysis/tail_order.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>

namespace throughline::analysis {
namespace {

constexpr std::size_t groups_min = 128;   // with fewer, all of it costs less than the order would save
constexpr double linked_share_max = 0.5;  // with more of the pairs linked, nearly all become so on the way
// How much more work a panel may make by taking one more column than its columns would by themselves.
constexpr double panel_growth_max = 1.3;

// A square table of bits.
class Links {
public:
    explicit Links(std::size_t size) : size_(size), words_((size + 63) / 64), bits_(size * words_) {}

    void add(std::size_t row, std::size_t column)
    {
        bits_[row * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
    }
    [[nodiscard]] bool has(std::size_t row, std::size_t column) const
    {
        return (bits_[row * words_ + column / 64] >> (column % 64) & 1) != 0;
    }
    void add_row(std::size_t to, std::size_t from)
    {
        for (std::size_t word = 0; word < words_; ++word) bits_[to * words_ + word] |= bits_[from * words_ + word];
    }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t count() const
    {
        return std::accumulate(bits_.begin(), bits_.end(), std::size_t{0}, [](std::size_t sum, std::uint64_t word) {
            return sum + static_cast<std::size_t>(std::popcount(word));
        });
    }

private:
    std::size_t size_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
};

// Groups of all tail terms, numbered through.
struct TailGroups {
    std::vector<std::size_t> first;  // of each term
    std::vector<std::int32_t> effects;
};

TailGroups tail_groups(const MixedLayout& layout)
{
    TailGroups groups;
    for (const auto& term : layout.tail) {
        groups.first.push_back(groups.effects.size());
        groups.effects.insert(groups.effects.end(), static_cast<std::size_t>(term.groups), term.effects);
    }
    return groups;
}

Links links_between(const MixedLayout& layout, const TailGroups& groups)
{
    // The last of the chain holds the groups of all before it.
    const auto& outermost = layout.chain.back();
    std::vector<std::vector<std::size_t>> met(static_cast<std::size_t>(outermost.groups));
    for (std::size_t row = 0; row < outermost.factor->group_of_row.size(); ++row)
        for (std::size_t term = 0; term < layout.tail.size(); ++term)
            met[static_cast<std::size_t>(outermost.factor->group_of_row[row])].push_back(
                groups.first[term] + static_cast<std::size_t>(layout.tail[term].factor->group_of_row[row]));
    Links links(groups.effects.size());
    for (auto& together : met) {
        std::ranges::sort(together);
        together.erase(std::unique(together.begin(), together.end()), together.end());
        for (const auto a : together)
            for (const auto b : together) links.add(a, b);
    }
    return links;
}

// The group that is eliminated first, second, ...
std::vector<std::size_t> minimum_degree_order(const Links& links)
{
    using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;
    std::vector<Eigen::Triplet<double, int>> entries;
    for (std::size_t i = 0; i < links.size(); ++i)
        for (std::size_t j = 0; j < links.size(); ++j)
            if (links.has(i, j)) entries.emplace_back(static_cast<int>(i), static_cast<int>(j), 1.0);
    const auto size = static_cast<int>(links.size());
    Sparse pattern(size, size);
    pattern.setFromTriplets(entries.begin(), entries.end());
    Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, int> permutation;
    Eigen::AMDOrdering<int>()(pattern, permutation);
    std::vector<std::size_t> order;
    for (int i = 0; i < size; ++i) order.push_back(static_cast<std::size_t>(permutation.indices()[i]));
    return order;
}

// The links in the order of elimination, with those that elimination adds: a group's later ones become linked to each
// other, which is told by handing them all to the first of them.
Links filled(const Links& links, const std::vector<std::size_t>& order)
{
    Links fill(links.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t j = i + 1; j < order.size(); ++j)
            if (links.has(order[i], order[j])) fill.add(i, j);
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t j = i + 1; j < order.size(); ++j)
            if (fill.has(i, j)) {
                fill.add_row(j, i);
                break;
            }
    return fill;
}

class PanelMaker {
public:
    PanelMaker(const Links& fill, std::vector<std::int32_t> effects, int dense_columns)
        : fill_(fill), effects_(std::move(effects)), dense_columns_(dense_columns)
    {
        first_column_.push_back(0);
        for (const auto effects_here : effects_) first_column_.push_back(first_column_.back() + effects_here);
    }

    std::vector<Panel> make()
    {
        for (std::size_t group = 0; group < effects_.size(); ++group) {
            const auto linked = links_of(group);
            if (!members_.empty() && !fits(group, linked)) close();
            members_.push_back(group);
            std::vector<std::size_t> both;
            std::ranges::set_union(below_, linked, std::back_inserter(both));
            std::erase(both, group);
            below_ = std::move(both);
            cost_alone_ += cost(columns(group, group + 1), linked);
        }
        if (!members_.empty()) close();
        const auto tail_columns = first_column_.back();
        for (const auto& panel : dense_panels(dense_columns_)) {
            Panel moved{panel.begin + tail_columns, panel.end + tail_columns, panel.below};
            for (auto& row : moved.below) row += tail_columns;
            panels_.push_back(std::move(moved));
        }
        return std::move(panels_);
    }

private:
    [[nodiscard]] std::vector<std::size_t> links_of(std::size_t group) const
    {
        std::vector<std::size_t> linked;
        for (auto later = group + 1; later < effects_.size(); ++later)
            if (fill_.has(group, later)) linked.push_back(later);
        return linked;
    }
    [[nodiscard]] std::int32_t columns(std::size_t from, std::size_t to) const
    {
        return first_column_[to] - first_column_[from];
    }
    [[nodiscard]] double cost(double own, const std::vector<std::size_t>& below) const
    {
        double rows = own + dense_columns_;
        for (const auto group : below) rows += effects_[group];
        return own * rows * rows;
    }

    // Does one more group make the panel little more work than its groups were each by itself?
    [[nodiscard]] bool fits(std::size_t group, const std::vector<std::size_t>& linked) const
    {
        if (columns(members_.front(), group + 1) > panel_columns_max) return false;
        std::vector<std::size_t> both;
        std::ranges::set_union(below_, linked, std::back_inserter(both));
        std::erase(both, group);
        const double alone = cost_alone_ + cost(columns(group, group + 1), linked);
        return cost(columns(members_.front(), group + 1), both) <= panel_growth_max * alone;
    }

    void close()
    {
        Panel panel{first_column_[members_.front()], first_column_[members_.back() + 1], {}};
        for (const auto group : below_)
            for (auto column = first_column_[group]; column < first_column_[group + 1]; ++column)
                panel.below.push_back(column);
        for (int i = 0; i < dense_columns_; ++i) panel.below.push_back(first_column_.back() + i);
        panels_.push_back(std::move(panel));
        members_.clear();
        below_.clear();
        cost_alone_ = 0;
    }

    const Links& fill_;
    std::vector<std::int32_t> effects_;  // in the order of elimination
    int dense_columns_;
    std::vector<std::int32_t> first_column_;
    std::vector<std::size_t> members_;
    std::vector<std::size_t> below_;
    double cost_alone_ = 0;
    std::vector<Panel> panels_;
};

void give_columns(MixedLayout& layout, const TailGroups& groups, const std::vector<std::size_t>& order)
{
    std::vector<std::int32_t> column_of(groups.effects.size());
    layout.tail_columns = 0;
    for (const auto group : order) {
        column_of[group] = layout.tail_columns;
        layout.tail_columns += groups.effects[group];
    }
    for (std::size_t term = 0; term < layout.tail.size(); ++term) {
        const auto first = column_of.begin() + static_cast<std::ptrdiff_t>(groups.first[term]);
        layout.tail[term].column_of_group.assign(first, first + layout.tail[term].groups);
    }
}

}  // namespace

std::vector<Panel> order_tail(MixedLayout& layout, int dense_columns)
{
    const auto groups = tail_groups(layout);
    std::vector<std::size_t> order(groups.effects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    give_columns(layout, groups, order);
    const auto all_dense = [&] { return dense_panels(layout.tail_columns + dense_columns); };
    if (order.size() < groups_min) return all_dense();
    const auto links = links_between(layout, groups);
    const auto pairs = static_cast<double>(order.size()) * static_cast<double>(order.size());
    if (static_cast<double>(links.count()) > linked_share_max * pairs) return all_dense();
    order = minimum_degree_order(links);
    give_columns(layout, groups, order);
    std::vector<std::int32_t> effects;
    for (const auto group : order) effects.push_back(groups.effects[group]);
    return PanelMaker(filled(links, order), std::move(effects), dense_columns).make();
}

}  // namespace throughline::analysis
