// Exports from the window: they end with a count or a reason.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/ui/test_window.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

void share_a_visit(TempWorkspace& school)
{
    const auto visit = school.start(school.teacher);
    school.note(visit, "asks why");
    must(school.workspace.execute(school.as_coach(), ShareObservation{visit}));
}

}  // namespace

TEST_CASE("fault 13: an export from the window ends with a count, and a place that is taken with a reason")
{
    TestWindow window(share_a_visit);
    const auto folder = window.school.folder / "out";
    window.frame->export_everything(folder);
    CHECK(std::filesystem::exists(folder / "manifest.txt"));
    CHECK(window.frame->status().find("Written: ") == 0);
    window.frame->export_everything(folder);
    CHECK(window.frame->notice().find("is there already") != std::string::npos);
    for (const auto* name : {"visits.xlsx", "visits.jsonl"}) {
        window.frame->export_visits(window.school.folder / name);
        CHECK(std::filesystem::file_size(window.school.folder / name) > 100);
        CHECK(window.frame->status().find(name) != std::string::npos);
    }
}

TEST_CASE("an exported folder becomes a file that opens, and a folder that is none is refused by what it lacks")
{
    TestWindow window(share_a_visit);
    const auto folder = window.school.folder / "out";
    const auto file = window.school.folder / "again.throughline";
    window.frame->export_everything(folder);
    window.frame->open_exported(window.school.folder.path(), file);
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(window.frame->notice().find("export.json") != std::string::npos);
    window.frame->open_exported(folder, file);
    CHECK(window.frame->document().workspace().file() == file);
    CHECK(window.frame->status().find("Made of out: ") == 0);
    window.picture("leaving_opened");
    CHECK(must(must(Workspace::open(file, window.school.options())).check()).evidence_count == 1);
}
