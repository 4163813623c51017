// EmptyNote: where a list would be, what to do to fill it. Stands in the list's place and swaps with it.
//
//     empty_ = new EmptyNote(this, list_);
//     column->Add(list_, wxSizerFlags(1).Expand());
//     column->Add(empty_, wxSizerFlags(1).Expand());
//     empty_->say(view_model.empty_words());   // empty words: the list is shown
#pragma once

#include <wx/panel.h>

class wxBoxSizer;
class wxButton;
class wxStaticText;

namespace throughline {

class EmptyNote : public wxPanel {
public:
    EmptyNote(wxWindow* parent, wxWindow* instead_of);

    // A button below the words; call it once for each way on.
    wxButton* add_button(const wxString& label);
    void say(const wxString& words);

private:
    void wrap();

    wxWindow* instead_of_;
    wxString words_;
    wxStaticText* label_;
    wxBoxSizer* buttons_;
};

}  // namespace throughline
