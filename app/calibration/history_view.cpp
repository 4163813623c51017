#include "app/calibration/history_view.hpp"

#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/widget/chart_view.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int chart_height = 220;

}  // namespace

HistoryView::HistoryView(wxWindow* parent, CalibrationViewModel& view_model) : wxPanel(parent), view_model_(view_model)
{
    const auto observer = labelled(this, "&Observer", [this] { return new wxChoice(this, wxID_ANY); });
    label_ = observer.label;
    observer_ = observer.control;
    words_ = new WrappedText(this, {});
    drift_ = new wxBoxSizer(wxVERTICAL);
    table_ = new TablePane(this);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(label_, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(observer_, wxSizerFlags().CenterVertical());
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row);
    column->Add(words_, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::wide_gap(this)));
    column->Add(table_, wxSizerFlags(1).Expand());
    column->Add(drift_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);
    observer_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        if (on_choose) on_choose(static_cast<std::size_t>(event.GetSelection()));
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        wrap();
    });
}

void HistoryView::show()
{
    wxArrayString names;
    for (const auto& one : view_model_.observers()) names.Add(to_wx(one.name));
    if (names != observer_->GetStrings()) observer_->Set(names);
    observer_->SetSelection(names.empty() ? wxNOT_FOUND : static_cast<int>(view_model_.chosen_observer()));
    const bool has_choice = names.size() > 1;
    label_->Show(has_choice);
    observer_->Show(has_choice);
    const auto sentences = view_model_.history_sentences();
    words_->set_text(to_wx(join(sentences, " ")));
    words_->Show(!sentences.empty());
    table_->show(view_model_.history());
    show_drift();
    wrap();
    Layout();
}

void HistoryView::show_drift()
{
    drift_->Clear(true);
    auto chart = view_model_.drift_chart();
    if (!chart) return;
    auto* view = new ChartView(this, std::move(*chart));
    view->SetMinSize(wxSize(-1, FromDIP(chart_height)));
    drift_->Add(view, wxSizerFlags().Expand());
}

void HistoryView::wrap()
{
    if (words_->fit(GetClientSize().GetWidth() - 2 * theme::wide_gap(this))) Layout();
}

void HistoryView::focus() { table_->focus(); }

}  // namespace throughline
