#include "app/widget/card.hpp"

#include <memory>

#include <wx/dcclient.h>
#include <wx/graphics.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

Card::Card(wxWindow* parent, const wxString& heading)
    : body_(new wxBoxSizer(wxVERTICAL)), rows_(new wxBoxSizer(wxVERTICAL))
{
    SetBackgroundStyle(wxBG_STYLE_TRANSPARENT);  // before Create: the page shows around the round corners
    Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL | wxBORDER_NONE);
    auto* column = new wxBoxSizer(wxVERTICAL);
    if (!heading.empty()) {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->Add(theme::section_heading(this, heading), wxSizerFlags().CenterVertical());
        aside_ = theme::quiet(this, {});
        row->Add(aside_, wxSizerFlags(1).CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
        column->Add(row, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(8)));
        set_accessible_name(this, heading);
    }
    column->Add(rows_, wxSizerFlags().Expand());
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(8)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->AddSpacer(FromDIP(14));
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(8)));
    outer->AddSpacer(FromDIP(14));
    SetSizer(outer);

    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        Refresh();
    });
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        event.Skip();
        Refresh();
    });
}

void Card::set_aside(const wxString& words)
{
    if (aside_) aside_->SetLabel(words);
}

void Card::paint()
{
    wxPaintDC dc(this);
    const std::unique_ptr<wxGraphicsContext> context(wxGraphicsContext::Create(dc));
    if (!context) return;
    const auto& palette = theme::palette();
    const auto size = GetClientSize();
    context->SetPen(wxPen(theme::colour(palette.card_edge), FromDIP(1)));
    context->SetBrush(wxBrush(theme::colour(palette.card)));
    // On half a pixel, so that the line is sharp.
    context->DrawRoundedRectangle(0.5, 0.5, size.GetWidth() - 1, size.GetHeight() - 1, FromDIP(8));
}

}  // namespace throughline
