// RuleDialog: one rule of cadence, with who would stand otherwise shown while it is being written.
#pragma once

#include <memory>

#include "app/settings/scope_fields.hpp"
#include "app/shell/shell.hpp"
#include "app/viewmodel/rules_view_model.hpp"
#include "app/widget/long_question.hpp"
#include "app/widget/standard_dialog.hpp"

class wxCheckListBox;
class wxFlexGridSizer;
class wxSpinCtrl;
class wxTimerEvent;

namespace throughline {

class DateField;
class TablePane;

class RuleDialog : public StandardDialog {
public:
    RuleDialog(wxWindow* parent, RuleViewModel& view_model, Date today);

    [[nodiscard]] const std::string& done_words() const { return done_words_; }

private:
    void add_what(wxFlexGridSizer* grid);
    void add_when(wxFlexGridSizer* grid, Date today);
    void add_preview(wxSizer* column);
    void show_units();
    void read();
    void changed();
    void show_preview(const Result<PreviewRule::Preview>& answer);
    void keep();

    RuleViewModel& view_model_;
    std::unique_ptr<ScopeFields> scope_;
    wxChoice* kind_ = nullptr;
    wxSpinCtrl* count_ = nullptr;
    wxChoice* unit_ = nullptr;  // or the window, of a number of visits
    DateField* by_ = nullptr;
    wxChoice* purpose_ = nullptr;
    wxCheckListBox* also_ = nullptr;
    wxSpinCtrl* due_soon_ = nullptr;
    DateField* from_ = nullptr;
    wxStaticText* preview_words_ = nullptr;
    TablePane* preview_ = nullptr;
    std::string done_words_;
    LongQuestion preview_question_;  // last: it ends before what it reports to
};

// True if a rule was set.
bool write_rule(Shell& shell, const CadenceRule* existing);

}  // namespace throughline
