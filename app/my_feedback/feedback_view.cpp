#include "app/my_feedback/feedback_view.hpp"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/wrapsizer.h>

#include "app/my_feedback/answer_dialogs.hpp"
#include "app/unlocking/unlocking_dialog.hpp"
#include "app/widget/empty_note.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"

namespace throughline {

FeedbackView::FeedbackView(wxWindow* parent, Shell& shell, MyFeedbackViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page), body_(new wxPanel(this))
{
    const int gap = theme::wide_gap(this);
    list_ = new TableView(body_, "Visits that were shared with me",
                          {{"Day", 88}, {"State", 82}, {"From", 95}, {"Kind", 75}});
    text_ = new ReadingView(body_, "The feedback");
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(text_, wxSizerFlags(1).Expand());
    right->Add(make_answers(body_), wxSizerFlags().Expand().Border(wxTOP, gap));
    stays_ = new WrappedText(body_,
                             "What you answer belongs to the record for ever: it cannot be changed or undone. A second "
                             "answer stands beside the first. That you have read it does not say that you agree.",
                             WrappedText::Rank::quiet);
    right->Add(stays_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(list_, wxSizerFlags(2).Expand());
    row->AddSpacer(gap);
    row->Add(right, wxSizerFlags(3).Expand());
    body_->SetSizer(row);
    empty_ = new EmptyNote(this, body_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    SetSizer(column);

    list_->on_select = [this] {
        if (const auto chosen = list_->selected_row()) choose(*chosen);
    };
    list_->on_activate = [this](std::size_t) { text_->SetFocus(); };
    text_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit(); });
    });
}

wxSizer* FeedbackView::make_answers(wxWindow* parent)
{
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    const auto add = [&](wxButton*& button, const wxString& label, const wxString& tip, auto run) {
        button = new wxButton(parent, wxID_ANY, label);
        button->SetToolTip(tip);
        row->Add(button, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, theme::gap(this)));
        button->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
    };
    add(read_, "I have read &it", "Says to your observer that you have read it; not that you agree",
        [this] { acknowledge(); });
    add(reply_, "&Reply...", "Words to your observer", [this] { say(ResponseKind::reply); });
    add(reflect_, "Re&flect...", "What you think of the lesson yourself", [this] { say(ResponseKind::reflection); });
    add(rate_, "Rate &myself...", "Your own levels beside your observer's", [this] { say(ResponseKind::self_rating); });
    add(unlock_, "Open it &again...", "If something in it is wrong: once you and your observer have both signed",
        [this] { open_again(); });
    return row;
}

void FeedbackView::show()
{
    list_->set_rows(page_.visit_rows());
    empty_->say(to_wx(page_.empty_words()));
    if (const auto row = page_.chosen_row(); row && list_->selected_row() != row) list_->select(*row);
    text_->show(page_.feedback());
    if (!page_.may_acknowledge() && read_->HasFocus()) reply_->SetFocus();
    read_->Enable(page_.may_acknowledge());
    rate_->Enable(page_.may_rate());
    for (auto* button : {reply_, reflect_}) button->Enable(page_.may_answer());
    fit();
}

// Where there is nothing to read, the tabs have the focus: from them everything else is reached.
void FeedbackView::focus()
{
    if (page_.has_visit())
        list_->SetFocus();
    else
        GetParent()->SetFocus();
}

void FeedbackView::choose(std::size_t row)
{
    if (row >= page_.visits().size() || page_.chosen_row() == row) return;
    if (!shell_.accept(page_.choose(page_.visits()[row].visit.id))) return;
    show();
    if (on_choose) on_choose();
}

void FeedbackView::fit()
{
    if (stays_->fit(text_->GetClientSize().GetWidth())) body_->Layout();
}

void FeedbackView::acknowledge()
{
    const auto said = page_.acknowledge();
    if (shell_.accept(said)) done(*said);
}

void FeedbackView::open_again()
{
    const auto visit = page_.visit_id();
    if (!visit) return;
    show_unlocking(shell_, *visit, !page_.is_open_again());
    if (!shell_.accept(page_.refresh())) return;
    show();
    if (on_choose) on_choose();
}

void FeedbackView::say(ResponseKind kind)
{
    auto* focused = FindFocus();
    done(kind == ResponseKind::self_rating ? ask_own_ratings(shell_.window(), page_)
                                           : ask_words(shell_.window(), page_, shell_.drafts(), kind));
    if (focused) focused->SetFocus();
}

void FeedbackView::done(const std::optional<std::string>& words)
{
    if (!words) return;
    show();
    shell_.notify(*words);
}

std::vector<MenuCommand> FeedbackView::commands()
{
    const auto open = [this] { return page_.may_answer(); };
    return {
        {"my_feedback.read", "Feedback", "I have read it", "Ctrl+Return",
         "Says to your observer that you have read it; not that you agree.", [this] { acknowledge(); },
         [this] { return page_.may_acknowledge(); }},
        {"my_feedback.reply", "Feedback", "Reply...", "Ctrl+R", "Words to your observer. They stay for ever.",
         [this] { say(ResponseKind::reply); }, open},
        {"my_feedback.reflect", "Feedback", "Reflect...", "Ctrl+Shift+R",
         "What you think of the lesson yourself. It stays for ever.", [this] { say(ResponseKind::reflection); }, open},
        {"my_feedback.rate", "Feedback", "Rate myself...", "Ctrl+M",
         "Your own levels beside your observer's. They stay for ever.", [this] { say(ResponseKind::self_rating); },
         [this] { return page_.may_rate(); }},
        {"my_feedback.unlock", "Feedback", "Open it again...", "",
         "If something in it is wrong: once you and your observer have both signed.", [this] { open_again(); },
         [this] { return page_.has_visit(); }}};
}

}  // namespace throughline
