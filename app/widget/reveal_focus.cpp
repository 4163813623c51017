#include "app/widget/reveal_focus.hpp"

#include <algorithm>

#include <wx/scrolwin.h>

#include "app/widget/theme.hpp"

namespace throughline {

namespace {

// By the window's place on the screen: wx's own way looks at children alone, and cards stand in between.
void reveal(wxScrolledWindow* scroll, const wxWindow* window)
{
    const int margin = theme::wide_gap(scroll);
    const int top = scroll->ScreenToClient(window->GetScreenPosition()).y - margin;
    const int bottom = top + window->GetSize().GetHeight() + 2 * margin;
    const int height = scroll->GetClientSize().GetHeight();
    if (top >= 0 && bottom <= height) return;
    int unit = 0;
    int start = 0;
    scroll->GetScrollPixelsPerUnit(nullptr, &unit);
    scroll->GetViewStart(nullptr, &start);
    if (unit <= 0) return;
    const int by = top < 0 ? top : std::min(top, bottom - height);
    scroll->Scroll(-1, std::max(0, (start * unit + by + (by > 0 ? unit - 1 : 0)) / unit));
}

}  // namespace

void reveal_focus(wxScrolledWindow* scroll)
{
    scroll->Bind(wxEVT_CHILD_FOCUS, [scroll](wxChildFocusEvent& event) {
        event.Skip();
        const auto* window = event.GetWindow();
        if (window && window != scroll) reveal(scroll, window);
    });
}

}  // namespace throughline
