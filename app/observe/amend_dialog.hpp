// AmendDialog: a change after Share. Shows what was said, asks what it should say and why; the teacher sees all three.
#pragma once

#include <vector>

#include "app/viewmodel/observe_view_model.hpp"
#include "app/widget/standard_dialog.hpp"

class wxChoice;
class wxTextCtrl;

namespace throughline {

class AmendDialog : public StandardDialog {
public:
    AmendDialog(wxWindow* parent, ObserveViewModel& page);

private:
    void show_field();
    void accept();
    [[nodiscard]] ObservationField field() const;

    ObserveViewModel& page_;
    wxChoice* field_;
    wxTextCtrl* text_;
    wxTextCtrl* reason_;
};

}  // namespace throughline
