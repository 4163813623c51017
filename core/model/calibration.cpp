#include "throughline/model/calibration.hpp"

#include "core/model/names.hpp"

namespace throughline {
namespace {

constexpr Names<CalibrationState, 2> states{{{CalibrationState::open, "open"}, {CalibrationState::closed, "closed"}}};
constexpr Names<RatingSource, 3> sources{{{RatingSource::observer, "observer"},
                                          {RatingSource::master, "master"},
                                          {RatingSource::consensus, "consensus"}}};

}  // namespace

std::string_view name_of(CalibrationState state) { return name_in(states, state); }
std::optional<CalibrationState> parse_calibration_state(std::string_view name) { return named_in(states, name); }
std::string_view name_of(RatingSource source) { return name_in(sources, source); }
std::optional<RatingSource> parse_rating_source(std::string_view name) { return named_in(sources, name); }

}  // namespace throughline
