// ReadingView: a longer text to read, with headings and levels, that a screen reader and the keyboard can walk through.
//
// Used wherever a page describes one thing: a rubric's row, a step's history, a line of evidence. Read only; text can
// be selected and copied.
#pragma once

#include <wx/textctrl.h>

#include "app/viewmodel/reading_text.hpp"

namespace throughline {

class ReadingView : public wxTextCtrl {
public:
    // `name` is what a screen reader calls it: "Description".
    ReadingView(wxWindow* parent, const wxString& name);

    void show(ReadingText text);

private:
    void write();
    void write(const Paragraph& paragraph, bool is_first);
    void set_style(const wxTextAttr& style);

    ReadingText text_;
};

}  // namespace throughline
