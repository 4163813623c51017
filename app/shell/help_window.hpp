// HelpWindow: the help texts, beside the work and not over it. A list of topics and a read-only text; a screen reader
// reads both.
#pragma once

#include <string>
#include <vector>

#include <wx/frame.h>

class wxListBox;
class wxTextCtrl;

namespace throughline {

class HelpWindow : public wxFrame {
public:
    explicit HelpWindow(wxWindow* parent);
    // Brings the window up on this topic.
    void show(const std::string& topic);

private:
    void show_text(const std::string& topic);

    std::vector<std::string> topics_;
    wxListBox* list_;
    wxTextCtrl* text_;
};

}  // namespace throughline
