#include "app/widget/page_header.hpp"

#include "app/widget/theme.hpp"

namespace throughline {

void PageHeader::add_action(wxWindow* button) const
{
    actions->Add(button, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(button)));
}

PageHeader page_header(wxWindow* parent, const wxString& title)
{
    PageHeader header;
    header.sizer = new wxBoxSizer(wxHORIZONTAL);
    header.actions = new wxBoxSizer(wxHORIZONTAL);
    header.title = theme::heading(parent, title);
    header.second_line = theme::quiet(parent, {});
    auto* texts = new wxBoxSizer(wxVERTICAL);
    texts->Add(header.title);
    texts->Add(header.second_line, wxSizerFlags().Border(wxTOP, parent->FromDIP(2)));
    header.sizer->Add(texts, wxSizerFlags(1).CenterVertical());
    header.sizer->Add(header.actions, wxSizerFlags().Top());
    return header;
}

bool set_text(wxStaticText* label, const wxString& text)
{
    if (label->GetLabelText() == text) return false;
    label->SetLabelText(text);
    return true;
}

}  // namespace throughline
