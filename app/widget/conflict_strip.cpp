#include "app/widget/conflict_strip.hpp"

#include <wx/button.h>
#include <wx/sizer.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

ConflictStrip::ConflictStrip(wxWindow* parent) : wxPanel(parent), words_(new WrappedText(this, {}))
{
    theme::with_colours(words_, [this] { words_->SetForegroundColour(theme::colour(theme::palette().attention)); });
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    const auto add = [&](const wxString& name, TextConflicts::Keep keep) {
        auto* button = new wxButton(this, wxID_ANY, name, wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
        button->Bind(wxEVT_BUTTON, [this, keep](wxCommandEvent&) {
            if (on_choose) on_choose(keep);
        });
        buttons->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    };
    add("Keep mine", TextConflicts::Keep::mine);
    add("Take the other", TextConflicts::Keep::theirs);
    add("Keep both", TextConflicts::Keep::both);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(words_, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    column->Add(buttons);
    SetSizer(column);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        if (words_->fit(event.GetSize().GetWidth())) GetParent()->Layout();
    });
    Hide();
}

bool ConflictStrip::show(const std::optional<TextConflicts::Conflict>& conflict)
{
    const bool was_shown = IsShown();
    if (conflict) {
        const auto text = to_wx("Changed in another window. It says there: \"" + conflict->theirs + "\"");
        words_->set_text(text);
        set_accessible_alert(this, text);
    }
    Show(conflict.has_value());
    return was_shown != IsShown();
}

}  // namespace throughline
