#include "app/viewmodel/step_checks.hpp"

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

Result<std::string> check_step(Document& document, ActionStepId step, StepResult result, const std::string& note)
{
    const auto outcome = document.execute(CheckStep{step, result, std::string(trimmed(note)), {}});
    if (!outcome) return tl::unexpected(outcome.error());
    const auto said = result_words(result);
    if (!is_live(outcome->value)) return said + ". The step is closed.";
    const auto now = document.ask(FindStep{any(step)});
    const auto settings = document.ask(SchoolSettings{});
    if (!now || !settings || !now->step.check_on) return said + ". The step stays live.";
    return fmt::format("{}. The step stays live; look again {}.", said,
                       day_and_distance(*now->step.check_on, document.today(), settings->calendar));
}

Result<std::string> move_step_check(Document& document, ActionStepId step, Date check_on)
{
    const auto outcome = document.execute(MoveStepCheck{step, check_on});
    if (!outcome) return tl::unexpected(outcome.error());
    return fmt::format("The step is looked for on {}.", spoken_date(check_on, document.today()));
}

Result<std::string> close_step(Document& document, ActionStepId step, StepState state, const std::string& reason)
{
    const auto outcome = document.execute(CloseStep{step, state, std::string(trimmed(reason))});
    if (!outcome) return tl::unexpected(outcome.error());
    return fmt::format("The step is {}. Its history stays.", name_of(state));
}

}  // namespace throughline
