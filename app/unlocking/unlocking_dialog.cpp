#include "app/unlocking/unlocking_dialog.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/viewmodel/unlocking_view_model.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

constexpr int text_width = 560;
constexpr int text_height = 260;

class AskDialog : public StandardDialog {
public:
    AskDialog(wxWindow* parent, UnlockingViewModel& view_model)
        : StandardDialog(parent, "Ask to open it again"), view_model_(view_model)
    {
        const auto reason = labelled(this, "&What has to be put right", [this] { return writing_field(this, 3); });
        reason_ = reason.control;
        reason_->SetMinSize(wxSize(FromDIP(text_width), reason_->GetMinSize().GetHeight()));
        reason.add_above(content(), wxSizerFlags(1).Expand());
        content()->AddSpacer(theme::wide_gap(this));
        const auto own = view_model.own_name();
        const auto label = own ? "&Signature of " + to_wx(*own) : wxString("&Signature");
        const auto signature = labelled(this, label, [this] { return new wxTextCtrl(this, wxID_ANY); });
        signature_ = signature.control;
        signature_->SetHint("your full name, or later");
        signature.add_above(content());
        signature.label->Show(own.has_value());
        signature_->Show(own.has_value());
        content()->Add(theme::quiet(this, "It opens nothing before both have signed."),
                       wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish("Ask");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        reason_->SetFocus();
    }

private:
    void accept()
    {
        const auto asked = view_model_.ask(to_utf8(reason_->GetValue()), to_utf8(signature_->GetValue()));
        if (!asked) return say(to_wx(asked.error().text()));
        EndModal(wxID_OK);
    }

    UnlockingViewModel& view_model_;
    wxTextCtrl* reason_ = nullptr;
    wxTextCtrl* signature_ = nullptr;
};

class SignDialog : public StandardDialog {
public:
    SignDialog(wxWindow* parent, UnlockingViewModel& view_model, const std::string& who)
        : StandardDialog(parent, "Sign")
    {
        auto* words = new WrappedText(this,
                                      "With both signatures the visit is its observer's draft again. What had "
                                      "been given stays readable. This cannot be undone; sharing it ends it.");
        words->fit(FromDIP(text_width));
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
        const auto name =
            labelled(this, "&Full name of " + to_wx(who), [this] { return new wxTextCtrl(this, wxID_ANY); });
        name.add_above(content());
        finish("Sign");
        accept_button()->Bind(wxEVT_BUTTON, [this, &view_model, typed = name.control](wxCommandEvent&) {
            if (const auto done = view_model.sign(to_utf8(typed->GetValue())); !done)
                return say(to_wx(done.error().text()));
            EndModal(wxID_OK);
        });
        name->SetFocus();
    }
};

class UnlockingDialog : public StandardDialog {
public:
    UnlockingDialog(wxWindow* parent, UnlockingViewModel& view_model)
        : StandardDialog(parent, "Open a shared visit again"), view_model_(view_model)
    {
        text_ = new ReadingView(this, "What was asked, signed and given");
        text_->SetMinSize(FromDIP(wxSize(text_width, text_height)));
        content()->Add(text_, wxSizerFlags(1).Expand());
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        ask_ = add_button(row, "&Ask to open it...", [this] { AskDialog(this, view_model_).ShowModal(); });
        sign_ = add_button(row, "&Sign...", [this] {
            if (const auto who = view_model_.signer()) SignDialog(this, view_model_, *who).ShowModal();
        });
        decline_ = add_button(row, "&Decline", [this] {
            if (const auto done = view_model_.decline(); !done) say(to_wx(done.error().text()));
        });
        content()->Add(row, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish();
        show();
    }

private:
    template <class Act>
    wxButton* add_button(wxSizer* row, const wxString& label, Act act)
    {
        auto* button = new wxButton(this, wxID_ANY, label);
        button->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) {
            act();
            show();
        });
        row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
        return button;
    }
    void show()
    {
        text_->show(view_model_.text());
        ask_->Enable(view_model_.may_ask());
        sign_->Enable(view_model_.signer().has_value());
        decline_->Enable(view_model_.may_decline());
        // The next thing to do has the focus; where nothing is left, the text.
        if (sign_->IsEnabled())
            sign_->SetFocus();
        else if (ask_->IsEnabled())
            ask_->SetFocus();
        else
            text_->SetFocus();
    }

    UnlockingViewModel& view_model_;
    ReadingView* text_ = nullptr;
    wxButton* ask_ = nullptr;
    wxButton* sign_ = nullptr;
    wxButton* decline_ = nullptr;
};

}  // namespace

void show_unlocking(Shell& shell, ObservationId visit, bool is_shared)
{
    UnlockingViewModel view_model(shell.document(), visit, is_shared);
    if (!shell.accept(view_model.load())) return;
    UnlockingDialog(shell.window(), view_model).ShowModal();
}

}  // namespace throughline
