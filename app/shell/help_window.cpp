#include "app/shell/help_window.hpp"

#include <algorithm>

#include <wx/listbox.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/help/help.hpp"
#include "app/viewmodel/help_pages.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

wxTextAttr attributes(const wxWindow* window, TextRun::Style style)
{
    switch (style) {
        case TextRun::Style::title:
            return {wxNullColour, wxNullColour, theme::heading_font(window)};
        case TextRun::Style::heading:
            return {wxNullColour, wxNullColour, theme::section_font(window)};
        case TextRun::Style::bold:
            return {wxNullColour, wxNullColour, window->GetFont().Bold()};
        case TextRun::Style::code: {
            auto font = window->GetFont();
            font.SetFamily(wxFONTFAMILY_TELETYPE);
            font.SetFaceName({});
            return {wxNullColour, wxNullColour,
                    wxFont(font.GetPointSize(), wxFONTFAMILY_TELETYPE, wxFONTSTYLE_NORMAL, wxFONTWEIGHT_NORMAL)};
        }
        case TextRun::Style::plain:
            break;
    }
    return {wxNullColour, wxNullColour, window->GetFont()};
}

}  // namespace

HelpWindow::HelpWindow(wxWindow* parent)
    : wxFrame(parent, wxID_ANY, "Help - Throughline", wxDefaultPosition, wxDefaultSize,
              wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT)
{
    auto* root = new wxPanel(this);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* left = new wxBoxSizer(wxVERTICAL);
    const auto topics = labelled(root, "&Topics", [root] { return new wxListBox(root, wxID_ANY); });
    list_ = topics.control;
    topics.add_above(left, wxSizerFlags(1).Expand());
    auto* right = new wxBoxSizer(wxVERTICAL);
    const auto text = labelled(root, "Text", [root] {
        return new wxTextCtrl(root, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize,
                              wxTE_MULTILINE | wxTE_READONLY | wxTE_RICH2 | wxBORDER_SIMPLE);
    });
    text_ = text.control;
    text_->SetMargins(theme::wide_gap(this), theme::wide_gap(this));
    text.add_above(right, wxSizerFlags(1).Expand());
    row->Add(left, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    row->Add(right, wxSizerFlags(3).Expand().Border(wxTOP | wxRIGHT | wxBOTTOM, theme::wide_gap(this)));
    root->SetSizer(row);
    SetSize(FromDIP(wxSize(820, 600)));

    topics_ = help_topics();
    std::sort(topics_.begin(), topics_.end(),
              [](const std::string& a, const std::string& b) { return help_title(a) < help_title(b); });
    for (const auto& topic : topics_) list_->Append(to_wx(help_title(topic)));

    list_->Bind(wxEVT_LISTBOX, [this](wxCommandEvent& event) {
        if (event.GetSelection() >= 0) show_text(topics_[static_cast<std::size_t>(event.GetSelection())]);
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_ESCAPE)
            Close();
        else
            event.Skip();
    });
}

void HelpWindow::show(const std::string& topic)
{
    const auto at = std::find(topics_.begin(), topics_.end(), topic);
    if (at != topics_.end()) list_->SetSelection(static_cast<int>(at - topics_.begin()));
    show_text(topic);
    Show();
    Raise();
    text_->SetFocus();
}

void HelpWindow::show_text(const std::string& topic)
{
    text_->Clear();
    const auto markdown = help_text(topic);
    for (const auto& run : runs_of_markdown(markdown ? *markdown : "There is no help on this page yet.\n")) {
        text_->SetDefaultStyle(attributes(text_, run.style));
        text_->AppendText(to_wx(run.text));
    }
    text_->SetInsertionPoint(0);
    text_->ShowPosition(0);
}

}  // namespace throughline
