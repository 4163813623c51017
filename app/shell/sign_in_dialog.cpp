#include "app/shell/sign_in_dialog.hpp"

#include <wx/button.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/command/wall.hpp"

namespace throughline {

namespace {

constexpr int field_width = 300;

wxTextCtrl* secret_field(wxWindow* parent)
{
    return new wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxSize(parent->FromDIP(field_width), -1),
                          wxTE_PASSWORD);
}

class SignInDialog : public StandardDialog {
public:
    SignInDialog(wxWindow* parent, Document& document, const std::string& typed)
        : StandardDialog(parent, "Sign in"), document_(document)
    {
        content()->Add(theme::quiet(this, to_wx(document.workspace().file().stem().string())),
                       wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
        auto* grid = form_grid(this);
        const auto who = labelled(this, "&E-mail or full name", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        const auto password = labelled(this, "&Password", [this] { return secret_field(this); });
        who->ChangeValue(to_wx(typed));
        who.add_to(grid);
        password.add_to(grid);
        who_ = who.control;
        password_ = password.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Sign in");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        (typed.empty() ? who_ : password_)->SetFocus();
    }
    [[nodiscard]] const Workspace::SignedIn& signed_in() const { return signed_in_; }

private:
    void accept()
    {
        // To try a password takes a tenth of a second, on purpose. Nobody else has this document yet, nor is told.
        const auto who = to_utf8(who_->GetValue());
        const auto password = to_utf8(password_->GetValue());
        const auto in = run_with_progress(
            this, "Sign in", "Looking at the password",
            [&](const Progress&) { return document_.sign_in(who, password); }, MayCancel::no);
        if (!in) {
            password_->Clear();
            password_->SetFocus();
            return say(to_wx(in.error().text()));
        }
        signed_in_ = *in;
        EndModal(wxID_OK);
    }

    Document& document_;
    Workspace::SignedIn signed_in_;
    wxTextCtrl* who_ = nullptr;
    wxTextCtrl* password_ = nullptr;
};

class PasswordDialog : public StandardDialog {
public:
    PasswordDialog(wxWindow* parent, Document& document, PersonId person, const std::string& name)
        : StandardDialog(parent, "A password for " + to_wx(name)), document_(document), person_(person)
    {
        auto* grid = form_grid(this);
        const auto first = labelled(this, "&New password", [this] { return secret_field(this); });
        const auto again = labelled(this, "&Once more", [this] { return secret_field(this); });
        first.add_to(grid);
        again.add_to(grid);
        first_ = first.control;
        again_ = again.control;
        content()->Add(grid, wxSizerFlags().Expand());
        hint_ = theme::quiet(this, "Ten letters at least; a few unusual words are best.");
        content()->Add(hint_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
        finish("Set the password");
        first_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
            set_text(hint_, "This password is " + to_wx(password_hint(to_utf8(first_->GetValue())).words) + ".");
        });
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        first_->SetFocus();
    }

private:
    void accept()
    {
        if (first_->GetValue() != again_->GetValue()) return say("The two are not the same. Type it once more.");
        const wxBusyCursor busy;
        const auto set = document_.execute(SetPassword{person_, to_utf8(first_->GetValue())});
        if (!set) return say(to_wx(set.error().text()));
        EndModal(wxID_OK);
    }

    Document& document_;
    PersonId person_;
    wxTextCtrl* first_ = nullptr;
    wxTextCtrl* again_ = nullptr;
    wxStaticText* hint_ = nullptr;
};

}  // namespace

bool sign_in(wxWindow* parent, Document& document, const std::string& who)
{
    SignInDialog dialog(parent, document, who);
    if (dialog.ShowModal() != wxID_OK) return false;
    const auto& in = dialog.signed_in();
    return !in.must_change || ask_new_password(parent, document, in.person.id, in.person.name());
}

bool ask_new_password(wxWindow* parent, Document& document, PersonId person, const std::string& name)
{
    return PasswordDialog(parent, document, person, name).ShowModal() == wxID_OK;
}

}  // namespace throughline
