#include "throughline/recover.hpp"

#include <fmt/format.h>

#include "core/base/id_source.hpp"
#include "core/store/database.hpp"
#include "core/store/mend.hpp"
#include "core/store/month_summaries.hpp"
#include "core/store/recover.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

std::string RecoveryReport::saved_words() const
{
    std::int64_t rows = 0;
    std::int64_t visits = 0;
    for (const auto& table : tables) {
        rows += table.saved_count();
        if (table.name == "observation") visits = table.saved_count();
    }
    return fmt::format("{}, {} among them", counted(rows, "row"), counted(visits, "visit"));
}

Result<RecoveryReport> recover_workspace(const std::filesystem::path& damaged, const std::filesystem::path& to,
                                         const Progress& progress)
{
    return store::guarded(to, [&]() -> Result<RecoveryReport> {
        auto report = store::recover(damaged, to, progress);
        if (!report) return report;
        // The journal says what was lost and when, so that a later check finds the two in agreement.
        store::Database database(to);
        store::Transaction transaction(database);
        const auto clock = system_clock();
        store::reconcile_journal(database, random_ids(clock)->next_bytes(), clock->now(), "Recover the damaged file");
        store::pack_months_anew(database);
        transaction.commit();
        return report;
    });
}

}  // namespace throughline
