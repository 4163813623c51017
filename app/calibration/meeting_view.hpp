// MeetingView: the 20-minute meeting: ratings by row and observer first, the evidence for the current row side by side,
// how far the observers agree, and what the group decides.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/meeting_view_model.hpp"

class wxBoxSizer;
class wxButton;
class wxSizer;
class wxStaticText;

namespace throughline {

class DraftText;
class EmptyNote;
class LevelGrid;
class ReadingView;
class TablePane;

class MeetingView : public wxPanel {
public:
    MeetingView(wxWindow* parent, Shell& shell, MeetingViewModel& meeting);
    ~MeetingView() override;

    void show();
    void focus();
    void turn_table();

    std::function<void()> on_close;  // the session, by its leader

private:
    wxSizer* make_agreement();
    wxSizer* make_lower();
    bool on_key(const wxKeyEvent& event);
    void show_place();
    void show_evidence();

    Shell& shell_;
    MeetingViewModel& meeting_;
    wxPanel* body_;
    EmptyNote* waiting_;
    wxButton* close_;
    LevelGrid* grid_;
    TablePane* table_;
    wxStaticText* place_;
    wxStaticText* evidence_heading_ = nullptr;
    wxBoxSizer* evidence_ = nullptr;
    std::vector<ReadingView*> sides_;
    ReadingView* agreement_ = nullptr;
    wxStaticText* decided_label_ = nullptr;
    std::unique_ptr<DraftText> decided_;
    bool is_table_ = false;
};

}  // namespace throughline
