// CardColumn: a tab of cards below each other, as wide as one reads well, with a scroll bar where they are too long.
#pragma once

#include <vector>

#include "app/settings/settings_tab.hpp"
#include "app/widget/card.hpp"
#include "app/widget/wrapped_text.hpp"

class wxBoxSizer;
class wxScrolledWindow;

namespace throughline {

class CardColumn : public SettingsTab {
public:
    CardColumn(wxWindow* parent, Shell& around);

protected:
    Card* card(const wxString& heading);
    // A sentence or two below what the card has so far.
    void add_words(Card* card, const wxString& words);
    // After the cards have other contents.
    void fit_inside();

private:
    wxScrolledWindow* scroll_;
    wxBoxSizer* column_;
    std::vector<WrappedText*> words_;
};

}  // namespace throughline
