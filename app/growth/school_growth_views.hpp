// HeatMapView and ReliabilityView: a school's ratings by month, and how far its numbers can be trusted; each with the
// words that say what is seen. No names and no order among teachers, since there is none in what they show.
//
// Used by the Growth page's School and Reliability tabs. All they say comes from the view-model.
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/school_growth_view_model.hpp"

class wxChoice;
class wxStaticText;
class wxToggleButton;

namespace throughline {

class EmptyNote;
class LevelGrid;
class ReliabilityCurve;
class TablePane;
class WrappedText;

// Which school and which ratings, above both views.
class SeriesBar : public wxPanel {
public:
    SeriesBar(wxWindow* parent, SchoolGrowthViewModel& view_model);

    void show();
    std::function<void(std::size_t)> on_school;
    std::function<void(std::size_t)> on_series;

private:
    SchoolGrowthViewModel& view_model_;
    wxStaticText* school_label_ = nullptr;
    wxChoice* school_ = nullptr;
    wxChoice* series_ = nullptr;
};

class HeatMapView : public wxPanel {
public:
    HeatMapView(wxWindow* parent, SchoolGrowthViewModel& view_model);

    void show();
    void focus();
    void turn_table();
    [[nodiscard]] SeriesBar* bar() const { return bar_; }

private:
    void show_place();

    SchoolGrowthViewModel& view_model_;
    SeriesBar* bar_ = nullptr;
    wxPanel* body_ = nullptr;
    wxToggleButton* as_table_ = nullptr;
    LevelGrid* canvas_ = nullptr;
    TablePane* table_ = nullptr;
    wxStaticText* words_ = nullptr;
    EmptyNote* empty_ = nullptr;
};

class ReliabilityView : public wxPanel {
public:
    ReliabilityView(wxWindow* parent, SchoolGrowthViewModel& view_model);

    void show();
    void focus();
    [[nodiscard]] SeriesBar* bar() const { return bar_; }

private:
    void wrap();

    SchoolGrowthViewModel& view_model_;
    SeriesBar* bar_ = nullptr;
    WrappedText* words_ = nullptr;
    TablePane* shares_ = nullptr;
    TablePane* curve_ = nullptr;
    ReliabilityCurve* picture_ = nullptr;
};

}  // namespace throughline
