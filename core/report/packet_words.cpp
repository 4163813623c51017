#include "core/report/packet_words.hpp"

#include <array>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"

namespace throughline::report {
namespace {

constexpr std::array weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::string day_words(Date day)
{
    return fmt::format("{}, {} {} {}", weekdays[day.day_of_week().as_number()], static_cast<int>(day.day()),
                       months[day.month().as_number() - 1], static_cast<int>(day.year()));
}

std::string short_day(Date day)
{
    return fmt::format("{} {:.3}", static_cast<int>(day.day()), months[day.month().as_number() - 1]);
}

std::string row_name(const Rubric& rubric, const std::string& code)
{
    const auto* node = rubric.node(code);
    return node ? code + " " + node->title : code;
}

std::string row_names(const Rubric& rubric, const std::vector<std::string>& codes)
{
    std::vector<std::string> names;
    for (const auto& code : codes) names.push_back(row_name(rubric, code));
    return join(names, "; ");
}

std::string visit_facts(const ObservationDetail::Detail& visit)
{
    const auto& observation = visit.observation;
    std::vector<std::string> parts{visit_words(observation.purpose) + " by " + visit.observer.name(),
                                   day_words(observation.started_on)};
    if (observation.minutes) parts.push_back(counted(*observation.minutes, "minute"));
    if (observation.announced) parts.emplace_back(*observation.announced ? "announced" : "not announced");
    if (!observation.subject.empty()) parts.push_back(observation.subject);
    if (!observation.grade.empty()) {
        const bool is_number = observation.grade.front() >= '0' && observation.grade.front() <= '9';
        parts.push_back(is_number ? "grade " + observation.grade : observation.grade);
    }
    if (observation.students_present) parts.push_back(counted(*observation.students_present, "student"));
    return join(parts, " \u00b7 ");
}

}  // namespace throughline::report
