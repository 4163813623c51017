// What was shared with the teacher: the visits at the left, newest first; the one that is chosen at the right, with
// what can be answered to it.
#pragma once

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/my_feedback_view_model.hpp"

class wxButton;
class wxSizer;

namespace throughline {

class EmptyNote;
class ReadingView;
class TableView;
class WrappedText;

class FeedbackView : public wxPanel {
public:
    FeedbackView(wxWindow* parent, Shell& shell, MyFeedbackViewModel& page);

    void show();
    void focus();
    [[nodiscard]] std::vector<MenuCommand> commands();
    // The chosen visit is another one.
    std::function<void()> on_choose;

private:
    wxSizer* make_answers(wxWindow* parent);
    void choose(std::size_t row);
    void fit();
    void acknowledge();
    void open_again();
    void say(ResponseKind kind);
    void done(const std::optional<std::string>& words);

    Shell& shell_;
    MyFeedbackViewModel& page_;
    wxPanel* body_;
    EmptyNote* empty_ = nullptr;
    TableView* list_ = nullptr;
    ReadingView* text_ = nullptr;
    WrappedText* stays_ = nullptr;
    wxButton* read_ = nullptr;
    wxButton* reply_ = nullptr;
    wxButton* reflect_ = nullptr;
    wxButton* rate_ = nullptr;
    wxButton* unlock_ = nullptr;
};

}  // namespace throughline
