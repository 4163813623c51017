// Chip: a few words on a tinted, rounded ground, for a state or a level. The words say all; the tint only repeats it.
// LevelChip: a rubric level as number and word.
#pragma once

#include <string>

#include <wx/control.h>

#include "app/viewmodel/palette.hpp"
#include "throughline/model/follow_up.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

class Chip : public wxControl {
public:
    Chip(wxWindow* parent, const wxString& words, Tone tone);

    void set(const wxString& words, Tone tone);
    bool AcceptsFocus() const override { return false; }

protected:
    wxSize DoGetBestClientSize() const override;

private:
    void paint();

    wxString words_;
    Tone tone_;
};

class LevelChip : public Chip {
public:
    LevelChip(wxWindow* parent, const Level& level);
    // Without a level: "Not observed", "Not applicable", "Blank".
    LevelChip(wxWindow* parent, const wxString& words);
    void set_level(const Level& level);
};

// "overdue", "due today", ...
Chip* due_chip(wxWindow* parent, DueState state);

}  // namespace throughline
