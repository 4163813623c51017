// StandardDialog: one padding, one order of buttons, Escape closes, Enter does what the dialog is for.
// Derive from it, fill content(), then call finish() with the word for what will be done ("Start", "Import").
#pragma once

#include <wx/dialog.h>

class wxBoxSizer;
class wxButton;
class wxStaticText;

namespace throughline {

class StandardDialog : public wxDialog {
public:
    StandardDialog(wxWindow* parent, const wxString& title);

    // Where the dialog's own controls go.
    [[nodiscard]] wxBoxSizer* content() const { return content_; }

protected:
    // Adds the buttons and sizes the dialog. Without a word there is only Close.
    void finish(const wxString& accept_word = {});
    [[nodiscard]] wxButton* accept_button() const { return accept_; }
    // What is wrong with the input, in the dialog itself; empty: nothing.
    void say(const wxString& problem);

private:
    wxBoxSizer* outer_;
    wxBoxSizer* content_;
    wxStaticText* problem_ = nullptr;
    wxButton* accept_ = nullptr;
};

}  // namespace throughline
