#include "app/settings/keeping_dialogs.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/spinctrl.h>
#include <wx/textctrl.h>

#include "app/platform/folders.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "app/widget/writing_field.hpp"
#include "throughline/base/text.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/pdf.hpp"

namespace throughline {

namespace {

constexpr int text_width = 620;
constexpr int table_width = 1'040;
constexpr int narrow_width = 860;
constexpr int table_height = 320;
constexpr int low_height = 160;
constexpr int words_height = 260;
constexpr int field_width = 360;

WrappedText* add_words(StandardDialog& dialog, const std::string& words, WrappedText::Rank rank, int width = text_width)
{
    auto* text = new WrappedText(&dialog, to_wx(words), rank);
    text->fit(dialog.FromDIP(width));
    dialog.content()->Add(text, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(&dialog)));
    return text;
}

constexpr auto copies_words =
    "This cannot be undone. A backup is made first; it, older backups, exports and packets that were sent still hold "
    "what goes.";

class RuleDialog : public StandardDialog {
public:
    RuleDialog(wxWindow* parent, KeepingViewModel& view_model, const Retention::Row& row)
        : StandardDialog(parent, to_wx(title_of(row.kind))), view_model_(view_model), kind_(row.kind)
    {
        add_words(*this, title_of(row.kind) + ": " + meaning_of(row.kind) + ". Nothing goes by a rule alone.",
                  WrappedText::Rank::quiet, field_width + 80);
        auto* grid = form_grid(this);
        const auto kept = labelled(this, "&Kept", [this] { return new wxChoice(this, wxID_ANY); });
        kept->Append("for ever");
        kept->Append("whole years after the end of the school year");
        if (can_count_from_separation(kind_)) kept->Append("whole years after the teacher has left");
        kept->SetSelection(!row.rule ? 0 : row.rule->from == CountedFrom::year_end ? 1 : 2);
        kept.add_to(grid);
        kept_ = kept.control;
        const auto years = labelled(this, "&Years", [this] {
            return new wxSpinCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0,
                                  retention_years_max, 7);
        });
        years.add_to(grid);
        years_ = years.control;
        if (row.rule) years_->SetValue(row.rule->years);
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Keep");
        years_->Enable(kept_->GetSelection() > 0);
        kept_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { years_->Enable(kept_->GetSelection() > 0); });
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });
        for (wxWindow* field : {static_cast<wxWindow*>(kept_), static_cast<wxWindow*>(years_)})
            field->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
                if (event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER)
                    keep();  // both would take it for themselves
                else
                    event.Skip();
            });
        kept_->SetFocus();
    }

private:
    void keep()
    {
        SetRetention set;
        set.kind = kind_;
        if (kept_->GetSelection() > 0) set.years = years_->GetValue();
        set.from = kept_->GetSelection() == 2 ? CountedFrom::separation : CountedFrom::year_end;
        if (const auto done = view_model_.set(set); !done) return say(to_wx(done.error().text()));
        EndModal(wxID_OK);
    }

    KeepingViewModel& view_model_;
    RecordKind kind_;
    wxChoice* kept_ = nullptr;
    wxSpinCtrl* years_ = nullptr;
};

TablePane* add_table(StandardDialog& dialog, const ShownTable& table, int width, int height = table_height)
{
    auto* pane = new TablePane(&dialog);
    pane->SetMinSize(dialog.FromDIP(wxSize(width, height)));
    dialog.content()->Add(pane, wxSizerFlags(1).Expand().Border(wxBOTTOM, theme::wide_gap(&dialog)));
    pane->show(table);
    return pane;
}

// What is due, and a field that takes its number: nobody does this with one key too many.
class PurgeDialog : public StandardDialog {
public:
    PurgeDialog(wxWindow* parent, const KeepingViewModel& view_model, const RetentionPreview::Preview& preview)
        : StandardDialog(parent, "What is due"), due_(preview.due)
    {
        add_words(*this, KeepingViewModel::words_of(preview), WrappedText::Rank::strong, table_width);
        auto* pane = add_table(*this, view_model.table_of(preview), table_width);
        if (due_ == 0) {
            finish();
            pane->focus();
            return;
        }
        add_words(*this, copies_words, WrappedText::Rank::plain, table_width);
        auto* grid = form_grid(this);
        const auto typed =
            labelled(this, wxString::Format("To take these out for good, &type %lld", static_cast<long long>(due_)),
                     [this] { return new wxTextCtrl(this, wxID_ANY); });
        typed.add_to(grid);
        typed_ = typed.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Take out for good");
        accept_button()->Enable(false);
        typed_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
            accept_button()->Enable(trimmed(to_utf8(typed_->GetValue())) == std::to_string(due_));
        });
        typed_->SetFocus();
    }

private:
    std::int64_t due_;
    wxTextCtrl* typed_ = nullptr;
};

class HoldDialog : public StandardDialog {
public:
    HoldDialog(wxWindow* parent, KeepingViewModel& view_model)
        : StandardDialog(parent, "Place a legal hold"), view_model_(view_model)
    {
        add_words(*this, "While it stands, nothing that it covers is purged or erased.", WrappedText::Rank::quiet,
                  field_width);
        auto* grid = form_grid(this);
        const auto who = labelled(this, "&Whose records", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        who->SetHint("a name or a staff number; empty: everybody's");
        who.add_to(grid);
        who_ = who.control;
        const auto reason = labelled(this, "&Reason", [this] { return new wxTextCtrl(this, wxID_ANY); });
        reason->SetHint("the case");
        reason.add_to(grid);
        reason_ = reason.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Place the hold");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
            const auto done = view_model_.place_hold(to_utf8(who_->GetValue()), to_utf8(reason_->GetValue()));
            if (!done) return say(to_wx(done.error().text()));
            EndModal(wxID_OK);
        });
        who_->SetFocus();
    }

private:
    KeepingViewModel& view_model_;
    wxTextCtrl* who_ = nullptr;
    wxTextCtrl* reason_ = nullptr;
};

class HoldsDialog : public StandardDialog {
public:
    HoldsDialog(Shell& shell, KeepingViewModel& view_model)
        : StandardDialog(shell.window(), "Legal holds"), view_model_(view_model)
    {
        pane_ = add_table(*this, view_model.holds(), narrow_width);
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        auto* place = new wxButton(this, wxID_ANY, "&Place a hold...");
        auto* lift = new wxButton(this, wxID_ANY, "&Lift the chosen");
        for (auto* button : {place, lift}) row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
        content()->Add(row, wxSizerFlags());
        finish();
        place->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
            if (HoldDialog(this, view_model_).ShowModal() == wxID_OK) pane_->show(view_model_.holds());
            pane_->focus();
        });
        lift->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
            const auto at = pane_->list()->selected_row();
            const auto done = view_model_.lift_hold(at.value_or(pane_->list()->rows().size()));
            say(done ? wxString() : to_wx(done.error().text()));
            pane_->show(view_model_.holds());
            pane_->focus();
        });
        pane_->focus();
    }

private:
    KeepingViewModel& view_model_;
    TablePane* pane_ = nullptr;
};

class CertificatesDialog : public StandardDialog {
public:
    CertificatesDialog(Shell& shell, KeepingViewModel& view_model)
        : StandardDialog(shell.window(), "Certificates"), view_model_(view_model)
    {
        pane_ = add_table(*this, view_model.certificates(), narrow_width, low_height);
        const auto text = labelled(this, "The &certificate", [this] {
            auto* field = writing_field(this, 1, wxTE_READONLY);
            field->SetMinSize(FromDIP(wxSize(narrow_width, words_height)));
            return field;
        });
        text.add_above(content(), wxSizerFlags(1).Expand());
        text_ = text.control;
        save_ = new wxButton(this, wxID_ANY, "Save &as...");
        content()->Add(save_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
        finish();
        save_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });
        pane_->list()->on_select = [this] { read(); };
        read();
        pane_->focus();
    }

private:
    void read()
    {
        const auto at = pane_->list()->selected_row();
        save_->Enable(at.has_value());
        if (!at) return;
        certificate_ = view_model_.certificate(*at);
        text_->ChangeValue(to_wx(certificate_ ? certificate_->text : certificate_.error().text()));
    }
    void save()
    {
        if (!certificate_) return;
        wxFileDialog dialog(this, "Save the certificate", to_wx(documents_folder().string()), "Certificate.pdf",
                            "PDF (*.pdf)|*.pdf|Web page (*.html)|*.html|Text (*.txt)|*.txt|JSON (*.json)|*.json",
                            wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        const std::filesystem::path file = to_utf8(dialog.GetPath());
        const auto ending = file.extension();
        const auto bytes = ending == ".pdf"    ? report::as_pdf(certificate_->document)
                           : ending == ".html" ? Result<std::string>(report::as_html(certificate_->document))
                           : ending == ".json" ? Result<std::string>(certificate_->json)
                                               : Result<std::string>(certificate_->text);
        const auto saved = bytes ? save_file(file, *bytes) : Result<void>(tl::unexpected(bytes.error()));
        say(saved ? wxString() : to_wx(saved.error().text()));
    }

    KeepingViewModel& view_model_;
    TablePane* pane_ = nullptr;
    wxTextCtrl* text_ = nullptr;
    wxButton* save_ = nullptr;
    Result<PurgeCertificate::Certificate> certificate_{PurgeCertificate::Certificate{}};
};

class EraseDialog : public StandardDialog {
public:
    EraseDialog(wxWindow* parent, const ErasurePreview::Preview& preview)
        : StandardDialog(parent, "Erase a person's record"), name_(preview.person_name)
    {
        add_words(*this, KeepingViewModel::words_of(preview), WrappedText::Rank::strong);
        add_words(*this,
                  "Everything that was written about them and by them is blanked; ratings that they were given go, "
                  "too. What they wrote to others as an observer stays theirs, without the name. A later roster makes "
                  "a new person of them.",
                  WrappedText::Rank::plain);
        add_words(*this, copies_words, WrappedText::Rank::plain);
        auto* grid = form_grid(this);
        const auto reason = labelled(this, "&Reason, without the name", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        reason->SetHint("the number of the request");
        reason.add_to(grid);
        reason_ = reason.control;
        const auto typed =
            labelled(this, "To erase, &type the name", [this] { return new wxTextCtrl(this, wxID_ANY); });
        typed->SetHint(to_wx(name_));
        typed.add_to(grid);
        typed_ = typed.control;
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Erase for good");
        accept_button()->Enable(false);
        for (auto* field : {reason_, typed_})
            field->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
                accept_button()->Enable(folded(to_utf8(typed_->GetValue())) == folded(name_) &&
                                        !trimmed(this->reason()).empty());
            });
        reason_->SetFocus();
    }
    [[nodiscard]] std::string reason() const { return to_utf8(reason_->GetValue()); }

private:
    std::string name_;
    wxTextCtrl* reason_ = nullptr;
    wxTextCtrl* typed_ = nullptr;
};

}  // namespace

void ask_rule(Shell& shell, KeepingViewModel& view_model, const Retention::Row& row)
{
    RuleDialog(shell.window(), view_model, row).ShowModal();
}

std::optional<std::string> ask_to_purge(Shell& shell, KeepingViewModel& view_model)
{
    (void)shell.drafts().settle_all();  // trouble is reported by the keeper
    const auto pass = view_model.pass();
    if (!shell.accept(pass)) return std::nullopt;
    const auto preview = run_with_progress(shell.window(), "What is due", "Reading what is old enough",
                                           [&](const Progress&) { return preview_retention(*pass); });
    if (!shell.accept(preview)) return std::nullopt;
    if (PurgeDialog(shell.window(), view_model, *preview).ShowModal() != wxID_OK) return std::nullopt;
    const auto purged =
        run_with_progress(shell.window(), "Take out what is due", "Backing up, then taking out",
                          [&](const Progress& progress) { return apply_retention(*pass, preview->due, progress); });
    // Another connection wrote: everybody looks again.
    shell.document().poll_elsewhere();
    if (!shell.accept(purged)) return std::nullopt;
    return KeepingViewModel::words_of(*purged);
}

void show_holds(Shell& shell, KeepingViewModel& view_model)
{
    if (!shell.accept(view_model.load_holds())) return;
    HoldsDialog(shell, view_model).ShowModal();
}

void show_certificates(Shell& shell, KeepingViewModel& view_model)
{
    if (!shell.accept(view_model.load_certificates())) return;
    CertificatesDialog(shell, view_model).ShowModal();
}

std::optional<std::string> ask_to_erase(Shell& shell, PersonId person)
{
    (void)shell.drafts().settle_all();  // trouble is reported by the keeper
    KeepingViewModel view_model(shell.document());
    const auto pass = view_model.pass();
    if (!shell.accept(pass)) return std::nullopt;
    const auto preview = run_with_progress(shell.window(), "Erase a person's record", "Reading what is about them",
                                           [&](const Progress&) { return preview_erasure(*pass, person); });
    if (!shell.accept(preview)) return std::nullopt;
    if (!preview->refusal.empty()) {
        shell.report(Error{ErrorCode::wrong_state, preview->refusal, {}, {}, {}});
        return std::nullopt;
    }
    EraseDialog dialog(shell.window(), *preview);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    const auto purged = run_with_progress(shell.window(), "Erase a person's record", "Backing up, then erasing",
                                          [&, reason = dialog.reason()](const Progress& progress) {
                                              return erase_person(*pass, person, reason, progress);
                                          });
    shell.document().poll_elsewhere();
    if (!shell.accept(purged)) return std::nullopt;
    if (purged->not_wiped) shell.report(*purged->not_wiped);
    return "Erased for good. The certificate in Settings, Keeping records, names the backup that was made before.";
}

}  // namespace throughline
