// A teacher's goals and own steps: the list, the one that is chosen with its readings, and, for the teacher, what can
// be done with it. Used by My feedback and by the teacher's page.
#pragma once

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/goals_view_model.hpp"

class wxButton;

namespace throughline {

class EmptyNote;
class ReadingView;
class TableView;

class GoalsView : public wxPanel {
public:
    GoalsView(wxWindow* parent, Shell& shell);

    void show(PersonId teacher);
    void focus();
    [[nodiscard]] const GoalsViewModel& goals() const { return goals_; }
    // Empty where the actor only reads.
    [[nodiscard]] std::vector<MenuCommand> commands();

private:
    void make_buttons(wxSizer* column);
    void show_all();
    void show_selected();
    void add(GoalKind kind);
    void change();
    void read();
    void close(GoalState state);
    void done(const Result<void>& result, const std::string& words);
    [[nodiscard]] std::optional<std::size_t> open_row() const;

    Shell& shell_;
    GoalsViewModel goals_;
    wxPanel* body_;
    wxPanel* bar_ = nullptr;
    EmptyNote* empty_ = nullptr;
    TableView* list_ = nullptr;
    ReadingView* text_ = nullptr;
    wxButton* new_goal_ = nullptr;
    wxButton* change_ = nullptr;
    wxButton* read_ = nullptr;
    wxButton* reached_ = nullptr;
    wxButton* drop_ = nullptr;
};

}  // namespace throughline
