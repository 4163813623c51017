// The search page while it looks further: keys go first, and what is chosen stays where it is.
#include <limits>

#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <catch2/catch.hpp>

#include "app/search/search_panel.hpp"
#include "app/widget/table_view.hpp"
#include "app/widget/utf8.hpp"
#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/query/search.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr int as_many_as_it_takes = std::numeric_limits<int>::max();

ObservationId record(TempWorkspace& school, PersonId observer, const std::string& day, int lines,
                     const std::string& words)
{
    RecordObservation record;
    record.document.teacher = "ana@school.example";
    record.document.rubric = "essential-practice-look-fors";
    record.document.started_at = parse_local_time(day + "T10:00:00");
    for (int line = 1; line <= lines; ++line) {
        ObservationDocument::Line said;
        said.text = words + ", line " + std::to_string(line);
        record.document.evidence.push_back(said);
    }
    return must(school.workspace.execute(Actor::as(observer), record)).value;
}

// Two visits that the coach wrote long ago, one of which took place last; many lines of another coach's, which are
// gone through and not shown; and the last lines of the coach's own.
void a_long_way_back(TempWorkspace& school, int last_lines)
{
    record(school, school.coach, "2026-09-03", 2, "Alpha of September");
    record(school, school.coach, "2026-10-05", 1, "Alpha of today");
    for (int visit = 0; visit < 4; ++visit) record(school, school.other_coach, "2026-09-10", 60, "Alpha of another's");
    record(school, school.coach, "2026-09-28", last_lines, "Alpha of last week");
}

template <class Window>
Window* find(wxWindow* in, const std::function<bool(Window&)>& is_it)
{
    for (auto* child : in->GetChildren()) {
        if (auto* window = dynamic_cast<Window*>(child); window && is_it(*window)) return window;
        if (auto* window = find<Window>(child, is_it)) return window;
    }
    return nullptr;
}

class SearchWindow : public TestWindow {
public:
    explicit SearchWindow(int last_lines = 3)
        : TestWindow([=](TempWorkspace& file) { a_long_way_back(file, last_lines); })
    {
        press('F', wxMOD_CONTROL);
        REQUIRE(wait_for([&] { return frame->current_page_id() == PageId::search; }));
        REQUIRE(wait_for([&] { return focused() == "Words to look for, in all years"; }));
    }
    // Types on and takes the first slice of what then stands there, which finds nothing yet.
    void look_for(const std::string& typed, const std::string& whole)
    {
        go_slowly(0);
        type(typed);
        REQUIRE(wait_for([&] {
            auto* field = find<wxTextCtrl>(frame->current_page(), [](wxTextCtrl&) { return true; });
            return field && to_utf8(field->GetValue()) == whole;
        }));
        let_pass(300);
        REQUIRE(waits_with("Nothing yet; looking further ..."));
    }
    // Each slice looks at one thing; after so many it waits.
    void go_slowly(int slices) { page().go_slowly(1, slices); }
    void go_on() { page().go_slowly(search_work_max, as_many_as_it_takes); }
    [[nodiscard]] TableView& list() const
    {
        auto* list = find<TableView>(frame->current_page(), [](TableView&) { return true; });
        REQUIRE(list);
        return *list;
    }
    [[nodiscard]] std::string summary() const
    {
        auto* text = find<wxStaticText>(frame->current_page(), [](wxStaticText& each) {
            const auto label = to_utf8(each.GetLabel());
            return label.find("found") != std::string::npos || label.find("Nothing") == 0 ||
                   label.find("The newest") == 0;
        });
        return text ? to_utf8(text->GetLabel()) : std::string();
    }
    [[nodiscard]] bool waits_with(const std::string& beginning) const
    {
        return wait_for([&] { return summary().find(beginning) == 0; });
    }
    // Of the first row in sight.
    [[nodiscard]] std::string top_words() const
    {
        auto& shown = list();
        const auto* model = dynamic_cast<wxDataViewVirtualListModel*>(shown.GetModel());
        REQUIRE(model);
        REQUIRE(shown.GetTopItem().IsOk());
        return shown.rows().at(model->GetRow(shown.GetTopItem())).cells[2];
    }
    [[nodiscard]] std::string selected_words() const
    {
        const auto row = list().selected_row();
        return row ? list().rows()[*row].cells[2] : std::string("nothing");
    }

private:
    [[nodiscard]] SearchPage& page() const
    {
        auto* page = dynamic_cast<SearchPage*>(frame->current_page());
        REQUIRE(page);
        return *page;
    }
};

}  // namespace

TEST_CASE("letters that are typed while a search looks further are all taken, and the rest of that search is dropped")
{
    SearchWindow window;
    window.look_for("alpha", "alpha");
    window.go_slowly(60);
    REQUIRE(window.waits_with("3 found; looking further back, now at September 2026 ..."));
    let_pass(200);
    CHECK(window.list().rows().size() == 3);
    window.picture("search_looking_further");
    // The second word is only in what was written first.
    window.look_for(" today", "alpha today");
    CHECK(window.list().rows().empty());
    window.go_on();
    REQUIRE(window.waits_with("1 found, newest first."));
    CHECK(window.list().rows()[0].cells[2] == "Alpha of today, line 1");
    window.press(WXK_BACK);
    window.press(WXK_BACK);
    window.type("x");
    REQUIRE(window.waits_with("Nothing has all of these words."));
    CHECK(window.focused() == "Words to look for, in all years");
}

TEST_CASE("Enter waits for the first that is found, what is chosen stays chosen while more is found, and opens")
{
    SearchWindow window;
    window.look_for("alpha", "alpha");
    window.press(WXK_RETURN);
    CHECK(window.focused() == "Words to look for, in all years");
    window.go_slowly(60);
    REQUIRE(wait_for([&] { return window.focused() == "Found"; }));
    REQUIRE(window.waits_with("3 found; looking further back"));
    CHECK(window.selected_words() == "Alpha of last week, line 3");
    window.press(WXK_DOWN);
    CHECK(window.selected_words() == "Alpha of last week, line 2");

    // A newer visit is found last and stands first; the older ones stand last.
    window.go_on();
    REQUIRE(window.waits_with("6 found, newest first."));
    CHECK(window.list().rows()[0].cells[2] == "Alpha of today, line 1");
    CHECK(window.list().rows()[5].cells[2] == "Alpha of September, line 1");
    CHECK(window.list().selected_row() == std::optional<std::size_t>(2));
    CHECK(window.selected_words() == "Alpha of last week, line 2");
    CHECK(window.focused() == "Found");
    window.press(WXK_DOWN);
    CHECK(window.selected_words() == "Alpha of last week, line 1");
    window.picture("search_found");
}

TEST_CASE("a list that was scrolled stays where it is while rows are put above and below")
{
    SearchWindow window(80);
    window.look_for("alpha", "alpha");
    window.go_slowly(150);
    REQUIRE(window.waits_with("80 found; looking further back"));
    window.list().select(70);
    window.list().SetFocus();
    let_pass(200);
    const auto top = window.top_words();
    REQUIRE(top != "Alpha of last week, line 80");
    window.go_on();
    REQUIRE(window.waits_with("83 found, newest first."));
    let_pass(200);
    CHECK(window.list().rows()[0].cells[2] == "Alpha of today, line 1");
    CHECK(window.top_words() == top);
    CHECK(window.selected_words() == "Alpha of last week, line 10");
    window.picture("search_scrolled");
}

TEST_CASE("a row is opened while the search looks further, and whoever comes back finds the search as it was left")
{
    SearchWindow window;
    window.look_for("alpha", "alpha");
    window.go_slowly(60);
    REQUIRE(window.waits_with("3 found; looking further back"));
    window.press(WXK_DOWN);
    REQUIRE(wait_for([&] { return window.focused() == "Found"; }));
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() != PageId::search; }));
    let_pass(100);
    window.press('F', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.frame->current_page_id() == PageId::search; }));
    CHECK(window.list().rows().size() >= 3);
    window.go_on();
    REQUIRE(window.waits_with("6 found, newest first."));
}
