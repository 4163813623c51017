// The people of the school as a list, and what can be done with one of them.
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/roster_view_model.hpp"
#include "app/widget/filter_field.hpp"
#include "app/widget/page_header.hpp"

class wxButton;

namespace throughline {

class EmptyNote;
class TableView;

class PeopleView : public wxPanel {
public:
    PeopleView(wxWindow* parent, Shell& shell);

    void refresh();
    void focus();
    [[nodiscard]] std::vector<MenuCommand> commands();

    std::function<void()> on_import;  // the person wants to import a roster

private:
    void make_filters(wxSizer* column);
    void make_foot(wxSizer* column);
    void show();
    void show_selected();
    void take(const std::optional<std::string>& said);
    [[nodiscard]] const Person* selected() const;
    [[nodiscard]] bool is_teacher_selected() const;
    void add();
    void change();
    void merge();
    void assign();
    void turn_active();
    void erase();

    Shell& shell_;
    RosterViewModel view_model_;
    PageHeader header_;
    FilterField filter_;
    TableView* list_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxButton* change_ = nullptr;
    wxButton* merge_ = nullptr;
    wxButton* assign_ = nullptr;
    wxButton* active_ = nullptr;
    wxButton* erase_ = nullptr;
};

}  // namespace throughline
