#include "app/today/today_panel.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/wupdlock.h>

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/today_view_model.hpp"
#include "app/widget/card.hpp"
#include "app/widget/long_question.hpp"
#include "app/widget/row_button.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int two_columns_from = 860;  // narrower pages stack their cards

class TodayPanel : public Page {
public:
    TodayPanel(wxWindow* parent, Shell& around);

    [[nodiscard]] std::string title() const override { return "Today"; }
    [[nodiscard]] std::string help_topic() const override { return "today"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { question_.cancel(); }

private:
    void load();
    void show_answer();
    void show_summary();
    void build();
    void add_section(const TodaySection& section, wxSizer* column);
    void arrange();
    void open(const TodayRow& row);
    void walk(int by);
    [[nodiscard]] int focused_row() const;

    TodayViewModel view_model_;
    wxScrolledWindow* scroll_;
    wxStaticText* date_;
    wxStaticText* summary_;
    wxBoxSizer* columns_;
    std::vector<TodaySection> shown_;
    std::vector<RowButton*> rows_;
    bool goes_to_top_ = false;
    wxWindow* focus_before_ = nullptr;  // compared only
    LongQuestion question_;             // last: it ends before what it reports to
};

TodayPanel::TodayPanel(wxWindow* parent, Shell& around)
    : Page(parent, around), view_model_(around.document()), scroll_(new wxScrolledWindow(this))
{
    scroll_->SetScrollRate(0, FromDIP(12));
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* heading = theme::heading(scroll_, "Today");
    date_ = new wxStaticText(scroll_, wxID_ANY, {});
    summary_ = theme::quiet(scroll_, {});
    columns_ = new wxBoxSizer(wxHORIZONTAL);
    column->Add(heading);
    column->Add(date_, wxSizerFlags().Border(wxTOP, theme::gap(this)));
    column->Add(summary_, wxSizerFlags().Border(wxTOP | wxBOTTOM, FromDIP(2)));
    column->Add(columns_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    scroll_->SetSizer(outer);
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(scroll_, wxSizerFlags(1).Expand());
    SetSizer(whole);

    question_.on_wait = [this] { show_summary(); };
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        arrange();
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        const bool on_row = focused_row() >= 0;
        if (on_row && event.GetKeyCode() == WXK_DOWN) return walk(1);
        if (on_row && event.GetKeyCode() == WXK_UP) return walk(-1);
        event.Skip();
    });
}

void TodayPanel::shown()
{
    goes_to_top_ = true;
    focus_before_ = FindFocus();
    load();
}

void TodayPanel::refresh(const ChangeSet& changes)
{
    if (concerns(changes,
                 {Noun::school_year, Noun::calendar_day, Noun::person,      Noun::caseload,     Noun::observation,
                  Noun::evidence,    Noun::rating,       Noun::action_step, Noun::step_event,   Noun::debrief,
                  Noun::setting,     Noun::booking,      Noun::busy_time,   Noun::class_period, Noun::cadence_rule,
                  Noun::excusal,     Noun::team,         Noun::team_member, Noun::person_tag,   Noun::visit_request}))
        load();
}

void TodayPanel::load()
{
    const auto size = view_model_.counts_many_schools() ? LongQuestion::Size::large : LongQuestion::Size::small;
    question_.ask(document(), size, &TodayViewModel::ask, [this](Result<TodayViewModel::Asked> asked) {
        if (!shell().accept(asked)) return;
        view_model_.take(std::move(*asked));
        show_answer();
    });
}

void TodayPanel::show_answer()
{
    date_->SetLabel(to_wx(view_model_.date_words()));
    show_summary();
    if (view_model_.sections() != shown_) {
        shown_ = view_model_.sections();
        build();
    }
    // The top of "who next": Enter starts the visit. Not if the person has gone elsewhere meanwhile.
    if (std::exchange(goes_to_top_, false) && FindFocus() == focus_before_ && !rows_.empty())
        rows_.front()->button()->SetFocus();
}

void TodayPanel::show_summary()
{
    const auto before = shown_.empty() ? "" : " What stands here is from before.";
    summary_->SetLabel(to_wx(question_.is_waiting() ? counting_words() + before : view_model_.summary()));
}

void TodayPanel::build()
{
    const int focused = focused_row();
    const wxWindowUpdateLocker still(scroll_);
    columns_->Clear(true);
    rows_.clear();
    auto* left = new wxBoxSizer(wxVERTICAL);
    auto* right = new wxBoxSizer(wxVERTICAL);
    for (const auto& section : shown_) add_section(section, section.is_to_visit ? left : right);
    columns_->Add(left, wxSizerFlags(5).Expand());
    columns_->Add(right, wxSizerFlags(4).Expand());
    arrange();
    scroll_->FitInside();
    scroll_->Layout();
    if (focused >= 0 && !rows_.empty())
        rows_[std::min(static_cast<std::size_t>(focused), rows_.size() - 1)]->button()->SetFocus();
}

void TodayPanel::add_section(const TodaySection& section, wxSizer* column)
{
    auto* card = new Card(scroll_, to_wx(section.heading));
    card->set_aside(to_wx(section.aside));
    for (const auto& row : section.rows) {
        auto* button = new RowButton(
            card,
            {to_wx(row.title), to_wx(row.beside), to_wx(row.detail), to_wx(row.chip), row.tone, to_wx(row.spoken)},
            [this, row] { open(row); });
        card->rows()->Add(button, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(2)));
        rows_.push_back(button);
    }
    if (section.rows.empty()) {
        auto* words = theme::quiet(card, to_wx(section.empty));
        words->Wrap(FromDIP(320));
        card->body()->Add(words, wxSizerFlags().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    }
    column->Add(card, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
}

void TodayPanel::arrange()
{
    const bool wide = GetClientSize().GetWidth() >= FromDIP(two_columns_from);
    columns_->SetOrientation(wide ? wxHORIZONTAL : wxVERTICAL);
    if (columns_->GetItemCount() > 1) columns_->GetItem(std::size_t{1})->SetFlag(wxEXPAND | wxLEFT);
    if (columns_->GetItemCount() > 1) columns_->GetItem(std::size_t{1})->SetBorder(wide ? theme::wide_gap(this) : 0);
    for (auto* item : columns_->GetChildren()) item->SetProportion(wide ? 1 : 0);
}

void TodayPanel::open(const TodayRow& row)
{
    switch (row.act) {
        case TodayRow::Act::start_visit:
            return shell().start_observation(std::get<PersonId>(row.opens));
        case TodayRow::Act::open_debrief:
            return shell().open_debrief(std::get<DebriefId>(row.opens));
        case TodayRow::Act::open_teacher:
            return shell().open_teacher(std::get<PersonId>(row.opens));
        case TodayRow::Act::open_draft:
            return shell().open_observation(std::get<ObservationId>(row.opens));
    }
}

void TodayPanel::walk(int by)
{
    const int next = focused_row() + by;
    if (next < 0 || next >= static_cast<int>(rows_.size())) return;
    rows_[static_cast<std::size_t>(next)]->button()->SetFocus();
}

int TodayPanel::focused_row() const
{
    const auto* focused = FindFocus();
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&](RowButton* row) { return row->button() == focused; });
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

}  // namespace

Page* make_today_page(wxWindow* parent, Shell& shell) { return new TodayPanel(parent, shell); }

}  // namespace throughline
