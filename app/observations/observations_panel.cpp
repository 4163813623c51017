#include "app/observations/observations_panel.hpp"

#include <wx/button.h>
#include <wx/dirdlg.h>

#include "app/observations/visit_filters.hpp"
#include "app/platform/folders.hpp"
#include "app/viewmodel/observations_view_model.hpp"
#include "app/viewmodel/packet_files.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/run_with_progress.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/connection.hpp"

namespace throughline {

namespace {

class ObservationsPanel : public Page {
public:
    ObservationsPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Observations"; }
    [[nodiscard]] std::string help_topic() const override { return "observations"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    void ask_again();
    void load_more();
    void clear_filters() { filters_->clear(); }
    void show();
    void open(std::size_t row);
    void prepare_all();

    ObservationsViewModel view_model_;
    PageHeader header_;
    VisitFilters* filters_ = nullptr;
    TableView* list_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxStaticText* count_ = nullptr;
    wxButton* clear_ = nullptr;
    wxButton* more_ = nullptr;
    bool was_shown_ = false;
};

ObservationsPanel::ObservationsPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page), view_model_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Observations");
    clear_ = new wxButton(this, wxID_ANY, "C&lear the filters");
    auto* start = new wxButton(this, wxID_ANY, "Start a visit");
    header_.add_action(clear_);
    header_.add_action(start);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::gap(this));
    filters_ = new VisitFilters(this, view_model_, document().today());
    column->Add(filters_, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    list_ = new TableView(this, "Observations",
                          {{"Day", 140},
                           {"Teacher", 150},
                           {"Kind", 145},
                           {"Observer", 115},
                           {"State", 160},
                           {"Rubric", 115},
                           {"Action step", 100}});
    empty_ = new EmptyNote(this, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    auto* foot = new wxBoxSizer(wxHORIZONTAL);
    count_ = theme::quiet(this, {});
    more_ = new wxButton(this, wxID_ANY, "Show &more");
    foot->Add(count_, wxSizerFlags(1).CenterVertical());
    foot->Add(more_, wxSizerFlags().CenterVertical());
    column->Add(foot, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    filters_->on_change = [this] { ask_again(); };
    list_->on_activate = [this](std::size_t row) { open(row); };
    clear_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { clear_filters(); });
    start->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { shell().start_observation(); });
    more_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { load_more(); });
}

void ObservationsPanel::shown()
{
    ask_again();
    if (!was_shown_ && !list_->rows().empty()) list_->select(0);
    was_shown_ = true;
    if (list_->IsShown())
        list_->SetFocus();
    else
        filters_->focus();
}

void ObservationsPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes, {Noun::observation, Noun::person, Noun::action_step, Noun::debrief, Noun::rubric_version,
                           Noun::school, Noun::school_year}))
        ask_again();
}

void ObservationsPanel::ask_again()
{
    if (shell().accept(view_model_.refresh())) show();
}

void ObservationsPanel::load_more()
{
    // Stays where it was: the last row seen keeps the selection, and so stays in view.
    if (!list_->selected_row() && !list_->rows().empty()) list_->select(list_->rows().size() - 1);
    if (shell().accept(view_model_.load_more())) show();
    list_->SetFocus();
}

void ObservationsPanel::show()
{
    filters_->show();
    list_->set_rows(view_model_.rows());
    set_text(count_, to_wx(view_model_.count_words()));
    more_->Show(view_model_.has_more());
    clear_->Enable(view_model_.is_filtered());
    empty_->say(to_wx(view_model_.empty_words()));
    Layout();
}

void ObservationsPanel::open(std::size_t row)
{
    if (row < view_model_.visits().size()) shell().open_observation(view_model_.visits()[row].id);
}

void ObservationsPanel::prepare_all()
{
    const auto& visits = view_model_.visits();
    if (PacketBatch(document(), visits, {}).count() == 0)
        return shell().notify("Every visit of yours in the list that was shared has its message already.");
    wxDirDialog dialog(shell().window(), "A folder for the messages", to_wx(documents_folder().string()));
    if (dialog.ShowModal() != wxID_OK) return;
    const std::filesystem::path folder = to_utf8(dialog.GetPath());
    std::size_t prepared = 0;
    const auto work = [&, open = another(document().workspace()),
                       actor = document().actor()](const Progress& progress) -> Result<void> {
        auto workspace = open({});
        if (!workspace) return tl::unexpected(workspace.error());
        Document own(std::move(*workspace), actor);
        PacketBatch batch(own, visits, folder);
        for (; batch.done() < batch.count() && !progress.is_stopped(); prepared = batch.done()) {
            if (const auto written = batch.step(); !written) return tl::unexpected(written.error());
            progress.at(static_cast<double>(batch.done()) / static_cast<double>(batch.count()));
        }
        return {};
    };
    const auto done =
        run_with_progress(shell().window(), "Prepare messages", to_wx("Writing to " + folder.string()), work);
    document().poll_elsewhere();
    if (shell().accept(done))
        shell().notify(counted(static_cast<std::int64_t>(prepared), "message") + " prepared in " + folder.string());
    ask_again();
}

std::vector<MenuCommand> ObservationsPanel::commands()
{
    const auto selected = [this]() -> const VisitRow* {
        const auto row = list_->selected_row();
        return row && *row < view_model_.visits().size() ? &view_model_.visits()[*row] : nullptr;
    };
    return {
        {"observations.open",
         "Observation",
         "Open the visit",
         {},
         "A draft to write in, or what was shared.",
         [this, selected] {
             if (const auto* visit = selected()) shell().open_observation(visit->id);
         },
         [selected] { return selected() != nullptr; },
         {},
         false},
        {"observations.teacher",
         "Observation",
         "Open the teacher's page",
         "Ctrl+T",
         "The teacher of the selected visit.",
         [this, selected] {
             if (const auto* visit = selected()) shell().open_teacher(visit->teacher);
         },
         [selected] { return selected() != nullptr; },
         {},
         false},
        {"observations.prepare",
         "Observation",
         "Prepare messages for all listed...",
         "",
         "One for each of your own shared visits in the list that none was prepared for.",
         [this] { prepare_all(); },
         [this] { return !view_model_.visits().empty(); },
         {},
         false},
        {"observations.filter",
         "Observation",
         "Filter",
         "Ctrl+L",
         "To the filters above the list.",
         [this] { filters_->focus(); },
         {},
         {},
         true},
        {"observations.clear",
         "Observation",
         "Clear the filters",
         "Ctrl+Shift+L",
         "Shows all visits again.",
         [this] { clear_filters(); },
         [this] { return view_model_.is_filtered(); },
         {},
         false},
        {"observations.more",
         "Observation",
         "Show more",
         "Ctrl+M",
         "Adds the next 500 visits to the list.",
         [this] { load_more(); },
         [this] { return view_model_.has_more(); },
         {},
         false},
    };
}

}  // namespace

Page* make_observations_page(wxWindow* parent, Shell& shell) { return new ObservationsPanel(parent, shell); }

}  // namespace throughline
