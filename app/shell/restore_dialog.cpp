#include "app/shell/restore_dialog.hpp"

#include <wx/button.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/backup.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int text_width = 460;
constexpr int field_width = 300;

wxTextCtrl* secret_field(wxWindow* parent)
{
    return new wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxSize(parent->FromDIP(field_width), -1),
                          wxTE_PASSWORD);
}

void add_words(StandardDialog& dialog, const std::string& words, WrappedText::Rank rank)
{
    auto* text = new WrappedText(&dialog, to_wx(words), rank);
    text->fit(dialog.FromDIP(text_width));
    dialog.content()->Add(text, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(&dialog)));
}

class RestoreDialog : public StandardDialog {
public:
    RestoreDialog(wxWindow* parent, const std::string& contents, const std::string& file_name)
        : StandardDialog(parent, "Restore a backup")
    {
        add_words(*this, contents, WrappedText::Rank::strong);
        add_words(*this,
                  "It takes the place of " + file_name +
                      ". The file as it is now is kept beside it under another name, so nothing is lost.",
                  WrappedText::Rank::plain);
        finish("Restore");
        accept_button()->SetFocus();
    }
};

class PassphraseDialog : public StandardDialog {
public:
    PassphraseDialog(wxWindow* parent, const std::string& backup_name, const std::string& problem)
        : StandardDialog(parent, "A sealed backup")
    {
        add_words(*this, backup_name, WrappedText::Rank::quiet);
        auto* grid = form_grid(this);
        const auto field = labelled(this, "&Passphrase", [this] { return secret_field(this); });
        field.add_to(grid);
        field_ = field.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Open");
        if (!problem.empty()) say(to_wx(problem));
        field_->SetFocus();
    }
    [[nodiscard]] std::string passphrase() const { return to_utf8(field_->GetValue()); }

private:
    wxTextCtrl* field_ = nullptr;
};

class NewPassphraseDialog : public StandardDialog {
public:
    explicit NewPassphraseDialog(wxWindow* parent) : StandardDialog(parent, "Seal the backups")
    {
        add_words(*this,
                  "Keep the passphrase in a safe place away from this computer: without it nobody can open these "
                  "backups, not even we.",
                  WrappedText::Rank::plain);
        auto* grid = form_grid(this);
        const auto first = labelled(this, "&New passphrase", [this] { return secret_field(this); });
        const auto again = labelled(this, "&Once more", [this] { return secret_field(this); });
        first.add_to(grid);
        again.add_to(grid);
        first_ = first.control;
        again_ = again.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Seal");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        first_->SetFocus();
    }
    [[nodiscard]] std::string passphrase() const { return to_utf8(first_->GetValue()); }

private:
    void accept()
    {
        if (first_->GetValue() != again_->GetValue()) return say("The two are not the same. Type it once more.");
        if (count_characters(passphrase()) < passphrase_chars_min)
            return say(wxString::Format("Ten letters at least; a few unusual words are best. These are %d.",
                                        static_cast<int>(count_characters(passphrase()))));
        EndModal(wxID_OK);
    }

    wxTextCtrl* first_ = nullptr;
    wxTextCtrl* again_ = nullptr;
};

}  // namespace

bool ask_to_restore(wxWindow* parent, const std::string& contents, const std::string& file_name)
{
    return RestoreDialog(parent, contents, file_name).ShowModal() == wxID_OK;
}

std::optional<std::string> ask_passphrase(wxWindow* parent, const std::string& backup_name, const std::string& problem)
{
    PassphraseDialog dialog(parent, backup_name, problem);
    return dialog.ShowModal() == wxID_OK ? std::optional(dialog.passphrase()) : std::nullopt;
}

std::optional<std::string> ask_new_passphrase(wxWindow* parent)
{
    NewPassphraseDialog dialog(parent);
    return dialog.ShowModal() == wxID_OK ? std::optional(dialog.passphrase()) : std::nullopt;
}

}  // namespace throughline
