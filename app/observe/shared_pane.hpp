// SharedPane: a visit that was given: what it says, what was made of it, and what can be done now.
#pragma once

#include <filesystem>
#include <optional>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/observe_view_model.hpp"

class wxButton;
class wxScrolledWindow;
class wxStaticText;

namespace throughline {

class ReadingView;
class WrappedText;

class SharedPane : public wxPanel {
public:
    SharedPane(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    void show();
    void focus();

    // What the menus run.
    void prepare_message();
    void amend();
    void open_again();  // what was asked and signed, and what had been given before
    void open_debrief();

private:
    void add_unlocking();
    WrappedText* add_card(wxSizer* column, const wxString& heading, wxButton*& button, const wxString& label);
    void fit();

    Shell& shell_;
    ObserveViewModel& page_;
    wxScrolledWindow* side_;  // a low window has room for a part of the cards
    wxStaticText* title_;
    wxStaticText* subtitle_;
    WrappedText* shared_;
    WrappedText* debrief_words_;
    WrappedText* step_words_;
    WrappedText* message_words_;
    wxButton* debrief_button_ = nullptr;
    wxButton* teacher_button_ = nullptr;
    wxButton* message_button_ = nullptr;
    wxButton* amend_button_ = nullptr;
    wxButton* unlock_button_ = nullptr;
    ReadingView* text_;
};

}  // namespace throughline
