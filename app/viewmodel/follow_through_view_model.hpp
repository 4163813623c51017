// FollowThroughViewModel: was what was seen shared, talked about, tried and looked at again, and do the hours suffice?
// No wx.
//
// Used by the Cadence page. Every number stands with how many cases are behind it; below five there is no number.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

class FollowThroughViewModel {
public:
    enum Period : std::size_t { school_year, eight_weeks, four_weeks, period_count };

    explicit FollowThroughViewModel(const Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh(const CadenceFilter& filter);
    [[nodiscard]] FollowThrough question(const CadenceFilter& filter) const;  // `refresh` asks and takes
    void take(FollowThrough::Report report);
    [[nodiscard]] static std::vector<std::string> period_words();
    [[nodiscard]] Period period() const { return period_; }
    void choose_period(Period period) { period_ = period; }

    // "Visits from Mon 31 Aug to Sat 21 Nov."
    [[nodiscard]] std::string span_words() const;
    [[nodiscard]] const ShownTable& measures() const { return measures_; }
    [[nodiscard]] const ShownTable& load() const { return load_; }

private:
    void make_tables();

    const Document& document_;
    FollowThrough::Report report_;
    Period period_ = school_year;
    ShownTable measures_;
    ShownTable load_;
};

}  // namespace throughline
