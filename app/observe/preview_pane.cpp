#include "app/observe/preview_pane.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/viewmodel/feedback_reading.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

PreviewPane::PreviewPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page)
{
    title_ = theme::heading(this, {});
    text_ = new ReadingView(this, "What the teacher will get");
    share_ = new wxButton(this, wxID_ANY, "Share");
    auto* back = new wxButton(this, wxID_ANY, "Back to the visit");
    share_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { share(); });
    back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { on_back(); });

    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(share_, wxSizerFlags().CenterVertical());
    buttons->Add(back, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::gap(this)));
    buttons->Add(theme::quiet(this, "Sharing locks the visit and plans the debrief and the step check."),
                 wxSizerFlags().CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
    names_ = new WrappedText(this, {}, WrappedText::Rank::strong);
    theme::with_colours(names_, [this] { names_->SetForegroundColour(theme::colour(theme::palette().attention)); });
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(title_);
    column->Add(theme::quiet(this, "Exactly this, and nothing else. Private lines stay with you."),
                wxSizerFlags().Border(wxTOP, FromDIP(2)));
    column->Add(text_, wxSizerFlags(1).Expand().Border(wxTOP | wxBOTTOM, theme::wide_gap(this)));
    column->Add(names_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    column->Add(buttons, wxSizerFlags().Expand());
    SetSizer(column);
    // The pane may get its width only after it was told what to show.
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        names_->fit(event.GetSize().GetWidth());
        event.Skip();  // which lays out
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) { event.GetKeyCode() == WXK_ESCAPE ? on_back() : event.Skip(); });
}

bool PreviewPane::show()
{
    const auto blocks = page_.preview();
    if (!shell_.accept(blocks)) return false;
    const auto teacher = to_wx(page_.teacher());
    title_->SetLabelText("What " + teacher + " will get");
    share_->SetLabel("Share with " + teacher);
    text_->show(reading_text(*blocks));
    names_->set_text(to_wx(page_.student_name_question()));
    names_->fit(GetClientSize().GetWidth());
    names_->Show(!names_->text().empty());
    Layout();
    return true;
}

void PreviewPane::focus() { share_->SetFocus(); }

void PreviewPane::share()
{
    if (shell_.accept(page_.share())) on_shared();
}

}  // namespace throughline
