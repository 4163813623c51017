#include "throughline/repair.hpp"

#include <sstream>

#include <fmt/format.h>

#include "core/base/file_being_made.hpp"
#include "core/base/id_source.hpp"
#include "core/store/backup.hpp"
#include "core/store/check.hpp"
#include "core/store/database.hpp"
#include "core/store/mend.hpp"
#include "core/store/month_summaries.hpp"
#include "core/store/open_file.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;

struct Mended {
    std::vector<std::string> words;
    std::string left_out;
};

Mended mend(store::Database& database, IdSource& ids, Instant now, const Progress& progress)
{
    Mended mended;
    store::rebuild_indexes(database);
    progress.at(0.6);
    std::vector<std::string> refused;
    for (const auto& [table, count] : store::fill_from_journal(database, refused))
        mended.words.push_back(fmt::format("{} of {} came back from the journal", counted(count, "row"), table));
    mended.words.insert(mended.words.end(), refused.begin(), refused.end());
    std::ostringstream left_out;
    const auto unreferenced = store::resolve_references(database, left_out);
    for (const auto& [table, count] : unreferenced.emptied)
        mended.words.push_back(
            fmt::format("{} of {} no longer name something that is lost", counted(count, "row"), table));
    for (const auto& [table, count] : unreferenced.left_out)
        mended.words.push_back(fmt::format("{} of {} belonged to something that is lost and were taken out",
                                           counted(count, "row"), table));
    mended.left_out = left_out.str();
    if (const auto planned = store::plan_missing_debriefs(database, ids); planned > 0)
        mended.words.push_back(
            fmt::format("{} of shared visits planned that were missing", counted(planned, "debrief")));
    progress.at(0.8);
    if (const auto count = store::reconcile_journal(database, ids.next_bytes(), now, "Repair the file"); count > 0)
        mended.words.push_back(fmt::format("the journal now says how {} stand", counted(count, "row")));
    store::pack_months_anew(database);  // last, when all people are there
    return mended;
}

}  // namespace

Result<RepairReport> repair_workspace(const fs::path& workspace, const Clock& clock, const TimeZone& zone,
                                      const Progress& progress)
{
    auto backed_up = back_up(workspace, false, clock, zone, progress.part(0, 0.4));
    if (!backed_up && backed_up.error().code == ErrorCode::damaged)
        return fail(ErrorCode::damaged,
                    "{0} has damaged pages, which cannot be repaired in place; it was left as it is. Save what can be "
                    "saved into a new file: recover.",
                    workspace.string());
    if (!backed_up) return Failure(backed_up.error());
    return store::guarded(workspace, [&]() -> Result<RepairReport> {
        RepairReport report;
        report.backup = backed_up->made.front();
        store::Database database(workspace);
        store::check_references_later(database);
        store::Transaction transaction(database);
        // Ids carry the time; the clock in the caller's hand is theirs.
        auto ids = random_ids(system_clock());
        auto mended = mend(database, *ids, clock.now(), progress);
        if (!mended.left_out.empty()) {
            report.left_out = report.backup.file.string() + ".left-out.jsonl";
            if (const auto written = write_new_file(report.left_out, mended.left_out); !written)
                return Failure(written.error());
        }
        transaction.commit();
        report.mended = std::move(mended.words);
        report.after = store::check(database);
        progress.at(1);
        return report;
    });
}

}  // namespace throughline
