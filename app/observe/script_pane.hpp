// ScriptPane: the lines written so far, the line being written, and the strip for counting. All by keyboard.
#pragma once

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/observe_view_model.hpp"

class wxStaticText;
class wxTextCtrl;

namespace throughline {

class CountStrip;
class TableView;

class ScriptPane : public wxPanel {
public:
    ScriptPane(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    // The record changed.
    void show();
    // Where the work begins: the line being written.
    void focus();
    // Each second, for the stopwatch.
    void tick();

    // What the menus run.
    void edit_selected();  // without a selected line, the last one
    void toggle_private();
    void remove_selected();
    [[nodiscard]] bool has_selected() const;
    [[nodiscard]] CountStrip& counts() { return *counts_; }

private:
    void show_input();
    void show_hint();
    void underline_judging(const std::string& text);
    void enter();
    void add_tag_to_selected();
    void fit_columns();
    bool on_input_key(const wxKeyEvent& event);
    bool on_list_key(const wxKeyEvent& event);
    void say(const Error& error);
    [[nodiscard]] std::optional<EvidenceId> selected() const;

    Shell& shell_;
    ObserveViewModel& page_;
    ScriptViewModel& script_;
    TableView* lines_;
    wxTextCtrl* input_;
    wxStaticText* hint_;
    CountStrip* counts_;
    std::size_t line_count_ = 0;
    bool input_is_ours_ = false;  // the text is being set here, not typed
    Connection input_changes_;
};

}  // namespace throughline
