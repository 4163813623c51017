#include "app/my_feedback/answer_dialogs.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
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

wxString stays(const MyFeedbackViewModel& page)
{
    return to_wx("It stands beside the feedback for ever, where " + page.observer_name() +
                 " and you read it. It cannot be changed or undone; a second answer stands beside the first.");
}

class WordsDialog : public AnswerDialog {
public:
    WordsDialog(wxWindow* parent, MyFeedbackViewModel& model, ResponseKind kind)
        : AnswerDialog(parent, kind == ResponseKind::reply ? "Reply" : "Reflect", model, stays(model)), kind_(kind)
    {
        const bool is_reply = kind == ResponseKind::reply;
        const auto label = is_reply ? to_wx("What you say to " + model.observer_name())
                                    : wxString("What you think of the lesson yourself");
        const auto field = labelled(this, label, [this] { return writing_field(this, 6); });
        text_ = field.control;
        text_->SetMinSize(wxSize(FromDIP(text_width), text_->GetMinSize().GetHeight()));
        field.add_above(content(), wxSizerFlags(1).Expand());
        finish(is_reply ? "Reply" : "Keep");
        accept_button()->Bind(wxEVT_BUTTON,
                              [this](wxCommandEvent&) { take(page().write(kind_, to_utf8(text_->GetValue()))); });
        text_->SetFocus();
    }

private:
    ResponseKind kind_;
    wxTextCtrl* text_ = nullptr;
};

class OwnRatingsDialog : public AnswerDialog {
public:
    OwnRatingsDialog(wxWindow* parent, MyFeedbackViewModel& model)
        : AnswerDialog(parent, "Rate myself", model,
                       "Your own level on as many rows as you like; arrows choose. Both levels stand beside each "
                       "other. " +
                           stays(model))
    {
        auto* list =
            new wxScrolledWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
        list->SetScrollRate(0, FromDIP(16));
        set_accessible_name(list, "Rows of the rubric");
        auto* column = new wxBoxSizer(wxVERTICAL);
        for (const auto& row : model.own_ratings()) add_row(list, column, row);
        list->SetSizer(column);
        const int height = std::min(column->GetMinSize().GetHeight(), FromDIP(rows_height));
        list->SetMinSize(wxSize(FromDIP(text_width) + FromDIP(24), height));
        content()->Add(list, wxSizerFlags(1).Expand());
        finish("Keep my ratings");
        accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { accept(); });
        if (!choices_.empty()) choices_.front()->SetFocus();
    }

private:
    void add_row(wxWindow* list, wxSizer* column, const MyFeedbackViewModel::OwnRating& row)
    {
        const auto choice = labelled(list, to_wx(row.name), [list] { return new wxChoice(list, wxID_ANY); });
        for (const auto& words : row.choices) choice->Append(to_wx(words));
        choice->SetSelection(static_cast<int>(row.chosen));
        set_accessible_name(choice.control, to_wx(row.name + ", " + row.beside));
        auto* line = new wxBoxSizer(wxHORIZONTAL);
        line->Add(choice.control, wxSizerFlags(1).CenterVertical());
        auto* beside = theme::quiet(list, to_wx(row.beside));
        line->Add(beside, wxSizerFlags(1).CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
        column->Add(choice.label, wxSizerFlags().Border(wxBOTTOM, FromDIP(3)));
        column->Add(line, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
        choices_.push_back(choice.control);
    }

    void accept()
    {
        std::vector<std::size_t> chosen;
        for (const auto* choice : choices_) chosen.push_back(static_cast<std::size_t>(choice->GetSelection()));
        take(page().rate(chosen));
    }

    std::vector<wxChoice*> choices_;
};

}  // namespace

std::optional<std::string> ask_words(wxWindow* parent, MyFeedbackViewModel& page, ResponseKind kind)
{
    WordsDialog dialog(parent, page, kind);
    return dialog.ShowModal() == wxID_OK ? std::optional(dialog.said()) : std::nullopt;
}

std::optional<std::string> ask_own_ratings(wxWindow* parent, MyFeedbackViewModel& page)
{
    OwnRatingsDialog dialog(parent, page);
    return dialog.ShowModal() == wxID_OK ? std::optional(dialog.said()) : std::nullopt;
}

}  // namespace throughline
