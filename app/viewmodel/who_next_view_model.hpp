// WhoNextViewModel: whom to visit next, most pressing first, with the reason in words. No wx.
//
// Used by the Cadence page, and by the Schedule page as what is still to be planned. The order and the reasons are the
// library's own; those with a booking are not in it.
#pragma once

#include <optional>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

class WhoNextViewModel {
public:
    explicit WhoNextViewModel(const Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh(const CadenceFilter& filter);
    [[nodiscard]] static WhoNext question(const CadenceFilter& filter);  // `refresh` asks and takes
    void take(std::vector<WhoNextRow> people);
    [[nodiscard]] const std::vector<WhoNextRow>& people() const { return people_; }
    [[nodiscard]] const ShownTable& table() const { return table_; }

private:
    const Document& document_;
    std::vector<WhoNextRow> people_;
    ShownTable table_;
};

}  // namespace throughline
