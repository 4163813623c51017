// NextCard: what comes of the conversation: the step in the words agreed now, when it is looked at, the next visit.
#pragma once

#include <functional>
#include <memory>

#include "app/viewmodel/debrief_view_model.hpp"
#include "app/widget/card.hpp"
#include "app/widget/draft_text.hpp"

class wxRadioButton;
class wxTextCtrl;

namespace throughline {

class SchoolDayChoice;

class NextCard : public Card {
public:
    NextCard(wxWindow* parent, DebriefViewModel& page, DraftKeeper& drafts);

    void show();

    std::function<void(const Result<void>&)> on_done;

private:
    void add_practised();

    DebriefViewModel& page_;
    wxTextCtrl* words_;
    std::unique_ptr<DraftText> step_;
    struct Practised {
        wxRadioButton* button;
        std::optional<bool> value;
    };
    std::vector<Practised> practised_;
    SchoolDayChoice* check_on_;
    SchoolDayChoice* next_visit_;
};

}  // namespace throughline
