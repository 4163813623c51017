// FilterBar: a row of choices: school, team, observer, tag. Only those that the file has; nothing at all if it has
// none. What is chosen is remembered for the next time, under a name of its own.
#pragma once

#include <array>
#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/cadence_filters.hpp"

class wxButton;
class wxChoice;
class wxStaticText;

namespace throughline {

class FilterBar : public wxPanel {
public:
    // `memory` is the name in the settings: "cadence".
    FilterBar(wxWindow* parent, CadenceFilters& filters, const wxString& memory);

    // After the filters were loaded.
    void show();
    void clear();

    std::function<void()> on_change;

private:
    void recall_once();
    void remember() const;
    void changed();

    CadenceFilters& filters_;
    wxString memory_;
    bool is_recalled_ = false;
    struct Field {
        wxStaticText* label = nullptr;
        wxChoice* choice = nullptr;
    };
    std::array<Field, CadenceFilters::part_count> fields_;
    wxButton* clear_ = nullptr;
};

}  // namespace throughline
