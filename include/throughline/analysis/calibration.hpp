// How one observer's ratings of a lesson stand against what they are held to: master ratings, what a group agreed on,
// or the middle of the group.
//
// Used by calibration sessions. Values in, values out. Promises: a row without a level is never a number; it counts as
// a row that was missed where the reference has a level, since leaving rows blank must not pass anybody; with too few
// rows there is no verdict.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/analysis/estimate.hpp"

namespace throughline::analysis {

// "80 % of the rows within one level" is what CLASS and Teach ask of observers; both let a pass hold for a year.
struct PassRule {
    int within = 1;         // levels apart that still count
    int percent = 80;       // of the rows, at least, are within
    int exact_percent = 0;  // of the rows, at least, are the same; 0: not asked for
    int valid_days = 365;   // calendar days that a pass holds
    bool operator==(const PassRule&) const = default;
};

// With fewer rows than these one slip is more than a fifth of them, so that 80 % would mean "all".
constexpr int pass_rows_min = 5;

enum class PassOutcome { passed, not_passed, not_enough_rows, no_reference };
std::string_view name_of(PassOutcome outcome);  // "passed", "not passed", "not enough rows", "no reference"

// One row on which the reference is a level: places on the row's scale, from 0.
struct HeldRow {
    std::optional<int> own;  // none: not observed, not applicable or blank
    int reference = 0;
    int levels = 2;  // of the scale
};

struct HeldAgainst {
    int rows = 0;           // on which the reference is a level
    int exact = 0;          // of them, the same level
    int within = 0;         // of them, within the rule's levels
    int without_level = 0;  // of them, not rated with a level
    PassOutcome outcome = PassOutcome::no_reference;
};

// On a scale of two or three levels everything would be within one or two: there, "within" is at most the scale's
// levels less two, so that opposite ends never count as close.
int levels_within(const PassRule& rule, int levels);

HeldAgainst hold_against(const std::vector<HeldRow>& rows, const PassRule& rule);

// "8 of 10 within one level: passed"; "3 rows, not enough to say: 5 are needed".
std::string words_for(const HeldAgainst& held, const PassRule& rule);

// The mean of differences in levels, with Student's t interval (n - 1 degrees).
Estimated mean_of_differences(const std::vector<double>& differences, double confidence = default_confidence);

// The middle of the levels: of an even number, halfway between the middle two. None without levels.
std::optional<double> middle_of(std::vector<double> levels);

}  // namespace throughline::analysis
