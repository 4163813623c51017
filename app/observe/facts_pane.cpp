#include "app/observe/facts_pane.hpp"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/chooser_dialog.hpp"
#include "app/widget/conflict_strip.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

// Fills a list only if it says something else, and chooses the option with this value.
template <class Value>
void show_options(wxChoice* choice, const std::vector<FactsViewModel::Option<Value>>& options, const Value& chosen)
{
    wxArrayString words;
    for (const auto& option : options) words.Add(to_wx(option.words));
    if (words != choice->GetStrings()) choice->Set(words);
    for (std::size_t i = 0; i < options.size(); ++i)
        if (options[i].value == chosen) choice->SetSelection(static_cast<int>(i));
}

}  // namespace

FactsPane::FactsPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page), facts_(page.facts())
{
    auto* choices = form_grid(this);
    add_choices(choices);
    auto* numbers = form_grid(this);
    add_numbers(numbers);
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(choices, wxSizerFlags(1));
    sides->Add(numbers, wxSizerFlags(1).Border(wxLEFT, theme::group_gap(this) * 2));

    problem_ = new wxStaticText(this, wxID_ANY, {});
    theme::with_colours(problem_, [this] { problem_->SetForegroundColour(theme::colour(theme::palette().attention)); });
    move_ = new wxButton(this, wxID_ANY, "&Move to another teacher...");
    move_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { move_to_another_teacher(); });
    archive_ = new wxButton(this, wxID_ANY, "&Put this draft away");
    archive_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { put_away(); });
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(move_, wxSizerFlags().Border(wxRIGHT, theme::gap(this)));
    buttons->Add(archive_);

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(theme::quiet(this, "Nothing here is required."));
    column->Add(sides, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    column->Add(problem_, wxSizerFlags().Expand().Border(wxTOP, theme::wide_gap(this)));
    column->Add(buttons, wxSizerFlags().Border(wxTOP, theme::group_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, theme::group_gap(this)));
    SetSizer(outer);
}

void FactsPane::add_choices(wxFlexGridSizer* grid)
{
    purpose_ = add_choice(grid, "&Purpose", [this](int at) {
        return facts_.set_purpose(FactsViewModel::purposes()[static_cast<std::size_t>(at)].value);
    });
    rubric_ = add_choice(grid, "&Rubric",
                         [this](int at) { return facts_.set_rubric(rubrics_[static_cast<std::size_t>(at)].value); });
    form_ = add_choice(grid, "&Form",
                       [this](int at) { return facts_.set_form(forms_[static_cast<std::size_t>(at)].value); });
    announced_ = add_choice(grid, "A&nnounced", [this](int at) {
        return facts_.set_announced(FactsViewModel::announcements()[static_cast<std::size_t>(at)].value);
    });
    co_observer_ = add_choice(grid, "&Second observer", [this](int at) {
        return facts_.set_co_observer(co_observers_[static_cast<std::size_t>(at)].value);
    });
}

void FactsPane::add_numbers(wxFlexGridSizer* grid)
{
    add_text(grid, Field::subject, "S&ubject");
    add_text(grid, Field::grade, "&Grade");
    minutes_ = add_number(grid, "M&inutes", [this](const std::string& typed) { return facts_.set_minutes(typed); });
    students_ = add_number(grid, "S&tudents present",
                           [this](const std::string& typed) { return facts_.set_students_present(typed); });
}

wxChoice* FactsPane::add_choice(wxFlexGridSizer* grid, const wxString& label, std::function<Result<void>(int)> choose)
{
    auto choice = labelled(this, label, [&] { return new wxChoice(this, wxID_ANY); });
    choice.add_to(grid);
    choice->Bind(wxEVT_CHOICE, [this, choose](wxCommandEvent& event) {
        say(choose(event.GetSelection()));
        show();
    });
    return choice.control;
}

void FactsPane::add_text(wxFlexGridSizer* grid, Field field, const wxString& label)
{
    auto text = labelled(this, label, [&] { return new wxTextCtrl(this, wxID_ANY); });
    text.add_to(grid);
    auto* conflict = new ConflictStrip(this);
    conflict->on_choose = [this, field](TextConflicts::Keep keep) {
        say(page_.feedback().resolve(field, keep));
        show();
    };
    grid->AddSpacer(0);
    grid->Add(conflict, wxSizerFlags().Expand());
    texts_[field] = {std::make_unique<DraftText>(text.control, shell_.drafts()), conflict};
}

wxTextCtrl* FactsPane::add_number(wxFlexGridSizer* grid, const wxString& label,
                                  std::function<Result<void>(const std::string&)> set)
{
    auto number = labelled(this, label, [&] { return new wxTextCtrl(this, wxID_ANY); });
    number.add_to(grid);
    number->Bind(wxEVT_KILL_FOCUS, [this, set, control = number.control](wxFocusEvent& event) {
        event.Skip();
        if (page_.visit().may_change()) say(set(to_utf8(control->GetValue())));
    });
    return number.control;
}

void FactsPane::show()
{
    const auto& visit = page_.visit();
    const auto& observation = visit.observation();
    rubrics_ = facts_.rubrics();
    forms_ = facts_.forms();
    co_observers_ = facts_.co_observers();
    show_options(purpose_, FactsViewModel::purposes(), observation.purpose);
    show_options(rubric_, rubrics_, observation.rubric_version);
    show_options(form_, forms_, facts_.form());
    show_options(announced_, FactsViewModel::announcements(), observation.announced);
    show_options(co_observer_, co_observers_, observation.co_observer);
    if (!minutes_->HasFocus()) minutes_->ChangeValue(to_wx(facts_.minutes()));
    if (!students_->HasFocus()) students_->ChangeValue(to_wx(facts_.students_present()));
    bool is_laid_out_anew = false;
    for (auto& [field, text] : texts_) {
        text.draft->bind(any(visit.id()), FeedbackViewModel::name_of(field), page_.feedback().text(field),
                         page_.feedback().settle(field));
        is_laid_out_anew |= text.conflict->show(page_.feedback().conflict(field));
    }
    const bool may_change = visit.may_change();
    for (auto* choice : {purpose_, rubric_, announced_, co_observer_}) choice->Enable(may_change);
    form_->Enable(may_change && forms_.size() > 1);
    for (auto* text :
         {minutes_, students_, texts_.at(Field::subject).draft->control(), texts_.at(Field::grade).draft->control()})
        text->Enable(may_change);
    move_->Enable(may_change);
    archive_->Enable(may_change);
    if (is_laid_out_anew) Layout();
}

void FactsPane::focus() { purpose_->SetFocus(); }

void FactsPane::move_to_another_teacher()
{
    const auto find = [this](const std::string& typed) {
        std::vector<ChooserRow> rows;
        for (const auto& found : facts_.teachers(typed)) {
            const auto& person = found.person;
            rows.push_back({person.name(), subject_and_grade(person.subject, person.grade), "",
                            [this, id = person.id] { say(facts_.move_to(id)); }});
        }
        return rows;
    };
    ChooserDialog dialog(shell_.window(),
                         {"Move the visit", "Who was the &teacher?", "Teachers", "Move it here",
                          "Everything written stays in the visit. Undo moves it back.", false},
                         ChooserViewModel(find));
    dialog.choose();
}

void FactsPane::put_away()
{
    const auto done = facts_.archive();
    if (!done) return say(done);
    shell_.go_back();
    shell_.notify("The draft was put away. Undo brings it back.");
}

void FactsPane::say(const Result<void>& done)
{
    const auto words = done ? wxString() : to_wx(done.error().text());
    if (words == problem_->GetLabelText()) return;
    problem_->SetLabelText(words);
    Layout();
}

}  // namespace throughline
