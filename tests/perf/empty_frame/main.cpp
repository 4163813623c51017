// The least a wxWidgets program can do: show an empty frame. What starting Throughline is measured against.
#include <wx/wx.h>

class EmptyApp : public wxApp {
public:
    bool OnInit() override
    {
        (new wxFrame(nullptr, wxID_ANY, "Empty frame"))->Show();
        return true;
    }
};

wxIMPLEMENT_APP(EmptyApp);
