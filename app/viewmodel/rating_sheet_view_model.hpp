// RatingSheetViewModel: one's own ratings in a calibration session, one key for each mark, with words beside; or the
// master ratings, for who leads the session and does not rate. No wx.
//
// Used by the Calibration page while the session is open. Promises: it holds nobody else's ratings; a level, not
// observed, not applicable and blank are four different things and look so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/ratings_view_model.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/calibration.hpp"

namespace throughline {

class RatingSheetViewModel {
public:
    explicit RatingSheetViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load(const CalibrationId& session);
    [[nodiscard]] const CalibrationSheet::Sheet& sheet() const { return sheet_; }
    [[nodiscard]] bool may_change() const;
    [[nodiscard]] std::string progress_words() const;  // "7 of 9 rows are marked. 1 of 2 observers are in."

    [[nodiscard]] std::vector<TableRow> rows() const;  // code, row, mark
    static constexpr std::size_t mark_cell = 2;
    [[nodiscard]] std::size_t selected() const { return selected_; }
    void select(std::size_t row);
    [[nodiscard]] const CalibrationSheet::Row* row() const;
    [[nodiscard]] RatingsViewModel::Beside beside() const;

    // A digit, 'n', 'a' or RatingsViewModel::clear_key on the selected row.
    [[nodiscard]] Result<void> press(char key);
    [[nodiscard]] Result<void> mark(std::optional<Rating> rating);
    // The words of a row; `was` what it said before.
    [[nodiscard]] Result<void> write(const std::string& code, const std::string& words, const std::string& was);
    [[nodiscard]] Result<bool> submit();  // whether the session is closed now

private:
    Document& document_;
    CalibrationSheet::Sheet sheet_;
    std::size_t selected_ = 0;
};

}  // namespace throughline
