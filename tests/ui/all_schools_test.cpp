// More schools than are counted within a frame: a worker counts, and the window goes on.
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <wx/choice.h>
#include <wx/config.h>
#include <wx/dialog.h>
#include <wx/stattext.h>

#include <catch2/catch.hpp>

#include "app/platform/accessible_name.hpp"
#include "app/viewmodel/cadence_view_model.hpp"
#include "app/viewmodel/follow_through_view_model.hpp"
#include "app/viewmodel/patterns_view_model.hpp"
#include "app/viewmodel/who_next_view_model.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/utf8.hpp"
#include "tests/support/slowness.hpp"
#include "tests/support/stall_watch.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const double stall_ms_max = 50 * slowness();
const std::string counting = "Counting all schools ...";

// Stands still for every thread but the window's: each question asks it first, so that a worker's is as slow as the
// test wants.
class WorkersClock final : public Clock {
public:
    explicit WorkersClock(Instant now) : now_(now) {}
    Instant now() const override
    {
        if (std::this_thread::get_id() == window_) return now_;
        std::unique_lock lock(mutex_);
        let_go_.wait_for(lock, longest_, [this] { return !holds_; });
        return now_;
    }
    std::int64_t steady_us() const override { return now_.us; }

    void hold(std::chrono::milliseconds longest = std::chrono::seconds(20))
    {
        const std::lock_guard lock(mutex_);
        holds_ = true;
        longest_ = longest;
    }
    void let_go()
    {
        {
            const std::lock_guard lock(mutex_);
            holds_ = false;
        }
        let_go_.notify_all();
    }

private:
    Instant now_;
    std::thread::id window_ = std::this_thread::get_id();
    mutable std::mutex mutex_;
    mutable std::condition_variable let_go_;
    bool holds_ = false;
    std::chrono::milliseconds longest_{0};
};

// Twenty-one small schools, made once.
const std::filesystem::path& sample_of_many_schools()
{
    static const TempFolder folder;
    static const auto file = [] {
        auto made = folder / "many.throughline";
        SampleSize size;
        size.schools = 21;
        size.teachers_per_school = 6;
        size.observers_per_school = 1;
        size.today = *parse_date("2026-10-05");
        must(write_sample(made, size));
        return made;
    }();
    return file;
}

// The window on a copy of it, as a leader; the Cadence page counts the leader's own school first.
class ManySchools {
public:
    ManySchools() : file(window.school.folder / "many.throughline")
    {
        wxConfigBase::Get()->DeleteEntry("filters_cadence");  // what another test chose
        std::filesystem::copy_file(sample_of_many_schools(), file);
        const auto now = window.school.zone->instant(*parse_local_time("2026-10-05T12:00:00"));
        clock = std::make_shared<WorkersClock>(now);
        auto workspace = open();
        Person person;
        person.given_name = "Lee";
        person.family_name = "Park (sample)";
        person.roles = {Role::leader};
        person.school = must(workspace.ask(Actor::keeper(), SchoolSettings{})).schools.front().id;
        leader = must(workspace.execute(Actor::keeper(), AddPerson{person})).value;
        must(workspace.execute(Actor::keeper(), SetOwner{leader}));
        REQUIRE(window.frame->open_workspace(std::move(workspace)));
        let_pass(100);
        window.press('5', wxMOD_CONTROL);
        REQUIRE(wait_for([&] { return window.focused().find(" past their cadence") != std::string::npos; }));
        own_school = window.focused();
    }
    ~ManySchools() { clock->let_go(); }

    [[nodiscard]] Workspace open() const { return must(Workspace::open(file, {clock, window.school.zone, nullptr})); }
    [[nodiscard]] Document direct() const { return Document(open(), Actor::as(leader)); }

    // What stands on the page and can be seen.
    [[nodiscard]] bool says(const std::string& words) const { return says(window.frame->current_page(), words); }
    [[nodiscard]] const TableView& list() const
    {
        const auto* list = shown<TableView>(window.frame->current_page());
        REQUIRE(list);
        return *list;
    }
    void choose_school(int choice)
    {
        auto* schools = shown<wxChoice>(window.frame->current_page());
        REQUIRE(accessible_name(schools) == "School");
        schools->SetSelection(choice);
        wxCommandEvent chosen(wxEVT_CHOICE, schools->GetId());
        chosen.SetInt(choice);
        schools->GetEventHandler()->ProcessEvent(chosen);
    }

    static bool says(const wxWindow* window, const std::string& words)
    {
        if (!window->IsShown()) return false;
        const auto* text = dynamic_cast<const wxStaticText*>(window);
        if (text && to_utf8(text->GetLabelText()).find(words) != std::string::npos) return true;
        const auto& children = window->GetChildren();
        return std::any_of(children.begin(), children.end(), [&](const wxWindow* child) { return says(child, words); });
    }

    TestWindow window;
    std::filesystem::path file;
    std::shared_ptr<WorkersClock> clock;
    PersonId leader;
    std::string own_school;  // "3 past their cadence"

private:
    template <class Control>
    static Control* shown(wxWindow* window)
    {
        if (!window->IsShownOnScreen()) return nullptr;
        if (auto* control = dynamic_cast<Control*>(window)) return control;
        for (auto* child : window->GetChildren())
            if (auto* control = shown<Control>(child)) return control;
        return nullptr;
    }
};

bool same_rows(const TableView& list, const ShownTable& table)
{
    return std::equal(list.rows().begin(), list.rows().end(), table.rows.begin(), table.rows.end(),
                      [](const TableRow& left, const TableRow& right) { return left.cells == right.cells; });
}

std::string past_words(int number) { return fmt::format("{} past their cadence", number); }

}  // namespace

TEST_CASE("while all schools are counted the window goes on, and what stands there is said to be from before")
{
    ManySchools many;
    auto& window = many.window;
    const auto answer = must(many.direct().ask(Cadence{}));
    REQUIRE(past_words(answer.past_cadence) != many.own_school);
    CHECK_FALSE(many.says(counting));  // one of many schools is counted at once

    many.clock->hold();
    StallWatch watch;
    REQUIRE(window.frame->run_command("cadence.everybody"));
    CHECK_FALSE(many.says(counting));  // nothing flickers
    REQUIRE(wait_for([&] { return many.says(counting + " What stands here is from before."); }));
    let_pass(100);
    CHECK(watch.longest_ms() < stall_ms_max);
    window.press('1', wxMOD_CONTROL | wxMOD_ALT);  // keys do what they do: a count, its names
    REQUIRE(wait_for([&] { return window.focused() == "Past their cadence, from before"; }));
    CHECK(many.says(counting));
    window.picture("all_schools_counting");
    watch.begin_again();
    many.clock->let_go();
    REQUIRE(wait_for([&] { return !many.says(counting); }));
    const double longest = watch.longest_ms();
    INFO("held for " << longest << " ms");
    CHECK(longest < stall_ms_max);

    CHECK(window.focused() == "Past their cadence");
    const auto direct = many.direct();
    CadenceViewModel view_model(direct);
    must(view_model.refresh({}));
    CHECK(many.says(view_model.summary()));
    CHECK(static_cast<int>(view_model.names().rows.size()) == answer.past_cadence);
    CHECK(same_rows(many.list(), view_model.names()));
    window.picture("all_schools_counted");
}

TEST_CASE("each tab of all schools comes from a worker, gets the focus when it is there, and is what was asked for")
{
    ManySchools many;
    auto& window = many.window;
    const auto direct = many.direct();
    REQUIRE(window.frame->run_command("cadence.everybody"));
    const auto past = past_words(must(direct.ask(Cadence{})).past_cadence);
    REQUIRE(wait_for([&] { return window.focused() == past; }));

    const auto visit = [&](const std::string& command, const std::string& name) {
        INFO(name);
        many.clock->hold();
        StallWatch watch;  // no key: the simulator holds the thread for each
        REQUIRE(window.frame->run_command(command));
        REQUIRE(wait_for([&] { return many.says(counting); }));
        CHECK(window.focused() == "Parts of the page");
        CHECK(watch.longest_ms() < stall_ms_max);
        window.picture("all_schools_" + command.substr(8) + "_counting");
        watch.begin_again();
        many.clock->let_go();
        REQUIRE(wait_for([&] { return window.focused() == name; }));
        const double longest = watch.longest_ms();
        INFO("held for " << longest << " ms");
        CHECK(longest < stall_ms_max);
        CHECK_FALSE(many.says(counting));
    };
    WhoNextViewModel who_next(direct);
    must(who_next.refresh({}));
    FollowThroughViewModel follow_through(direct);
    must(follow_through.refresh({}));
    PatternsViewModel patterns(direct);
    must(patterns.refresh({}));
    visit("cadence.who_next", "Who next");
    CHECK(same_rows(many.list(), who_next.table()));
    visit("cadence.follow_through", "Follow-through");
    CHECK(same_rows(many.list(), follow_through.measures()));
    visit("cadence.patterns", "Patterns");
    CHECK(same_rows(many.list(), patterns.table()));

    many.clock->hold();
    window.press('5', wxMOD_ALT);  // what was counted with follow-through is not counted again
    REQUIRE(wait_for([&] { return window.focused() == "Load"; }));
    CHECK(same_rows(many.list(), follow_through.load()));
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Who next"; }));
    let_pass(250);
    CHECK_FALSE(many.says(counting));
}

TEST_CASE("who chooses a school while all are counted sees that school, and no answer for all comes after it")
{
    ManySchools many;
    many.clock->hold();
    REQUIRE(many.window.frame->run_command("cadence.everybody"));
    REQUIRE(wait_for([&] { return many.says(counting); }));
    const auto direct = many.direct();
    CadenceFilter one;
    const auto schools = must(direct.ask(SchoolSettings{})).schools;
    std::size_t choice = 1;  // not the leader's own, and with somebody to name
    for (; choice < schools.size(); ++choice) {
        one.school = schools[choice].id;
        if (must(direct.ask(Cadence{one})).past_cadence > 0) break;
    }
    REQUIRE(choice < schools.size());
    many.choose_school(static_cast<int>(choice) + 1);
    CHECK_FALSE(many.says(counting));
    CadenceViewModel view_model(direct);
    must(view_model.refresh(one));
    CHECK(many.says(view_model.summary()));
    many.clock->let_go();
    let_pass(400);
    CHECK(many.says(view_model.summary()));
    CHECK(same_rows(many.list(), view_model.names()));
}

TEST_CASE("what changes in the file while all schools are counted is counted, too")
{
    ManySchools many;
    const auto before = must(many.direct().ask(Cadence{}));
    many.clock->hold();
    REQUIRE(many.window.frame->run_command("cadence.everybody"));
    REQUIRE(wait_for([&] { return many.says(counting); }));
    Person late;
    late.given_name = "Late";
    late.family_name = "Comer (sample)";
    late.roles = {Role::teacher};
    must(many.window.frame->document().execute(AddPerson{late}));
    CHECK(many.says(counting));
    many.clock->let_go();
    const auto words = fmt::format("{} teachers under a rule", before.people.size() + 1);
    REQUIRE(wait_for([&] { return many.says(words); }));
    many.clock->hold();
    many.window.press('Z', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return many.says(counting + " What stands here is from before."); }));
    many.window.picture("all_schools_counting_again");
    many.clock->let_go();
    REQUIRE(wait_for([&] { return many.says(fmt::format("{} teachers under a rule", before.people.size())); }));
}

TEST_CASE("before all schools were ever counted there is no number, and a count has the focus all the same")
{
    ManySchools many;
    auto& window = many.window;
    REQUIRE(window.frame->run_command("cadence.everybody"));  // what is remembered for the next time
    const auto past = past_words(must(many.direct().ask(Cadence{})).past_cadence);
    REQUIRE(wait_for([&] { return window.focused() == past; }));
    REQUIRE(window.frame->open_workspace(many.open()));
    many.clock->hold();
    window.frame->show_page(PageId::cadence);
    CHECK(window.focused() == "past their cadence: not counted yet");
    REQUIRE(wait_for([&] { return many.says(counting); }));
    CHECK_FALSE(many.says("from before"));
    CHECK_FALSE(many.says("Nobody"));  // nothing says that a list is empty
    window.picture("all_schools_first_time");
    many.clock->let_go();
    REQUIRE(wait_for([&] { return window.focused() == past; }));
}

TEST_CASE("a file that is closed while all schools are counted is closed within a moment")
{
    ManySchools many;
    many.clock->hold(std::chrono::milliseconds(200));  // each time that a worker asks for the time
    REQUIRE(many.window.frame->run_command("cadence.everybody"));
    REQUIRE(wait_for([&] { return many.says(counting); }));
    many.window.frame->show_page(PageId::today);
    many.window.frame->go_back();  // asked anew, and still counting
    const auto began = std::chrono::steady_clock::now();
    REQUIRE(many.window.frame->close_file());
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(1) * slowness());
    let_pass(400);  // nothing comes back to a page that is gone
    CHECK_FALSE(many.window.frame->has_document());
}

TEST_CASE("a worker that cannot read the file says so like everybody else, and the numbers stay marked")
{
    ManySchools many;
    const auto aside = many.window.school.folder / "aside.throughline";
    std::filesystem::rename(many.file, aside);
    REQUIRE(many.window.frame->run_command("cadence.everybody"));
    REQUIRE(wait_for([&] { return !many.window.frame->notice().empty(); }));
    std::filesystem::rename(aside, many.file);
    CHECK(many.says("From before: "));
    CHECK_FALSE(many.says(counting));
    CHECK(many.window.focused() == many.own_school + ", from before");
    many.window.frame->show_page(PageId::today);
    many.window.frame->go_back();
    const auto past = past_words(must(many.direct().ask(Cadence{})).past_cadence);
    REQUIRE(wait_for([&] { return many.window.focused() == past; }));
}

TEST_CASE("Monday's page of all schools is made beside the window, and no list is saved before it is counted")
{
    ManySchools many;
    auto& window = many.window;
    const auto save_as = [&](const std::string& command, const std::filesystem::path& file) {
        std::optional<StallWatch> watch;
        expect_dialog([&](wxDialog& dialog) {
            choose_file(dialog, file);
            watch.emplace();
        });
        REQUIRE(window.frame->run_command(command));
        return watch->longest_ms();
    };
    many.clock->hold();
    REQUIRE(window.frame->run_command("cadence.everybody"));
    REQUIRE(wait_for([&] { return many.says(counting); }));
    const auto list = window.school.folder / "list.csv";
    save_as("cadence.csv", list);
    CHECK(window.frame->status().find("Nothing was saved") == 0);
    CHECK_FALSE(std::filesystem::exists(list));
    many.clock->let_go();
    REQUIRE(wait_for([&] { return !many.says(counting); }));
    save_as("cadence.csv", list);
    CHECK(window.frame->status() == "Saved: " + list.string());
    const auto page = window.school.folder / "monday.pdf";
    const double longest = save_as("cadence.pdf", page);
    INFO("held for " << longest << " ms");
    CHECK(longest < stall_ms_max);
    CHECK(window.frame->status() == "Saved: " + page.string());
    CHECK(std::filesystem::file_size(page) > 10'000);
}

TEST_CASE("Today of who looks at all schools comes from a worker, too, and its first row gets the focus")
{
    ManySchools many;
    auto& window = many.window;
    const auto next = must(many.direct().ask(WhoNext{}));
    REQUIRE_FALSE(next.empty());
    window.frame->show_page(PageId::today);
    REQUIRE(wait_for([&] { return window.focused().find("Start ") == 0; }));
    window.press('5', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == many.own_school; }));
    many.clock->hold();
    StallWatch watch;
    window.frame->show_page(PageId::today);
    REQUIRE(wait_for([&] { return many.says(counting + " What stands here is from before."); }));
    many.clock->let_go();
    REQUIRE(wait_for([&] { return window.focused().find("Start ") == 0; }));
    CHECK(watch.longest_ms() < stall_ms_max);
    CHECK(window.focused().find(next.front().teacher_name) != std::string::npos);
    CHECK_FALSE(many.says(counting));
}

TEST_CASE("what a rule for everyone would do to all schools is counted while the rule is being written")
{
    ManySchools many;
    auto& window = many.window;
    REQUIRE(window.frame->run_command("go.Settings"));
    REQUIRE(wait_for([&] { return window.focused() == "Year"; }));
    let_pass(100);
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Rules"; }));
    bool was_answered = false;
    expect_dialog([&](wxDialog& dialog) {
        REQUIRE(wait_for([&] { return ManySchools::says(&dialog, "About 126 teachers."); }));
        many.clock->hold();
        window.press('N', wxMOD_ALT);
        REQUIRE(wait_for([&] { return window.focused() == "Number"; }));
        window.press('A', wxMOD_CONTROL);
        window.type("3");
        REQUIRE(wait_for([&] { return ManySchools::says(&dialog, counting); }));
        window.picture("all_schools_rule_counting");
        window.type("0");  // the last key is what is answered
        many.clock->let_go();
        REQUIRE(wait_for([&] { return ManySchools::says(&dialog, "About 126 teachers."); }));
        CHECK_FALSE(ManySchools::says(&dialog, counting));
        window.picture("all_schools_rule_counted");
        was_answered = true;
        window.press(WXK_ESCAPE);
    });
    window.press('N', wxMOD_ALT);
    REQUIRE(wait_for([&] { return was_answered && window.frame->IsActive(); }));
}
