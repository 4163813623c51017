#include "app/teacher/steps_view.hpp"

#include <wx/sizer.h>

#include "app/widget/empty_note.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/step_check_bar.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

StepsView::StepsView(wxWindow* parent, Shell& shell, TeacherViewModel& view_model)
    : wxPanel(parent), view_model_(view_model), body_(new wxPanel(this))
{
    list_ = new TableView(body_, "Action steps", {{"State", 95}, {"Check back", 150}, {"Step", 120}});
    history_ = new ReadingView(body_, "The step and its history");
    check_ = new StepCheckBar(body_, shell);
    const int gap = theme::wide_gap(this);
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(history_, wxSizerFlags(1).Expand());
    right->Add(check_, wxSizerFlags().Expand().Border(wxTOP, gap));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(list_, wxSizerFlags(1).Expand());
    row->AddSpacer(gap);
    row->Add(right, wxSizerFlags(1).Expand());
    body_->SetSizer(row);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    SetSizer(column);
    list_->on_select = [this] { show_selected(); };
}

void StepsView::show()
{
    list_->set_rows(view_model_.step_rows());
    empty_->say(list_->rows().empty() ? "No action step yet. The next one comes with the next visit that is shared."
                                      : "");
    show_selected();
}

void StepsView::select_first()
{
    if (const auto first = view_model_.step_to_show()) list_->select(*first);
    show_selected();
}

void StepsView::focus() { list_->SetFocus(); }

void StepsView::show_selected()
{
    const auto row = list_->selected_row();
    history_->show(row ? view_model_.step_history(*row)
                       : ReadingText{quiet_paragraph("Choose a step to see its history.")});
    const bool is_live = row && view_model_.is_live_step(*row);
    check_->show(is_live ? std::optional(view_model_.step(*row)->step.id) : std::nullopt);
}

std::vector<MenuCommand> StepsView::commands() { return check_->commands(); }

}  // namespace throughline
