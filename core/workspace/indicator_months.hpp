// The rows of rubrics by month: how often each was looked at, and how it was rated. Shared by the questions that show
// rows by month, so that they show the same numbers.
#pragma once

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/store/counted.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {

// People by the number that IndicatorMonths gave to each. The same one mostly comes several times in a row.
class People {
public:
    void add(std::size_t number)
    {
        if (number == last_) return;
        last_ = number;
        if (are_in_.size() <= number) are_in_.resize(2 * number + 64);  // seldom: numbers go up one by one
        are_in_[number] = true;
    }
    [[nodiscard]] int count() const { return static_cast<int>(std::count(are_in_.begin(), are_in_.end(), true)); }

private:
    std::vector<bool> are_in_;
    std::size_t last_ = std::numeric_limits<std::size_t>::max();
};

// One row of a rubric in one month.
struct LookedAtInMonth {
    int visits = 0;
    People teachers;
    People rated_teachers;  // of whom levels stand in `levels`
    People observers;
    std::vector<double> levels;
};

class IndicatorMonths {
public:
    // Counts visits begun in [from, to]. Each purpose by itself, or all together.
    IndicatorMonths(const store::Viewer& viewer, Date from, Date to, bool by_purpose);

    // Shared visits count; levels only of those whose feedback the viewer may read, of others that a row was looked at.
    // In any order; it is quicker where those of one teacher come one after another.
    void add(const store::CountedVisit& visit);

    const std::vector<Date>& months() const { return months_; }  // the first day of each
    // The rubrics that were used, with the purpose if each is counted by itself.
    struct Block {
        RubricVersionId rubric_version;
        Purpose purpose = Purpose::coaching;
        auto operator<=>(const Block&) const = default;
    };
    std::vector<Block> blocks() const;
    // A cell a month; none if the row was never looked at.
    std::vector<Patterns::Cell> cells(const Block& block, const Rubric& rubric, const RubricNode& node) const;

private:
    const store::Viewer& viewer_;
    bool by_purpose_;
    std::vector<Date> months_;
    std::optional<PersonId> teacher_;  // of the visit before
    std::size_t teacher_number_ = 0;
    std::unordered_map<PersonId, std::size_t> teachers_;
    std::unordered_map<PersonId, std::size_t> observers_;
    using ByCode = std::map<std::string, std::vector<LookedAtInMonth>, std::less<>>;
    std::map<Block, ByCode> counted_;
};

}  // namespace throughline
