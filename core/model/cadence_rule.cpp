#include "throughline/model/cadence_rule.hpp"

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

std::string span_words(const CadenceRule& rule)
{
    switch (rule.unit) {
        case RuleUnit::school_days:
            return counted(rule.count, "school day");
        case RuleUnit::school_weeks:
            return counted(rule.count, "school week");
        case RuleUnit::hours:
            return counted(rule.count, "hour");
    }
    return {};
}

std::string visits_words(const CadenceRule& rule)
{
    const auto visits = counted(rule.count, fmt::format("{} visit", name_of(rule.purpose)));
    switch (rule.window) {
        case CountWindow::school_year:
            return visits + " each school year";
        case CountWindow::term:
            return visits + " each term";
        case CountWindow::by_date:
            return rule.by ? fmt::format("{} by {} {}", visits, static_cast<int>(rule.by->day()),
                                         fmt::format("{} {}", rule.by->month().as_short_string(),
                                                     static_cast<int>(rule.by->year())))
                           : visits;
    }
    return visits;
}

}  // namespace

std::string words_of(const CadenceRule& rule)
{
    switch (rule.kind) {
        case RuleKind::visit_interval:
            return fmt::format("a {} visit every {}", name_of(rule.purpose), span_words(rule));
        case RuleKind::visit_count:
            return visits_words(rule);
        case RuleKind::share_after:
            return fmt::format("{} visits shared within {}", name_of(rule.purpose), span_words(rule));
        case RuleKind::debrief_after:
            return fmt::format("{} visits debriefed within {}", name_of(rule.purpose), span_words(rule));
        case RuleKind::step_check_after:
            return fmt::format("steps of {} visits checked after {}", name_of(rule.purpose), span_words(rule));
        case RuleKind::conference_before:
            return fmt::format("a conference at most {} before {} visits", span_words(rule), name_of(rule.purpose));
        case RuleKind::conference_after:
            return fmt::format("a conference within {} after {} visits", span_words(rule), name_of(rule.purpose));
    }
    return {};
}

}  // namespace throughline
