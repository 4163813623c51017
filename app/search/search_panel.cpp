#include "app/search/search_panel.hpp"

#include <limits>

#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/timer.h>

#include "app/viewmodel/search_view_model.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

// Not at every key of a quick typist; short enough to feel immediate.
constexpr int pause_ms = 120;

class SearchPanel : public Page, public SearchPage {
public:
    SearchPanel(wxWindow* parent, Shell& around);

    [[nodiscard]] std::string title() const override { return "Search"; }
    [[nodiscard]] std::string help_topic() const override { return "search"; }
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void look_for(const std::string& text) override;
    void go_slowly(std::int64_t work_max, int slice_count_max) override;

private:
    void search();
    void look_again();
    void look_further(wxIdleEvent& event);
    void show_found();
    // From the field into what was found; once something is, if nothing was yet.
    void go_into_list();
    void open_row(std::size_t row);

    SearchViewModel view_model_;
    wxTextCtrl* field_;
    wxStaticText* summary_;
    TableView* list_;
    wxTimer pause_;
    int slices_left_ = std::numeric_limits<int>::max();
    bool goes_into_list_ = false;  // Enter was pressed before anything was found
};

SearchPanel::SearchPanel(wxWindow* parent, Shell& around)
    : Page(parent, around), view_model_(around.document()), pause_(this)
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(theme::heading(this, "Search"), wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    const auto field = labelled(this, "Words to look for, in all years", [this] {
        return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    });
    field_ = field.control;
    field.add_above(column);
    summary_ = theme::quiet(this, to_wx(view_model_.summary()));
    column->Add(summary_, wxSizerFlags().Expand().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    list_ = new TableView(this, "Found", {{"Teacher", 170}, {"In", 110}, {"Words", 480}, {"When", 110}});
    column->Add(list_, wxSizerFlags(1).Expand());
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::margin(this)));
    SetSizer(outer);

    field_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
        goes_into_list_ = false;
        pause_.StartOnce(pause_ms);
    });
    field_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) {
        // What is being looked for already goes on.
        if (!view_model_.is_looking_further() || view_model_.text() != to_utf8(field_->GetValue())) search();
        go_into_list();
    });
    field_->Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() != WXK_DOWN || list_->rows().empty()) return event.Skip();
        go_into_list();
    });
    Bind(
        wxEVT_TIMER, [this](wxTimerEvent&) { search(); }, pause_.GetId());
    // Keys and painting come first: this is only sent when nothing else waits.
    Bind(wxEVT_IDLE, [this](wxIdleEvent& event) { look_further(event); });
    list_->on_activate = [this](std::size_t row) { open_row(row); };
}

void SearchPanel::shown()
{
    look_again();
    field_->SetFocus();
    field_->SelectAll();
}

void SearchPanel::refresh(const ChangeSet&) { look_again(); }

void SearchPanel::look_for(const std::string& text)
{
    field_->ChangeValue(to_wx(text));
    search();
}

void SearchPanel::go_slowly(std::int64_t work_max, int slice_count_max)
{
    view_model_.take_slices_of(work_max);
    slices_left_ = slice_count_max;
}

void SearchPanel::search()
{
    pause_.Stop();
    goes_into_list_ = false;
    shell().accept(view_model_.look_for(to_utf8(field_->GetValue())));
    list_->set_rows(view_model_.rows());
    show_found();
}

void SearchPanel::look_again()
{
    if (view_model_.text().empty()) return;
    shell().accept(view_model_.look_again());
    show_found();
}

void SearchPanel::look_further(wxIdleEvent& event)
{
    // Another letter is being waited for, or nobody looks; whoever comes back looks again.
    if (!view_model_.is_looking_further() || pause_.IsRunning() || !IsShownOnScreen()) return;
    if (slices_left_ == 0) return;
    --slices_left_;
    shell().accept(view_model_.look_further());
    show_found();
    event.RequestMore(view_model_.is_looking_further());
}

void SearchPanel::show_found()
{
    const auto summary = to_wx(view_model_.summary());
    if (summary_->GetLabel() != summary) summary_->SetLabel(summary);
    list_->add_rows(view_model_.rows());
    if (goes_into_list_ && field_->HasFocus()) go_into_list();
}

void SearchPanel::go_into_list()
{
    goes_into_list_ = list_->rows().empty() && view_model_.is_looking_further();
    if (list_->rows().empty()) return;
    list_->SetFocus();
    list_->select(0);
}

void SearchPanel::open_row(std::size_t row)
{
    const auto& hit = view_model_.found()[row];
    if (hit.found_in == FoundIn::person)
        shell().open_teacher(hit.teacher);
    else
        shell().open_observation(hit.observation);
}

}  // namespace

Page* make_search_page(wxWindow* parent, Shell& shell) { return new SearchPanel(parent, shell); }

}  // namespace throughline
