// SchoolGrowthViewModel: a school's ratings as a whole: rows of the rubric by month, and how far its numbers can be
// trusted. No wx.
//
// Used by the School and the Reliability tab of the Growth page. Promises: one rubric version and one purpose at a
// time; no names, no order but the rubric's; a cell of fewer than five teachers says that there are too few and no
// number; each cell has words that say all that it shows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/level_grid_model.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline {

class SchoolGrowthViewModel : public LevelGridModel {
public:
    explicit SchoolGrowthViewModel(const Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();
    // "Look-fors 1.0, coaching"; what was chosen stays chosen.
    [[nodiscard]] const std::vector<std::string>& series_words() const { return series_words_; }
    [[nodiscard]] std::size_t chosen_series() const { return chosen_; }
    [[nodiscard]] Result<void> choose_series(std::size_t choice);
    [[nodiscard]] const std::vector<std::string>& school_words() const { return school_words_; }
    [[nodiscard]] std::size_t chosen_school() const { return school_; }
    [[nodiscard]] Result<void> choose_school(std::size_t choice);

    // The heat map: the rows of the chosen series, the months in which any row was looked at.
    [[nodiscard]] const std::vector<SchoolHeatMap::Row>& rows() const { return rows_; }
    [[nodiscard]] const std::vector<Date>& months() const { return months_; }
    [[nodiscard]] bool is_empty() const { return rows_.empty() || months_.empty(); }
    [[nodiscard]] std::string empty_words() const;
    [[nodiscard]] std::size_t row_count() const override { return is_empty() ? 0 : rows_.size(); }
    [[nodiscard]] std::size_t column_count() const override { return is_empty() ? 0 : months_.size(); }
    [[nodiscard]] std::string heading(std::size_t row) const override;
    [[nodiscard]] std::string column_words(std::size_t month) const override;
    [[nodiscard]] const Patterns::Cell& cell(Place place) const { return rows_[place.row].cells[place.column]; }
    [[nodiscard]] CellLook look(Place place) const override;
    [[nodiscard]] std::string words(Place place) const override;
    [[nodiscard]] Place place() const override { return place_; }
    void move(int rows, int months) override;
    void go(Place place) override;
    [[nodiscard]] ShownTable map_table() const;

    [[nodiscard]] const SchoolReliability::Report& reliability() const { return reliability_; }
    // What the shares and the curve come to, and what is left out: whole sentences.
    [[nodiscard]] std::vector<std::string> reliability_sentences() const;
    [[nodiscard]] ShownTable shares() const;
    [[nodiscard]] ShownTable curve() const;
    // The same curve as lines, one for each number of observers: how well so many visits tell teachers apart.
    struct CurveLine {
        struct Place {
            int visits = 0;
            double value = 0;  // E rho squared, 0 to 1
        };
        int observers = 0;
        std::vector<Place> places;
        std::string words;  // "By 2 observers: 0.41 with 2 visits, 0.66 with 12"
    };
    [[nodiscard]] std::vector<CurveLine> curve_lines() const;
    [[nodiscard]] std::string curve_summary() const;  // its text alternative, from the same values
    [[nodiscard]] static double reliable_enough();    // the guide across the picture

private:
    struct Series {
        RubricVersionId rubric_version;
        Purpose purpose = Purpose::coaching;
        bool operator==(const Series&) const = default;
    };
    [[nodiscard]] Result<void> show_series();

    const Document& document_;
    SchoolHeatMap::Map map_;
    SchoolReliability::Report reliability_;
    report::RubricsByVersion rubrics_;
    std::vector<SchoolId> schools_;
    std::vector<std::string> school_words_;
    std::size_t school_ = 0;
    std::vector<Series> series_;
    std::vector<std::string> series_words_;
    std::size_t chosen_ = 0;
    std::vector<SchoolHeatMap::Row> rows_;
    std::vector<Date> months_;
    Place place_;
};

}  // namespace throughline
