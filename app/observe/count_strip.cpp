#include "app/observe/count_strip.hpp"

#include <wx/button.h>
#include <wx/combobox.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline {

namespace {

bool is_enter(const wxKeyEvent& event)
{
    return event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER;
}

}  // namespace

CountStrip::CountStrip(wxWindow* parent, ScriptViewModel& script) : wxPanel(parent), script_(script)
{
    const auto number_size = wxSize(FromDIP(56), -1);
    auto counter = labelled(this, "Count", [&] {
        return new wxComboBox(this, wxID_ANY, {}, wxDefaultPosition, wxSize(FromDIP(190), -1), 0, nullptr,
                              wxTE_PROCESS_ENTER);
    });
    counter_ = counter.control;
    counter_->SetToolTip("Choose what to count, or type a name of your own");
    count_ = new wxButton(this, wxID_ANY, "+1  F7");
    set_accessible_name(count_, "Count one more");
    total_ = theme::quiet(this, {});
    stopwatch_ = new wxButton(this, wxID_ANY, "Stopwatch  F8");
    auto on_task = labelled(this, "On task", [&] {
        return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, number_size, wxTE_PROCESS_ENTER);
    });
    on_task_ = on_task.control;
    auto present = labelled(this, "of", [&] {
        return new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, number_size, wxTE_PROCESS_ENTER);
    });
    present_ = present.control;
    set_accessible_name(present_, "Students present");
    auto* add = new wxButton(this, wxID_ANY, "Add  F9");
    set_accessible_name(add, "Add the on-task count");

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto near = wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this));
    row->Add(counter.label, near);
    row->Add(counter_, near);
    row->Add(count_, near);
    row->Add(total_, near);
    row->AddStretchSpacer();
    row->Add(stopwatch_, wxSizerFlags().CenterVertical());
    row->AddStretchSpacer();
    row->Add(on_task.label, near);
    row->Add(on_task_, near);
    row->Add(present.label, near);
    row->Add(present_, near);
    row->Add(add, wxSizerFlags().CenterVertical());
    SetSizer(row);

    count_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { count(); });
    counter_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { count(); });
    counter_->Bind(wxEVT_COMBOBOX, [this](wxCommandEvent&) { show(); });
    counter_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { show(); });
    stopwatch_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { toggle_stopwatch(); });
    add->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { add_on_task(); });
    for (auto* field : {on_task_, present_})
        field->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) { is_enter(event) ? add_on_task() : event.Skip(); });
}

void CountStrip::show()
{
    const auto counters = script_.counters();
    std::vector<std::string> names;
    for (const auto& counter : counters) names.push_back(counter.name);
    if (names != names_) {
        names_ = names;
        const auto typed = counter_->GetValue();
        wxArrayString shown;
        for (const auto& name : names) shown.Add(to_wx(name));
        counter_->Set(shown);
        counter_->ChangeValue(typed);
    }
    const auto chosen = to_utf8(counter_->GetValue());
    wxString total;
    for (const auto& counter : counters)
        if (counter.name == chosen && counter.count > 0) total.Printf("%d so far", counter.count);
    if (total != total_->GetLabel()) {
        total_->SetLabel(total);
        Layout();
    }
    tick();
}

void CountStrip::tick()
{
    const auto label = script_.is_stopwatch_running()
                           ? to_wx("Stop  " + spoken_elapsed(script_.stopwatch_ms()) + "  F8")
                           : wxString("Stopwatch  F8");
    if (label == stopwatch_->GetLabel()) return;
    stopwatch_->SetLabel(label);
    set_accessible_name(stopwatch_, script_.is_stopwatch_running() ? "Stop the stopwatch" : "Start the stopwatch");
    Layout();
}

void CountStrip::count()
{
    const auto name = to_utf8(counter_->GetValue());
    if (trimmed(name).empty()) return choose_counter();
    report(script_.count(name), counter_->HasFocus());
}

void CountStrip::choose_counter()
{
    counter_->SetFocus();
    counter_->SelectAll();
}

void CountStrip::toggle_stopwatch()
{
    if (script_.is_stopwatch_running()) return report(script_.stop_stopwatch(), false);
    script_.start_stopwatch();
    tick();
}

void CountStrip::ask_on_task()
{
    if (present_->IsEmpty()) present_->ChangeValue(to_wx(script_.students_present()));
    on_task_->SetFocus();
    on_task_->SelectAll();
}

void CountStrip::add_on_task()
{
    // The second number is asked for once; after that it is known.
    if (on_task_->HasFocus() && present_->IsEmpty()) return present_->SetFocus();
    const auto done = script_.add_snapshot(to_utf8(on_task_->GetValue()), to_utf8(present_->GetValue()));
    if (done) on_task_->ChangeValue({});
    report(done, true);
}

void CountStrip::report(const Result<void>& done, bool goes_back)
{
    show();
    if (!done && on_error) on_error(done.error());
    if (done && goes_back && on_done) on_done();
}

}  // namespace throughline
