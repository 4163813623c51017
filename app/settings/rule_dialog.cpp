#include "app/settings/rule_dialog.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/checklst.h>
#include <wx/choice.h>
#include <wx/spinctrl.h>

#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/date_field.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/page_header.hpp"
#include "app/widget/table_pane.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int field_width = 260;
constexpr int purposes_height = 130;
constexpr int preview_width = 570;
constexpr int preview_height = 300;

template <std::size_t count, class Value>
int place_in(const std::array<Value, count>& all, Value value)
{
    return static_cast<int>(std::find(all.begin(), all.end(), value) - all.begin());
}

template <class Control>
Control* wide(Control* control)
{
    control->SetMinSize(wxSize(control->FromDIP(field_width), -1));
    return control;
}

}  // namespace

RuleDialog::RuleDialog(wxWindow* parent, RuleViewModel& view_model, Date today)
    : StandardDialog(parent, view_model.is_new() ? "A new rule" : "Change the rule"), view_model_(view_model)
{
    auto* columns = new wxBoxSizer(wxHORIZONTAL);
    auto* grid = form_grid(this);
    scope_ = std::make_unique<ScopeFields>(this, grid, view_model.scopes(), view_model.rule().scope);
    add_what(grid);
    add_when(grid, today);
    columns->Add(grid, wxSizerFlags().Border(wxRIGHT, theme::group_gap(this)));
    add_preview(columns);
    content()->Add(columns, wxSizerFlags(1).Expand());
    finish(view_model.is_new() ? "Set the rule" : "Change the rule");
    accept_button()->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { keep(); });

    // Another version of a rule is about the same matter; another matter is another rule.
    scope_->enable(view_model.is_new());
    kind_->Enable(view_model.is_new());
    purpose_->Enable(view_model.is_new());
    scope_->on_change = [this] { changed(); };
    for (auto* choice : {unit_, purpose_}) choice->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { changed(); });
    kind_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        read();
        show_units();
        changed();
    });
    for (auto* number : {count_, due_soon_}) {
        number->Bind(wxEVT_SPINCTRL, [this](wxSpinEvent&) { changed(); });
        number->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { changed(); });
    }
    preview_question_.on_wait = [this] {
        if (preview_question_.is_waiting()) set_text(preview_words_, to_wx(counting_words()));
        preview_->say_of_before(preview_question_.is_waiting());
    };
    also_->Bind(wxEVT_CHECKLISTBOX, [this](wxCommandEvent&) { changed(); });
    for (auto* day : {by_, from_}) day->on_change = [this] { changed(); };
    changed();
    if (view_model.is_new())
        scope_->focus();
    else
        count_->SetFocus();
}

void RuleDialog::add_what(wxFlexGridSizer* grid)
{
    const auto& rule = view_model_.rule();
    const auto kind = labelled(this, "&Rule", [this] { return wide(new wxChoice(this, wxID_ANY)); });
    for (const auto each : rule_kinds) kind->Append(to_wx(kind_words(each)));
    kind->SetSelection(place_in(rule_kinds, rule.kind));
    kind.add_to(grid);
    const auto count = labelled(this, "&Number", [&] {
        return new wxSpinCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0, rule_count_max,
                              rule.count);
    });
    count.add_to(grid);
    const auto unit = labelled(this, "&Counted in", [this] { return new wxChoice(this, wxID_ANY); });
    unit.add_to(grid);
    const auto purpose = labelled(this, "&Visits of purpose", [this] { return new wxChoice(this, wxID_ANY); });
    for (const auto each : rule_purposes) purpose->Append(to_wx(sentence_case(name_of(each))));
    purpose->SetSelection(place_in(rule_purposes, rule.purpose));
    purpose.add_to(grid);
    const auto also = labelled(this, "&Also counts", [this] {
        return new wxCheckListBox(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(-1, purposes_height)));
    });
    for (std::size_t at = 0; at < rule_purposes.size(); ++at) {
        also->Append(to_wx(sentence_case(name_of(rule_purposes[at]))));
        also->Check(static_cast<unsigned>(at), rule.also_counts.contains(rule_purposes[at]));
    }
    also->SetSelection(0);
    also.add_to(grid);
    kind_ = kind.control;
    count_ = count.control;
    unit_ = unit.control;
    purpose_ = purpose.control;
    also_ = also.control;
}

void RuleDialog::add_when(wxFlexGridSizer* grid, Date today)
{
    const auto& rule = view_model_.rule();
    const auto by = labelled(this, "&By the day", [&] { return new DateField(this, today); });
    by->set_date(rule.by);
    by.add_to(grid);
    const auto due_soon = labelled(this, "Due &soon, school days before", [&] {
        return new wxSpinCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxSP_ARROW_KEYS, 0,
                              due_soon_school_days_max, rule.due_soon_school_days);
    });
    due_soon.add_to(grid);
    const auto from = labelled(this, "Holds fro&m", [&] { return new DateField(this, today); });
    from->set_date(rule.from);
    from.add_to(grid);
    by_ = by.control;
    due_soon_ = due_soon.control;
    from_ = from.control;
    show_units();
}

void RuleDialog::add_preview(wxSizer* columns)
{
    auto* column = new wxBoxSizer(wxVERTICAL);
    preview_words_ = new wxStaticText(this, wxID_ANY, {});
    column->Add(preview_words_, wxSizerFlags().Expand().Border(wxBOTTOM, theme::gap(this)));
    preview_ = new TablePane(this);
    preview_->SetMinSize(FromDIP(wxSize(preview_width, preview_height)));
    column->Add(preview_, wxSizerFlags(1).Expand());
    columns->Add(column, wxSizerFlags(1).Expand());
}

void RuleDialog::show_units()
{
    const auto& rule = view_model_.rule();
    unit_->Clear();
    if (rule.kind == RuleKind::visit_count) {
        for (const auto window : count_windows) unit_->Append(to_wx(window_words(window)));
        unit_->SetSelection(place_in(count_windows, rule.window));
        return;
    }
    const auto units = units_of(rule.kind);
    for (const auto unit : units) unit_->Append(to_wx(unit_words(unit)));
    const auto held = std::find(units.begin(), units.end(), rule.unit);
    unit_->SetSelection(held == units.end() ? 0 : static_cast<int>(held - units.begin()));
}

void RuleDialog::read()
{
    auto& rule = view_model_.rule();
    const auto kind = rule_kinds[static_cast<std::size_t>(kind_->GetSelection())];
    const bool is_same_kind = kind == rule.kind;
    rule.kind = kind;
    rule.scope = scope_->scope();
    rule.count = count_->GetValue();
    if (const auto at = static_cast<std::size_t>(unit_->GetSelection()); is_same_kind) {
        if (kind == RuleKind::visit_count)
            rule.window = count_windows[at];
        else
            rule.unit = units_of(kind)[at];
    }
    rule.by = rule.kind == RuleKind::visit_count && rule.window == CountWindow::by_date ? by_->date() : std::nullopt;
    rule.purpose = rule_purposes[static_cast<std::size_t>(purpose_->GetSelection())];
    rule.also_counts.clear();
    for (std::size_t at = 0; at < rule_purposes.size(); ++at)
        if (also_->IsChecked(static_cast<unsigned>(at)) && rule_purposes[at] != rule.purpose)
            rule.also_counts.insert(rule_purposes[at]);
    rule.due_soon_school_days = due_soon_->GetValue();
    rule.from = from_->date();
}

void RuleDialog::changed()
{
    read();
    const auto& rule = view_model_.rule();
    by_->Enable(rule.kind == RuleKind::visit_count && rule.window == CountWindow::by_date);
    const auto size = view_model_.counts_many_schools() ? LongQuestion::Size::large : LongQuestion::Size::small;
    preview_question_.ask(
        view_model_.document(), size,
        [asked = view_model_.question()](const Document& document) { return document.ask(asked); },
        [this](const Result<PreviewRule::Preview>& answer) { show_preview(answer); });
}

void RuleDialog::show_preview(const Result<PreviewRule::Preview>& answer)
{
    if (!answer) {
        set_text(preview_words_, {});
        preview_->show({{}, {}, {}, answer.error().text()});
        return;
    }
    const auto preview = view_model_.preview_of(*answer);
    say({});
    set_text(preview_words_, to_wx(preview.words));
    preview_->show(preview.changed);
}

void RuleDialog::keep()
{
    if (from_->is_wrong()) return say("From when? A day such as 30 Nov, or leave it empty for today.");
    if (by_->IsEnabled() && !by_->date()) return say("By which day? Such as 18 Dec.");
    read();
    const auto kept = view_model_.keep();
    if (!kept) return say(to_wx(kept.error().text()));
    done_words_ = *kept;
    EndModal(wxID_OK);
}

bool write_rule(Shell& shell, const CadenceRule* existing)
{
    RuleViewModel view_model(shell.document());
    if (!shell.accept(existing ? view_model.open(*existing) : view_model.begin())) return false;
    RuleDialog dialog(shell.window(), view_model, shell.document().today());
    if (dialog.ShowModal() != wxID_OK) return false;
    shell.notify(dialog.done_words());
    return true;
}

}  // namespace throughline
