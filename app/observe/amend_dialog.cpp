#include "app/observe/amend_dialog.hpp"

#include <array>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

struct Amendable {
    ObservationField field;
    const char* words;
};
constexpr std::array amendable = {
    Amendable{ObservationField::strength, "What worked"}, Amendable{ObservationField::growth_area, "To grow"},
    Amendable{ObservationField::subject, "Subject"}, Amendable{ObservationField::grade, "Grade"}};

}  // namespace

AmendDialog::AmendDialog(wxWindow* parent, ObserveViewModel& page)
    : StandardDialog(parent, "Amend what was shared"), page_(page)
{
    content()->Add(
        theme::quiet(this, "The old words stay beside the new ones, with your reason. The teacher sees both."),
        wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    auto field = labelled(this, "&Part", [&] { return new wxChoice(this, wxID_ANY); });
    field_ = field.control;
    for (const auto& one : amendable) field_->Append(one.words);
    field_->SetSelection(0);
    field.add_above(content());
    auto text = labelled(this, "Should &say", [&] { return writing_field(this, 4); });
    text_ = text.control;
    text_->SetMinSize(wxSize(FromDIP(480), text_->GetMinSize().GetHeight()));
    content()->AddSpacer(theme::wide_gap(this));
    text.add_above(content(), wxSizerFlags(1).Expand());
    auto reason = labelled(this, "&Reason", [&] { return new wxTextCtrl(this, wxID_ANY); });
    reason_ = reason.control;
    content()->AddSpacer(theme::wide_gap(this));
    reason.add_above(content());
    finish("Amend");

    field_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { show_field(); });
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
    show_field();
    text_->SetFocus();
}

void AmendDialog::show_field() { text_->ChangeValue(to_wx(page_.amendable_text(field()))); }

void AmendDialog::accept()
{
    const auto done = page_.amend(field(), to_utf8(text_->GetValue()), to_utf8(reason_->GetValue()));
    if (!done) return say(to_wx(done.error().text()));
    EndModal(wxID_OK);
}

ObservationField AmendDialog::field() const
{
    return amendable[static_cast<std::size_t>(field_->GetSelection())].field;
}

}  // namespace throughline
