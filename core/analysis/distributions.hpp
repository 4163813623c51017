// Quantiles and probabilities of the distributions that the analysis needs, in one place so that Boost.Math's headers
// are read once. Used by core/analysis only. Arguments outside a distribution's range are the caller's mistake.
#pragma once

namespace throughline::analysis {

// The two-sided multiplier of an interval: 1.96 for 0.95.
double normal_multiplier(double confidence);
double t_multiplier(double confidence, double degrees);

double normal_quantile(double probability);
double chi_squared_quantile(double probability, double degrees);
double f_quantile(double probability, double numerator_degrees, double denominator_degrees);

// P(|Z| >= z) of the standard normal distribution.
double two_sided_normal_p(double z);

}  // namespace throughline::analysis
