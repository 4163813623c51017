// OutlineCard: which protocol the conversation follows, and its steps to tick, each with what to do in it.
#pragma once

#include <functional>
#include <vector>

#include "app/viewmodel/debrief_view_model.hpp"
#include "app/widget/card.hpp"

class wxCheckBox;
class wxChoice;

namespace throughline {

class WrappedText;

class OutlineCard : public Card {
public:
    OutlineCard(wxWindow* parent, DebriefViewModel& page);

    // True if its height may have changed.
    bool show();
    bool fit(int width);
    [[nodiscard]] wxCheckBox* first_step() const { return steps_.empty() ? nullptr : steps_.front().tick; }

    std::function<void(const Result<void>&)> on_done;

private:
    struct Step {
        wxCheckBox* tick;
        WrappedText* prompt;
    };

    void build(const std::vector<DebriefViewModel::Step>& steps);

    DebriefViewModel& page_;
    wxChoice* protocol_;
    wxSizer* list_;
    std::vector<Step> steps_;
    std::vector<std::string> names_;
    int width_ = 0;
};

}  // namespace throughline
