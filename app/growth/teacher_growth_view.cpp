#include "app/growth/teacher_growth_view.hpp"

#include <algorithm>
#include <utility>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/tglbtn.h>
#include <wx/wrapsizer.h>

#include "app/shell/shell.hpp"
#include "app/widget/chart_view.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int choice_width = 150;
constexpr int rubric_width = 200;   // "Teach Primary 1.0 (12 visits)"
constexpr int year_height = 280;    // of the chart of the year: its points lie closer than in the small ones
constexpr int markers_width = 300;  // a row's title and its level on one or two lines
constexpr int picture_width = 300;  // of a small chart at least, for level words and four months
constexpr int how_width = 620;
constexpr int how_height = 340;

class HowDialog : public StandardDialog {
public:
    HowDialog(wxWindow* parent, ReadingText text) : StandardDialog(parent, "How was this computed")
    {
        auto* view = new ReadingView(this, "How was this computed");
        view->SetMinSize(FromDIP(wxSize(how_width, how_height)));
        view->show(std::move(text));
        content()->Add(view, wxSizerFlags(1).Expand());
        finish();
        view->SetFocus();
    }
};

}  // namespace

TeacherGrowthView::TeacherGrowthView(wxWindow* parent, Shell& shell, GrowthViewModel& view_model)
    : wxPanel(parent), shell_(shell), view_model_(view_model)
{
    view_model_.ask_elsewhere = [this](const std::optional<TeacherGrowth>& asked) { ask(asked); };
    question_.on_wait = [this] {
        view_model_.say_waiting(question_.is_waiting());
        if (question_.is_waiting()) show_answer();
    };
    const int gap = theme::wide_gap(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_choices(column);
    body_ = new wxPanel(this);
    auto* inner = new wxBoxSizer(wxVERTICAL);
    make_words(inner);
    make_pictures(inner);
    body_->SetSizer(inner);
    body_->Hide();  // until there is something to show
    empty_ = new EmptyNote(this, body_);
    column->Add(body_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, gap));
    SetSizer(outer);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        wrap();
    });
    pictures_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        fit_columns();
    });
}

void TeacherGrowthView::make_choices(wxBoxSizer* column)
{
    auto* row = new wxWrapSizer(wxHORIZONTAL, 0);
    for (std::size_t at = 0; at < fields_.size(); ++at) {
        const auto part = static_cast<GrowthViewModel::Part>(at);
        const auto field =
            labelled(this, GrowthViewModel::title(part), [this] { return new wxChoice(this, wxID_ANY); });
        const int width = part == GrowthViewModel::rubric ? rubric_width : choice_width;
        field->SetMinSize(wxSize(FromDIP(width), -1));
        // Side by side in one item, so that a narrow window does not part a label from its choice.
        auto* pair = new wxBoxSizer(wxHORIZONTAL);
        pair->Add(field.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        pair->Add(field.control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
        row->Add(pair, wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
        fields_[at] = {field.label, field.control};
        field->Bind(wxEVT_CHOICE, [this, part](wxCommandEvent& event) {
            focus_on_answer_ = false;
            if (on_choose) on_choose(part, static_cast<std::size_t>(event.GetSelection()));
        });
    }
    column->Add(row, wxSizerFlags().Expand());
}

void TeacherGrowthView::make_words(wxBoxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    words_ = theme::section_heading(body_, {});
    row->Add(words_, wxSizerFlags(1).CenterVertical());
    auto* how = new wxButton(body_, wxID_ANY, "Ho&w was this computed...");
    as_table_ = new wxToggleButton(body_, wxID_ANY, "Show &as table");
    row->Add(how, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
    row->Add(as_table_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    column->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    sentences_ = new WrappedText(body_, {});
    column->Add(sentences_, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    how->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { show_how(); });
    as_table_->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { show_all(); });
}

void TeacherGrowthView::make_pictures(wxBoxSizer* column)
{
    const int gap = theme::wide_gap(this);
    key_ = new ChartKey(body_);
    column->Add(key_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    pictures_ = new wxScrolledWindow(body_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
    pictures_->SetScrollRate(0, FromDIP(16));
    set_accessible_name(pictures_, "The year, as pictures");
    year_ = new wxBoxSizer(wxHORIZONTAL);
    markers_ = new ReadingView(pictures_, "What matters more than a line");
    markers_->SetMinSize(wxSize(FromDIP(markers_width), FromDIP(year_height)));
    year_->Add(markers_, wxSizerFlags().Expand().Border(wxLEFT, gap));
    rows_ = new wxFlexGridSizer(2, wxSize(gap, gap));
    auto* inner = new wxBoxSizer(wxVERTICAL);
    inner->Add(year_, wxSizerFlags().Expand());
    inner->AddSpacer(gap);
    row_heading_ = theme::section_heading(pictures_, "Row by row");
    inner->Add(row_heading_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    inner->Add(rows_, wxSizerFlags().Expand().Border(wxBOTTOM, gap));
    pictures_->SetSizer(inner);
    table_ = new TablePane(body_);
    table_->Hide();
    table_->list()->on_activate = [this](std::size_t row) {
        const auto& id = table_->list()->rows()[row].id;
        if (on_open_visit && !id.is_nil()) on_open_visit(as<ObservationId>(id));
    };
    column->Add(pictures_, wxSizerFlags(1).Expand());
    column->Add(table_, wxSizerFlags(1).Expand());
}

bool TeacherGrowthView::is_table() const { return as_table_->GetValue(); }

void TeacherGrowthView::ask(const std::optional<TeacherGrowth>& asked)
{
    if (!asked) return question_.cancel();
    question_.ask(
        view_model_.document(), LongQuestion::Size::large,
        [asked = *asked](const Document& document) { return document.ask(asked); },
        [this](Result<TeacherGrowth::Growth> answer) {
            shell_.accept(view_model_.take(std::move(answer)));
            show_answer();
            if (std::exchange(focus_on_answer_, false) && IsDescendant(FindFocus())) focus();
        });
    view_model_.say_waiting(question_.is_waiting());
}

void TeacherGrowthView::show_answer()
{
    show_all();
    if (on_show) on_show();
}

void TeacherGrowthView::leave()
{
    focus_on_answer_ = false;
    question_.cancel();
}

void TeacherGrowthView::show()
{
    const bool is_unnoticed = question_.is_running() && !question_.is_waiting();
    if (!is_unnoticed) return show_all();
    if (view_model_.growth()) return;
    show_choices();
    empty_->Hide();
    body_->Hide();
}

void TeacherGrowthView::show_all()
{
    show_choices();
    empty_->say(to_wx(view_model_.empty_words()));
    if (set_text(words_, to_wx(view_model_.words()))) theme::set_font(words_, theme::section_font(this));
    sentences_->set_text(to_wx(join(view_model_.sentences(), " ")));
    key_->Show(!is_table());
    pictures_->Show(!is_table());
    table_->Show(is_table());
    table_->show(view_model_.table());
    draw();
    wrap();
    body_->Layout();
    Layout();
}

void TeacherGrowthView::show_choices()
{
    for (std::size_t at = 0; at < fields_.size(); ++at) {
        const auto part = static_cast<GrowthViewModel::Part>(at);
        wxArrayString words;
        for (const auto& one : view_model_.choices(part)) words.Add(to_wx(one));
        auto* choice = fields_[at].choice;
        if (words != choice->GetStrings()) choice->Set(words);
        const auto chosen = view_model_.chosen(part);
        choice->SetSelection(chosen ? static_cast<int>(*chosen) : wxNOT_FOUND);
        choice->Show(!words.empty());
        fields_[at].label->Show(!words.empty());
    }
}

void TeacherGrowthView::draw()
{
    auto rows = view_model_.table().rows;
    if (rows == drawn_) return;
    drawn_ = std::move(rows);
    pictures_->Freeze();
    if (year_->GetItemCount() > 1) {
        auto* before = year_->GetItem(std::size_t{0})->GetWindow();
        year_->Detach(before);
        before->Destroy();
    }
    rows_->Clear(true);
    std::vector<report::Chart> charts;
    if (auto chart = view_model_.chart()) {
        charts.push_back(*chart);
        auto* picture = new ChartView(pictures_, std::move(*chart));
        picture->SetMinSize(wxSize(FromDIP(picture_width), FromDIP(year_height)));
        year_->Insert(0, picture, wxSizerFlags(1).Expand());
    }
    for (auto& chart : view_model_.indicator_charts()) {
        charts.push_back(chart);
        rows_->Add(new ChartView(pictures_, std::move(chart)), wxSizerFlags().Expand());
    }
    row_heading_->Show(rows_->GetItemCount() > 0);
    key_->show(charts);
    markers_->show(view_model_.markers());
    pictures_->Thaw();
    fit_columns();
}

void TeacherGrowthView::wrap()
{
    const int width = GetClientSize().GetWidth() - 2 * theme::wide_gap(this);
    if (sentences_->fit(width)) body_->Layout();
}

void TeacherGrowthView::fit_columns()
{
    const int width = pictures_->GetClientSize().GetWidth();
    if (width <= 0) return;
    const int columns = std::max(1, width / FromDIP(picture_width + 12));
    for (int column = 0; column < rows_->GetCols(); ++column)
        if (rows_->IsColGrowable(static_cast<std::size_t>(column)))
            rows_->RemoveGrowableCol(static_cast<std::size_t>(column));
    const int used = std::min(columns, static_cast<int>(rows_->GetItemCount()));
    rows_->SetCols(columns);
    for (int column = 0; column < used; ++column) rows_->AddGrowableCol(static_cast<std::size_t>(column), 1);
    pictures_->FitInside();
    pictures_->Layout();
}

void TeacherGrowthView::turn_table()
{
    as_table_->SetValue(!as_table_->GetValue());
    show_all();
    focus();
}

void TeacherGrowthView::show_how()
{
    if (!view_model_.growth()) return;
    HowDialog dialog(wxGetTopLevelParent(this), view_model_.how_computed());
    dialog.ShowModal();
}

// Where the markers are still waited for, they get the focus when they come, unless the person has gone elsewhere.
void TeacherGrowthView::focus()
{
    focus_on_answer_ = question_.is_running() && !view_model_.growth();
    if (!body_->IsShown()) {
        // The teacher rather than the school, which is one's own to begin with.
        if (auto* teacher = fields_[GrowthViewModel::teacher].choice; teacher->IsShown()) return teacher->SetFocus();
        for (const auto& field : fields_)
            if (field.choice->IsShown()) return field.choice->SetFocus();
        SetFocus();
    } else if (is_table())
        table_->focus();
    else
        markers_->SetFocus();
}

}  // namespace throughline
