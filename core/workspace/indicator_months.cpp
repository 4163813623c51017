#include "core/workspace/indicator_months.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

std::vector<Date> months_between(Date from, Date to)
{
    std::vector<Date> months;
    for (Date month(from.year(), from.month(), 1); month <= to; month += boost::gregorian::months(1))
        months.push_back(month);
    return months;
}

// Nothing but the number of teachers where they are fewer than five, and no level where fewer than five were rated.
Patterns::Cell cell_of(const LookedAtInMonth& in_month, const Rubric& rubric, const RubricNode& node)
{
    Patterns::Cell cell;
    cell.teachers = in_month.teachers.count();
    cell.too_few = cell.teachers < too_few;
    if (cell.teachers == 0) {
        cell.words = "not looked at";
        return cell;
    }
    if (cell.too_few) {
        cell.words = "too few teachers to say";
        return cell;
    }
    cell.visits = in_month.visits;
    cell.observers = in_month.observers.count();
    cell.rated = static_cast<int>(in_month.levels.size());
    cell.words = fmt::format("{} by {}", counted(cell.visits, "visit"), counted(cell.observers, "observer"));
    if (in_month.rated_teachers.count() < too_few) return cell;
    cell.middle_level = quantile(in_month.levels, 0.5);
    const auto* level = rubric.level(node, static_cast<int>(*cell.middle_level + 0.5));
    cell.middle_name = level != nullptr ? level->name : fmt::format("{:.1f}", *cell.middle_level);
    cell.words += fmt::format("; the middle of {} is {}", counted(cell.rated, "rating"), cell.middle_name);
    return cell;
}

}  // namespace

IndicatorMonths::IndicatorMonths(const store::Viewer& viewer, Date from, Date to, bool by_purpose)
    : viewer_(viewer), by_purpose_(by_purpose), months_(months_between(from, to))
{}

void IndicatorMonths::add(const store::CountedVisit& visit)
{
    if (visit.state != ObservationState::shared) return;
    const bool sees_levels = sight_of(viewer_, visit) >= Sight::feedback;
    const auto first = months_.front().year_month_day();
    const auto day = visit.started_on.year_month_day();
    const auto month = static_cast<std::size_t>((day.year - first.year) * 12 + day.month - first.month);
    if (visit.teacher != teacher_)
        teacher_number_ = teachers_.try_emplace(visit.teacher, teachers_.size()).first->second;
    teacher_ = visit.teacher;
    const auto observer = observers_.try_emplace(visit.observer, observers_.size()).first->second;
    auto& codes = counted_[{visit.rubric_version, by_purpose_ ? visit.purpose : Purpose::coaching}];
    // Codes come in their order, so that the next one is mostly the next.
    auto next = codes.begin();
    for (const auto& [code, level] : visit.looked_at) {
        auto found = next != codes.end() && next->first == code ? next : codes.find(code);
        if (found == codes.end()) found = codes.emplace(code, std::vector<LookedAtInMonth>(months_.size())).first;
        next = std::next(found);
        auto& cell = found->second.at(month);
        ++cell.visits;
        cell.teachers.add(teacher_number_);
        cell.observers.add(observer);
        if (!level || !sees_levels) continue;
        cell.levels.push_back(*level);
        cell.rated_teachers.add(teacher_number_);
    }
}

std::vector<IndicatorMonths::Block> IndicatorMonths::blocks() const
{
    std::vector<Block> blocks;
    for (const auto& [block, codes] : counted_) blocks.push_back(block);
    return blocks;
}

std::vector<Patterns::Cell> IndicatorMonths::cells(const Block& block, const Rubric& rubric,
                                                   const RubricNode& node) const
{
    std::vector<Patterns::Cell> cells;
    const auto& codes = counted_.at(block);
    const auto found = codes.find(node.code);
    if (found == codes.end()) return cells;
    for (const auto& in_month : found->second) cells.push_back(cell_of(in_month, rubric, node));
    return cells;
}

}  // namespace throughline
