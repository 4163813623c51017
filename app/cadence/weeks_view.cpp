#include "app/cadence/weeks_view.hpp"

#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>

#include "app/cadence/weeks_canvas.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

WeeksView::WeeksView(wxWindow* parent, WeeksViewModel& view_model)
    : wxPanel(parent), view_model_(view_model), body_(new wxPanel(this))
{
    auto* bar = new wxBoxSizer(wxHORIZONTAL);
    bar->Add(new WeeksKey(body_), wxSizerFlags().CenterVertical());
    bar->AddStretchSpacer();
    as_lists_ = new wxToggleButton(body_, wxID_ANY, "Show as &lists");
    bar->Add(as_lists_, wxSizerFlags().CenterVertical());

    canvas_ = new WeeksCanvas(body_, view_model);
    lists_ = new wxPanel(body_);
    teachers_ = new TablePane(lists_);
    weeks_ = new TablePane(lists_);
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(teachers_, wxSizerFlags(2).Expand());
    sides->Add(weeks_, wxSizerFlags(3).Expand().Border(wxLEFT, theme::wide_gap(this)));
    lists_->SetSizer(sides);
    lists_->Hide();
    words_ = new wxStaticText(body_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    words_->SetMinSize(wxSize(-1, words_->GetCharHeight()));  // before it says anything, too

    auto* inner = new wxBoxSizer(wxVERTICAL);
    inner->Add(bar, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    inner->Add(canvas_, wxSizerFlags(1).Expand());
    inner->Add(lists_, wxSizerFlags(1).Expand());
    inner->Add(words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    body_->SetSizer(inner);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    SetSizer(column);

    as_lists_->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { show(); });
    canvas_->on_move = [this] { show_place(); };
    const auto open = [this] {
        if (const auto* row = view_model_.row(); row && on_open) on_open(row->teacher);
    };
    canvas_->on_open = open;
    teachers_->list()->on_select = [this] { show_row(); };
    teachers_->list()->on_activate = [open](std::size_t) { open(); };
    weeks_->list()->on_activate = [open](std::size_t) { open(); };
}

void WeeksView::show()
{
    empty_->say(to_wx(view_model_.empty_words()));
    const bool is_lists = as_lists_->GetValue();
    canvas_->Show(!is_lists);
    lists_->Show(is_lists);
    words_->Show(!is_lists);
    if (is_lists) {
        auto table = view_model_.table();
        table.name = "Teachers";
        table.columns.resize(2);
        for (auto& row : table.rows) row.cells.resize(2);
        teachers_->show(table);
        teachers_->list()->select(view_model_.place().row);
        weeks_->show(view_model_.row_table());
    }
    canvas_->show();
    body_->Layout();
}

void WeeksView::show_row()
{
    const auto row = teachers_->list()->selected_row();
    if (!row || *row == view_model_.place().row) return;
    view_model_.go({*row, view_model_.place().week});
    weeks_->show(view_model_.row_table());
}

void WeeksView::show_place()
{
    if (view_model_.is_empty()) return;
    const std::string before = is_of_before_ ? "From before: " : "";
    set_text(words_, to_wx(before + view_model_.more_words() + view_model_.words(view_model_.place())));
}

void WeeksView::say_of_before(bool is_of_before)
{
    if (is_of_before == is_of_before_) return;
    is_of_before_ = is_of_before;
    for (auto* list : {teachers_, weeks_}) list->say_of_before(is_of_before);
    show_place();
}

void WeeksView::turn_lists()
{
    as_lists_->SetValue(!as_lists_->GetValue());
    show();
    focus();
}

void WeeksView::focus()
{
    if (as_lists_->GetValue())
        teachers_->focus();
    else
        canvas_->SetFocus();
}

}  // namespace throughline
