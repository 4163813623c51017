#include "app/my_feedback/answer_dialogs.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/radiobut.h>
#include <wx/scrolwin.h>
#include <wx/statbox.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/standard_dialog.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

constexpr int text_width = 480;
constexpr int rows_height = 380;

class AnswerDialog : public StandardDialog {
public:
    AnswerDialog(wxWindow* parent, const wxString& title, MyFeedbackViewModel& page, const wxString& about)
        : StandardDialog(parent, title), page_(page)
    {
        auto* words = new WrappedText(this, about, WrappedText::Rank::quiet);
        words->fit(FromDIP(text_width));
        content()->Add(words, wxSizerFlags().Border(wxBOTTOM, theme::wide_gap(this)));
    }

    [[nodiscard]] const std::string& said() const { return said_; }

protected:
    // Closes the dialog, or says in it why not.
    void take(const Result<std::string>& done)
    {
        if (!done) return say(to_wx(done.error().text()));
        said_ = *done;
        EndModal(wxID_OK);
    }
    [[nodiscard]] MyFeedbackViewModel& page() { return page_; }

private:
    MyFeedbackViewModel& page_;
    std::string said_;
};

constexpr const char* stays =
    "It stands beside the feedback for ever, for everybody who may read this visit. It cannot be changed or undone; a "
    "second answer stands beside the first.";

class WordsDialog : public AnswerDialog {
public:
    WordsDialog(wxWindow* parent, MyFeedbackViewModel& model, DraftKeeper& drafts, ResponseKind kind)
        : AnswerDialog(parent, kind == ResponseKind::reply ? "Reply" : "Reflect", model, stays),
          drafts_(drafts),
          record_(any(*model.visit_id())),
          field_(name_of(kind)),
          kind_(kind)
    {
        const bool is_reply = kind == ResponseKind::reply;
        const auto label = is_reply ? to_wx("What you say to " + model.observer_name())
                                    : wxString("What you think of the lesson yourself");
        const auto field = labelled(this, label, [this] { return writing_field(this, 6); });
        text_ = field.control;
        text_->SetMinSize(wxSize(FromDIP(text_width), text_->GetMinSize().GetHeight()));
        field.add_above(content(), wxSizerFlags(1).Expand());
        const auto unsettled = drafts.unsettled(record_, field_);
        text_->ChangeValue(to_wx(unsettled ? *unsettled : model.kept_words(kind)));
        text_->SetInsertionPointEnd();
        text_->Bind(wxEVT_TEXT, [this](wxCommandEvent& event) {
            event.Skip();
            keep();
        });
        finish(is_reply ? "Reply" : "Keep");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        accept_button()->SetToolTip("Ctrl+Enter");
        text_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            if (event.GetKeyCode() != WXK_RETURN || !event.ControlDown()) return event.Skip();
            accept();
        });
        text_->SetFocus();
    }

private:
    void keep()
    {
        const auto text = to_utf8(text_->GetValue());
        if (!text.empty()) return drafts_.typed(record_, field_, text);
        if (const auto dropped = drafts_.dropped(record_, field_); !dropped) say(to_wx(dropped.error().text()));
    }
    void accept()
    {
        const auto done = page().write(kind_, to_utf8(text_->GetValue()));
        if (done) drafts_.settled(record_, field_);
        take(done);
    }

    DraftKeeper& drafts_;
    AnyId record_;
    std::string field_;
    ResponseKind kind_;
    wxTextCtrl* text_ = nullptr;
};

class OwnRatingsDialog : public AnswerDialog {
public:
    OwnRatingsDialog(wxWindow* parent, MyFeedbackViewModel& model)
        : AnswerDialog(parent, "Rate myself", model,
                       "Your own level on as many rows as you like; arrows choose. Both levels stand beside each "
                       "other. " +
                           wxString(stays))
    {
        auto* list =
            new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
        list->SetScrollRate(0, FromDIP(16));
        set_accessible_name(list, "Rows of the rubric");
        auto* column = new wxBoxSizer(wxVERTICAL);
        const auto rows = model.own_ratings();
        for (const auto& row : rows) add_row(list, column, row);
        list->SetSizer(column);
        const int height = std::min(column->GetMinSize().GetHeight(), FromDIP(rows_height));
        list->SetMinSize(wxSize(FromDIP(text_width) + FromDIP(24), height));
        content()->Add(list, wxSizerFlags(1).Expand());
        finish("Keep my ratings");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        if (const auto chosen = rows.empty() ? 0 : rows.front().chosen; !rows_.empty())
            rows_.front()[chosen]->SetFocus();
    }

private:
    // A group of radio buttons: a screen reader says the row's name with each, and the list follows the focus.
    void add_row(wxWindow* list, wxSizer* column, const MyFeedbackViewModel::OwnRating& row)
    {
        auto* group = new wxStaticBoxSizer(wxVERTICAL, list, to_wx(row.name));
        auto* box = group->GetStaticBox();
        auto* beside = new wxStaticText(box, wxID_ANY, to_wx(row.beside));
        group->Add(beside, wxSizerFlags().Border(wxALL, theme::gap(this)));
        constexpr int choices_across = 3;
        auto* grid = new wxFlexGridSizer(choices_across, wxSize(theme::wide_gap(this), theme::gap(this)));
        auto& buttons = rows_.emplace_back();
        for (std::size_t at = 0; at < row.choices.size(); ++at) {
            auto* button = new wxRadioButton(box, wxID_ANY, to_wx(row.choices[at]), wxDefaultPosition, wxDefaultSize,
                                             at == 0 ? wxRB_GROUP : 0);
            set_accessible_name(button, to_wx(row.choices[at] + ", " + row.name + ", " + row.beside));
            grid->Add(button);
            buttons.push_back(button);
        }
        buttons[row.chosen]->SetValue(true);
        group->Add(grid, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, theme::gap(this)));
        column->Add(group, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    }

    void accept()
    {
        std::vector<std::size_t> chosen;
        for (const auto& buttons : rows_) {
            const auto set = std::find_if(buttons.begin(), buttons.end(), [](auto* one) { return one->GetValue(); });
            chosen.push_back(static_cast<std::size_t>(set - buttons.begin()));
        }
        take(page().rate(chosen));
    }

    std::vector<std::vector<wxRadioButton*>> rows_;
};

}  // namespace

std::optional<std::string> ask_words(wxWindow* parent, MyFeedbackViewModel& page, DraftKeeper& drafts,
                                     ResponseKind kind)
{
    WordsDialog dialog(parent, page, drafts, kind);
    return dialog.ShowModal() == wxID_OK ? std::optional(dialog.said()) : std::nullopt;
}

std::optional<std::string> ask_own_ratings(wxWindow* parent, MyFeedbackViewModel& page)
{
    OwnRatingsDialog dialog(parent, page);
    return dialog.ShowModal() == wxID_OK ? std::optional(dialog.said()) : std::nullopt;
}

}  // namespace throughline
