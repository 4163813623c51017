// Drives that one carries about: their file systems (exFAT, NTFS through FUSE) neither rename "not over another file"
// nor exchange two files in one step.
#include <cerrno>

#include <sys/syscall.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/backup.hpp"
#include "throughline/recover.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

bool is_carried_drive = false;

class CarriedDrive {
public:
    CarriedDrive() { is_carried_drive = true; }
    CarriedDrive(const CarriedDrive&) = delete;
    CarriedDrive& operator=(const CarriedDrive&) = delete;
    ~CarriedDrive() { is_carried_drive = false; }
};

}  // namespace

// In the place of the C library's, for all of this program.
extern "C" int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned int flags) noexcept
{
    if (is_carried_drive && flags != 0) {
        errno = EINVAL;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

TEST_CASE("on a drive that one carries about a file is made, backed up, restored and recovered as on any other")
{
    const CarriedDrive drive;
    TempWorkspace t;  // made there, too
    const auto visit = t.start(t.teacher);
    const auto backup = must(back_up(t.file, false, *t.clock, *t.zone)).made.at(0).file;
    must(back_up_to(t.file, t.folder / "other.throughline", {}, *t.clock));
    t.start(t.other_teacher);
    {
        Workspace gone = std::move(t.workspace);
    }
    auto opened = must(OpenedBackup::open(backup, t.file, ""));
    const auto kept = must(opened.restore(*t.clock));
    REQUIRE(kept);
    CHECK(must(must(Workspace::open(*kept, t.options())).check()).observation_count == 2);
    auto now = must(Workspace::open(t.file, t.options()));
    CHECK(must(now.check()).observation_count == 1);
    CHECK(must(now.ask(t.as_coach(), ObservationDetail{visit})).observation.teacher == t.teacher);
    CHECK(must(recover_workspace(t.file, t.folder / "saved.throughline")).is_whole());
}

TEST_CASE("on a drive that one carries about nothing is made over another file either")
{
    const CarriedDrive drive;
    const TempWorkspace t;
    const auto taken = back_up_to(t.file, t.file, {}, *t.clock);
    CHECK(taken.error().code == ErrorCode::conflict);
    const NewSchool school{"Another", *parse_date("2026-08-31"), *parse_date("2027-06-11")};
    CHECK(Workspace::create(t.file, school, t.options()).error().code == ErrorCode::conflict);
    CHECK(must(t.workspace.check()).findings.empty());
}
