// What closing a school year means, in sentences.
#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline {
namespace {

using Shares = std::vector<RolloverPlan::Share>;

std::string span_of(const SchoolYear& year, Date today)
{
    return fmt::format("{}, {} to {}", year.name, spoken_date(year.starts_on, today), spoken_date(year.ends_on, today));
}

// "3 visits were never shared: Jo Kim 2, Al Ray 1."
void add(std::vector<std::string>& to, const Shares& shares, const std::string& one, const std::string& many)
{
    const int count = total(shares);
    if (count > 0) to.push_back(fmt::format("{} {}: {}.", count, count == 1 ? one : many, spoken(shares)));
}

void add(std::vector<std::string>& to, int count, const std::string& one, const std::string& many)
{
    if (count > 0) to.push_back(fmt::format("{} {}.", count, count == 1 ? one : many));
}

std::vector<std::string> what_ends(const RolloverPlan::Plan& plan)
{
    std::vector<std::string> ends;
    add(ends, plan.debriefs, "debrief was not held; it leaves the lists and stays as not held",
        "debriefs were not held; they leave the lists and stay as not held");
    add(ends, plan.bookings, "planned visit or conference is skipped, with the reason",
        "planned visits and conferences are skipped, with the reason");
    add(ends, plan.requests, "request for a visit is declined, and its teacher reads why",
        "requests for a visit are declined, and their teachers read why");
    add(ends, plan.openings_asked, "visit that one of the two asked to open again stays locked",
        "visits that one of the two asked to open again stay locked");
    return ends;
}

std::vector<std::string> what_goes_on(const RolloverPlan::Plan& plan)
{
    std::vector<std::string> on;
    add(on, plan.steps, "live action step goes on and stays on everybody's lists",
        "live action steps go on and stay on everybody's lists");
    add(on, plan.caseloads, "place in a caseload goes on", "places in caseloads go on");
    if (plan.class_teachers > 0)
        on.push_back(fmt::format("The weekly classes of {} go on until somebody changes them in the schedule.",
                                 counted(plan.class_teachers, "teacher")));
    return on;
}

}  // namespace

int total(const std::vector<RolloverPlan::Share>& shares)
{
    int sum = 0;
    for (const auto& share : shares) sum += share.count;
    return sum;
}

std::string spoken(const std::vector<RolloverPlan::Share>& shares)
{
    std::vector<std::string> parts;
    for (const auto& share : shares)
        parts.push_back(fmt::format("{} {}", share.name.empty() ? "the file's keeper" : share.name, share.count));
    return join(parts, ", ");
}

std::string what_stands_against(const RolloverPlan::Plan& plan)
{
    std::vector<std::string> sentences;
    add(sentences, plan.drafts, "visit was never shared", "visits were never shared");
    add(sentences, plan.opened_again, "visit was opened again and not shared since",
        "visits were opened again and not shared since");
    add(sentences, plan.unfinished, "text was typed and is part of no record yet",
        "texts were typed and are part of no record yet");
    return join(sentences, " ");
}

RolloverWords words_of(const RolloverPlan::Plan& plan, Date today)
{
    RolloverWords words;
    words.year = span_of(plan.year, today);
    if (!plan.school_name.empty()) words.year += ", " + plan.school_name;
    add(words.closes, plan.visits, "visit can be read, searched and exported, and not changed any more",
        "visits can be read, searched and exported, and not changed any more");
    if (plan.visits == 0) words.closes.push_back("No visit was made in it.");
    if (plan.is_running)
        words.closes.push_back(
            fmt::format("The year still runs: no visit can be made until {}.", spoken_date(plan.year.ends_on, today)));
    add(words.against, plan.drafts, "visit was never shared", "visits were never shared");
    add(words.against, plan.opened_again, "visit was opened again and not shared since",
        "visits were opened again and not shared since");
    add(words.against, plan.unfinished, "text was typed and is part of no record yet",
        "texts were typed and are part of no record yet");
    words.ends = what_ends(plan);
    words.goes_on = what_goes_on(plan);
    words.next = plan.next_is_there ? fmt::format("{} is there already.", span_of(plan.next, today))
                                    : fmt::format("{} is made.", span_of(plan.next, today));
    return words;
}

}  // namespace throughline
