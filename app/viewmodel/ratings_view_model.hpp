// RatingsViewModel: the rubric's rows in this visit, one key for each mark, and what lies beside the row.
//
// A level, "not observed", "not applicable" and blank are four different things and look so. Last time's ratings are
// hidden until asked for, since they colour what one sees. Used by the Observe page. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/open_visit.hpp"
#include "app/viewmodel/palette.hpp"

namespace throughline {

class RatingsViewModel {
public:
    explicit RatingsViewModel(OpenVisit& visit);

    struct Row {
        std::string code;
        std::string title;
        std::string mark;  // "4  Medium-high", "Not observed", "Blank"; "3 counted" on a row without levels
        Tone tone = Tone::neutral;
        bool is_blank = true;
        bool takes_mark = true;  // false: counted in the script, nothing to rate
        int line_count = 0;      // of evidence tagged with it or with a row below it
        std::string last;        // last time's mark, if it was asked for
    };
    [[nodiscard]] std::vector<Row> rows() const;

    [[nodiscard]] std::size_t selected() const { return selected_; }
    void select(std::size_t row);

    // "1".."9" and "0" set that level, "n" not observed, "a" not applicable, backspace clears. False: not one of these.
    static constexpr char clear_key = '\b';
    [[nodiscard]] static bool is_mark_key(char key);
    [[nodiscard]] Result<void> press(char key);
    [[nodiscard]] Result<void> mark(std::optional<Rating> rating);  // of the selected row; nothing: blank

    struct Choice {
        std::string name;  // "4  Medium-high", "Not observed"
        std::string descriptor;
        std::optional<Rating> rating;  // nothing: blank
        bool is_chosen = false;
    };
    struct Beside {
        std::string title;               // "6.1 Asks open-ended questions"
        std::string area;                // of the domain
        std::vector<std::string> words;  // meaning, teacher's side, students' side, look-fors
        std::vector<Choice> choices;     // none: nothing to rate on this row
        std::vector<std::string> lines;  // "07:42  Teacher: Why?"
        std::string last;                // "Last time: 3 Medium", if it was asked for
        bool has_lines = true;           // false: lines of evidence have no place here
    };
    [[nodiscard]] Beside beside() const;

    [[nodiscard]] bool shows_last() const { return shows_last_; }
    void show_last(bool shown);
    [[nodiscard]] int rated_count() const;  // rows with any mark
    [[nodiscard]] int rateable_count() const;

    Signal<> on_change;  // the selection, or whether last time is shown

private:
    [[nodiscard]] const RubricNode* selected_node() const;
    [[nodiscard]] const Rating* rating_of(const std::string& code) const;
    [[nodiscard]] bool is_below(const std::string& code, const std::string& ancestor) const;
    [[nodiscard]] std::vector<const Evidence*> lines_of(const std::string& code) const;
    [[nodiscard]] std::string last_words(const RubricNode& node) const;

    OpenVisit& visit_;
    std::optional<ObservationId> shown_;
    std::size_t selected_ = 0;
    bool shows_last_ = false;
    Connection visit_changes_;
};

}  // namespace throughline
