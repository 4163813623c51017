#include "app/teacher/evidence_view.hpp"

#include <wx/sizer.h>

#include "app/widget/empty_note.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

EvidenceView::EvidenceView(wxWindow* parent, TeacherViewModel& view_model)
    : wxPanel(parent), view_model_(view_model), body_(new wxPanel(this))
{
    indicators_ = new TableView(body_, "Indicators", {{"Indicator", 220}, {"Lines", 60, false, true}, {"Rubric", 100}});
    lines_ = new TableView(body_, "Evidence", {{"Day", 95}, {"At", 60}, {"Who", 75}, {"What was seen or heard", 160}});
    line_ = new ReadingView(body_, "The line in full");
    line_->SetMinSize(FromDIP(wxSize(-1, 90)));
    const int gap = theme::wide_gap(this);
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(lines_, wxSizerFlags(3).Expand());
    right->Add(line_, wxSizerFlags(1).Expand().Border(wxTOP, gap));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(indicators_, wxSizerFlags(2).Expand());
    row->AddSpacer(gap);
    row->Add(right, wxSizerFlags(3).Expand());
    body_->SetSizer(row);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    SetSizer(column);

    indicators_->on_select = [this] { show_lines(); };
    lines_->on_select = [this] { show_line(); };
    lines_->on_activate = [this](std::size_t row_index) {
        const auto indicator = indicators_->selected_row();
        if (!indicator || !on_open_visit) return;
        on_open_visit(view_model_.evidence()[*indicator].lines[row_index].evidence.observation);
    };
}

void EvidenceView::show()
{
    indicators_->set_rows(view_model_.indicator_rows());
    if (!indicators_->selected_row() && !indicators_->rows().empty()) indicators_->select(0);
    empty_->say(indicators_->rows().empty() ? "No evidence to see yet. Lines that are tagged on a visit gather here by "
                                              "indicator."
                                            : "");
    show_lines();
}

void EvidenceView::focus() { indicators_->SetFocus(); }

void EvidenceView::show_lines()
{
    const auto indicator = indicators_->selected_row();
    lines_->set_rows(indicator ? view_model_.evidence_rows(*indicator) : std::vector<TableRow>{});
    if (!lines_->selected_row() && !lines_->rows().empty()) lines_->select(0);
    show_line();
}

void EvidenceView::show_line()
{
    const auto indicator = indicators_->selected_row();
    const auto row = lines_->selected_row();
    line_->show(indicator && row ? view_model_.evidence_line(*indicator, *row) : ReadingText{});
}

}  // namespace throughline
