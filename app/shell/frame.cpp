#include "app/shell/frame.hpp"

#include <algorithm>

#include <wx/config.h>
#include <wx/persist/toplevel.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/statline.h>
#include <wx/stattext.h>
#include <wx/stopwatch.h>

#include "app/platform/on_screen.hpp"
#include "app/search/search_panel.hpp"
#include "app/shell/navigation.hpp"
#include "app/shell/pages.hpp"
#include "app/shell/sign_in_dialog.hpp"
#include "app/shell/start_panel.hpp"
#include "app/shell/window_icons.hpp"
#include "app/viewmodel/reminders_view_model.hpp"
#include "app/widget/notice_bar.hpp"
#include "app/widget/theme.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

constexpr int elsewhere_ms = 1'000;  // how soon the other program's changes are seen
constexpr int minute_ms = 60'000;
constexpr std::size_t history_max = 50;

// A notice is short; what came back beyond this is counted.
constexpr std::size_t recovered_lines_max = 4;

}  // namespace

Frame::Frame(OpeningOptions options)
    : wxFrame(nullptr, wxID_ANY, "Throughline"),
      options_(std::move(options)),
      menus_(this),
      elsewhere_(this),
      minute_(this)
{
    SetIcons(window_icons());
    lay_out();
    menus_.on_help = [this](const std::string& help) { status_->SetLabel(to_wx(help)); };

    SetMinSize(FromDIP(wxSize(720, 480)));
    SetSize(FromDIP(wxSize(1180, 780)));
    if (!wxPersistentRegisterAndRestore(this, "main")) Centre();

    Bind(wxEVT_CLOSE_WINDOW, &Frame::on_close, this);
    Bind(
        wxEVT_TIMER,
        [this](wxTimerEvent&) {
            if (document_) document_->poll_elsewhere();
        },
        elsewhere_.GetId());
    elsewhere_.Start(elsewhere_ms);
    Bind(
        wxEVT_TIMER,
        [this](wxTimerEvent&) {
            remind();
            lock_if_idle();
        },
        minute_.GetId());
    minute_.Start(minute_ms);
    // Not before whoever made the frame has opened what it is to open.
    CallAfter([this] {
        if (!document_) show_start();
    });
}

Frame::~Frame()
{
    elsewhere_.Stop();
    minute_.Stop();
    backups_.stop();
    listening_.clear();
    destroy_pages();  // before the document that they look at
}

bool Frame::Show(bool show)
{
    if (show && !IsShown()) build_menus();
    return wxFrame::Show(show);
}

// A window comes up only when the window manager has said how wide its border is; a dialog that is shown before lies
// behind it.
void Frame::come_up()
{
    constexpr long longest_ms = 2'000;
    Show();
    for (const wxStopWatch watch; !is_on_screen(*this) && watch.Time() < longest_ms;) wxYield();
}

void Frame::lay_out()
{
    auto* root = new wxPanel(this);
    work_ = new wxPanel(root);
    navigation_ = new Navigation(work_);
    notice_ = new NoticeBar(root);
    book_ = new wxSimplebook(work_);
    status_ = new wxStaticText(root, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    save_state_ = theme::quiet(root, {});

    auto* work = new wxBoxSizer(wxHORIZONTAL);
    work->Add(navigation_, wxSizerFlags().Expand());
    work->Add(new wxStaticLine(work_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxLI_VERTICAL),
              wxSizerFlags().Expand());
    work->Add(book_, wxSizerFlags(1).Expand());
    work_->SetSizer(work);

    auto* strip = new wxBoxSizer(wxHORIZONTAL);
    strip->Add(status_, wxSizerFlags(1).CenterVertical().Border(wxALL, theme::gap(this)));
    strip->Add(save_state_, wxSizerFlags().CenterVertical().Border(wxALL, theme::gap(this)));

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(notice_, wxSizerFlags().Expand());
    column->Add(work_, wxSizerFlags(1).Expand());
    column->Add(new wxStaticLine(root), wxSizerFlags().Expand());
    column->Add(strip, wxSizerFlags().Expand());
    root->SetSizer(column);
    work_->Hide();

    DragAcceptFiles(true);
    Bind(wxEVT_DROP_FILES, [this](wxDropFilesEvent& event) {
        std::vector<std::filesystem::path> files;
        for (int at = 0; at < event.GetNumberOfFiles(); ++at) files.emplace_back(to_utf8(event.GetFiles()[at]));
        take_answers(files);
    });
    notice_->on_size_change = [root] { root->Layout(); };
    navigation_->on_choose = [this](PageId page) { go({page, {}}, true); };
    navigation_->on_enter = [this] {
        if (auto* page = current_page()) page->shown();
    };
    navigation_->on_start = [this] { start_observation(); };
}

// Made when there is no file to show: most starts open one at once, and need not wait for this.
void Frame::show_start()
{
    auto* root = work_->GetParent();
    if (!start_) {
        start_ = new StartPanel(root);
        start_->MoveBeforeInTabOrder(work_);
        start_->on_sample = [this] { open_sample(); };
        start_->on_roster = [this] { make_new_file(true); };
        start_->on_one_teacher = [this] { make_new_file(false); };
        start_->on_open = [this] { ask_for_file(); };
        root->GetSizer()->Insert(1, start_, wxSizerFlags(1).Expand());
    }
    start_->show_again();
    root->Layout();
}

bool Frame::open_workspace(Result<Workspace> workspace)
{
    if (!workspace) {
        report(workspace.error());
        return false;
    }
    auto document = std::make_unique<Document>(std::move(*workspace));
    if (document->workspace().needs_sign_in()) {
        come_up();
        if (!sign_in(this, *document, options_.as)) return false;
        idle_.start_again();
    } else if (!options_.as.empty()) {
        if (const auto acting = document->act_as(options_.as); !acting) {
            report(acting.error());
            return false;
        }
    }
    const auto recovered = document->workspace().recover_drafts();
    if (!close_file()) return false;

    document_ = std::move(document);
    drafts_ = std::make_unique<DraftKeeper>(*document_, alarm_);
    reminders_ = std::make_unique<RemindersViewModel>(*document_);
    listening_.push_back(
        document_->on_change.connect([this](const ChangeSet& changes) { on_document_change(changes); }));
    listening_.push_back(document_->on_save_state.connect([this] { show_save_state(); }));
    listening_.push_back(drafts_->on_trouble.connect([this](const Error& error) {
        unsaved_words_ = error.text();
        report(error);
    }));

    notice_->dismiss();
    if (start_) start_->Hide();
    work_->Show();
    work_->GetParent()->Layout();
    show_school();
    show_offered_pages();
    show_save_state();
    refresh_undo_names();
    if (auto* config = wxConfigBase::Get()) {
        config->Write("last_file", to_wx(document_->workspace().file().string()));
        config->Flush();
    }
    history_.clear();
    place_ = {};
    show_page(first_page());
    begin_backups();
    if (accept(recovered)) come_back(*recovered);
    if (notice_->text().empty()) remind();
    return true;
}

bool Frame::close_file()
{
    if (!document_) return true;
    if (auto* page = current_page()) page->leaving();
    // A refused settling keeps its draft row; only what is not on disk at all is a reason to stay.
    (void)drafts_->settle_all();
    if (drafts_->has_unwritten()) {
        notice_->say("What you typed last is not on disk yet: " + document_->save_text(), Tone::low,
                     {"Close and lose it", [this] {
                          drafts_->abandon();
                          close_file();
                      }});
        return false;
    }
    listening_.clear();
    destroy_pages();
    drafts_.reset();
    reminders_.reset();
    reminded_.clear();
    document_.reset();
    offered_.clear();
    history_.clear();
    work_->Hide();
    show_start();
    save_state_->SetLabel({});
    SetTitle("Throughline");
    commands_changed();
    return true;
}

void Frame::on_close(wxCloseEvent& event)
{
    if (!close_file() && event.CanVeto()) return event.Veto();
    event.Skip();
}

Page* Frame::made_page(PageId id)
{
    if (const auto made = made_.find(id); made != made_.end()) return made->second;
    const auto* entry = page_entry(id);
    if (!entry) return nullptr;
    auto* page = entry->make(book_, *this);
    book_->AddPage(page, to_wx(page->title()));
    return made_[id] = page;
}

void Frame::destroy_pages()
{
    made_.clear();
    if (book_) book_->DeleteAllPages();
}

Page* Frame::current_page()
{
    const auto at = made_.find(place_.page);
    return document_ && at != made_.end() ? at->second : nullptr;
}

void Frame::go(Place place, bool keep_focus)
{
    if (!document_) return;
    auto* page = made_page(place.page);
    if (!page) return;
    auto* before = current_page();
    if (before && place != place_) {
        before->leaving();
        (void)drafts_->settle_all();  // trouble is reported by the keeper; the text stays where it was typed
        history_.push_back(place_);
        if (history_.size() > history_max) history_.erase(history_.begin());
    }
    place_ = place;
    if (place.record) page->open(*place.record);
    book_->ChangeSelection(static_cast<std::size_t>(book_->FindPage(page)));
    navigation_->mark(place.page);
    auto* focused = wxWindow::FindFocus();
    page->shown();
    if (keep_focus && focused) focused->SetFocus();
    status_->SetLabel({});
    show_title();
    commands_changed();
}

void Frame::show_page(PageId page) { go({page, {}}); }

void Frame::go_back()
{
    if (history_.empty()) return show_page(first_page());
    const auto place = history_.back();
    history_.pop_back();
    go(place);
    if (!history_.empty()) history_.pop_back();  // going back is no step forward
}

// To a teacher a visit is the feedback in it.
void Frame::open_observation(ObservationId observation)
{
    go({visits_are_made() ? PageId::observe : PageId::my_feedback, any(observation)});
}

void Frame::open_debrief(DebriefId debrief) { go({PageId::debrief, any(debrief)}); }

void Frame::open_teacher(PersonId teacher)
{
    if (!visits_are_made()) return show_page(PageId::my_feedback);
    go({PageId::teacher, any(teacher)});
}

void Frame::open_growth(PersonId teacher) { go({PageId::growth, any(teacher)}); }

void Frame::open_rubric(RubricVersionId rubric) { go({PageId::rubric, any(rubric)}); }

void Frame::search_for(const std::string& text)
{
    show_page(PageId::search);
    if (auto* search = dynamic_cast<SearchPage*>(current_page())) search->look_for(text);
}

void Frame::on_document_change(const ChangeSet& changes)
{
    refresh_undo_names();
    if (concerns(changes, {Noun::school, Noun::setting})) show_school();
    if (concerns(changes, {Noun::person, Noun::setting})) show_offered_pages();
    if (auto* page = current_page()) page->refresh(changes);
    show_title();
}

void Frame::show_school()
{
    const auto settings = document_->ask(SchoolSettings{});
    if (!accept(settings)) return;
    navigation_->set_school(settings->schools.empty() ? std::string() : settings->schools.front().name,
                            settings->is_sample);
}

void Frame::show_offered_pages()
{
    auto offered = offered_pages(*document_);
    if (offered == offered_) return;
    offered_ = std::move(offered);
    std::vector<PageId> ids;
    for (const auto* page : offered_) ids.push_back(page->id);
    navigation_->set_pages(ids);
    navigation_->set_may_start(visits_are_made());
    commands_changed();
}

PageId Frame::first_page() const { return offered_.empty() ? PageId::today : offered_.front()->id; }

bool Frame::visits_are_made() const { return first_page() != PageId::my_feedback; }

void Frame::show_title()
{
    auto* page = current_page();
    if (!page) return;
    const auto title = page->title() + " - " + document_->workspace().file().stem().string() + " - Throughline";
    if (to_wx(title) != GetTitle()) SetTitle(to_wx(title));
}

void Frame::show_save_state()
{
    // Trouble that is over is not left standing.
    if (document_->is_saved() && !unsaved_words_.empty()) {
        if (notice_->text() == unsaved_words_) notice_->dismiss();
        unsaved_words_.clear();
    }
    const auto text = to_wx(document_->save_text());
    if (text == save_state_->GetLabel()) return;
    save_state_->SetLabel(text);
    save_state_->GetParent()->Layout();
}

void Frame::come_back(const std::vector<RecoveredDraft>& drafts)
{
    if (drafts.empty()) return;
    std::string words = "Came back after the program ended early: ";
    for (std::size_t i = 0; i < std::min(drafts.size(), recovered_lines_max); ++i)
        words += "\n" + drafts[i].words + (drafts[i].settled ? "" : " (an unfinished line, waiting in the visit)");
    if (drafts.size() > recovered_lines_max)
        words += "\nand " + std::to_string(drafts.size() - recovered_lines_max) + " more";
    const auto visit = drafts.back().observation;
    // What was typed in a calibration session belongs to no visit.
    if (visit.is_nil()) return notice_->say(words, Tone::calm);
    notice_->say(words, Tone::calm, {"Open the visit", [this, visit] { open_observation(visit); }});
}

void Frame::report(const Error& error)
{
    // Of another file, such as a backup, its own words say what to do.
    const bool is_ours = document_ && error.code == ErrorCode::damaged && !error.arguments.empty() &&
                         error.arguments.front() == document_->workspace().file().filename().string();
    if (is_ours) return offer_recovery(document_->workspace().file(), error);
    notice_->say(error.text(), Tone::low);
}

void Frame::notify(const std::string& text) { status_->SetLabel(to_wx(text)); }

std::string Frame::notice() const { return notice_->text(); }

std::string Frame::status() const { return to_utf8(status_->GetLabel()); }

void Frame::commands_changed()
{
    if (!IsShown() || menus_are_due_) return;
    // Not now: a menu's own command may have led here, and its menu is still in use.
    menus_are_due_ = true;
    CallAfter([this] {
        menus_are_due_ = false;
        build_menus();
    });
}

void Frame::build_menus()
{
    auto commands = shell_commands();
    if (auto* page = current_page())
        for (auto& command : page->commands()) commands.push_back(std::move(command));
    menus_.build(std::move(commands));
}

}  // namespace throughline
