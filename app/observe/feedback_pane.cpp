#include "app/observe/feedback_pane.hpp"

#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "app/platform/wrapped_column.hpp"
#include "app/widget/conflict_strip.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/school_day_choice.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/wrapped_text.hpp"
#include "app/widget/writing_field.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr unsigned what_column = 1;
constexpr int time_width = 60;
constexpr int tags_width = 80;
constexpr int edge_width = 8;

}  // namespace

FeedbackPane::FeedbackPane(wxWindow* parent, Shell& shell, ObserveViewModel& page)
    : wxPanel(parent), shell_(shell), page_(page), feedback_(page.feedback())
{
    auto* left = new wxBoxSizer(wxVERTICAL);
    add_text(left, Field::strength, "What &worked", "One strength, with what showed it");
    add_step(left);
    add_text(left, Field::growth_area, "To &grow", "One growth area");
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(theme::section_heading(this, "Still blank"));
    blanks_ = new WrappedText(this, {}, WrappedText::Rank::quiet);
    right->Add(blanks_, wxSizerFlags().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    right->Add(theme::section_heading(this, "What was seen"),
               wxSizerFlags().Border(wxTOP | wxBOTTOM, theme::gap(this)));
    lines_ = new TableView(this, "What was seen", {{"Time", time_width}, {"Line", 200}, {"Tags", tags_width}});
    lines_->SetMinSize(wxSize(FromDIP(240), -1));
    right->Add(lines_, wxSizerFlags(1).Expand());

    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(left, wxSizerFlags(11).Expand());
    sides->Add(right, wxSizerFlags(9).Expand().Border(wxLEFT, theme::group_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(sides, wxSizerFlags(1).Expand().Border(wxALL, theme::wide_gap(this)));
    SetSizer(outer);

    conflicts_ = feedback_.on_conflict().connect([this] { show(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit(); });
    });
}

void FeedbackPane::add_text(wxSizer* column, Field field, const wxString& label, const wxString& hint)
{
    auto text = labelled(this, label, [&] { return writing_field(this); });
    theme::set_font(text.label, theme::section_font(this));
    set_accessible_description(text.control, hint);
    text.add_above(column, wxSizerFlags(1).Expand());
    auto* conflict = new ConflictStrip(this);
    conflict->on_choose = [this, field](TextConflicts::Keep keep) {
        shell_.accept(feedback_.resolve(field, keep));
        show();
    };
    column->Add(conflict, wxSizerFlags().Expand());
    column->AddSpacer(theme::wide_gap(this));
    texts_[field] = {std::make_unique<DraftText>(text.control, shell_.drafts()), conflict};
}

void FeedbackPane::add_step(wxSizer* column)
{
    add_text(column, Field::action_step, "One &step to try", "One bite-sized step that can be seen next time");
    auto tags = labelled(this, "For the rows", [&] { return new wxTextCtrl(this, wxID_ANY); });
    tags_ = tags.control;
    tags_->SetHint("6.1, 3b");
    auto check_on = labelled(this, "Look back on", [&] { return new SchoolDayChoice(this); });
    check_on_ = check_on.control;
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto near = wxSizerFlags().CenterVertical().Border(wxRIGHT, theme::gap(this));
    row->Add(tags.label, near);
    row->Add(tags_, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, theme::wide_gap(this)));
    row->Add(check_on.label, near);
    row->Add(check_on_, wxSizerFlags(2).CenterVertical());
    column->Add(row, wxSizerFlags().Expand());
    column->AddSpacer(theme::group_gap(this));

    tags_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        event.Skip();
        // The step's text may be waiting in its draft: it has to be there before it can have tags.
        CallAfter([this] {
            if (to_utf8(tags_->GetValue()) == feedback_.step_tags()) return;
            shell_.accept(shell_.drafts().settle(any(page_.visit().id()))) &&
                shell_.accept(feedback_.set_step_tags(to_utf8(tags_->GetValue())));
            show();
        });
    });
    check_on_->on_choose = [this](std::optional<Date> day) {
        shell_.accept(shell_.drafts().settle(any(page_.visit().id()))) && shell_.accept(feedback_.set_check_on(day));
        show();
    };
}

void FeedbackPane::show()
{
    const auto& visit = page_.visit();
    const bool may_change = visit.may_change();
    bool is_laid_out_anew = false;
    for (auto& [field, text] : texts_) {
        text.draft->bind(any(visit.id()), FeedbackViewModel::name_of(field), feedback_.text(field),
                         feedback_.settle(field));
        text.draft->control()->Enable(may_change);
        is_laid_out_anew |= text.conflict->show(feedback_.conflict(field));
    }
    if (!tags_->HasFocus()) tags_->ChangeValue(to_wx(feedback_.step_tags()));
    tags_->Enable(may_change);
    const auto& document = shell_.document();
    const auto rule = spoken_date(feedback_.check_on_by_rule(), document.today()) + ", by the rule";
    check_on_->set(school_day_options(rule, feedback_.check_on(), document.today(), visit.settings().calendar),
                   feedback_.check_on());
    check_on_->Enable(may_change);

    const auto blanks = feedback_.blanks();
    is_laid_out_anew |=
        blanks_->set_text(blanks.empty() ? wxString("Nothing. All of it may be shared.")
                                         : to_wx(join(blanks, "\n") + "\nThat is fine; none of it is required."));
    std::vector<TableRow> rows;
    for (const auto& line : page_.script().rows()) {
        auto row = line;
        const auto& who = line.cells[1];
        row.cells = {line.cells[0], who.empty() ? line.cells[2] : who + ": " + line.cells[2], line.cells[3]};
        rows.push_back(std::move(row));
    }
    lines_->set_rows(std::move(rows));
    if (is_laid_out_anew) Layout();
}

void FeedbackPane::focus() { texts_.at(Field::strength).draft->control()->SetFocus(); }

void FeedbackPane::fit()
{
    const int width = lines_->GetClientSize().GetWidth();
    blanks_->fit(width);
    wrap_column(lines_, what_column, std::max(width - FromDIP(time_width + tags_width + edge_width), FromDIP(100)));
    Layout();
}

}  // namespace throughline
