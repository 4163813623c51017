#include "app/observe/script_pane.hpp"

#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "app/observe/count_strip.hpp"
#include "app/platform/wrapped_column.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

constexpr unsigned what_column = 2;
constexpr int time_width = 64;
constexpr int who_width = 80;
constexpr int tags_width = 100;
constexpr int private_width = 70;
constexpr int edge_width = 8;

bool is_plain_enter(const wxKeyEvent& event)
{
    const auto key = event.GetKeyCode();
    return (key == WXK_RETURN || key == WXK_NUMPAD_ENTER) && event.GetModifiers() == wxMOD_NONE;
}

// A place in UTF-8 as a place in the control, which counts characters.
long character_at(const std::string& text, std::size_t byte)
{
    return static_cast<long>(to_wx(text.substr(0, byte)).length());
}

}  // namespace

ScriptPane::ScriptPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page), script_(page.script())
{
    lines_ = new TableView(this, "Lines written so far",
                           {{"Time", time_width},
                            {"Who", who_width},
                            {"What was seen or heard", 420},
                            {"Tags", tags_width},
                            {"Private", private_width}});
    auto input =
        labelled(this, "&What you see and hear", [&] { return writing_field(this, 2, wxTE_RICH2 | wxTE_NO_VSCROLL); });
    input_ = input.control;
    hint_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    theme::with_colours(hint_, [this] { hint_->SetForegroundColour(theme::colour(theme::palette().quiet_text)); });
    counts_ = new CountStrip(this, script_);

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(lines_, wxSizerFlags(1).Expand());
    column->Add(input.label, wxSizerFlags().Border(wxTOP, theme::wide_gap(this)));
    column->Add(input_, wxSizerFlags().Expand().Border(wxTOP, FromDIP(3)));
    column->Add(hint_, wxSizerFlags().Expand().Border(wxTOP, theme::gap(this)));
    column->Add(counts_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);

    input_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
        if (input_is_ours_) return;
        script_.typed(to_utf8(input_->GetValue()));
        show_hint();
    });
    input_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!on_input_key(event)) event.Skip();
    });
    lines_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!on_list_key(event)) event.Skip();
    });
    lines_->on_activate = [this](std::size_t) { edit_selected(); };
    counts_->on_error = [this](const Error& error) { say(error); };
    counts_->on_done = [this] { focus(); };
    input_changes_ = script_.on_input.connect([this] { show_input(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit_columns(); });
    });
}

void ScriptPane::show()
{
    auto rows = script_.rows();
    const auto count = rows.size();
    lines_->set_rows(std::move(rows));
    // The newest line stands at the bottom and is in sight.
    if (count > line_count_) lines_->reveal(count - 1);
    line_count_ = count;
    counts_->show();
    const bool may_change = page_.visit().may_change();
    input_->Enable(may_change);
    counts_->Enable(may_change);
}

void ScriptPane::focus()
{
    input_->SetFocus();
    input_->SetInsertionPointEnd();
}

void ScriptPane::tick() { counts_->tick(); }

void ScriptPane::show_input()
{
    const auto text = to_wx(script_.input());
    input_is_ours_ = true;
    if (input_->GetValue() != text) input_->ChangeValue(text);
    input_->SetInsertionPointEnd();
    input_is_ours_ = false;
    show_hint();
}

void ScriptPane::show_hint()
{
    const auto text = to_utf8(input_->GetValue());
    const auto hint = to_wx(script_.hint(text));
    if (hint != hint_->GetLabelText()) {
        hint_->SetLabelText(hint);
        set_accessible_description(input_, hint);
    }
    underline_judging(text);
}

void ScriptPane::underline_judging(const std::string& text)
{
    wxTextAttr plain;
    plain.SetFontUnderlined(wxTEXT_ATTR_UNDERLINE_NONE);
    input_->SetStyle(0, input_->GetLastPosition(), plain);
    wxTextAttr judging;
    judging.SetFontUnderlined(wxTEXT_ATTR_UNDERLINE_SPECIAL, theme::colour(theme::palette().attention));
    for (const auto& word : script_.judging(text))
        input_->SetStyle(character_at(text, word.begin), character_at(text, word.end), judging);
}

bool ScriptPane::on_input_key(const wxKeyEvent& event)
{
    if (is_plain_enter(event)) {
        enter();
        return true;
    }
    if (event.GetKeyCode() == WXK_UP && input_->IsEmpty() && !script_.rows().empty()) {
        script_.edit_last();
        return true;
    }
    if (event.GetKeyCode() == WXK_ESCAPE && script_.editing()) {
        script_.stop_editing();
        return true;
    }
    return false;
}

bool ScriptPane::on_list_key(const wxKeyEvent& event)
{
    if (!has_selected()) return false;
    const auto key = event.GetKeyCode();
    if (is_plain_enter(event) || key == WXK_F2) {
        edit_selected();
        return true;
    }
    if (key == WXK_DELETE) {
        remove_selected();
        return true;
    }
    if (event.GetUnicodeKey() == '#') {
        add_tag_to_selected();
        return true;
    }
    return false;
}

void ScriptPane::enter()
{
    if (const auto done = script_.enter(to_utf8(input_->GetValue())); !done) say(done.error());
}

void ScriptPane::edit_selected()
{
    const auto line = selected();
    line ? script_.edit(*line) : script_.edit_last();
    focus();
}

void ScriptPane::add_tag_to_selected()
{
    edit_selected();
    input_->AppendText(" #");
}

void ScriptPane::toggle_private()
{
    if (const auto line = selected())
        if (const auto done = script_.toggle_private(*line); !done) say(done.error());
}

void ScriptPane::remove_selected()
{
    const auto line = selected();
    if (!line) return;
    const auto done = script_.remove(*line);
    if (!done) return say(done.error());
    shell_.notify("The line was removed. Undo brings it back.");
}

bool ScriptPane::has_selected() const { return selected().has_value(); }

void ScriptPane::fit_columns()
{
    const int others = FromDIP(time_width + who_width + tags_width + private_width + edge_width);
    const int width = lines_->GetClientSize().GetWidth() - others;
    if (width > FromDIP(100)) wrap_column(lines_, what_column, width);
}

void ScriptPane::say(const Error& error)
{
    if (error.code == ErrorCode::storage || error.code == ErrorCode::locked) return shell_.report(error);
    const auto text = to_wx(error.text());
    hint_->SetLabelText(text);
    set_accessible_description(input_, text);
}

std::optional<EvidenceId> ScriptPane::selected() const
{
    const auto id = lines_->selected_id();
    return id ? std::optional(as<EvidenceId>(*id)) : std::nullopt;
}

}  // namespace throughline
