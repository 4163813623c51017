// HeldCard: when the conversation is planned, and that it was held.
#pragma once

#include <functional>
#include <vector>

#include "app/viewmodel/debrief_view_model.hpp"
#include "app/widget/card.hpp"

class wxButton;
class wxChoice;
class wxTextCtrl;

namespace throughline {

class SchoolDayChoice;

class HeldCard : public Card {
public:
    HeldCard(wxWindow* parent, DebriefViewModel& page);

    void show();
    // It was held: what the button and the menu run. Without minutes it asks for them.
    void hold();
    void plan();

    std::function<void(const Result<void>&)> on_done;

private:
    DebriefViewModel& page_;
    SchoolDayChoice* planned_on_;
    wxTextCtrl* planned_time_;
    wxTextCtrl* minutes_;
    wxChoice* when_;
    wxButton* held_;
    std::vector<DebriefViewModel::HeldOption> held_options_;
    DebriefId shown_;
};

}  // namespace throughline
