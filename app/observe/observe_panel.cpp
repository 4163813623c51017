#include "app/observe/observe_panel.hpp"

#include <wx/notebook.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/timer.h>

#include <fmt/format.h>

#include "app/observe/count_strip.hpp"
#include "app/observe/facts_pane.hpp"
#include "app/observe/feedback_pane.hpp"
#include "app/observe/preview_pane.hpp"
#include "app/observe/ratings_pane.hpp"
#include "app/observe/script_pane.hpp"
#include "app/observe/shared_pane.hpp"
#include "app/observe/visit_header.hpp"
#include "app/platform/accessible_name.hpp"
#include "app/shell/command_keys.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

// Twice a second: the shown second is then never more than half a second late. The time itself is not counted here.
constexpr int tick_ms = 500;

class ObservePanel : public Page {
public:
    ObservePanel(wxWindow* parent, Shell& around);

    [[nodiscard]] std::string title() const override;
    [[nodiscard]] std::string help_topic() const override;
    void open(AnyId record) override;
    void shown() override;
    void refresh(const ChangeSet& changes) override;
    void leaving() override { timer_.Stop(); }
    [[nodiscard]] std::vector<MenuCommand> commands() override;

private:
    enum class Face { work, preview, shared };
    enum Pane : std::size_t { script, ratings, feedback, facts, pane_count };

    void build_work();
    void show_record();
    void show_pane_now();
    void show_face(Face face);
    void show_pane(Pane pane);
    void step_pane(int by);
    void focus_pane();
    void preview_or_share();
    void back_to_work();
    [[nodiscard]] bool is_on(Face face) const;
    [[nodiscard]] bool may_write() const { return page_.visit().may_change() && is_on(Face::work); }
    [[nodiscard]] std::vector<MenuCommand> visit_commands();
    [[nodiscard]] std::vector<MenuCommand> pinned_commands();
    [[nodiscard]] std::vector<MenuCommand> line_commands();
    [[nodiscard]] std::vector<MenuCommand> shared_commands();
    void in_script(const std::function<void()>& act);

    ObserveViewModel page_;
    wxSimplebook* faces_;
    wxPanel* work_;
    VisitHeader* header_ = nullptr;
    wxNotebook* panes_ = nullptr;
    ScriptPane* script_ = nullptr;
    RatingsPane* ratings_ = nullptr;
    FeedbackPane* feedback_ = nullptr;
    FactsPane* facts_ = nullptr;
    PreviewPane* preview_;
    SharedPane* shared_;
    wxTimer timer_;
    Connection visit_changes_;
};

ObservePanel::ObservePanel(wxWindow* parent, Shell& around)
    : Page(parent, around),
      page_(around.document(), around.drafts()),
      faces_(new wxSimplebook(this)),
      work_(new wxPanel(faces_)),
      preview_(new PreviewPane(faces_, around, page_)),
      shared_(new SharedPane(faces_, around, page_)),
      timer_(this)
{
    build_work();
    for (auto* face : {work_, static_cast<wxPanel*>(preview_), static_cast<wxPanel*>(shared_)})
        faces_->AddPage(face, {});
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(faces_, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(16)));
    SetSizer(outer);

    header_->on_preview = [this] { preview_or_share(); };
    preview_->on_back = [this] { back_to_work(); };
    preview_->on_shared = [this] {
        show_record();
        shell().notify("Shared. The debrief and the step check are planned.");
    };
    Bind(
        wxEVT_TIMER,
        [this](wxTimerEvent&) {
            if (!page_.visit().is_open() || !is_on(Face::work)) return;
            header_->tick();
            script_->tick();
        },
        timer_.GetId());
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (!run_by_key(commands(), event)) event.Skip();
    });
    visit_changes_ = page_.visit().on_change.connect([this] {
        if (IsShownOnScreen()) show_record();
    });
}

void ObservePanel::build_work()
{
    header_ = new VisitHeader(work_, shell(), page_);
    panes_ = new wxNotebook(work_, wxID_ANY);
    set_accessible_name(panes_, "Parts of the visit");
    script_ = new ScriptPane(panes_, shell(), page_);
    ratings_ = new RatingsPane(panes_, shell(), page_);
    feedback_ = new FeedbackPane(panes_, shell(), page_);
    facts_ = new FactsPane(panes_, shell(), page_);
    panes_->AddPage(script_, "Script");
    panes_->AddPage(ratings_, "Ratings");
    panes_->AddPage(feedback_, "Feedback");
    panes_->AddPage(facts_, "Facts");
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(header_, wxSizerFlags().Expand());
    column->Add(panes_, wxSizerFlags(1).Expand().Border(wxTOP, theme::wide_gap(this)));
    work_->SetSizer(column);
    panes_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this](wxBookCtrlEvent& event) {
        event.Skip();
        if (page_.visit().is_open()) show_pane_now();
    });
}

std::string ObservePanel::title() const
{
    return page_.visit().is_open() ? "Visit to " + page_.teacher() : std::string("Visit");
}

std::string ObservePanel::help_topic() const
{
    return panes_ && panes_->GetSelection() == static_cast<int>(ratings) ? "score" : "observe";
}

void ObservePanel::open(AnyId record)
{
    const auto id = as<ObservationId>(record);
    const bool is_other = !page_.visit().is_open() || page_.visit().id() != id;
    if (!shell().accept(page_.open(id))) return;
    if (is_other || !is_on(Face::preview)) faces_->ChangeSelection(0);
    if (is_other) panes_->ChangeSelection(script);
}

void ObservePanel::shown()
{
    if (!page_.visit().is_open()) return;
    if (shell().accept(page_.visit().look_again())) show_record();
    timer_.Start(tick_ms);
    if (is_on(Face::work)) focus_pane();
    if (is_on(Face::shared)) shared_->focus();
}

void ObservePanel::refresh(const ChangeSet& changes)
{
    // The view-model hears of every change by itself; only the window's title needs the visit's teacher right now.
    if (page_.visit().is_open() && changes.touches(Noun::observation)) (void)page_.visit().look_again();
}

void ObservePanel::show_record()
{
    if (page_.visit().is_shared()) {
        shared_->show();
        show_face(Face::shared);
        return;
    }
    if (is_on(Face::shared)) show_face(Face::work);
    header_->show();
    const auto rated = page_.ratings().rated_count();
    const auto all = page_.ratings().rateable_count();
    const auto label = all > 0 ? fmt::format("Ratings {}/{}", rated, all) : std::string("Ratings");
    if (to_wx(label) != panes_->GetPageText(ratings)) panes_->SetPageText(ratings, to_wx(label));
    show_pane_now();
}

// Only the pane on screen: the others are shown when they come up.
void ObservePanel::show_pane_now()
{
    switch (static_cast<Pane>(panes_->GetSelection())) {
        case script:
            return script_->show();
        case ratings:
            return ratings_->show();
        case feedback:
            return feedback_->show();
        case facts:
            return facts_->show();
        case pane_count:
            break;
    }
}

void ObservePanel::show_face(Face face)
{
    if (is_on(face)) return;
    faces_->ChangeSelection(static_cast<std::size_t>(face));
    if (face == Face::shared) shared_->focus();
    shell().commands_changed();
}

void ObservePanel::show_pane(Pane pane)
{
    if (!is_on(Face::work)) back_to_work();
    panes_->SetSelection(pane);
    focus_pane();
}

void ObservePanel::step_pane(int by)
{
    const auto now = static_cast<std::size_t>(panes_->GetSelection());
    show_pane(static_cast<Pane>((now + pane_count + static_cast<std::size_t>(by + pane_count)) % pane_count));
}

void ObservePanel::focus_pane()
{
    switch (static_cast<Pane>(panes_->GetSelection())) {
        case script:
            return script_->focus();
        case ratings:
            return ratings_->focus();
        case feedback:
            return feedback_->focus();
        case facts:
            return facts_->focus();
        case pane_count:
            break;
    }
}

void ObservePanel::preview_or_share()
{
    if (is_on(Face::preview)) return preview_->share();
    if (!page_.visit().may_change()) return;
    if (!preview_->show()) return;
    show_face(Face::preview);
    preview_->focus();
}

void ObservePanel::back_to_work()
{
    show_face(Face::work);
    show_record();
    focus_pane();
}

bool ObservePanel::is_on(Face face) const { return faces_->GetSelection() == static_cast<int>(face); }

void ObservePanel::in_script(const std::function<void()>& act)
{
    if (panes_->GetSelection() != static_cast<int>(script)) show_pane(script);
    act();
}

std::vector<MenuCommand> ObservePanel::commands()
{
    if (!page_.visit().is_open()) return {};
    if (page_.visit().is_shared()) return shared_commands();
    auto all = visit_commands();
    for (auto part : {pinned_commands(), line_commands()})
        for (auto& command : part) all.push_back(std::move(command));
    return all;
}

std::vector<MenuCommand> ObservePanel::visit_commands()
{
    const auto writing = [this] { return page_.visit().may_change(); };
    return {
        {"observe.preview",
         "Visit",
         "Preview and share",
         "Ctrl+Return",
         "Shows what the teacher will get; again, or Enter, shares it",
         [this] { preview_or_share(); },
         writing,
         {},
         true},
        {"observe.clock", "Visit", "Stop the clock", "Ctrl+T", "The visit is over, or goes on",
         [this] { header_->toggle_clock(); }, writing,
         [this] { return page_.visit().is_running() ? "Stop the clock" : "Let the clock go on"; }},
        {"observe.script",
         "Visit",
         "Script",
         "Alt+1",
         "What is seen and heard",
         [this] { show_pane(script); },
         {},
         {},
         true},
        {"observe.ratings", "Visit", "Ratings", "Alt+2", "The rubric's rows", [this] { show_pane(ratings); }},
        {"observe.feedback", "Visit", "Feedback", "Alt+3", "What worked, one step, to grow",
         [this] { show_pane(feedback); }},
        {"observe.facts", "Visit", "Facts", "Alt+4", "Purpose, rubric, minutes and more", [this] { show_pane(facts); }},
        {"observe.next", "Visit", "Next part", "F6", "Script, ratings, feedback, facts", [this] { step_pane(1); }},
        {"observe.previous", "Visit", "Previous part", "Shift+F6", "Facts, feedback, ratings, script",
         [this] { step_pane(-1); }},
        {"observe.last_time",
         "Visit",
         "Show last time's ratings",
         "",
         "Hidden unless asked for: they colour what one sees",
         [this] {
             show_pane(ratings);
             ratings_->toggle_last_time();
         },
         {},
         [this] { return page_.ratings().shows_last() ? "Hide last time's ratings" : "Show last time's ratings"; },
         true},
        {"observe.given", "Visit", "What had been given...", "",
         "Of a visit that was shared and is open for correction", [this] { shared_->open_again(); },
         [this] { return !page_.unlocking_words().empty(); }},
        {"observe.move", "Visit", "Move to another teacher...", "", "The visit was begun with the wrong teacher",
         [this] { facts_->move_to_another_teacher(); }, writing},
        {"observe.archive", "Visit", "Put this draft away", "", "Nobody sees it; undo brings it back",
         [this] { facts_->put_away(); }, writing},
    };
}

std::vector<MenuCommand> ObservePanel::pinned_commands()
{
    std::vector<MenuCommand> commands;
    for (const auto result : {StepResult::practised, StepResult::partly, StepResult::mastered, StepResult::not_seen}) {
        commands.push_back({"observe.pinned." + std::string(name_of(result)),
                            "Visit",
                            "Last time's step: " + result_words(result),
                            "",
                            "What was seen of it; counts when the visit is shared",
                            [this, result] { shell().accept(page_.mark_pinned(result)); },
                            [this] { return page_.visit().may_change() && page_.has_pinned_step(); },
                            {},
                            commands.empty()});
    }
    return commands;
}

std::vector<MenuCommand> ObservePanel::line_commands()
{
    const auto writing = [this] { return may_write(); };
    const auto chosen = [this] { return may_write() && script_->has_selected(); };
    return {
        {"observe.edit_line", "Line", "Edit the line", "F2",
         "The chosen line, or the last one; Up in an empty input too",
         [this] { in_script([this] { script_->edit_selected(); }); }, writing},
        {"observe.private_line", "Line", "Private or not", "Ctrl+P", "A private line never leaves you",
         [this] { script_->toggle_private(); }, chosen},
        {"observe.remove_line", "Line", "Remove the line", "", "Undo brings it back",
         [this] { script_->remove_selected(); }, chosen},
        {"observe.count",
         "Line",
         "Count one more",
         "F7",
         "On the counter that is chosen below the script",
         [this] { in_script([this] { script_->counts().count(); }); },
         writing,
         {},
         true},
        {"observe.choose_counter", "Line", "Choose a counter", "Shift+F7", "One of the form's, or a name of your own",
         [this] { in_script([this] { script_->counts().choose_counter(); }); }, writing},
        {"observe.stopwatch", "Line", "Stopwatch", "F8", "Starts it; stops it and writes the time down",
         [this] { in_script([this] { script_->counts().toggle_stopwatch(); }); }, writing},
        {"observe.on_task", "Line", "On-task count", "F9", "How many students of how many are on task",
         [this] { in_script([this] { script_->counts().ask_on_task(); }); }, writing},
    };
}

std::vector<MenuCommand> ObservePanel::shared_commands()
{
    const auto own = [this] { return page_.may_follow_up(); };
    const auto open = [this] { return page_.may_amend(); };
    return {
        {"observe.debrief",
         "Visit",
         "Open the debrief",
         "Ctrl+D",
         "The conversation about this visit",
         [this] { shared_->open_debrief(); },
         [this] { return page_.debrief().has_value(); },
         {},
         true},
        {"observe.message", "Visit", "Prepare for the teacher...", "", "The feedback as a message, a page or a PDF",
         [this] { shared_->prepare_message(); }, own},
        {"observe.amend", "Visit", "Amend...", "", "A change after sharing, with its reason",
         [this] { shared_->amend(); }, open},
        {"observe.unlock", "Visit", "Open it again...", "",
         "Once you and the teacher have both signed: the visit can be put right and shared once more",
         [this] { shared_->open_again(); }, open},
    };
}

}  // namespace

Page* make_observe_page(wxWindow* parent, Shell& shell) { return new ObservePanel(parent, shell); }

}  // namespace throughline
