// WrappedText: a text that takes as many lines as its width needs, and wraps anew when the width changes.
//
// wxStaticText alone wants one line of any length. Call `fit` with the width there is, from the parent's size event;
// whoever lays out afterwards gets the right height.
#pragma once

#include <wx/stattext.h>

namespace throughline {

class WrappedText : public wxStaticText {
public:
    enum class Rank { plain, quiet, strong };

    WrappedText(wxWindow* parent, const wxString& text, Rank rank = Rank::plain);

    // True if it says something else now: the parent lays out.
    bool set_text(const wxString& text);
    [[nodiscard]] const wxString& text() const { return text_; }  // without the line breaks of the layout
    // True if the number of lines may have changed.
    bool fit(int width);
    // Fits as `around` is sized, which is a window around this one: as wide as it is, and never wider than `width_max`.
    void follow(wxWindow* around, int width_max);

protected:
    // By the font's own measures: GTK's are those of the font before until the text was drawn once.
    wxSize DoGetBestSize() const override;

private:
    wxString text_;
    int width_ = 0;
};

}  // namespace throughline
