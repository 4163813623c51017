// DateField: a text field for a day. Accepts what people type ("3 Nov", "fri", "+5", "2026-11-03"), shows it as they
// say it once it is left, and says in words when it is no day.
#pragma once

#include <functional>
#include <optional>

#include <wx/textctrl.h>

#include "throughline/base/time.hpp"

namespace throughline {

class DateField : public wxTextCtrl {
public:
    DateField(wxWindow* parent, Date today);

    void set_date(std::optional<Date> date);
    // Nothing: the field is empty or says no day (see is_wrong).
    [[nodiscard]] std::optional<Date> date() const;
    [[nodiscard]] bool is_wrong() const;

    std::function<void()> on_change;  // left, or Enter, with another day than before

private:
    void settle();

    Date today_;
    std::optional<Date> last_;
};

constexpr const char* date_hint = "A day such as 3 Nov, fri or 2026-11-03";

}  // namespace throughline
