#include "app/my_feedback/own_steps_view.hpp"

#include <wx/sizer.h>

#include "app/widget/empty_note.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

OwnStepsView::OwnStepsView(wxWindow* parent, TeacherViewModel& record)
    : wxPanel(parent), record_(record), body_(new wxPanel(this))
{
    list_ = new TableView(body_, "My steps", {{"State", 95}, {"Check back", 150}, {"Step", 160}});
    history_ = new ReadingView(body_, "The step and its history");
    const int gap = theme::wide_gap(this);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(list_, wxSizerFlags(1).Expand());
    row->AddSpacer(gap);
    row->Add(history_, wxSizerFlags(1).Expand());
    body_->SetSizer(row);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    SetSizer(column);
    list_->on_select = [this] { show_selected(); };
}

void OwnStepsView::show()
{
    list_->set_rows(record_.step_rows());
    empty_->say(list_->rows().empty() ? "No step yet. A step comes with a visit that is shared with you: one thing to "
                                        "try, and the day when you look back at it together."
                                      : "");
    if (!list_->selected_row())
        if (const auto first = record_.step_to_show()) list_->select(*first);
    show_selected();
}

void OwnStepsView::focus()
{
    if (list_->rows().empty())
        GetParent()->SetFocus();
    else
        list_->SetFocus();
}

void OwnStepsView::show_selected()
{
    const auto row = list_->selected_row();
    history_->show(row ? record_.step_history(*row) : ReadingText{});
}

}  // namespace throughline
