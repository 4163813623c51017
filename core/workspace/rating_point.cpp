#include "core/workspace/rating_point.hpp"

namespace throughline {

RatingPoint point_of(const VisitRow& visit, const Rating& rating, const Rubric& rubric)
{
    RatingPoint point;
    point.observation = visit.id;
    point.on = visit.started_on;
    point.observer = visit.observer;
    point.observer_name = visit.observer_name;
    point.purpose = visit.purpose;
    point.rubric_version = visit.rubric_version;
    point.code = rating.code;
    point.mark = rating.mark;
    point.level = rating.level;
    const auto* node = rubric.node(rating.code);
    if (node == nullptr) return point;
    point.title = node->title;
    if (const auto* level = rubric.level(*node, rating.level); level != nullptr && rating.mark == Mark::level)
        point.level_name = level->name;
    if (const auto* scale = rubric.scale_of(*node); scale != nullptr && !scale->levels.empty()) {
        point.level_min = scale->levels.front().number;
        point.level_max = scale->levels.back().number;
    }
    return point;
}

}  // namespace throughline
