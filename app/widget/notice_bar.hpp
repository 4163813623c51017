// NoticeBar: what went wrong, or came back, in the page itself: a tinted strip with words that wrap, at most one thing
// to do about it, and Dismiss. Never a box. A screen reader says it when it appears.
#pragma once

#include <functional>
#include <string>

#include <wx/panel.h>

#include "app/viewmodel/palette.hpp"

class wxButton;
class wxStaticText;

namespace throughline {

class NoticeBar : public wxPanel {
public:
    explicit NoticeBar(wxWindow* parent);

    struct Action {
        std::string name;  // "Open the visit"; empty: none
        std::function<void()> run;
    };
    void say(const std::string& text, Tone tone, Action action = {});
    void dismiss();
    [[nodiscard]] std::string text() const { return text_; }  // empty when nothing is shown

    std::function<void()> on_size_change;  // shown, hidden or with more lines: the parent lays out

private:
    void wrap();

    std::string text_;
    Tone tone_ = Tone::neutral;
    Action action_;
    wxStaticText* words_;
    wxButton* do_;
    wxButton* dismiss_;
    int wrapped_at_ = 0;
};

}  // namespace throughline
