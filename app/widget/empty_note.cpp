#include "app/widget/empty_note.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/widget/theme.hpp"

namespace throughline {

namespace {

constexpr int line_width_max = 460;  // about 70 characters: longer lines are hard to follow

}  // namespace

EmptyNote::EmptyNote(wxWindow* parent, wxWindow* instead_of)
    : wxPanel(parent), instead_of_(instead_of), buttons_(new wxBoxSizer(wxHORIZONTAL))
{
    label_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    theme::with_colours(label_, [this] { label_->SetForegroundColour(theme::colour(theme::palette().quiet_text)); });
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->AddStretchSpacer(2);
    column->Add(label_, wxSizerFlags().CenterHorizontal());
    column->Add(buttons_, wxSizerFlags().CenterHorizontal().Border(wxTOP, theme::group_gap(this)));
    column->AddStretchSpacer(3);
    SetSizer(column);
    Hide();
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        wrap();
    });
}

wxButton* EmptyNote::add_button(const wxString& label)
{
    auto* button = new wxButton(this, wxID_ANY, label);
    buttons_->Add(button, wxSizerFlags().Border(wxLEFT | wxRIGHT, theme::gap(this)));
    return button;
}

void EmptyNote::say(const wxString& words)
{
    const bool is_empty = !words.empty();
    if (is_empty && words != words_) {
        words_ = words;
        wrap();
    }
    if (IsShown() == is_empty && instead_of_->IsShown() != is_empty) return;
    Show(is_empty);
    instead_of_->Show(!is_empty);
    GetParent()->Layout();
}

void EmptyNote::wrap()
{
    const int width = std::min(GetClientSize().GetWidth(), FromDIP(line_width_max));
    if (width <= 0 || words_.empty()) return;
    label_->SetLabelText(words_);
    label_->Wrap(width);
    Layout();
}

}  // namespace throughline
