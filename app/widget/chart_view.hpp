// ChartView: one row's ratings over time as a small picture: level words at the left, days below, a mark for each
// visit.
//
// Used by the Teacher page. It paints what rating_chart says and nothing more; its accessible name has the same
// numbers, and a pointer over a mark shows that mark's words.
#pragma once

#include <wx/panel.h>

#include "app/viewmodel/rating_chart.hpp"

namespace throughline {

class ChartView : public wxPanel {
public:
    ChartView(wxWindow* parent, RatingSeries series, const ChartSpan& span, Date today);

    bool AcceptsFocus() const override { return false; }

private:
    void paint();
    void point_at(const wxPoint& position);
    [[nodiscard]] ChartDrawing drawing();

    RatingSeries series_;
    ChartSpan span_;
    Date today_;
    std::string shown_words_;
};

// What the shapes mean, for the purposes that occur.
class ChartKey : public wxPanel {
public:
    explicit ChartKey(wxWindow* parent);

    void show(const std::vector<RatingSeries>& series);
    bool AcceptsFocus() const override { return false; }

protected:
    wxSize DoGetBestClientSize() const override;

private:
    struct Entry {
        ChartMark mark;
        wxString words;
    };
    void paint();

    std::vector<Entry> entries_;
};

}  // namespace throughline
