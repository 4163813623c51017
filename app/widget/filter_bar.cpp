#include "app/widget/filter_bar.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/config.h>
#include <wx/wrapsizer.h>

#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int choice_width = 150;  // four of them and their labels fit on one line of a small laptop

}  // namespace

FilterBar::FilterBar(wxWindow* parent, CadenceFilters& filters, const wxString& memory)
    : wxPanel(parent), filters_(filters), memory_("filters_" + memory)
{
    auto* row = new wxWrapSizer(wxHORIZONTAL, 0);
    for (std::size_t at = 0; at < fields_.size(); ++at) {
        const auto part = static_cast<CadenceFilters::Part>(at);
        const auto field = labelled(this, CadenceFilters::title(part), [this] { return new wxChoice(this, wxID_ANY); });
        field->SetMinSize(wxSize(FromDIP(choice_width), -1));
        row->Add(field.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
        row->Add(field.control, wxSizerFlags()
                                    .CenterVertical()
                                    .Border(wxRIGHT | wxBOTTOM, theme::gap(this))
                                    .Border(wxRIGHT, theme::wide_gap(this)));
        fields_[at] = {field.label, field.control};
        field->Bind(wxEVT_CHOICE, [this, part](wxCommandEvent& event) {
            filters_.choose(part, static_cast<std::size_t>(event.GetSelection()));
            changed();
        });
    }
    clear_ = new wxButton(this, wxID_ANY, "Show everybody");
    row->Add(clear_, wxSizerFlags().CenterVertical());
    SetSizer(row);
    clear_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { clear(); });
}

void FilterBar::show()
{
    recall_once();
    bool is_any = false;
    for (std::size_t at = 0; at < fields_.size(); ++at) {
        const auto part = static_cast<CadenceFilters::Part>(at);
        const bool is_offered = filters_.is_offered(part);
        fields_[at].label->Show(is_offered);
        fields_[at].choice->Show(is_offered);
        is_any = is_any || is_offered;
        wxArrayString words;
        for (const auto& one : filters_.words(part)) words.Add(to_wx(one));
        if (words != fields_[at].choice->GetStrings()) fields_[at].choice->Set(words);
        fields_[at].choice->SetSelection(static_cast<int>(filters_.chosen(part)));
    }
    clear_->Show(filters_.is_any_set());
    Show(is_any);
    Layout();
}

void FilterBar::clear()
{
    filters_.clear();
    changed();
}

void FilterBar::changed()
{
    remember();
    show();
    if (on_change) on_change();
}

void FilterBar::recall_once()
{
    if (is_recalled_) return;
    is_recalled_ = true;
    if (const auto* config = wxConfigBase::Get()) filters_.recall(to_utf8(config->Read(memory_, wxString())));
}

void FilterBar::remember() const
{
    if (auto* config = wxConfigBase::Get()) config->Write(memory_, to_wx(filters_.remembered()));
}

}  // namespace throughline
