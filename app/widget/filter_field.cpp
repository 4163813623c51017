#include "app/widget/filter_field.hpp"

#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int field_width = 240;

void on_key(wxKeyEvent& event, wxSearchCtrl* field, TableView* list)
{
    const int key = event.GetKeyCode();
    if (key == WXK_ESCAPE && !field->IsEmpty()) {
        field->Clear();
        return;
    }
    const bool is_enter = key == WXK_RETURN || key == WXK_NUMPAD_ENTER;
    if ((key != WXK_DOWN && !is_enter) || list->rows().empty()) {
        event.Skip();
        return;
    }
    if (!list->selected_row()) {
        list->select(0);
        if (list->on_select) list->on_select();
    }
    list->SetFocus();
    if (is_enter && list->on_activate) list->on_activate(*list->selected_row());
}

}  // namespace

void FilterField::add_to(wxSizer* row) const
{
    row->Add(label, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(control)));
    row->Add(control, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::group_gap(control)));
}

void FilterField::leads_to(TableView* list) const
{
    control->Bind(wxEVT_CHAR_HOOK, [field = control, list](wxKeyEvent& event) { on_key(event, field, list); });
}

void FilterField::focus() const
{
    control->SetFocus();
    control->SelectAll();
}

std::string FilterField::text() const { return to_utf8(control->GetValue()); }

FilterField filter_field(wxWindow* parent, const wxString& label, const wxString& hint)
{
    FilterField field;
    static_cast<Labelled<wxSearchCtrl>&>(field) =
        labelled(parent, label, [parent] { return new wxSearchCtrl(parent, wxID_ANY); });
    field.control->SetDescriptiveText(hint);
    field.control->SetMinSize(parent->FromDIP(wxSize(field_width, -1)));
    return field;
}

}  // namespace throughline
