#include "app/widget/writing_field.hpp"

#include "app/platform/text_margins.hpp"

namespace throughline {

namespace {

constexpr int side_room = 8;
constexpr int upper_room = 6;

}  // namespace

wxTextCtrl* writing_field(wxWindow* parent, int line_count, long style)
{
    auto* field = new wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_MULTILINE | style);
    set_text_margins(field, field->FromDIP(side_room), field->FromDIP(upper_room));
    constexpr int line_room = 4;  // between lines, and what the frame takes
    const int height =
        line_count * (field->GetCharHeight() + field->FromDIP(line_room)) + field->FromDIP(2 * upper_room);
    field->SetMinSize(wxSize(-1, height));
    field->Bind(wxEVT_CHAR_HOOK, [field](wxKeyEvent& event) {
        if (event.GetKeyCode() != WXK_TAB || event.ControlDown()) return event.Skip();
        field->Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward : wxNavigationKeyEvent::IsForward);
    });
    return field;
}

}  // namespace throughline
