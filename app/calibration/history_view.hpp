// HistoryView: one observer's closed sessions, whether a pass still holds, and how far from the reference they were.
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/calibration_view_model.hpp"

class wxBoxSizer;
class wxChoice;
class wxStaticText;

namespace throughline {

class TablePane;
class WrappedText;

class HistoryView : public wxPanel {
public:
    HistoryView(wxWindow* parent, CalibrationViewModel& view_model);

    void show();
    void focus();

    std::function<void(std::size_t observer)> on_choose;

private:
    void wrap();
    void show_drift();

    CalibrationViewModel& view_model_;
    wxStaticText* label_;
    wxChoice* observer_;
    WrappedText* words_;
    wxBoxSizer* drift_;
    TablePane* table_;
};

}  // namespace throughline
