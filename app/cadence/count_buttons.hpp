// CountButtons: large figures over a few words, side by side, each a native button: what is behind it is one key away.
// Left and right walk along them.
#pragma once

#include <functional>
#include <vector>

#include <wx/panel.h>

#include "app/viewmodel/cadence_view_model.hpp"

class wxButton;
class wxGridSizer;

namespace throughline {

class CountButtons : public wxPanel {
public:
    explicit CountButtons(wxWindow* parent);

    // Counted for what is chosen; of before, as while they are counted again; or not counted yet.
    enum class Figures { counted, of_before, missing };
    void show(const std::vector<CadenceViewModel::Count>& counts, Figures figures);
    void focus();

    std::function<void(CadenceList list)> on_choose;

private:
    void add_button();
    void write(std::size_t at);
    bool walk(int by);

    wxGridSizer* row_;
    std::vector<wxButton*> buttons_;
    std::vector<CadenceViewModel::Count> counts_;
    Figures figures_ = Figures::missing;
};

}  // namespace throughline
