// CardColumn: a tab of cards below each other, as wide as one reads well, with a scroll bar where they are too long.
#pragma once

#include "app/settings/settings_tab.hpp"
#include "app/widget/card.hpp"

class wxBoxSizer;
class wxScrolledWindow;

namespace throughline {

class CardColumn : public SettingsTab {
public:
    CardColumn(wxWindow* parent, Shell& around);

protected:
    Card* card(const wxString& heading);
    // After the cards have other contents.
    void fit_inside();

private:
    wxScrolledWindow* scroll_;
    wxBoxSizer* column_;
};

}  // namespace throughline
