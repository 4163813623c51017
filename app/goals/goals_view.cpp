#include "app/goals/goals_view.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/wrapsizer.h>

#include "app/goals/goal_dialogs.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

GoalsView::GoalsView(wxWindow* parent, Shell& shell)
    : wxPanel(parent), shell_(shell), goals_(shell.document()), body_(new wxPanel(this))
{
    const int gap = theme::wide_gap(this);
    list_ = new TableView(body_, "Goals and own steps",
                          {{"Kind", 82}, {"State", 72}, {"When", 132}, {"Now", 78}, {"Goal or step", 220}});
    text_ = new ReadingView(body_, "The goal and its readings");
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(list_, wxSizerFlags(3).Expand());
    row->AddSpacer(gap);
    row->Add(text_, wxSizerFlags(2).Expand());
    body_->SetSizer(row);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    make_buttons(column);
    SetSizer(column);
    list_->on_select = [this] { show_selected(); };
    list_->on_activate = [this](std::size_t) { change(); };
}

void GoalsView::make_buttons(wxSizer* column)
{
    bar_ = new wxPanel(this);
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    const auto add_button = [&](const wxString& label, auto run) {
        auto* button = new wxButton(bar_, wxID_ANY, label);
        row->Add(button, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, theme::gap(this)));
        button->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        return button;
    };
    new_goal_ = add_button("&New goal...", [this] { add(GoalKind::goal); });
    add_button("Ne&w step...", [this] { add(GoalKind::step); });
    change_ = add_button("Change...", [this] { change(); });
    read_ = add_button("Add a &reading...", [this] { read(); });
    reached_ = add_button("Reache&d", [this] { close(GoalState::reached); });
    drop_ = add_button("Dr&op", [this] { close(GoalState::dropped); });
    bar_->SetSizer(row);
    column->Add(bar_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, theme::wide_gap(this)));
}

void GoalsView::show(PersonId teacher)
{
    if (shell_.accept(goals_.load(teacher))) show_all();
}

void GoalsView::show_all()
{
    list_->set_rows(goals_.rows());
    empty_->say(to_wx(goals_.empty_words()));
    bar_->Show(goals_.may_change());
    if (!list_->selected_row() && goals_.count() > 0) list_->select(0);
    show_selected();
    Layout();
}

void GoalsView::focus()
{
    if (goals_.count() > 0)
        list_->SetFocus();
    else if (goals_.may_change())
        new_goal_->SetFocus();
    else
        GetParent()->SetFocus();
}

std::optional<std::size_t> GoalsView::open_row() const
{
    const auto row = list_->selected_row();
    return row && goals_.may_change() && goals_.is_open(*row) ? row : std::nullopt;
}

void GoalsView::show_selected()
{
    const auto row = list_->selected_row();
    text_->show(row ? goals_.text(*row) : ReadingText{});
    const bool is_open = open_row().has_value();
    for (auto* button : {change_, read_, reached_, drop_}) {
        if (!is_open && button->HasFocus()) list_->SetFocus();
        button->Enable(is_open);
    }
}

void GoalsView::add(GoalKind kind)
{
    if (!ask_goal(shell_.window(), goals_, kind, {}, shell_.document().today())) return;
    done({}, kind == GoalKind::goal ? "Your goal is set. Your coaches read it." : "Your step is set.");
}

void GoalsView::change()
{
    const auto row = open_row();
    if (!row || !ask_goal(shell_.window(), goals_, goals_.goal(*row)->kind, row, shell_.document().today())) return;
    done({}, "Changed.");
}

void GoalsView::read()
{
    const auto row = open_row();
    if (!row || !ask_reading(shell_.window(), goals_, *row, shell_.document().today())) return;
    done({}, "Added.");
}

void GoalsView::close(GoalState state)
{
    const auto row = open_row();
    if (!row) return;
    done(goals_.close(*row, state),
         state == GoalState::reached ? "Reached. Undo opens it again." : "Dropped. Undo opens it again.");
}

void GoalsView::done(const Result<void>& result, const std::string& words)
{
    if (!shell_.accept(result)) return;
    show_all();
    shell_.notify(words);
    list_->SetFocus();
}

std::vector<MenuCommand> GoalsView::commands()
{
    const auto own = [this] { return goals_.may_change(); };
    const auto open = [this] { return open_row().has_value(); };
    return {
        {"goals.new_goal", "Feedback", "New goal...", "", "What students will do, and how you will know.",
         [this] { add(GoalKind::goal); }, own},
        {"goals.new_step", "Feedback", "New step...", "", "One thing that you will try.",
         [this] { add(GoalKind::step); }, own},
        {"goals.change", "Feedback", "Change...", "", "The chosen one, while it is open.", [this] { change(); }, open},
        {"goals.reading", "Feedback", "Add a reading...", "", "How it is on one day.", [this] { read(); }, open},
        {"goals.reached", "Feedback", "Reached", "", "Closes the chosen one.", [this] { close(GoalState::reached); },
         open},
        {"goals.drop", "Feedback", "Drop", "", "Closes the chosen one.", [this] { close(GoalState::dropped); }, open}};
}

}  // namespace throughline
