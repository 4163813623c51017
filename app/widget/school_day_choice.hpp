// SchoolDayChoice: a list of the next school days to choose from, said as people say them; the first entry is no day.
// Native, quick by keyboard, and no day can be typed wrongly.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <wx/choice.h>

#include "app/viewmodel/school_days.hpp"

namespace throughline {

class SchoolDayChoice : public wxChoice {
public:
    explicit SchoolDayChoice(wxWindow* parent);

    // Shows these days with this one chosen. Calls nobody.
    void set(std::vector<SchoolDayOption> options, std::optional<Date> chosen);
    [[nodiscard]] std::optional<Date> day() const;

    std::function<void(std::optional<Date>)> on_choose;

private:
    std::vector<SchoolDayOption> options_;
};

}  // namespace throughline
