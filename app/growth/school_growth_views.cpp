#include "app/growth/school_growth_views.hpp"

#include <wx/choice.h>
#include <wx/tglbtn.h>

#include "app/growth/reliability_curve.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/level_grid.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

void show_choice(wxChoice* choice, const std::vector<std::string>& words, std::size_t chosen)
{
    wxArrayString strings;
    for (const auto& one : words) strings.Add(to_wx(one));
    if (strings != choice->GetStrings()) choice->Set(strings);
    choice->SetSelection(words.empty() ? wxNOT_FOUND : static_cast<int>(chosen));
}

void frame(wxWindow* view, wxSizer* inner)
{
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(inner, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(view)));
    view->SetSizer(outer);
}

}  // namespace

SeriesBar::SeriesBar(wxWindow* parent, SchoolGrowthViewModel& view_model) : wxPanel(parent), view_model_(view_model)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto school = labelled(this, "School", [this] { return new wxChoice(this, wxID_ANY); });
    const auto series = labelled(this, "Ratings", [this] { return new wxChoice(this, wxID_ANY); });
    for (const auto& [label, control] :
         {std::pair(school.label, school.control), std::pair(series.label, series.control)}) {
        row->Add(label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        row->Add(control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
    }
    SetSizer(row);
    school_label_ = school.label;
    school_ = school.control;
    series_ = series.control;
    school_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        if (on_school) on_school(static_cast<std::size_t>(event.GetSelection()));
    });
    series_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        if (on_series) on_series(static_cast<std::size_t>(event.GetSelection()));
    });
}

void SeriesBar::show()
{
    show_choice(school_, view_model_.school_words(), view_model_.chosen_school());
    show_choice(series_, view_model_.series_words(), view_model_.chosen_series());
    const bool has_several = view_model_.school_words().size() > 1;
    school_label_->Show(has_several);
    school_->Show(has_several);
    Show(has_several || !view_model_.series_words().empty());
    Layout();
}

HeatMapView::HeatMapView(wxWindow* parent, SchoolGrowthViewModel& view_model)
    : wxPanel(parent), view_model_(view_model), bar_(new SeriesBar(this, view_model)), body_(new wxPanel(this))
{
    auto* top = new wxBoxSizer(wxHORIZONTAL);
    top->Add(
        theme::quiet(body_, "In each cell the middle level, visits and observers. Fewer than five teachers: too few."),
        wxSizerFlags(1).CenterVertical());
    as_table_ = new wxToggleButton(body_, wxID_ANY, "Show &as table");
    top->Add(as_table_, wxSizerFlags().CenterVertical());
    canvas_ = new LevelGrid(body_, view_model);
    table_ = new TablePane(body_);
    table_->Hide();
    words_ = new wxStaticText(body_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    words_->SetMinSize(wxSize(-1, words_->GetCharHeight()));  // before it says anything, too
    auto* inner = new wxBoxSizer(wxVERTICAL);
    inner->Add(top, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    inner->Add(canvas_, wxSizerFlags(1).Expand());
    inner->Add(table_, wxSizerFlags(1).Expand());
    inner->Add(words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    body_->SetSizer(inner);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(bar_, wxSizerFlags().Expand());
    column->Add(body_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    frame(this, column);
    as_table_->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { show(); });
    canvas_->on_move = [this] { show_place(); };
}

void HeatMapView::show()
{
    bar_->show();
    empty_->say(to_wx(view_model_.empty_words()));
    const bool is_table = as_table_->GetValue();
    canvas_->Show(!is_table);
    words_->Show(!is_table);
    table_->Show(is_table);
    table_->show(view_model_.map_table());
    canvas_->show();
    body_->Layout();
    Layout();
}

void HeatMapView::show_place()
{
    if (!view_model_.is_empty()) set_text(words_, to_wx(view_model_.words(view_model_.place())));
}

void HeatMapView::turn_table()
{
    as_table_->SetValue(!as_table_->GetValue());
    show();
    focus();
}

void HeatMapView::focus()
{
    if (as_table_->GetValue())
        table_->focus();
    else
        canvas_->SetFocus();
}

ReliabilityView::ReliabilityView(wxWindow* parent, SchoolGrowthViewModel& view_model)
    : wxPanel(parent),
      view_model_(view_model),
      bar_(new SeriesBar(this, view_model)),
      words_(new WrappedText(this, {})),
      shares_(new TablePane(this)),
      curve_(new TablePane(this)),
      picture_(new ReliabilityCurve(this, view_model))
{
    auto* tables = new wxBoxSizer(wxVERTICAL);
    tables->Add(shares_, wxSizerFlags(2).Expand());
    tables->Add(curve_, wxSizerFlags(3).Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(tables, wxSizerFlags(1).Expand());
    sides->Add(picture_, wxSizerFlags(1).Expand().Border(wxLEFT, theme::wide_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(bar_, wxSizerFlags().Expand());
    column->Add(words_, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::wide_gap(this)));
    column->Add(sides, wxSizerFlags(1).Expand());
    frame(this, column);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        wrap();
    });
}

void ReliabilityView::show()
{
    bar_->show();
    words_->set_text(to_wx(join(view_model_.reliability_sentences(), " ")));
    shares_->show(view_model_.shares());
    curve_->show(view_model_.curve());
    picture_->show();
    wrap();
    Layout();
}

void ReliabilityView::wrap()
{
    if (words_->fit(GetClientSize().GetWidth() - 2 * theme::wide_gap(this))) Layout();
}

void ReliabilityView::focus() { shares_->focus(); }

}  // namespace throughline
