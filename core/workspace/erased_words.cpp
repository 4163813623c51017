#include "core/workspace/erased_words.hpp"

#include "core/store/retention.hpp"
#include "throughline/query/rows.hpp"

namespace throughline {

ErasedWords::ErasedWords(Context& context) : context_(context)
{
    for (const auto& purge : store::select<store::PurgeRow>(context.database, "")) purges_[purge.done_at] = purge.kind;
}

std::string ErasedWords::on(const std::optional<Instant>& erased_at) const
{
    if (!erased_at) return {};
    const auto purge = purges_.find(*erased_at);
    const std::string why = purge == purges_.end()                  ? "words gone since "
                            : purge->second == PurgeKind::retention ? "purged under the retention rules on "
                                                                    : "erased on ";
    return " (" + why + iso(context_.session.day_of(*erased_at)) + ")";
}

}  // namespace throughline
