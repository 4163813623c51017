// Card: a group of things on a surface of its own, with a heading and room around it. What a page is made of.
#pragma once

#include <wx/panel.h>

class wxBoxSizer;
class wxStaticText;

namespace throughline {

class Card : public wxPanel {
public:
    // Without a heading the card is only the surface.
    explicit Card(wxWindow* parent, const wxString& heading = {});

    // Where the card's own controls go; they are children of the card.
    [[nodiscard]] wxBoxSizer* body() const { return body_; }
    // Rows that light up under the pointer reach closer to the card's edge than its texts do, so that their words line
    // up with the heading. Stands above body().
    [[nodiscard]] wxBoxSizer* rows() const { return rows_; }
    // A few quiet words beside the heading: "3", "next 5".
    void set_aside(const wxString& words);

private:
    void paint();

    wxBoxSizer* body_;
    wxBoxSizer* rows_;
    wxStaticText* aside_ = nullptr;
};

}  // namespace throughline
