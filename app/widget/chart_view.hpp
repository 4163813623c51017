// ChartView: a chart of the library as a small picture: level words at the left, days below, marks, curves and bands.
//
// Used by the Teacher page and whatever else shows something over time. It paints what report::draw_chart says and
// nothing more; its accessible name has the same numbers, and a pointer over a mark shows that mark's words.
#pragma once

#include <wx/panel.h>

#include "throughline/report/chart.hpp"

namespace throughline {

class ChartView : public wxPanel {
public:
    ChartView(wxWindow* parent, report::Chart chart);

    bool AcceptsFocus() const override { return false; }

private:
    void paint();
    void point_at(const wxPoint& position);
    // The picture's own area, below the two lines of words.
    struct Area {
        int left = 0;
        int top = 0;
        report::ChartDrawing drawing;
    };
    [[nodiscard]] Area area();

    report::Chart chart_;
    std::string shown_words_;
};

// What the looks mean, for those that occur.
class ChartKey : public wxPanel {
public:
    explicit ChartKey(wxWindow* parent);

    void show(const std::vector<report::Chart>& charts);
    bool AcceptsFocus() const override { return false; }

protected:
    wxSize DoGetBestClientSize() const override;

private:
    void paint();

    std::vector<report::ChartKeyEntry> entries_;
};

}  // namespace throughline
