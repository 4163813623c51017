// ConflictStrip: two windows changed one text. Shows the other words below the field and asks which stay; nothing is
// lost until somebody says so. Hidden while there is no conflict.
#pragma once

#include <functional>
#include <optional>

#include <wx/panel.h>

#include "app/viewmodel/text_conflicts.hpp"

namespace throughline {

class WrappedText;

class ConflictStrip : public wxPanel {
public:
    explicit ConflictStrip(wxWindow* parent);

    // True if it appeared or went: the parent lays out.
    bool show(const std::optional<TextConflicts::Conflict>& conflict);

    std::function<void(TextConflicts::Keep)> on_choose;

private:
    WrappedText* words_;
};

}  // namespace throughline
