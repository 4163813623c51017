// ReliabilityCurve: how well so many visits by so many observers tell teachers apart, as lines.
//
// Used by the Reliability tab of the Growth page, beside the table with the same numbers. A line is known by its dashes
// and its words, not by a colour; the picture's accessible name says all of it.
#pragma once

#include <wx/panel.h>

#include "app/viewmodel/school_growth_view_model.hpp"

class wxGraphicsContext;

namespace throughline {

class ReliabilityCurve : public wxPanel {
public:
    ReliabilityCurve(wxWindow* parent, const SchoolGrowthViewModel& view_model);

    void show();  // after the view-model asked again
    bool AcceptsFocus() const override { return false; }

private:
    void paint();
    void paint_axes(wxGraphicsContext& context, const wxRect& area, int visits_max);
    void paint_line(wxGraphicsContext& context, const wxRect& area, const SchoolGrowthViewModel::CurveLine& line,
                    int visits_max, int words_top);

    const SchoolGrowthViewModel& view_model_;
};

}  // namespace throughline
