// TimeField: a text field for a time of day. Accepts what people type ("9", "9:15", "2:30 pm"), shows it as "14:30"
// once it is left, and says in words when it is no time.
#pragma once

#include <functional>
#include <optional>

#include <wx/textctrl.h>

namespace throughline {

class TimeField : public wxTextCtrl {
public:
    explicit TimeField(wxWindow* parent);

    void set_minute(int minute_of_day);
    // Nothing: the field says no time.
    [[nodiscard]] std::optional<int> minute() const;

    std::function<void()> on_change;  // while typing, whenever it says another time

private:
    std::optional<int> last_;
};

}  // namespace throughline
