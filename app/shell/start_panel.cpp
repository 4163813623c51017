#include "app/shell/start_panel.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

#include "app/platform/accessible_name.hpp"
#include "app/shell/window_icons.hpp"
#include "app/widget/card.hpp"
#include "app/widget/theme.hpp"

namespace throughline {

namespace {

constexpr int column_width = 620;  // lines that are easy to read

}  // namespace

StartPanel::StartPanel(wxWindow* parent) : wxScrolledWindow(parent)
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* title = new wxBoxSizer(wxHORIZONTAL);
    auto* icon = new wxStaticBitmap(this, wxID_ANY, drawing("throughline", 48));
    set_accessible_picture(icon, "Throughline");
    title->Add(icon, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
    auto* words = new wxBoxSizer(wxVERTICAL);
    words->Add(theme::heading(this, "Throughline"));
    words->Add(theme::quiet(this, "What was agreed after one visit is looked at in the next."));
    title->Add(words, wxSizerFlags(1).CenterVertical());
    column->Add(title, wxSizerFlags().Expand().Border(wxBOTTOM, theme::group_gap(this)));

    first_ = add_way(column, "Look around first",
                     "A school with 40 teachers, 5 observers and a year of visits. All of it is invented; change what "
                     "you like.",
                     "Open the sample school", &StartPanel::on_sample);
    add_way(column, "Bring your roster",
            "A staff list from a spreadsheet (CSV), or OneRoster files. You see every row before anything is written.",
            "Import a roster...", &StartPanel::on_roster);
    add_way(column, "Start with one teacher",
            "Your name and the school's are enough. Teachers are added as you visit them.", "Start with one teacher...",
            &StartPanel::on_one_teacher);

    auto* open = new wxButton(this, wxID_ANY, "Open a file...");
    open->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { on_open(); });
    column->Add(open, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    column->SetMinSize(wxSize(FromDIP(column_width), -1));

    auto* centred = new wxBoxSizer(wxVERTICAL);
    centred->AddStretchSpacer(1);
    centred->Add(column, wxSizerFlags().Centre().Border(wxALL, theme::margin(this)));
    centred->AddStretchSpacer(2);
    SetSizer(centred);
    SetScrollRate(0, FromDIP(10));
    first_->SetFocus();
}

void StartPanel::show_again()
{
    Show();
    first_->SetFocus();
}

wxButton* StartPanel::add_way(wxSizer* column, const wxString& heading, const wxString& words, const wxString& button,
                              std::function<void()> StartPanel::*on_click)
{
    auto* card = new Card(this, heading);
    auto* text = theme::quiet(card, words);
    text->Wrap(FromDIP(column_width) - 2 * theme::margin(this));
    card->body()->Add(text, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    auto* go = new wxButton(card, wxID_ANY, button);
    set_accessible_description(go, words);
    go->Bind(wxEVT_BUTTON, [this, on_click](wxCommandEvent&) { (this->*on_click)(); });
    card->body()->Add(go);
    column->Add(card, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    return go;
}

}  // namespace throughline
