#include "app/search/search_panel.hpp"

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

private:
    void search();
    void open_row(std::size_t row);

    SearchViewModel view_model_;
    wxTextCtrl* field_;
    wxStaticText* summary_;
    TableView* list_;
    wxTimer pause_;
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

    field_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { pause_.StartOnce(pause_ms); });
    field_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) {
        search();
        if (list_->rows().empty()) return;
        list_->SetFocus();
        list_->select(0);
    });
    field_->Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() != WXK_DOWN || list_->rows().empty()) return event.Skip();
        list_->SetFocus();
        list_->select(0);
    });
    Bind(
        wxEVT_TIMER, [this](wxTimerEvent&) { search(); }, pause_.GetId());
    list_->on_activate = [this](std::size_t row) { open_row(row); };
}

void SearchPanel::shown()
{
    if (!view_model_.text().empty()) search();
    field_->SetFocus();
    field_->SelectAll();
}

void SearchPanel::refresh(const ChangeSet&)
{
    if (!view_model_.text().empty()) search();
}

void SearchPanel::look_for(const std::string& text)
{
    field_->ChangeValue(to_wx(text));
    search();
}

void SearchPanel::search()
{
    pause_.Stop();
    shell().accept(view_model_.look_for(to_utf8(field_->GetValue())));
    summary_->SetLabel(to_wx(view_model_.summary()));
    list_->set_rows(view_model_.rows());
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
