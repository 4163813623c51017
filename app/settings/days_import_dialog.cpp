#include "app/settings/days_import_dialog.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/viewmodel/days_import_view_model.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int list_width = 760;
constexpr int list_height = 320;
constexpr int troubles_width = 760;
constexpr int troubles_height = 90;

class DaysImportDialog : public StandardDialog {
public:
    DaysImportDialog(wxWindow* parent, DaysImportViewModel& view_model)
        : StandardDialog(parent, "Days of the calendar file")
    {
        content()->Add(new wxStaticText(this, wxID_ANY, to_wx(view_model.words())),
                       wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
        auto* pane = new TablePane(this);
        pane->SetMinSize(FromDIP(wxSize(list_width, list_height)));
        pane->show(view_model.table());
        content()->Add(pane, wxSizerFlags(1).Expand());
        if (const auto troubles = view_model.troubles(); !troubles.empty()) {
            const auto text = labelled(this, "&What was not taken as it stands", [&] {
                return new wxTextCtrl(this, wxID_ANY, to_wx(join(troubles, "\n")), wxDefaultPosition,
                                      FromDIP(wxSize(troubles_width, troubles_height)), wxTE_MULTILINE | wxTE_READONLY);
            });
            content()->AddSpacer(theme::wide_gap(this));
            text.add_above(content());
        }
        finish("Take them in");
        accept_button()->Enable(view_model.can_take_in());
        pane->focus();
    }
};

}  // namespace

bool import_school_days(Shell& shell, const std::filesystem::path& file)
{
    DaysImportViewModel view_model(shell.document());
    if (!shell.accept(view_model.open(file))) return false;
    DaysImportDialog dialog(shell.window(), view_model);
    if (dialog.ShowModal() != wxID_OK) return false;
    const auto taken = view_model.take_in();
    if (!shell.accept(taken)) return false;
    shell.notify(*taken);
    return true;
}

}  // namespace throughline
