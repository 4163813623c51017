#include "app/debrief/debrief_panel.hpp"

#include <map>

#include <wx/checkbox.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "app/debrief/held_card.hpp"
#include "app/debrief/next_card.hpp"
#include "app/debrief/outline_card.hpp"
#include "app/shell/command_keys.hpp"
#include "app/widget/chip.hpp"
#include "app/widget/conflict_strip.hpp"
#include "app/widget/labelled.hpp"
#include "app/widget/reading_view.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"
#include "app/widget/writing_field.hpp"

namespace throughline {

namespace {

ReadingText evidence_text(const DebriefViewModel& page)
{
    ReadingText text;
    const auto& observation = page.detail().visit.observation;
    const auto section = [&](const char* heading, const std::string& words) {
        if (words.empty()) return;
        text.push_back(subheading_paragraph(heading));
        text.push_back(plain_paragraph(words));
    };
    section("What worked", observation.strength);
    section("To grow", observation.growth_area);
    for (const auto& group : page.evidence()) {
        text.push_back(subheading_paragraph(group.title));
        for (const auto& line : group.lines) text.push_back(plain_paragraph(line));
        if (group.lines.empty()) text.push_back(quiet_paragraph("No line is tagged with this row."));
    }
    if (const auto count = page.private_line_count(); count > 0)
        text.push_back(quiet_paragraph("Your private lines are left out here: the teacher may be reading along."));
    if (text.empty()) text.push_back(quiet_paragraph("Nothing was written down in this visit."));
    return text;
}

class DebriefPanel : public Page {
public:
    DebriefPanel(wxWindow* parent, Shell& around);

    [[nodiscard]] std::string title() const override { return page_.is_open() ? page_.title() : "Debrief"; }
    [[nodiscard]] std::string help_topic() const override { return "debrief"; }
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet&) override {}  // the view-model hears of changes by itself
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    using Field = DebriefViewModel::Field;
    struct Said {
        std::unique_ptr<DraftText> draft;
        ConflictStrip* conflict = nullptr;
    };

    void build();
    void add_said(wxSizer* column, Field field, const wxString& label);
    void show_record();
    void fit();
    void report(const Result<void>& done);

    DebriefViewModel page_;
    wxStaticText* title_;
    wxStaticText* subtitle_;
    Chip* state_;
    ReadingView* evidence_;
    wxScrolledWindow* talk_;
    OutlineCard* outline_ = nullptr;
    Card* said_card_ = nullptr;
    NextCard* next_ = nullptr;
    HeldCard* held_ = nullptr;
    std::map<Field, Said> said_;
    Connection changes_;
    Connection conflicts_;
};

DebriefPanel::DebriefPanel(wxWindow* parent, Shell& around)
    : Page(parent, around), page_(around.document(), around.drafts())
{
    build();
    changes_ = page_.on_change.connect([this] {
        if (IsShownOnScreen()) show_record();
    });
    conflicts_ = page_.on_conflict().connect([this] { show_record(); });
    for (auto* on_done : {&outline_->on_done, &next_->on_done, &held_->on_done})
        *on_done = [this](const Result<void>& done) { report(done); };
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { fit(); });
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!run_by_key(commands(), event)) event.Skip();
    });
}

void DebriefPanel::build()
{
    title_ = theme::heading(this, {});
    subtitle_ = theme::quiet(this, {});
    state_ = new Chip(this, {}, Tone::calm);
    evidence_ = new ReadingView(this, "What was seen");
    talk_ = new wxScrolledWindow(this);
    talk_->SetScrollRate(0, FromDIP(12));
    outline_ = new OutlineCard(talk_, page_);
    said_card_ = new Card(talk_, "What was said");
    add_said(said_card_->body(), Field::teacher_words, "The &teacher's words");
    add_said(said_card_->body(), Field::notes, "Your &notes, for both of you");
    next_ = new NextCard(talk_, page_, shell().drafts());
    held_ = new HeldCard(talk_, page_);

    auto* cards = new wxBoxSizer(wxVERTICAL);
    for (auto* card : {static_cast<Card*>(outline_), said_card_, static_cast<Card*>(next_), static_cast<Card*>(held_)})
        cards->Add(card, wxSizerFlags().Expand().Border(wxBOTTOM, theme::wide_gap(this)));
    talk_->SetSizer(cards);
    auto* heading = new wxBoxSizer(wxHORIZONTAL);
    heading->Add(title_, wxSizerFlags().CenterVertical());
    heading->Add(state_, wxSizerFlags().CenterVertical().Border(wxLEFT, theme::wide_gap(this)));
    auto* left = new wxBoxSizer(wxVERTICAL);
    left->Add(theme::section_heading(this, "What was seen"), wxSizerFlags().Border(wxBOTTOM, theme::gap(this)));
    left->Add(evidence_, wxSizerFlags(1).Expand());
    auto* sides = new wxBoxSizer(wxHORIZONTAL);
    sides->Add(left, wxSizerFlags(9).Expand());
    sides->Add(talk_, wxSizerFlags(11).Expand().Border(wxLEFT, theme::group_gap(this)));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(heading);
    column->Add(subtitle_, wxSizerFlags().Border(wxTOP, FromDIP(2)));
    column->Add(sides, wxSizerFlags(1).Expand().Border(wxTOP, theme::wide_gap(this)));
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(column, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(16)));
    SetSizer(outer);
}

void DebriefPanel::add_said(wxSizer* column, Field field, const wxString& label)
{
    auto text = labelled(said_card_, label, [&] { return writing_field(said_card_); });
    auto* control = text.control;
    text.add_above(column);
    auto* conflict = new ConflictStrip(said_card_);
    conflict->on_choose = [this, field](TextConflicts::Keep keep) {
        report(page_.resolve(field, keep));
        show_record();
    };
    column->Add(conflict, wxSizerFlags().Expand());
    column->AddSpacer(theme::gap(this));
    said_[field] = {std::make_unique<DraftText>(control, shell().drafts()), conflict};
}

void DebriefPanel::open(AnyId record) { shell().accept(page_.open(record)); }

void DebriefPanel::shown()
{
    if (!page_.is_open()) return;
    show_record();
    fit();
    talk_->Scroll(0, 0);
    if (auto* first = outline_->first_step()) first->SetFocus();
}

void DebriefPanel::show_record()
{
    if (!page_.is_open()) return;
    title_->SetLabelText(to_wx(page_.title()));
    subtitle_->SetLabelText(to_wx(page_.subtitle()));
    state_->set(to_wx(page_.state_words()), page_.is_held() ? Tone::high : tone_of(page_.due()));
    evidence_->show(evidence_text(page_));
    bool is_laid_out_anew = outline_->show();
    for (auto& [field, said] : said_) {
        said.draft->bind(any(page_.detail().debrief.id), DebriefViewModel::name_of(field), page_.text(field),
                         page_.settle(field));
        said.draft->control()->Enable(page_.may_change());
        is_laid_out_anew |= said.conflict->show(page_.conflict(field));
    }
    next_->show();
    held_->show();
    Layout();
    if (is_laid_out_anew) fit();
}

void DebriefPanel::fit()
{
    outline_->fit(talk_->GetClientSize().GetWidth());
    talk_->FitInside();
    talk_->Layout();
}

void DebriefPanel::report(const Result<void>& done)
{
    shell().accept(done);
    show_record();
}

std::vector<MenuCommand> DebriefPanel::commands()
{
    if (!page_.is_open()) return {};
    const auto own = [this] { return page_.may_change(); };
    return {
        {"debrief.held", "Debrief", "It was held", "Ctrl+Return", "Writes down that you talked, and for how long",
         [this] { held_->hold(); }, own},
        {"debrief.visit",
         "Debrief",
         "Open the visit",
         "Ctrl+D",
         "What was shared",
         [this] { shell().open_observation(page_.detail().visit.observation.id); },
         {},
         {},
         true},
        {"debrief.teacher", "Debrief", "Teacher's page", "", "The year so far",
         [this] { shell().open_teacher(page_.detail().visit.observation.teacher); }},
    };
}

}  // namespace

Page* make_debrief_page(wxWindow* parent, Shell& shell) { return new DebriefPanel(parent, shell); }

}  // namespace throughline
