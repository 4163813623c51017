#include "app/my_feedback/requests_view.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/widget/empty_note.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

constexpr int text_width = 480;

class AskForVisitDialog : public StandardDialog {
public:
    AskForVisitDialog(wxWindow* parent, RequestsViewModel& requests)
        : StandardDialog(parent, "Ask for a visit"), requests_(requests)
    {
        const auto whom = labelled(this, "&Whom I ask", [this] { return new wxChoice(this, wxID_ANY); });
        for (const auto& person : requests.may_ask()) whom->Append(to_wx(person.name));
        if (!requests.may_ask().empty()) whom->SetSelection(0);
        whom.add_above(content());
        whom_ = whom.control;
        content()->AddSpacer(theme::wide_gap(this));
        const auto focus = labelled(this, "What to &look at", [this] { return writing_field(this, 3); });
        focus_ = focus.control;
        focus_->SetMinSize(wxSize(FromDIP(text_width), focus_->GetMinSize().GetHeight()));
        focus.add_above(content(), wxSizerFlags(1).Expand());
        content()->AddSpacer(theme::wide_gap(this));
        const auto wish = labelled(this, "Whe&n it suits me", [this] { return new wxTextCtrl(this, wxID_ANY); });
        wish->SetHint("a morning in the next two weeks");
        wish_ = wish.control;
        wish.add_above(content());
        content()->Add(theme::quiet(this, "Only you and whom you ask see it."),
                       wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
        finish("Ask");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        if (requests.may_ask().size() > 1)
            whom_->SetFocus();
        else
            focus_->SetFocus();
    }

private:
    void accept()
    {
        const auto row = whom_->GetSelection();
        if (row == wxNOT_FOUND) return say("Choose whom you ask.");
        const auto asked =
            requests_.ask(static_cast<std::size_t>(row), to_utf8(focus_->GetValue()), to_utf8(wish_->GetValue()));
        if (!asked) return say(to_wx(asked.error().text()));
        EndModal(wxID_OK);
    }

    RequestsViewModel& requests_;
    wxChoice* whom_ = nullptr;
    wxTextCtrl* focus_ = nullptr;
    wxTextCtrl* wish_ = nullptr;
};

}  // namespace

RequestsView::RequestsView(wxWindow* parent, Shell& shell)
    : wxPanel(parent), shell_(shell), requests_(shell.document()), body_(new wxPanel(this))
{
    const int gap = theme::wide_gap(this);
    list_ = new TableView(body_, "Visits that I asked for",
                          {{"Asked", 85}, {"Of", 105}, {"State", 135}, {"What to look at", 220}});
    text_ = new ReadingView(body_, "The request");
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(list_, wxSizerFlags(3).Expand());
    row->AddSpacer(gap);
    row->Add(text_, wxSizerFlags(2).Expand());
    body_->SetSizer(row);
    empty_ = new EmptyNote(this, body_);
    ask_ = new wxButton(this, wxID_ANY, "As&k for a visit...");
    withdraw_ = new wxButton(this, wxID_ANY, "Take it &back");
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(ask_, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    buttons->Add(withdraw_);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(body_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(empty_, wxSizerFlags(1).Expand().Border(wxALL, gap));
    column->Add(buttons, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, gap));
    SetSizer(column);
    list_->on_select = [this] { show_selected(); };
    ask_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { ask(); });
    withdraw_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { withdraw(); });
}

void RequestsView::show(PersonId teacher)
{
    if (shell_.accept(requests_.load(teacher))) show_all();
}

void RequestsView::show_all()
{
    list_->set_rows(requests_.rows());
    empty_->say(to_wx(requests_.empty_words()));
    ask_->Enable(!requests_.may_ask().empty());
    if (!list_->selected_row() && !requests_.requests().empty()) list_->select(0);
    show_selected();
    Layout();
}

void RequestsView::focus()
{
    if (!requests_.requests().empty())
        list_->SetFocus();
    else if (ask_->IsEnabled())
        ask_->SetFocus();
    else
        GetParent()->SetFocus();
}

void RequestsView::show_selected()
{
    const auto row = list_->selected_row();
    text_->show(row ? requests_.text(*row) : ReadingText{});
    const bool may = row && requests_.may_withdraw(*row);
    if (!may && withdraw_->HasFocus()) list_->SetFocus();
    withdraw_->Enable(may);
}

void RequestsView::ask()
{
    if (AskForVisitDialog(shell_.window(), requests_).ShowModal() != wxID_OK) return;
    show_all();
    list_->select(0);
    shell_.notify("Asked. You see here what becomes of it.");
    list_->SetFocus();
}

void RequestsView::withdraw()
{
    const auto row = list_->selected_row();
    if (!row || !requests_.may_withdraw(*row) || !shell_.accept(requests_.withdraw(*row))) return;
    show_all();
    shell_.notify("Taken back.");
}

std::vector<MenuCommand> RequestsView::commands()
{
    return {{"requests.ask",
             "Feedback",
             "Ask for a visit...",
             "",
             "With a question to look at.",
             [this] { ask(); },
             [this] { return !requests_.may_ask().empty(); },
             {},
             true},
            {"requests.withdraw", "Feedback", "Take the request back", "", "The chosen one, while it waits.",
             [this] { withdraw(); },
             [this] {
                 const auto row = list_->selected_row();
                 return row && requests_.may_withdraw(*row);
             }}};
}

}  // namespace throughline
