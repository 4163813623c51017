// PatternsViewModel: which rows of the rubric were looked at in which month, and how. No names, no ranking. No wx.
//
// Used by the Cadence page. A cell with fewer than five teachers says so and nothing else.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

class PatternsViewModel {
public:
    explicit PatternsViewModel(const Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh(const CadenceFilter& filter);
    [[nodiscard]] static Patterns question(const CadenceFilter& filter)
    {
        return {filter};
    }  // `refresh` asks and takes
    void take(Patterns::Table patterns);
    [[nodiscard]] const ShownTable& table() const { return table_; }
    // One row, month by month, with all its words: the row's cells are too narrow for them.
    [[nodiscard]] std::string row_words(std::size_t row) const;

private:
    void leave_out_empty_months();
    void make_table();
    [[nodiscard]] int width_of(std::size_t month) const;  // of its column, by its longest cell

    const Document& document_;
    Patterns::Table patterns_;
    ShownTable table_;
};

}  // namespace throughline
