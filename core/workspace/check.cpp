// Workspace::check: looks for faults and says what each means. Repairs nothing.
#include <fmt/format.h>

#include "core/store/check.hpp"
#include "core/workspace/session.hpp"
#include "throughline/exchange/rubric_file.hpp"

namespace throughline {

Result<CheckReport> Workspace::check() const
{
    return store::guarded(session_->file, [&]() -> Result<CheckReport> { return store::check(session_->database); });
}

}  // namespace throughline
