#include "app/observations/visit_import_dialog.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>

#include "app/platform/folders.hpp"
#include "app/shell/save_table.hpp"
#include "app/viewmodel/visit_import_view_model.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/time_field.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "throughline/connection.hpp"

namespace throughline {

namespace {

// Together they fit on a small laptop's screen.
constexpr int columns_width = 590;
constexpr int words_width = 350;
constexpr int lists_height = 185;
constexpr int preview_height = 160;
constexpr int detail_height = 40;
constexpr int choice_width = 200;
constexpr int refused_width = 760;
constexpr int refused_height = 260;
constexpr const char* choices_pattern = "Choices (*.json)|*.json|All files|*";

class VisitImportDialog : public StandardDialog {
public:
    VisitImportDialog(wxWindow* parent, VisitImportViewModel& view_model)
        : StandardDialog(parent, to_wx("Import observations: " + view_model.file_name())), view_model_(view_model)
    {
        add_choices();
        auto* lists = new wxBoxSizer(wxHORIZONTAL);
        add_columns(lists);
        lists->AddSpacer(theme::group_gap(this));
        add_words(lists);
        content()->Add(lists, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::wide_gap(this)));
        content()->Add(kept_choices(), wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
        preview_ = new TablePane(this);
        preview_->SetMinSize(FromDIP(wxSize(-1, preview_height)));
        content()->Add(preview_, wxSizerFlags(1).Expand().Border(wxBOTTOM, theme::gap(this)));
        // A reason is a sentence or two, and a cell of a list one line.
        detail_ = new WrappedText(this, {});
        detail_->SetMinSize(FromDIP(wxSize(-1, detail_height)));
        content()->Add(detail_, wxSizerFlags().Expand());
        finish("&Import");
        SetDefaultItem(nullptr);  // Enter in a list or a choice is no decision about a whole year
        show_all();
        columns_->focus();
    }

private:
    // Whatever is chosen, every row is looked at again.
    template <class Work>
    auto look(Work work)
    {
        return run_with_progress(
            this, "Import observations", "Looking at every row", [&](const Progress&) { return work(); },
            MayCancel::no);
    }
    template <class Change>
    void change(Change change)
    {
        look(change);
        show_all();
    }
    wxChoice* choice(wxSizer* row, const wxString& label, const std::vector<std::string>& words, std::size_t selected)
    {
        const auto made = labelled(this, label, [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto& each : words) made->Append(to_wx(each));
        made->SetSelection(static_cast<int>(selected));
        row->Add(made.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        row->Add(made.control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
        return made.control;
    }
    void add_choices()
    {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        rubric_ = choice(row, "&Rubric", view_model_.rubric_titles(), view_model_.rubric());
        rubric_->SetMinSize(FromDIP(wxSize(choice_width, -1)));
        dates_ = choice(row, "&Dates such as 10/5", {"Month first", "Day first"}, 0);
        state_ = choice(row, "&Keep as", {"Shared", "Drafts"}, 0);
        content()->Add(row, wxSizerFlags().Expand());
        add_choices_of_silent_rows();
        rubric_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            const auto chosen =
                look([&] { return view_model_.choose_rubric(static_cast<std::size_t>(event.GetSelection())); });
            if (!chosen) say(to_wx(chosen.error().text()));
            fill_choices();
            show_all();
        });
        dates_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            change([&] { view_model_.set_day_first(event.GetSelection() == 1); });
        });
        state_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            change([&] { view_model_.set_shared(event.GetSelection() == 0); });
        });
    }
    void add_choices_of_silent_rows()
    {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->Add(new wxStaticText(this, wxID_ANY, "Where a row does not say:"),
                 wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
        observer_ = choice(row, "&Observer", view_model_.observers(), 0);
        purpose_ = choice(row, "&Purpose", VisitImportViewModel::purposes(), 0);
        const auto time = labelled(this, "&Time", [this] { return new TimeField(this); });
        time_ = time.control;
        row->Add(time.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        row->Add(time_, wxSizerFlags().CenterVertical());
        content()->Add(row, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
        observer_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            change([&] { view_model_.set_observer(static_cast<std::size_t>(event.GetSelection())); });
        });
        purpose_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            change([&] { view_model_.set_purpose(static_cast<std::size_t>(event.GetSelection())); });
        });
        time_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
            event.Skip();
            const auto minute = time_->minute();
            if (minute && *minute != view_model_.start_minute())
                CallAfter([this, minute] { change([&] { view_model_.set_start_minute(*minute); }); });
        });
    }
    // The same sheet comes every year, and from every school.
    wxSizer* kept_choices()
    {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        summary_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        row->Add(summary_, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, theme::gap(this)));
        const auto add = [&](const wxString& label, const wxString& words, void (VisitImportDialog::*run)()) {
            auto* button = new wxButton(this, wxID_ANY, label);
            button->SetToolTip(words);
            row->Add(button, wxSizerFlags().Border(wxLEFT, theme::gap(this)));
            button->Bind(wxEVT_BUTTON, [this, run](wxCommandEvent&) { (this->*run)(); });
        };
        add("&Load choices...", "What the columns and words meant another time", &VisitImportDialog::load_choices);
        add("Sa&ve choices...", "For the next sheet of the same make, here or on the command line",
            &VisitImportDialog::save_choices);
        return row;
    }
    void load_choices()
    {
        wxFileDialog dialog(this, "What the columns and words meant", to_wx(documents_folder().string()), {},
                            choices_pattern, wxFD_OPEN | wxFD_FILE_MUST_EXIST);
        if (dialog.ShowModal() != wxID_OK) return;
        const auto loaded = look([&] { return view_model_.load_choices(to_utf8(dialog.GetPath())); });
        say(to_wx(loaded ? *loaded : loaded.error().text()));
        fill_choices();
        show_all();
    }
    void save_choices()
    {
        const auto name = "Choices for " + std::filesystem::path(view_model_.file_name()).stem().string() + ".json";
        wxFileDialog dialog(this, "Save the choices", to_wx(documents_folder().string()), to_wx(name), choices_pattern,
                            wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        const auto saved = view_model_.save_choices(to_utf8(dialog.GetPath()));
        say(saved ? wxString() : to_wx(saved.error().text()));
    }
    // A list, and below it what its selected row is.
    TablePane* add_list(wxSizer* lists, int width, const wxString& label, wxChoice*& choice_of_row)
    {
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* pane = new TablePane(this);
        pane->SetMinSize(FromDIP(wxSize(width, lists_height)));
        column->Add(pane, wxSizerFlags(1).Expand().Border(wxBOTTOM, theme::gap(this)));
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        choice_of_row = choice(row, label, {}, 0);
        choice_of_row->SetMinSize(FromDIP(wxSize(choice_width, -1)));
        column->Add(row);
        lists->Add(column, wxSizerFlags(width).Expand());
        return pane;
    }
    void add_columns(wxSizer* lists)
    {
        columns_ = add_list(lists, columns_width, "The column &means", meaning_);
        meaning_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            const auto column = columns_->list()->selected_row();
            if (!column) return;
            change([&] { view_model_.set_meaning(*column, static_cast<std::size_t>(event.GetSelection())); });
        });
    }
    void add_words(wxSizer* lists)
    {
        words_ = add_list(lists, words_width, "The word stands &for", stand_);
        stand_->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
            const auto word = words_->list()->selected_row();
            if (!word) return;
            change([&] { view_model_.set_stand(*word, static_cast<std::size_t>(event.GetSelection())); });
        });
        fill_choices();
    }
    void fill_choices()
    {
        for (const auto& [choice, words] :
             {std::pair(meaning_, view_model_.meanings()), std::pair(stand_, view_model_.stands())}) {
            choice->Clear();
            for (const auto& each : words) choice->Append(to_wx(each));
        }
    }
    void show_list(TablePane* pane, const ShownTable& table)
    {
        const auto selected = pane->list()->selected_row();
        pane->show(table);
        if (table.rows.empty()) return;
        pane->list()->select(selected && *selected < table.rows.size() ? *selected : 0);
    }
    void show_all()
    {
        show_list(columns_, view_model_.columns());
        show_list(words_, view_model_.words());
        preview_->show(view_model_.preview());
        columns_->list()->on_select = [this] { show_choices(); };
        words_->list()->on_select = [this] { show_choices(); };
        preview_->list()->on_select = [this] { show_detail(); };
        rubric_->SetSelection(static_cast<int>(view_model_.rubric()));
        dates_->SetSelection(view_model_.is_day_first() ? 1 : 0);
        state_->SetSelection(view_model_.is_shared() ? 0 : 1);
        for (auto at = static_cast<std::size_t>(observer_->GetCount()); at < view_model_.observers().size(); ++at)
            observer_->Append(to_wx(view_model_.observers()[at]));
        observer_->SetSelection(static_cast<int>(view_model_.observer()));
        purpose_->SetSelection(static_cast<int>(view_model_.purpose()));
        time_->set_minute(view_model_.start_minute());
        summary_->SetLabel(to_wx(view_model_.summary()));
        accept_button()->Enable(view_model_.can_take_in());
        show_choices();
        show_detail();
    }
    void show_detail()
    {
        const auto row = preview_->list()->selected_row();
        detail_->set_text(row ? to_wx(preview_->list()->rows()[*row].cells.back()) : wxString());
        detail_->fit(preview_->GetSize().GetWidth());
        Layout();
    }
    void show_choices()
    {
        const auto column = columns_->list()->selected_row();
        meaning_->Enable(column.has_value());
        if (column) meaning_->SetSelection(static_cast<int>(view_model_.meaning_of(*column)));
        const auto word = words_->list()->selected_row();
        stand_->Enable(word.has_value());
        if (word) stand_->SetSelection(static_cast<int>(view_model_.stand_of(*word)));
    }

    VisitImportViewModel& view_model_;
    wxChoice* rubric_ = nullptr;
    wxChoice* dates_ = nullptr;
    wxChoice* state_ = nullptr;
    wxChoice* observer_ = nullptr;
    wxChoice* purpose_ = nullptr;
    TimeField* time_ = nullptr;
    wxChoice* meaning_ = nullptr;
    wxChoice* stand_ = nullptr;
    TablePane* columns_ = nullptr;
    TablePane* words_ = nullptr;
    TablePane* preview_ = nullptr;
    wxStaticText* summary_ = nullptr;
    WrappedText* detail_ = nullptr;
};

// What was not taken in, for whoever corrects the sheet.
class RefusedRowsDialog : public StandardDialog {
public:
    RefusedRowsDialog(Shell& shell, const std::string& file, const ShownTable& refused)
        : StandardDialog(shell.window(), "Rows that were not taken in")
    {
        auto* words =
            new WrappedText(this, "Correct these in " + to_wx(file) +
                                      ", and import it again: the rows that are here by now are noticed and left out.");
        words->fit(FromDIP(refused_width));
        content()->Add(words, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
        auto* rows = new TablePane(this);
        rows->SetMinSize(FromDIP(wxSize(refused_width, refused_height)));
        rows->show(refused);
        content()->Add(rows, wxSizerFlags(1).Expand().Border(wxBOTTOM, theme::gap(this)));
        auto* reason = new WrappedText(this, {});
        reason->SetMinSize(FromDIP(wxSize(refused_width, detail_height)));
        content()->Add(reason, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
        rows->list()->on_select = [this, rows, reason] {
            const auto row = rows->list()->selected_row();
            reason->set_text(row ? to_wx(rows->list()->rows()[*row].cells.back()) : wxString());
            reason->fit(rows->GetSize().GetWidth());
            Layout();
        };
        auto* save = new wxButton(this, wxID_ANY, "&Save the list...");
        content()->Add(save);
        save->Bind(wxEVT_BUTTON,
                   [&shell, &refused](wxCommandEvent&) { save_table(shell, "Save the list as CSV", refused); });
        finish();
        rows->focus();
    }
};

}  // namespace

bool import_visits(Shell& shell, const std::filesystem::path& file)
{
    // A district's year takes a while to read and to compare: none of it happens on the window's thread.
    const auto open = another(shell.document().workspace());
    const auto actor = shell.document().actor();
    std::optional<Document> own;
    std::optional<VisitImportViewModel> view_model;
    const auto read = [&](const Progress& progress) -> Result<void> {
        auto workspace = open(progress.stop_token());
        if (!workspace) return tl::unexpected(workspace.error());
        own.emplace(std::move(*workspace), actor);
        view_model.emplace(*own);
        return view_model->open(file);
    };
    const auto words = to_wx("Reading " + file.filename().string());
    if (!shell.accept(run_with_progress(shell.window(), "Import observations", words, read))) return false;
    VisitImportDialog dialog(shell.window(), *view_model);
    if (dialog.ShowModal() != wxID_OK) return false;
    const auto take_in = [&](const Progress& progress) -> Result<std::string> {
        auto workspace = open(progress.stop_token());
        if (!workspace) return tl::unexpected(workspace.error());
        Document writer(std::move(*workspace), actor);
        return view_model->take_in(writer);
    };
    const auto taken =
        run_with_progress(shell.window(), "Import observations", "Backing up, then taking them in", take_in);
    shell.document().poll_elsewhere();
    if (!shell.accept(taken)) return false;
    shell.notify(*taken);
    if (const auto refused = view_model->refused_rows(); !refused.rows.empty())
        RefusedRowsDialog(shell, view_model->file_name(), refused).ShowModal();
    return true;
}

}  // namespace throughline
