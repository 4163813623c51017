#include "app/follow_ups/follow_ups_panel.hpp"

#include <array>

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>

#include "app/viewmodel/follow_ups_view_model.hpp"
#include "app/widget/chip.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/step_check_bar.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr std::array kinds = {FollowUpKind::visit, FollowUpKind::debrief, FollowUpKind::step_check,
                              FollowUpKind::unshared_draft, FollowUpKind::conference};

class FollowUpsPanel : public Page {
public:
    FollowUpsPanel(wxWindow* parent, Shell& shell);

    [[nodiscard]] std::string title() const override { return "Follow-ups"; }
    [[nodiscard]] std::string help_topic() const override { return "follow-ups"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    void make_filters(wxSizer* column);
    void make_detail(wxSizer* column);
    void show();
    void show_counts();
    void show_selected();
    [[nodiscard]] const FollowUp* selected() const;
    void open_selected();
    void open_teacher();

    FollowUpsViewModel view_model_;
    PageHeader header_;
    std::array<Chip*, 3> counts_{};
    TableView* list_ = nullptr;
    EmptyNote* empty_ = nullptr;
    wxPanel* detail_ = nullptr;
    wxStaticText* step_ = nullptr;
    StepCheckBar* check_ = nullptr;
    wxButton* open_ = nullptr;
    bool was_shown_ = false;
};

FollowUpsPanel::FollowUpsPanel(wxWindow* parent, Shell& shell_of_page)
    : Page(parent, shell_of_page), view_model_(shell_of_page.document())
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    header_ = page_header(this, "Follow-ups");
    open_ = new wxButton(this, wxID_ANY, "&Open the debrief");
    header_.add_action(open_);
    column->Add(header_.sizer, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    make_filters(column);
    list_ = new TableView(this, "Follow-ups",
                          {{"Due", 180},
                           {"What", 130},
                           {"Teacher", 165},
                           {"Observer", 130},
                           {"Planned", 125},
                           {"What it is about", 200}});
    empty_ = new EmptyNote(this, list_);
    column->Add(list_, wxSizerFlags(1).Expand());
    column->Add(empty_, wxSizerFlags(1).Expand());
    make_detail(column);
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    list_->on_activate = [this](std::size_t) { open_selected(); };
    list_->on_select = [this] { show_selected(); };
    open_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { open_selected(); });
}

void FollowUpsPanel::make_filters(wxSizer* column)
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto kind = labelled(this, "Sho&w", [this] { return new wxChoice(this, wxID_ANY); });
    kind->Append("Everything");
    for (const auto one : {"Visits", "Debriefs", "Step checks", "Unshared drafts", "Conferences"}) kind->Append(one);
    kind->SetSelection(0);
    row->Add(kind.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(kind.control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(this)));
    auto* mine = new wxCheckBox(this, wxID_ANY, "M&ine only");
    mine->Enable(document().actor().person.has_value());
    auto* later = new wxCheckBox(this, wxID_ANY, "&Also what comes later");
    later->SetValue(true);
    row->Add(mine, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(this)));
    row->Add(later, wxSizerFlags().CenterVertical());
    row->AddStretchSpacer();
    for (auto*& chip : counts_) {
        chip = new Chip(this, {}, Tone::calm);
        row->Add(chip, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    }
    column->Add(row, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));

    kind->Bind(wxEVT_CHOICE, [this](wxCommandEvent& event) {
        const int at = event.GetSelection();
        const auto shown_kind = at > 0 ? std::optional(kinds[static_cast<std::size_t>(at) - 1]) : std::nullopt;
        if (shell().accept(view_model_.show_kind(shown_kind))) show();
    });
    mine->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        if (shell().accept(view_model_.show_mine_only(event.IsChecked()))) show();
    });
    later->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& event) {
        view_model_.show_later(event.IsChecked());
        show();
    });
}

void FollowUpsPanel::make_detail(wxSizer* column)
{
    detail_ = new wxPanel(this);
    step_ = new wxStaticText(detail_, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    step_->SetFont(theme::section_font(this));
    check_ = new StepCheckBar(detail_, shell(), StepCheckBar::Shape::wide);
    auto* inner = new wxBoxSizer(wxVERTICAL);
    inner->Add(step_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    inner->Add(check_, wxSizerFlags().Expand());
    detail_->SetSizer(inner);
    detail_->Hide();
    column->Add(detail_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
}

void FollowUpsPanel::shown()
{
    if (shell().accept(view_model_.refresh())) show();
    if (!was_shown_ && !list_->rows().empty()) list_->select(0);
    was_shown_ = true;
    show_selected();
    if (list_->IsShown()) list_->SetFocus();
}

void FollowUpsPanel::refresh(const ChangeSet&)
{
    // Nearly everything bears on what is due: visits, steps, debriefs, the calendar, the rules, who is there.
    if (shell().accept(view_model_.refresh())) show();
}

void FollowUpsPanel::show()
{
    list_->set_rows(view_model_.rows());
    empty_->say(to_wx(view_model_.empty_words()));
    show_counts();
    show_selected();
    Layout();
}

void FollowUpsPanel::show_counts()
{
    constexpr std::array due_states = {DueState::overdue, DueState::due_today, DueState::due_soon};
    for (std::size_t at = 0; at < counts_.size(); ++at) {
        const auto words = view_model_.count_words_of(due_states[at]);
        counts_[at]->set(to_wx(words), tone_of(due_states[at]));
        counts_[at]->Show(!words.empty());
    }
    set_text(header_.second_line, to_wx(view_model_.count_words()));
}

void FollowUpsPanel::show_selected()
{
    const auto* follow_up = selected();
    const bool is_step = follow_up && follow_up->step;
    check_->show(is_step ? follow_up->step : std::nullopt);
    if (is_step) set_text(step_, to_wx(view_model_.step_text(*list_->selected_row())));
    if (detail_->IsShown() != is_step) {
        detail_->Show(is_step);
        Layout();
    }
    open_->Enable(follow_up != nullptr);
    if (!follow_up) return;
    switch (follow_up->kind) {
        case FollowUpKind::visit:
            open_->SetLabel(follow_up->booking ? "&Start the planned visit" : "&Open a visit");
            break;
        case FollowUpKind::debrief:
            open_->SetLabel("&Open the debrief");
            break;
        case FollowUpKind::step_check:
        case FollowUpKind::conference:
            open_->SetLabel("&Open the teacher's page");
            break;
        case FollowUpKind::unshared_draft:
            open_->SetLabel("&Open the draft");
            break;
    }
    Layout();
}

const FollowUp* FollowUpsPanel::selected() const
{
    const auto row = list_->selected_row();
    return row && *row < view_model_.shown().size() ? &view_model_.shown()[*row] : nullptr;
}

void FollowUpsPanel::open_selected()
{
    const auto* follow_up = selected();
    if (!follow_up) return;
    switch (follow_up->kind) {
        case FollowUpKind::visit:
            shell().start_observation(follow_up->teacher);
            break;
        case FollowUpKind::debrief:
            if (follow_up->debrief) shell().open_debrief(*follow_up->debrief);
            break;
        case FollowUpKind::step_check:
        case FollowUpKind::conference:
            shell().open_teacher(follow_up->teacher);
            break;
        case FollowUpKind::unshared_draft:
            shell().open_observation(follow_up->observation);
            break;
    }
}

void FollowUpsPanel::open_teacher()
{
    if (const auto* follow_up = selected()) shell().open_teacher(follow_up->teacher);
}

std::vector<MenuCommand> FollowUpsPanel::commands()
{
    const auto one_selected = [this] { return selected() != nullptr; };
    std::vector<MenuCommand> all = {
        {"follow_ups.open",
         "Follow-up",
         "Open",
         {},
         "The debrief, the draft, the visit or the teacher it is about.",
         [this] { open_selected(); },
         one_selected,
         {},
         false},
        {"follow_ups.teacher",
         "Follow-up",
         "Open the teacher's page",
         "Ctrl+T",
         "The teacher it is about.",
         [this] { open_teacher(); },
         one_selected,
         {},
         false},
    };
    for (auto& command : check_->commands()) all.push_back(std::move(command));
    return all;
}

}  // namespace

Page* make_follow_ups_page(wxWindow* parent, Shell& shell) { return new FollowUpsPanel(parent, shell); }

}  // namespace throughline
