#include "app/widget/date_field.hpp"

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/typed_date.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

namespace {

wxString shown(Date date)
{
    return to_wx(spoken_date(date, date)) + wxString::Format(" %d", static_cast<int>(date.year()));
}

}  // namespace

DateField::DateField(wxWindow* parent, Date today)
    : wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER), today_(today)
{
    SetMinSize(wxSize(GetTextExtent("Wed 30 Nov 20260000").GetWidth(), -1));
    SetToolTip(date_hint);
    set_accessible_description(this, date_hint);
    Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        settle();
    });
    Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent& event) {
        event.Skip();
        settle();
    });
}

void DateField::set_date(std::optional<Date> date)
{
    last_ = date;
    ChangeValue(date ? shown(*date) : wxString());
}

std::optional<Date> DateField::date() const { return parse_typed_date(to_utf8(GetValue()), today_); }

bool DateField::is_wrong() const { return !GetValue().Trim().empty() && !date(); }

void DateField::settle()
{
    if (is_wrong()) return;  // what was typed stays to be mended
    const auto now = date();
    if (now) ChangeValue(shown(*now));
    if (now == last_) return;
    last_ = now;
    if (on_change) on_change();
}

}  // namespace throughline
