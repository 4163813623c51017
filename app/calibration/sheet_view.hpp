// SheetView: one's own rating sheet of an open session: rows that take marks by key, what the row means, and a field
// for what was seen. Master ratings are entered on the same sheet.
#pragma once

#include <functional>
#include <memory>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/rating_sheet_view_model.hpp"

class wxButton;
class wxStaticText;

namespace throughline {

class DraftText;
class RowDetail;
class TableView;
class WrappedText;

class SheetView : public wxPanel {
public:
    SheetView(wxWindow* parent, Shell& shell, RatingSheetViewModel& sheet);
    ~SheetView() override;

    void show();
    void focus();

    std::function<void()> on_submit;

private:
    bool on_key(const wxKeyEvent& event);
    void bind_words();
    void fit();
    void say(const Result<void>& done);

    Shell& shell_;
    RatingSheetViewModel& sheet_;
    WrappedText* progress_;
    TableView* rows_;
    RowDetail* detail_;
    wxStaticText* words_label_ = nullptr;
    wxButton* submit_;
    wxStaticText* hint_;
    std::unique_ptr<DraftText> words_;
    bool selecting_ = false;
};

}  // namespace throughline
