#include "app/widget/standard_dialog.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/widget/theme.hpp"

namespace throughline {

StandardDialog::StandardDialog(wxWindow* parent, const wxString& title)
    : wxDialog(parent, wxID_ANY, title, wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      outer_(new wxBoxSizer(wxVERTICAL)),
      content_(new wxBoxSizer(wxVERTICAL))
{
    outer_->Add(content_, wxSizerFlags(1).Expand().Border(wxALL, theme::group_gap(this)));
    SetSizer(outer_);
}

void StandardDialog::finish(const wxString& accept_word)
{
    problem_ = new wxStaticText(this, wxID_ANY, {});
    theme::with_colours(problem_, [this] { problem_->SetForegroundColour(theme::colour(theme::palette().attention)); });
    problem_->Hide();
    outer_->Add(problem_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, theme::group_gap(this)));

    auto* buttons = new wxStdDialogButtonSizer;
    if (accept_word.empty()) {
        auto* close = new wxButton(this, wxID_CANCEL, "Close");
        buttons->AddButton(close);
    } else {
        accept_ = new wxButton(this, wxID_OK, accept_word);
        accept_->SetDefault();
        buttons->AddButton(accept_);
        buttons->AddButton(new wxButton(this, wxID_CANCEL, "Cancel"));
    }
    buttons->Realize();
    outer_->Add(buttons, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, theme::group_gap(this)));
    outer_->SetSizeHints(this);
    CentreOnParent();
}

void StandardDialog::say(const wxString& problem)
{
    problem_->SetLabel(problem);
    problem_->Wrap(content_->GetSize().GetWidth());
    problem_->Show(!problem.empty());
    outer_->SetSizeHints(this);
}

}  // namespace throughline
