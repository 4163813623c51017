#include "throughline/analysis/milestones.hpp"

#include <algorithm>

namespace throughline::analysis {
namespace {

constexpr std::size_t looked_back_on = 3;  // two of the last three

// The second highest of the last three of the first `count`.
int held_after(const std::vector<LevelOnDay>& given, std::size_t count)
{
    std::vector<int> last;
    for (std::size_t i = count - std::min(count, looked_back_on); i < count; ++i) last.push_back(given[i].level);
    std::ranges::sort(last, std::greater<>());
    return last[1];
}

}  // namespace

std::vector<LevelOnDay> first_reached(const std::vector<LevelOnDay>& given)
{
    std::vector<LevelOnDay> reached;
    for (const auto& rating : given)
        if (reached.empty() || rating.level > reached.back().level) reached.push_back(rating);
    return reached;
}

std::optional<LevelOnDay> sustained(const std::vector<LevelOnDay>& given)
{
    if (given.size() < 2) return std::nullopt;
    const int level = held_after(given, given.size());
    std::size_t since = given.size();
    while (since > 2 && held_after(given, since - 1) >= level) --since;
    return LevelOnDay{given[since - 1].on, level};
}

}  // namespace throughline::analysis
