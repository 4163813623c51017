#include "app/schedule/skip_dialog.hpp"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int reason_width = 380;

class SkipDialog : public StandardDialog {
public:
    SkipDialog(wxWindow* parent, const std::string& words, bool is_series)
        : StandardDialog(parent, "Skip the " + to_wx(words))
    {
        const auto field = labelled(this, "&Why will it not take place?", [this] {
            return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(reason_width, -1)),
                                  wxTE_PROCESS_ENTER);
        });
        field.add_above(content());
        reason_ = field.control;
        series_ = new wxCheckBox(this, wxID_ANY, "&Also the weeks after it");
        series_->Show(is_series);
        content()->Add(series_, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        content()->Add(theme::quiet(this, "Ctrl+Z takes it back."), wxSizerFlags().Border(wxTOP, theme::gap(this)));
        finish("Skip it");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        reason_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { accept(); });
        reason_->SetFocus();
    }

    [[nodiscard]] std::string reason() const { return to_utf8(reason_->GetValue()); }
    [[nodiscard]] bool rest_of_series() const { return series_->IsShown() && series_->GetValue(); }

private:
    void accept()
    {
        if (trimmed(reason()).empty()) return say("A word or two, such as \"testing week\": it stays with it.");
        EndModal(wxID_OK);
    }

    wxTextCtrl* reason_ = nullptr;
    wxCheckBox* series_ = nullptr;
};

}  // namespace

std::optional<SkipAnswer> ask_why_skipped(Shell& shell, const std::string& words, bool is_series)
{
    SkipDialog dialog(shell.window(), words, is_series);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return SkipAnswer{dialog.reason(), dialog.rest_of_series()};
}

}  // namespace throughline
