#include "app/widget/wrapped_text.hpp"

#include <algorithm>

#include <wx/arrstr.h>

#include "app/widget/theme.hpp"

namespace throughline {

WrappedText::WrappedText(wxWindow* parent, const wxString& text, Rank rank)
    : wxStaticText(parent, wxID_ANY, {}), text_(text)
{
    if (rank == Rank::strong) SetFont(GetFont().Bold());
    if (rank == Rank::quiet)
        theme::with_colours(this, [this] { SetForegroundColour(theme::colour(theme::palette().quiet_text)); });
    SetLabelText(text_);
}

bool WrappedText::set_text(const wxString& text)
{
    if (text == text_) return false;
    text_ = text;
    SetLabelText(text_);
    if (width_ > 0) Wrap(width_);
    InvalidateBestSize();
    return true;
}

bool WrappedText::fit(int width)
{
    if (width == width_ || width <= 0) return false;
    width_ = width;
    SetLabelText(text_);
    Wrap(width_);
    InvalidateBestSize();
    return true;
}

void WrappedText::follow(wxWindow* around, int width_max)
{
    fit(width_max);
    around->Bind(wxEVT_SIZE, [this, around, width_max](wxSizeEvent& event) {
        event.Skip();
        if (fit(std::min(width_max, around->GetClientSize().GetWidth()))) around->Layout();
    });
}

wxSize WrappedText::DoGetBestSize() const
{
    wxSize size(0, 0);
    for (const auto& line : wxSplit(GetLabel(), '\n', '\0')) {
        size.x = std::max(size.x, GetTextExtent(line).x);
        size.y += GetCharHeight();
    }
    return size + FromDIP(wxSize(2, 2));
}

}  // namespace throughline
