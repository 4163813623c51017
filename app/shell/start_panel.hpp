// StartPanel: the first page, while no file is open: the sample school, a roster, or one teacher; or the file of last
// time.
#pragma once

#include <functional>

#include <wx/scrolwin.h>

class wxButton;

namespace throughline {

class StartPanel : public wxScrolledWindow {
public:
    explicit StartPanel(wxWindow* parent);
    // After a file was closed.
    void show_again();

    std::function<void()> on_sample;
    std::function<void()> on_roster;
    std::function<void()> on_one_teacher;
    std::function<void()> on_open;

private:
    wxButton* add_way(wxSizer* column, const wxString& heading, const wxString& words, const wxString& button,
                      std::function<void()> StartPanel::*on_click);

    wxButton* first_ = nullptr;
};

}  // namespace throughline
