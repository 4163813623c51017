#include "app/widget/row_button.hpp"

#include <wx/button.h>
#include <wx/sizer.h>

#include "app/platform/accessible_name.hpp"
#include "app/platform/button_lines.hpp"
#include "app/widget/chip.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

RowButton::RowButton(wxWindow* parent, const Words& words, std::function<void()> on_click)
{
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);  // the card shows through
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL | wxBORDER_NONE);
    // Created at its least size: wx would measure a button that has none, and the words come in another way.
    const int lines = words.detail.empty() ? 1 : 2 + words.detail.Freq('\n');
    const wxSize least(FromDIP(120), lines * GetCharHeight() + FromDIP(14));
    button_ = new wxButton(this, wxID_ANY, words.title, wxDefaultPosition, least, wxBORDER_NONE | wxBU_LEFT);
    theme::with_colours(button_, [button = button_, words] {
        const auto quiet = theme::colour(theme::palette().quiet_text).GetAsString(wxC2S_HTML_SYNTAX);
        set_button_lines(button, words.title, words.beside, words.detail, quiet);
    });
    set_accessible_name(button_, words.spoken.empty() ? words.title + ", " + words.detail : words.spoken);
    button_->SetMinSize(least);
    button_->SetToolTip(words.detail);
    button_->Bind(wxEVT_BUTTON, [on_click](wxCommandEvent&) {
        const auto run = on_click;  // running it may take this row away
        run();
    });

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(button_, wxSizerFlags(1).Expand());
    if (!words.chip.empty())
        row->Add(new Chip(this, words.chip, words.tone), wxSizerFlags().CenterVertical().Border(wxLEFT, FromDIP(8)));
    SetSizer(row);
}

}  // namespace throughline
