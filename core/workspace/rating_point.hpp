// A rating as every picture over time has it.
#pragma once

#include "throughline/model/rubric.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {

RatingPoint point_of(const VisitRow& visit, const Rating& rating, const Rubric& rubric);

}  // namespace throughline
