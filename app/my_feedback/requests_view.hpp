// A teacher's requests for visits: the list, the one that is chosen, and asking for another.
#pragma once

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/requests_view_model.hpp"

class wxButton;

namespace throughline {

class EmptyNote;
class ReadingView;
class TableView;

class RequestsView : public wxPanel {
public:
    RequestsView(wxWindow* parent, Shell& shell);

    void show(PersonId teacher);
    void focus();
    [[nodiscard]] std::vector<MenuCommand> commands();

private:
    void show_all();
    void show_selected();
    void ask();
    void withdraw();

    Shell& shell_;
    RequestsViewModel requests_;
    wxPanel* body_;
    EmptyNote* empty_ = nullptr;
    TableView* list_ = nullptr;
    ReadingView* text_ = nullptr;
    wxButton* ask_ = nullptr;
    wxButton* withdraw_ = nullptr;
};

}  // namespace throughline
