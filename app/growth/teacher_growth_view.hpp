// TeacherGrowthView: one teacher's year: whose and on what to choose above, the chart with the markers that matter more
// beside it, a small chart for each row of the rubric below; or the same numbers as a table.
//
// Used by the Growth page, and by a teacher's page and My feedback, where the page says whose it is and there is no
// teacher to choose. All it says comes from the view-model.
#pragma once

#include <array>
#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/growth_view_model.hpp"
#include "app/widget/long_question.hpp"

class wxBoxSizer;
class wxChoice;
class wxFlexGridSizer;
class wxScrolledWindow;
class wxStaticText;
class wxToggleButton;

namespace throughline {

class ChartKey;
class EmptyNote;
class ReadingView;
class Shell;
class TablePane;
class WrappedText;

class TeacherGrowthView : public wxPanel {
public:
    TeacherGrowthView(wxWindow* parent, Shell& shell, GrowthViewModel& view_model);

    // What the view-model asks for is answered by a worker; until somebody would notice, what stands here stays.
    void show();
    // What was asked is no longer wanted.
    void leave();
    void focus();
    void turn_table();
    [[nodiscard]] bool is_table() const;
    // The model, the counts and what was left out, in a dialog; nothing where no teacher is chosen.
    void show_how();
    // Another teacher, year, purpose or rubric was chosen.
    std::function<void(GrowthViewModel::Part part, std::size_t choice)> on_choose;
    // Enter on a row of the table that is of a visit.
    std::function<void(ObservationId)> on_open_visit;
    // It shows something else by itself: an answer came, or is waited for.
    std::function<void()> on_show;

private:
    void ask(const std::optional<TeacherGrowth>& asked);
    void show_answer();
    void show_all();
    void make_choices(wxBoxSizer* column);
    void make_words(wxBoxSizer* column);
    void make_pictures(wxBoxSizer* column);
    void show_choices();
    void draw();
    void wrap();
    void fit_columns();

    Shell& shell_;
    GrowthViewModel& view_model_;
    LongQuestion question_;
    bool focus_on_answer_ = false;
    struct Field {
        wxStaticText* label = nullptr;
        wxChoice* choice = nullptr;
    };
    std::array<Field, GrowthViewModel::part_count> fields_;
    wxPanel* body_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxStaticText* words_ = nullptr;
    WrappedText* sentences_ = nullptr;
    wxToggleButton* as_table_ = nullptr;
    ChartKey* key_ = nullptr;
    wxScrolledWindow* pictures_ = nullptr;
    wxBoxSizer* year_ = nullptr;  // the chart and the markers
    ReadingView* markers_ = nullptr;
    wxStaticText* row_heading_ = nullptr;
    wxFlexGridSizer* rows_ = nullptr;
    TablePane* table_ = nullptr;
    std::vector<TableRow> drawn_;  // what the pictures show, so that they are made anew only when it changed
};

}  // namespace throughline
