#include "app/teacher/sharing_dialog.hpp"

#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/platform/folders.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/sharing_view_model.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/report/pdf.hpp"

namespace throughline {

namespace {

constexpr int field_width = 320;
constexpr int list_width = 700;
constexpr int list_height = 170;
constexpr int words_lines = 6;
constexpr std::array extents{Extent::steps, Extent::feedback, Extent::everything};

class GrantDialog : public StandardDialog {
public:
    GrantDialog(wxWindow* parent, SharingViewModel& view_model, Date today)
        : StandardDialog(parent, "A new sharing agreement"), view_model_(view_model), grant_(view_model.begin())
    {
        auto* grid = form_grid(this);
        reader_ = choice(grid, "&Who may see", view_model.readers());
        observer_ = choice(grid, "&Coach", view_model.observers());
        const auto extent = labelled(this, "W&hat", [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto each : extents) extent->Append(to_wx(words_of(each)));
        extent->SetSelection(0);
        extent.add_to(grid);
        extent_ = extent.control;
        const auto from = labelled(this, "Of visits &from", [&] { return new DateField(this, today); });
        const auto to = labelled(this, "&To", [&] { return new DateField(this, today); });
        from->set_date(grant_.from);
        to->SetHint("until it is revoked");
        from.add_to(grid);
        to.add_to(grid);
        from_ = from.control;
        to_ = to.control;
        teacher_signs_ = signature(grid, "&Signature of " + to_wx(view_model.teacher_name()));
        observer_signs_ = signature(grid, "Si&gnature of the coach");
        content()->Add(grid, wxSizerFlags().Expand());
        content()->Add(theme::quiet(this, "It opens nothing before both have signed. Private lines are never shown."),
                       wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish("Begin the agreement");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });
        reader_->SetFocus();
    }

private:
    wxChoice* choice(wxFlexGridSizer* grid, const wxString& label, const std::vector<SharingViewModel::Person>& people)
    {
        const auto made = labelled(this, label, [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto& each : people) made->Append(to_wx(each.name));
        if (!people.empty()) made->SetSelection(0);
        made.add_to(grid);
        return made.control;
    }
    wxTextCtrl* signature(wxFlexGridSizer* grid, const wxString& label)
    {
        const auto made = labelled(this, label, [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(field_width), -1));
        });
        made->SetHint("the full name, or later");
        made.add_to(grid);
        return made.control;
    }
    void keep()
    {
        if (from_->is_wrong() || to_->is_wrong()) return say("From when to when? Days such as 3 Nov.");
        if (reader_->GetSelection() == wxNOT_FOUND || observer_->GetSelection() == wxNOT_FOUND)
            return say("Nobody in the file leads or coaches. Add their roles on the Roster page first.");
        grant_.reader = view_model_.readers()[static_cast<std::size_t>(reader_->GetSelection())].id;
        grant_.observer = view_model_.observers()[static_cast<std::size_t>(observer_->GetSelection())].id;
        grant_.extent = extents.at(static_cast<std::size_t>(extent_->GetSelection()));
        grant_.from = from_->date();
        grant_.to = to_->date();
        grant_.teacher_signature = to_utf8(teacher_signs_->GetValue());
        grant_.observer_signature = to_utf8(observer_signs_->GetValue());
        if (const auto done = view_model_.grant(grant_); !done) return say(to_wx(done.error().text()));
        EndModal(wxID_OK);
    }

    SharingViewModel& view_model_;
    GrantSharing grant_;
    wxChoice* reader_ = nullptr;
    wxChoice* observer_ = nullptr;
    wxChoice* extent_ = nullptr;
    DateField* from_ = nullptr;
    DateField* to_ = nullptr;
    wxTextCtrl* teacher_signs_ = nullptr;
    wxTextCtrl* observer_signs_ = nullptr;
};

class SignDialog : public StandardDialog {
public:
    SignDialog(wxWindow* parent, SharingViewModel& view_model, std::size_t row, const std::string& who)
        : StandardDialog(parent, "Sign the agreement")
    {
        auto* words = new WrappedText(this, to_wx(view_model.words(row)));
        words->fit(FromDIP(list_width));
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
        auto* grid = form_grid(this);
        const auto name =
            labelled(this, "&Full name of " + to_wx(who), [this] { return new wxTextCtrl(this, wxID_ANY); });
        name.add_to(grid);
        content()->Add(grid, wxSizerFlags().Expand());
        finish("Sign");
        accept_button()->Bind(wxEVT_BUTTON, [this, &view_model, row, typed = name.control](wxCommandEvent&) {
            if (const auto done = view_model.sign(row, to_utf8(typed->GetValue())); !done)
                return say(to_wx(done.error().text()));
            EndModal(wxID_OK);
        });
        name->SetFocus();
    }
};

class SharingDialog : public StandardDialog {
public:
    SharingDialog(Shell& shell, SharingViewModel& view_model)
        : StandardDialog(shell.window(), "Sharing agreements about " + to_wx(view_model.teacher_name())),
          shell_(shell),
          view_model_(view_model)
    {
        pane_ = new TablePane(this);
        pane_->SetMinSize(FromDIP(wxSize(list_width, list_height)));
        content()->Add(pane_, wxSizerFlags(1).Expand());
        words_ = new WrappedText(this, {}, WrappedText::Rank::quiet);
        words_->SetMinSize(wxSize(FromDIP(list_width), words_lines * GetCharHeight()));
        content()->Add(words_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        add_button(row, "&New...", [this] { begin(); });
        sign_ = add_button(row, "&Sign...", [this] { sign(); });
        revoke_ = add_button(row, "&Revoke", [this] { revoke(); });
        print_ = add_button(row, "Save to &print...", [this] { print(); });
        content()->Add(row, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish();
        pane_->list()->on_select = [this] { show_words(); };
        show();
    }

private:
    template <class Act>
    wxButton* add_button(wxSizer* row, const wxString& label, Act act)
    {
        auto* button = new wxButton(this, wxID_ANY, label);
        button->Bind(wxEVT_BUTTON, [act](wxCommandEvent&) { act(); });
        row->Add(button, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
        return button;
    }
    [[nodiscard]] std::optional<std::size_t> row() const { return pane_->list()->selected_row(); }
    void show()
    {
        pane_->show(view_model_.table());
        pane_->focus();
        show_words();
    }
    void show_words()
    {
        const auto at = row();
        words_->set_text(at ? to_wx(view_model_.words(*at)) : wxString());
        words_->fit(FromDIP(list_width));
        sign_->Enable(at && view_model_.waits_for(*at));
        for (auto* button : {revoke_, print_}) button->Enable(at.has_value());
        Layout();
    }
    void begin()
    {
        GrantDialog(this, view_model_, shell_.document().today()).ShowModal();
        show();
    }
    void sign()
    {
        const auto at = row();
        const auto who = at ? view_model_.waits_for(*at) : std::nullopt;
        if (!who) return;
        SignDialog(this, view_model_, *at, who->name).ShowModal();
        show();
    }
    void revoke()
    {
        if (const auto at = row())
            if (const auto done = view_model_.revoke(*at); !done) say(to_wx(done.error().text()));
        show();
    }
    void print()
    {
        const auto at = row();
        const auto paper = at ? view_model_.paper(*at) : std::nullopt;
        if (!paper) return;
        wxFileDialog dialog(this, "Save to print and sign", to_wx(documents_folder().string()),
                            to_wx(file_name("Sharing agreement", shell_.document().today(), "pdf")),
                            "PDF files (*.pdf)|*.pdf", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        const auto bytes = report::as_pdf(*paper);
        const auto saved = bytes ? save_file(to_utf8(dialog.GetPath()), *bytes) : tl::unexpected(bytes.error());
        if (!saved) say(to_wx(saved.error().text()));
    }

    Shell& shell_;
    SharingViewModel& view_model_;
    TablePane* pane_ = nullptr;
    WrappedText* words_ = nullptr;
    wxButton* sign_ = nullptr;
    wxButton* revoke_ = nullptr;
    wxButton* print_ = nullptr;
};

}  // namespace

void show_sharing(Shell& shell, PersonId teacher, const std::string& teacher_name)
{
    SharingViewModel view_model(shell.document(), teacher, teacher_name);
    if (!shell.accept(view_model.load())) return;
    SharingDialog(shell, view_model).ShowModal();
}

}  // namespace throughline
