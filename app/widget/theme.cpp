#include "app/widget/theme.hpp"

#include <wx/settings.h>
#include <wx/stattext.h>

namespace throughline::theme {

const Palette& palette() { return wxSystemSettings::GetAppearance().IsDark() ? dark_palette() : light_palette(); }

wxColour colour(Rgb rgb) { return {rgb.red, rgb.green, rgb.blue}; }

int gap(const wxWindow* window) { return window->FromDIP(6); }

int wide_gap(const wxWindow* window) { return window->FromDIP(12); }

int group_gap(const wxWindow* window) { return window->FromDIP(20); }

int margin(const wxWindow* window) { return window->FromDIP(24); }

wxFont heading_font(const wxWindow* window) { return window->GetFont().Scaled(1.55f).Bold(); }

wxFont section_font(const wxWindow* window) { return window->GetFont().Scaled(1.12f).Bold(); }

wxFont small_font(const wxWindow* window) { return window->GetFont().Scaled(0.93f); }

void set_font(wxStaticText* text, const wxFont& font)
{
    text->SetFont(font);
    text->SetMinSize(text->GetTextExtent(text->GetLabelText()));
}

wxStaticText* heading(wxWindow* parent, const wxString& text)
{
    auto* label = new wxStaticText(parent, wxID_ANY, text);
    label->SetFont(heading_font(parent));
    return label;
}

wxStaticText* section_heading(wxWindow* parent, const wxString& text)
{
    auto* label = new wxStaticText(parent, wxID_ANY, text);
    set_font(label, section_font(parent));
    return label;
}

wxStaticText* quiet(wxWindow* parent, const wxString& text)
{
    auto* label = new wxStaticText(parent, wxID_ANY, text);
    with_colours(label, [label] { label->SetForegroundColour(colour(palette().quiet_text)); });
    return label;
}

void with_colours(wxWindow* window, std::function<void()> set_colours)
{
    set_colours();
    window->Bind(wxEVT_SYS_COLOUR_CHANGED, [set_colours, window](wxSysColourChangedEvent& event) {
        event.Skip();
        // After this event: the system's own colours are all new only then.
        window->CallAfter([set_colours, window] {
            set_colours();
            window->Refresh();
        });
    });
}

}  // namespace throughline::theme
