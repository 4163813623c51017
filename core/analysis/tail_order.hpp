// In which order the tail's columns are best eliminated. Two groups of the tail (two observers) are linked if a group
// of the chain (a teacher) has rows with both. Where few are linked, an order that keeps them so saves most of the
// work: the approximate minimum degree of Amestoy, Davis & Duff (1996). Used by the mixed model (core/analysis only).
#pragma once

#include <vector>

#include "core/analysis/mixed_layout.hpp"
#include "core/analysis/panel_cholesky.hpp"

namespace throughline::analysis {

// Gives every group of the tail its column (LaidOutTerm::column_of_group) and returns the panels for all last columns:
// the tail's, then `dense_columns` of which nothing is zero.
std::vector<Panel> order_tail(MixedLayout& layout, int dense_columns);

}  // namespace throughline::analysis
