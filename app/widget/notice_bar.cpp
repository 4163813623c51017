#include "app/widget/notice_bar.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "app/platform/accessible_name.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

NoticeBar::NoticeBar(wxWindow* parent)
    : wxPanel(parent),
      words_(new wxStaticText(this, wxID_ANY, {})),
      do_(new wxButton(this, wxID_ANY, {})),
      dismiss_(new wxButton(this, wxID_ANY, "Dismiss"))
{
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(words_, wxSizerFlags(1).CenterVertical().Border(wxALL, theme::wide_gap(this)));
    row->Add(do_, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this)));
    row->Add(dismiss_, wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
    SetSizer(row);
    Hide();

    do_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        const auto run = action_.run;
        dismiss();
        run();
    });
    dismiss_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { dismiss(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        wrap();
    });
    theme::with_colours(this, [this] {
        const auto ink = theme::palette().chip(tone_);
        SetBackgroundColour(theme::colour(ink.ground));
        words_->SetForegroundColour(theme::colour(ink.text));
    });
}

void NoticeBar::say(const std::string& text, Tone tone, Action action)
{
    text_ = text;
    tone_ = tone;
    action_ = std::move(action);
    const auto ink = theme::palette().chip(tone_);
    SetBackgroundColour(theme::colour(ink.ground));
    words_->SetForegroundColour(theme::colour(ink.text));
    do_->SetLabel(to_wx(action_.name));
    do_->Show(!action_.name.empty());
    wrapped_at_ = 0;
    // Named before it is shown: that is when a screen reader looks.
    set_accessible_alert(this, to_wx(text_));
    Show();
    wrap();
    if (on_size_change) on_size_change();
    Refresh();
}

void NoticeBar::dismiss()
{
    text_.clear();
    Hide();
    if (on_size_change) on_size_change();
}

void NoticeBar::wrap()
{
    if (text_.empty()) return;
    constexpr int gaps = 5;  // around the words and the buttons
    int width = GetParent()->GetClientSize().GetWidth() - dismiss_->GetBestSize().GetWidth();
    width -= gaps * theme::wide_gap(this);
    if (do_->IsShown()) width -= do_->GetBestSize().GetWidth() + theme::gap(this);
    if (width == wrapped_at_ || width <= 0) return;
    wrapped_at_ = width;
    words_->SetLabel(to_wx(text_));
    words_->Wrap(width);
    InvalidateBestSize();
    if (on_size_change) CallAfter([this] { on_size_change(); });
}

}  // namespace throughline
