#include "app/widget/chip.hpp"

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include <memory>

#include "app/platform/accessible_name.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

wxString level_words(const Level& level) { return wxString::Format("%d  %s", level.number, to_wx(level.name)); }

}  // namespace

Chip::Chip(wxWindow* parent, const wxString& words, Tone tone) : words_(words), tone_(tone)
{
    // Before Create, so that the parent's ground shows around the round corners.
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE);
    SetFont(theme::small_font(parent));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
    set_accessible_picture(this, words_);
}

void Chip::set(const wxString& words, Tone tone)
{
    if (words == words_ && tone == tone_) return;
    words_ = words;
    tone_ = tone;
    set_accessible_picture(this, words_);
    InvalidateBestSize();
    Refresh();
}

wxSize Chip::DoGetBestClientSize() const { return GetTextExtent(words_) + FromDIP(wxSize(18, 6)); }

void Chip::paint()
{
    wxPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const auto ink = theme::palette().chip(tone_);
    const auto size = GetClientSize();
    context->SetPen(*wxTRANSPARENT_PEN);
    context->SetBrush(wxBrush(theme::colour(ink.ground)));
    context->DrawRoundedRectangle(0, 0, size.GetWidth(), size.GetHeight(), size.GetHeight() / 2.0);
    context->SetFont(GetFont(), theme::colour(ink.text));
    double width = 0;
    double height = 0;
    context->GetTextExtent(words_, &width, &height);
    context->DrawText(words_, (size.GetWidth() - width) / 2, (size.GetHeight() - height) / 2);
}

LevelChip::LevelChip(wxWindow* parent, const Level& level) : Chip(parent, level_words(level), tone_of(level.colour)) {}

LevelChip::LevelChip(wxWindow* parent, const wxString& words) : Chip(parent, words, Tone::neutral) {}

void LevelChip::set_level(const Level& level) { set(level_words(level), tone_of(level.colour)); }

Chip* due_chip(wxWindow* parent, DueState state) { return new Chip(parent, to_wx(name_of(state)), tone_of(state)); }

}  // namespace throughline
