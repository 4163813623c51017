#include "app/widget/reading_view.hpp"

#include <wx/settings.h>

#include "app/platform/accessible_name.hpp"
#include "app/platform/text_margins.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

wxTextAttr attribute_of(const wxWindow* window, const Paragraph& paragraph)
{
    wxTextAttr attribute;
    attribute.SetTextColour(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT));
    attribute.SetFont(window->GetFont());
    switch (paragraph.rank) {
        case Paragraph::Rank::heading:
            attribute.SetFont(window->GetFont().Scaled(1.25f).Bold());
            break;
        case Paragraph::Rank::subheading:
            attribute.SetFont(window->GetFont().Bold());
            break;
        case Paragraph::Rank::quiet:
            attribute.SetTextColour(theme::colour(theme::palette().quiet_text));
            break;
        case Paragraph::Rank::level: {
            const auto ink = theme::palette().chip(paragraph.tone);
            attribute.SetFont(window->GetFont().Bold());
            attribute.SetTextColour(theme::colour(ink.text));
            attribute.SetBackgroundColour(theme::colour(ink.ground));
            break;
        }
        case Paragraph::Rank::plain:
            break;
    }
    return attribute;
}

// Room above a paragraph, as an empty line of this size; 0: none.
float room_above(Paragraph::Rank rank)
{
    switch (rank) {
        case Paragraph::Rank::subheading:
            return 0.9f;
        case Paragraph::Rank::level:
            return 0.6f;
        case Paragraph::Rank::heading:
        case Paragraph::Rank::plain:
        case Paragraph::Rank::quiet:
            break;
    }
    return 0.3f;
}

}  // namespace

ReadingView::ReadingView(wxWindow* parent, const wxString& name)
    : wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize,
                 wxTE_MULTILINE | wxTE_READONLY | wxTE_RICH2 | wxTE_WORDWRAP)
{
    set_text_margins(this, FromDIP(12), FromDIP(8));
    set_accessible_name(this, name);
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        CallAfter([this] { write(); });
    });
}

void ReadingView::show(ReadingText text)
{
    if (text == text_) return;
    text_ = std::move(text);
    write();
}

void ReadingView::write()
{
    Freeze();
    Clear();
    bool is_first = true;
    for (const auto& paragraph : text_) {
        write(paragraph, is_first);
        is_first = false;
    }
    SetInsertionPoint(0);
    ShowPosition(0);
    Thaw();
}

// Exactly this style: the toolkit adds a style to the one before, so that a level's ground would never end.
void ReadingView::set_style(const wxTextAttr& style)
{
    SetDefaultStyle(wxTextAttr());
    SetDefaultStyle(style);
}

void ReadingView::write(const Paragraph& paragraph, bool is_first)
{
    if (!is_first) {
        wxTextAttr room;
        room.SetFont(GetFont().Scaled(room_above(paragraph.rank)));
        set_style(room);
        AppendText("\n\n");
    }
    set_style(attribute_of(this, paragraph));
    const auto words = to_wx(paragraph.text);
    AppendText(paragraph.rank == Paragraph::Rank::level ? " " + words + " " : words);
}

}  // namespace throughline
