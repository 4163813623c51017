#include "app/teacher/ratings_view.hpp"

#include <algorithm>

#include <wx/checkbox.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/chart_view.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int picture_width = 300;  // at least, for level words and four months

}  // namespace

RatingsView::RatingsView(wxWindow* parent, Document& document, TeacherViewModel& view_model)
    : wxPanel(parent), document_(document), view_model_(view_model), body_(new wxPanel(this))
{
    const int gap = theme::wide_gap(this);
    auto* inner = new wxBoxSizer(wxVERTICAL);
    make_bar(inner);
    charts_ = new wxScrolledWindow(body_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
    charts_->SetScrollRate(0, FromDIP(16));
    set_accessible_name(charts_, "Ratings over time, as pictures");
    charts_->SetSizer(new wxBoxSizer(wxVERTICAL));
    table_ = new TableView(
        body_, "Ratings over time",
        {{"Day", 110}, {"Rating", 140}, {"Indicator", 260}, {"Rubric", 150}, {"Observer", 140}, {"Purpose", 80}});
    table_->Hide();
    inner->Add(charts_, wxSizerFlags(1).Expand());
    inner->Add(table_, wxSizerFlags(1).Expand());
    body_->SetSizer(inner);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    SetSizer(column);

    charts_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        fit_columns();
    });
    table_->on_activate = [this](std::size_t row) {
        if (on_open_visit) on_open_visit(as<ObservationId>(table_->rows()[row].id));
    };
}

void RatingsView::make_bar(wxBoxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    key_ = new ChartKey(body_);
    details_ = new wxCheckBox(body_, wxID_ANY, "With &behaviours");
    details_->SetToolTip("Also the rows below those that are rated as a whole");
    as_table_ = new wxToggleButton(body_, wxID_ANY, "Show &as table");
    row->Add(key_, wxSizerFlags(1).CenterVertical().ReserveSpaceEvenIfHidden());
    row->Add(details_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::group_gap(this)));
    row->Add(as_table_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
    column->Add(row, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    details_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { show(); });
    as_table_->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { show(); });
}

void RatingsView::show()
{
    details_->Show(view_model_.has_rating_details());
    const auto series = view_model_.ratings(details_->IsShown() && details_->GetValue());
    const bool is_table = as_table_->GetValue();
    key_->Show(!is_table);
    charts_->Show(!is_table);
    table_->Show(is_table);
    table_->set_rows(rating_table(series, document_.today()));
    draw(series);
    empty_->say(series.empty() ? "No ratings to see yet. What is rated on a visit comes up here, visit by visit." : "");
    body_->Layout();
}

void RatingsView::turn_table()
{
    as_table_->SetValue(!as_table_->GetValue());
    show();
}

void RatingsView::focus()
{
    if (as_table_->GetValue())
        table_->SetFocus();
    else
        as_table_->SetFocus();
}

void RatingsView::draw(const std::vector<report::RatingSeries>& series)
{
    const auto today = document_.today();
    auto rows = rating_table(series, today);
    if (rows == drawn_ && !rows.empty()) return;
    drawn_ = std::move(rows);
    const auto span = report::day_span(series, today);
    std::vector<report::Chart> charts;
    for (const auto& one : series) charts.push_back(report::rating_chart(one, span, today));
    key_->show(charts);
    charts_->Freeze();
    charts_->GetSizer()->Clear(true);
    grids_.clear();
    const int gap = theme::wide_gap(this);
    const report::RatingSeries* before = nullptr;
    for (std::size_t index = 0; index < series.size(); ++index) {
        const auto& one = series[index];
        // Each rubric version has its own group: its ratings are compared with no other's.
        if (!before || before->rubric_version != one.rubric_version) {
            auto* title = theme::section_heading(charts_, to_wx(one.rubric_title));
            charts_->GetSizer()->Add(title, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::gap(this)));
            grids_.push_back(new wxFlexGridSizer(2, wxSize(gap, gap)));
            charts_->GetSizer()->Add(grids_.back(), wxSizerFlags().Expand().Border(wxBOTTOM, gap));
        }
        grids_.back()->Add(new ChartView(charts_, std::move(charts[index])), wxSizerFlags().Expand());
        before = &one;
    }
    charts_->Thaw();
    fit_columns();
}

void RatingsView::fit_columns()
{
    const int width = charts_->GetClientSize().GetWidth();
    if (width <= 0) return;
    const int columns = std::max(1, width / FromDIP(picture_width + 12));
    for (auto* grid : grids_) {
        for (int column = 0; column < grid->GetCols(); ++column)
            if (grid->IsColGrowable(static_cast<std::size_t>(column)))
                grid->RemoveGrowableCol(static_cast<std::size_t>(column));
        const int used = std::min(columns, static_cast<int>(grid->GetItemCount()));
        grid->SetCols(columns);
        for (int column = 0; column < used; ++column) grid->AddGrowableCol(static_cast<std::size_t>(column), 1);
    }
    charts_->FitInside();
    charts_->Layout();
}

}  // namespace throughline
