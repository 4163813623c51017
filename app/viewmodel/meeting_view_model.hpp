// MeetingViewModel: a closed calibration session as its group looks at it for twenty minutes: the ratings first, then
// how far they agree, the evidence for one row side by side, and what was decided. No wx.
//
// Used by the Calibration page. Promises: differences are said in words beside every colour; every number comes with
// its interval and n, or with the reason why there is none; while the session is open it holds nobody's ratings.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/level_grid_model.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/calibration.hpp"

namespace throughline {

class MeetingViewModel : public LevelGridModel {
public:
    explicit MeetingViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load(const CalibrationId& session);
    [[nodiscard]] const CalibrationMeeting::Meeting& meeting() const { return meeting_; }
    [[nodiscard]] bool is_closed() const { return meeting_.session.state == CalibrationState::closed; }
    // While it is open: who is waited for, and what happens then.
    [[nodiscard]] std::string waiting_words() const;

    // Rows by observers, then the reference and how far apart the row is.
    [[nodiscard]] std::size_t row_count() const override { return meeting_.rows.size(); }
    [[nodiscard]] std::size_t column_count() const override;
    [[nodiscard]] std::string heading(std::size_t row) const override;
    [[nodiscard]] std::string column_words(std::size_t column) const override;
    [[nodiscard]] CellLook look(Place place) const override;
    [[nodiscard]] std::string words(Place place) const override;
    [[nodiscard]] Place place() const override { return place_; }
    void move(int rows, int columns) override;
    void go(Place place) override;
    [[nodiscard]] ShownTable table() const;  // the same as rows, for a file

    [[nodiscard]] ReadingText agreement() const;
    struct Side {
        std::string name;   // whose
        std::string level;  // "3  Established"
        std::string words;
    };
    [[nodiscard]] std::vector<Side> evidence() const;  // for the current row; the reference last
    [[nodiscard]] std::string evidence_heading() const;

    // What the group agreed on for the current row, by the same keys as on a sheet. For who leads it.
    [[nodiscard]] bool may_agree() const { return is_closed() && meeting_.is_leader; }
    [[nodiscard]] Result<void> agree(char key);
    [[nodiscard]] Result<void> decide(const std::string& notes, const std::string& was);
    [[nodiscard]] Result<void> close();

private:
    enum class Column { observer, master, consensus, apart };
    [[nodiscard]] Column kind_of(std::size_t column) const;
    [[nodiscard]] const CalibrationMeeting::Cell* cell(Place place) const;
    [[nodiscard]] const CalibrationMeeting::Cell* reference(const CalibrationMeeting::Row& row) const;
    [[nodiscard]] std::string against_reference(Place place) const;
    void add_scale(const CalibrationMeeting::Scale& scale, ReadingText& text) const;

    Document& document_;
    CalibrationMeeting::Meeting meeting_;
    bool has_master_ = false;
    bool has_consensus_ = false;
    Place place_;
};

// "0.42 (0.31 to 0.53), n 149", or why there is none.
[[nodiscard]] std::string estimate_words(const analysis::Estimated& estimate);
// "78 % (45 to 94 %), 9 rows".
[[nodiscard]] std::string share_words(const analysis::Estimated& estimate);
// "0.4 levels above (0.1 below to 0.9 above), 9 rows".
[[nodiscard]] std::string difference_words(const analysis::Estimated& estimate);

}  // namespace throughline
