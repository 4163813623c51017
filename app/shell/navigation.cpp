#include "app/shell/navigation.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/dataview.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/platform/accessible_name.hpp"
#include "app/platform/list_padding.hpp"
#include "app/shell/pages.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int width = 190;      // fits the longest page name and most schools' names
constexpr int row_padding = 8;  // easy to hit

}  // namespace

Navigation::Navigation(wxWindow* parent) : wxPanel(parent)
{
    school_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize);
    school_->SetFont(theme::section_font(this));
    sample_ = theme::quiet(this, "Sample: invented people");
    start_ = new wxButton(this, wxID_ANY, "&Start a visit");
    start_->SetToolTip("Ctrl+N");
    list_ = new wxDataViewListCtrl(this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                   wxDV_SINGLE | wxDV_NO_HEADER | wxBORDER_NONE);
    list_->AppendTextColumn("Page");
    set_list_padding(list_, theme::wide_gap(this), row_padding);
    set_accessible_name(list_, "Pages");
    auto* column = new wxBoxSizer(wxVERTICAL);
    const int gap = theme::wide_gap(this);
    column->AddSpacer(gap);
    column->Add(school_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, gap));
    column->Add(sample_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, gap));
    column->Add(start_, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, gap));
    column->AddSpacer(gap);
    column->Add(list_, wxSizerFlags(1).Expand());
    SetSizer(column);
    SetMinSize(wxSize(FromDIP(width), -1));

    start_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { on_start(); });
    list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { choose(); });
    list_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { on_enter(); });
}

void Navigation::set_school(const std::string& name, bool is_sample)
{
    school_->SetLabel(to_wx(name));
    school_->Wrap(FromDIP(width) - 2 * theme::wide_gap(this));
    sample_->Show(is_sample);
    Layout();
}

void Navigation::set_pages(const std::vector<PageId>& pages)
{
    if (pages == pages_) return;
    pages_ = pages;
    list_->DeleteAllItems();
    for (const auto id : pages_) {
        wxVector<wxVariant> cells;
        cells.push_back(wxVariant(wxString(page_entry(id)->name)));
        list_->AppendItem(cells);
    }
    if (marked_) mark(*marked_);
}

void Navigation::set_may_start(bool may_start)
{
    if (start_->Show(may_start)) Layout();
}

void Navigation::mark(PageId page)
{
    const auto at = std::find(pages_.begin(), pages_.end(), page);
    if (at == pages_.end()) {
        marked_.reset();
        list_->UnselectAll();
        return;
    }
    marked_ = page;
    list_->SelectRow(static_cast<unsigned>(at - pages_.begin()));
}

void Navigation::choose()
{
    const int row = list_->GetSelectedRow();
    if (row < 0 || pages_[static_cast<std::size_t>(row)] == marked_) return;
    marked_ = pages_[static_cast<std::size_t>(row)];
    on_choose(*marked_);
}

}  // namespace throughline
