#include "app/widget/time_field.hpp"

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/typed_time.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr const char* time_hint = "A time such as 9:15 or 2:30 pm";

}  // namespace

TimeField::TimeField(wxWindow* parent) : wxTextCtrl(parent, wxID_ANY)
{
    SetMinSize(wxSize(GetTextExtent("12:30 pm0000").GetWidth(), -1));
    SetToolTip(time_hint);
    set_accessible_description(this, time_hint);
    Bind(wxEVT_TEXT, [this](wxCommandEvent& event) {
        event.Skip();
        const auto now = minute();
        if (!now || now == last_) return;
        last_ = now;
        if (on_change) on_change();
    });
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        if (const auto now = minute()) ChangeValue(to_wx(time_words(*now)));
    });
}

void TimeField::set_minute(int minute_of_day)
{
    last_ = minute_of_day;
    ChangeValue(to_wx(time_words(minute_of_day)));
}

std::optional<int> TimeField::minute() const { return parse_typed_time(to_utf8(GetValue())); }

}  // namespace throughline
