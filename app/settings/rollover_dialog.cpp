#include "app/settings/rollover_dialog.hpp"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/settings/field_row.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int text_width = 600;
constexpr int text_height = 330;
constexpr int reason_width = 420;

class CloseYearDialog : public StandardDialog {
public:
    CloseYearDialog(wxWindow* parent, Shell& shell, RolloverViewModel& years)
        : StandardDialog(parent, "Close a school year"), shell_(shell), years_(years)
    {
        const auto year = labelled(this, "School &year", [this] {
            wxArrayString names;
            for (const auto& name : years_.choices()) names.Add(to_wx(name));
            return new wxChoice(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, names);
        });
        year_ = year.control;
        year_->SetSelection(static_cast<int>(years_.chosen()));
        year.add_above(content(), wxSizerFlags());
        text_ = new ReadingView(this, "What closing it means");
        text_->SetMinSize(FromDIP(wxSize(text_width, text_height)));
        content()->Add(text_, wxSizerFlags(1).Expand().Border(wxTOP, theme::wide_gap(this)));
        with_drafts_ = new wxCheckBox(this, wxID_ANY, "Close it &with what was not shared or finished");
        content()->Add(with_drafts_, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        add_next();
        content()->Add(theme::quiet(this, "Ctrl+Z takes all of it back."),
                       wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish("Close the year");
        year_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            if (const auto chosen = years_.choose(static_cast<std::size_t>(event.GetSelection())); !chosen)
                return say(to_wx(chosen.error().text()));
            show();
        });
        with_drafts_->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { allow(); });
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        show();
        text_->SetFocus();
    }

private:
    void add_next()
    {
        next_ = new wxBoxSizer(wxHORIZONTAL);
        const auto today = shell_.document().today();
        const auto name = labelled(this, "&Next year", [this] { return new wxTextCtrl(this, wxID_ANY); });
        const auto from = labelled(this, "&First day", [&] { return new DateField(this, today); });
        const auto to = labelled(this, "&Last day", [&] { return new DateField(this, today); });
        next_name_ = name.control;
        next_from_ = from.control;
        next_to_ = to.control;
        add_field(next_, name);
        add_field(next_, from);
        add_field(next_, to);
        content()->Add(next_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    }

    void show()
    {
        text_->show(years_.text());
        text_->SetInsertionPoint(0);
        text_->ShowPosition(0);
        with_drafts_->SetValue(false);
        with_drafts_->Show(years_.needs_drafts_agreed());
        const auto& plan = years_.plan();
        next_->ShowItems(!plan.next_is_there);
        next_name_->ChangeValue(to_wx(plan.next.name));
        next_from_->set_date(plan.next.starts_on);
        next_to_->set_date(plan.next.ends_on);
        allow();
        Layout();
        Fit();
    }

    void allow() { accept_button()->Enable(!years_.needs_drafts_agreed() || with_drafts_->GetValue()); }

    void accept()
    {
        const auto done = years_.close(with_drafts_->GetValue(),
                                       {to_utf8(next_name_->GetValue()), next_from_->date(), next_to_->date()});
        if (!done) return say(to_wx(done.error().text()));
        shell_.notify(*done + " Ctrl+Z takes it back.");
        EndModal(wxID_OK);
    }

    Shell& shell_;
    RolloverViewModel& years_;
    wxChoice* year_ = nullptr;
    ReadingView* text_ = nullptr;
    wxCheckBox* with_drafts_ = nullptr;
    wxBoxSizer* next_ = nullptr;
    wxTextCtrl* next_name_ = nullptr;
    DateField* next_from_ = nullptr;
    DateField* next_to_ = nullptr;
};

class ReopenDialog : public StandardDialog {
public:
    ReopenDialog(wxWindow* parent, RolloverViewModel& years, std::size_t row)
        : StandardDialog(parent, "Open " + to_wx(years.name_of_year(row)) + " again"), years_(years), row_(row)
    {
        auto* words = new WrappedText(this,
                                      "Its visits can be changed again until it is closed once more. What was skipped "
                                      "or declined when it was closed stays so.");
        words->fit(FromDIP(reason_width));
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
        const auto field = labelled(this, "&Why is it opened again?", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(reason_width, -1)),
                                  wxTE_PROCESS_ENTER);
        });
        field.add_above(content());
        reason_ = field.control;
        content()->Add(theme::quiet(this, "The reason stays with the year, for who leads."),
                       wxSizerFlags().Border(wxTOP, theme::gap(this)));
        finish("Open it again");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        reason_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { accept(); });
        reason_->SetFocus();
    }

private:
    void accept()
    {
        if (const auto done = years_.reopen(row_, to_utf8(reason_->GetValue())); !done)
            return say(to_wx(done.error().text()));
        EndModal(wxID_OK);
    }

    RolloverViewModel& years_;
    std::size_t row_;
    wxTextCtrl* reason_ = nullptr;
};

}  // namespace

bool close_year(Shell& shell, RolloverViewModel& years, std::optional<std::size_t> row)
{
    if (!shell.accept(years.look_at(row))) return false;
    CloseYearDialog dialog(shell.window(), shell, years);
    return dialog.ShowModal() == wxID_OK;
}

bool reopen_year(Shell& shell, RolloverViewModel& years, std::size_t row)
{
    ReopenDialog dialog(shell.window(), years, row);
    if (dialog.ShowModal() != wxID_OK) return false;
    shell.notify(years.name_of_year(row) + " is open again.");
    return true;
}

}  // namespace throughline
