#include "app/roster/import_view.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/gauge.h>
#include <wx/simplebook.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/chip.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

using Kind = RosterImportViewModel::Kind;

constexpr std::array kinds = {Kind::added, Kind::changed, Kind::deactivated, Kind::refused, Kind::unchanged};
constexpr int pulse_ms = 100;

}  // namespace

ImportView::ImportView(wxWindow* parent, Shell& shell) : wxPanel(parent), shell_(shell)
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Import a roster");
    cancel_ = new wxButton(this, wxID_ANY, "Cancel");
    accept_ = new wxButton(this, wxID_ANY, "&Import");
    header_.add_action(cancel_);
    header_.add_action(accept_);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    book_ = new wxSimplebook(this);
    make_busy();
    make_preview();
    book_->AddPage(busy_, {});
    book_->AddPage(preview_, {});
    column->Add(book_, wxSizerFlags(1).Expand());
    SetSizer(column);

    accept_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { write(); });
    cancel_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { cancel(); });
    pulse_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { gauge_->Pulse(); });
}

void ImportView::make_busy()
{
    busy_ = new wxPanel(book_);
    busy_words_ = new wxStaticText(busy_, wxID_ANY, {});
    gauge_ = new wxGauge(busy_, wxID_ANY, 100, wxDefaultPosition, FromDIP(wxSize(320, -1)));
    set_accessible_name(gauge_, "Progress");
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->AddStretchSpacer(2);
    column->Add(busy_words_, wxSizerFlags().CenterHorizontal());
    column->Add(gauge_, wxSizerFlags().CenterHorizontal().Border(wxTOP, theme::wide_gap(this)));
    column->AddStretchSpacer(3);
    busy_->SetSizer(column);
}

void ImportView::make_preview()
{
    preview_ = new wxPanel(book_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    make_counts(column);
    list_ = new TableView(preview_, "Rows of the roster",
                          {{"What", 100},
                           {"Line", 60, false, true},
                           {"Name", 180},
                           {"Roles", 150},
                           {"E-mail", 210},
                           {"What changes, or why not", 200}});
    empty_ = new EmptyNote(preview_, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    cap_ = theme::quiet(preview_, {});
    column->Add(cap_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    notes_ = new ReadingView(preview_, "The row in full, and notes on the file");
    notes_->SetMinSize(FromDIP(wxSize(-1, 120)));
    column->Add(notes_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    preview_->SetSizer(column);
    list_->on_select = [this] { show_selected(); };
}

void ImportView::make_counts(wxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto kind = labelled(preview_, "Sho&w", [this] { return new wxChoice(preview_, wxID_ANY); });
    kind_ = kind.control;
    kind_->Append("All but unchanged");
    for (const auto one : kinds) kind_->Append(to_wx(RosterImportViewModel::kind_words(one)));
    kind_->SetSelection(0);
    row->Add(kind.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(kind_, wxSizerFlags().CenterVertical());
    row->AddStretchSpacer();
    for (auto*& chip : counts_) {
        chip = new Chip(preview_, {}, Tone::neutral);
        row->Add(chip, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    }
    column->Add(row, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    kind_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        const int at = event.GetSelection();
        view_model_.show_only(at > 0 ? std::optional(kinds[static_cast<std::size_t>(at) - 1]) : std::nullopt);
        show_rows();
    });
}

WorkspacePlace ImportView::place() { return {another(shell_.document().workspace()), shell_.document().actor()}; }

void ImportView::begin(const std::filesystem::path& source)
{
    view_model_.clear();
    set_text(header_.second_line, to_wx(source.filename().string()));
    show_busy("Reading and comparing. Nothing is written yet.");
    task_.run([source, where = place()](std::stop_token stop) { return read_and_plan(source, where, stop); },
              [this](Result<RosterReading> reading) { take(std::move(reading)); });
}

void ImportView::show_busy(const wxString& words)
{
    set_text(busy_words_, words);
    busy_->Layout();
    accept_->Disable();
    cancel_->Enable();
    book_->ChangeSelection(0);
    pulse_.Start(pulse_ms);
    cancel_->SetFocus();
}

void ImportView::take(Result<RosterReading> reading)
{
    pulse_.Stop();
    if (!shell_.accept(reading)) {
        on_close();
        return;
    }
    view_model_.show(std::move(*reading));
    show_preview();
}

void ImportView::show_preview()
{
    cancel_->Enable();
    accept_->Enable(view_model_.changes_anything());
    set_text(header_.second_line, to_wx(view_model_.source_words()));
    for (std::size_t at = 0; at < kinds.size(); ++at) {
        const int count = view_model_.count(kinds[at]);
        const auto words = to_wx(RosterImportViewModel::kind_words(kinds[at])).Lower();
        counts_[at]->set(wxString::Format("%d %s", count, words),
                         count > 0 ? RosterImportViewModel::tone(kinds[at]) : Tone::neutral);
    }
    kind_->SetSelection(0);
    view_model_.show_only({});
    show_rows();
    book_->ChangeSelection(1);
    Layout();
    focus();
}

void ImportView::show_rows()
{
    list_->set_rows(view_model_.rows());
    const auto cap = view_model_.cap_words();
    set_text(cap_, to_wx(cap));
    cap_->Show(!cap.empty());
    if (!list_->rows().empty())
        empty_->say({});
    else
        empty_->say(view_model_.changes_anything() ? "No row of this kind."
                                                   : "Everybody in this file is here already, just as the file says. "
                                                     "There is nothing to import.");
    show_selected();
    preview_->Layout();
}

void ImportView::show_selected()
{
    ReadingText text;
    if (const auto row = list_->selected_row()) text = view_model_.row_in_full(*row);
    for (const auto& note : view_model_.notes()) text.push_back(quiet_paragraph(note));
    notes_->show(std::move(text));
}

void ImportView::focus()
{
    if (is_busy())
        cancel_->SetFocus();
    else if (list_->IsShown())
        list_->SetFocus();
    else
        cancel_->SetFocus();
}

void ImportView::write()
{
    is_writing_ = true;
    show_busy("Backing up, then importing. Cancelled, it has changed nothing.");
    task_.run(
        [file = view_model_.file(), where = place()](std::stop_token stop) { return import_roster(file, where, stop); },
        [this](Result<RosterImported> imported) { take(std::move(imported)); });
}

void ImportView::take(Result<RosterImported> imported)
{
    pulse_.Stop();
    is_writing_ = false;
    if (!shell_.accept(imported)) {
        show_preview();
        return;
    }
    const int refused = view_model_.count(Kind::refused);
    view_model_.clear();
    on_imported(*imported, RosterImportViewModel::imported_words(*imported, refused));
}

void ImportView::cancel()
{
    if (is_writing_) return task_.ask_to_stop();  // it may be done already: its answer says what became of it
    task_.cancel();
    pulse_.Stop();
    view_model_.clear();
    on_close();
}

}  // namespace throughline
