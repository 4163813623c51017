#include "core/analysis/distributions.hpp"

#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace throughline::analysis {

double normal_multiplier(double confidence)
{
    return boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
}

double t_multiplier(double confidence, double degrees)
{
    return boost::math::quantile(boost::math::students_t(degrees), (1 + confidence) / 2);
}

double normal_quantile(double probability) { return boost::math::quantile(boost::math::normal(), probability); }

double chi_squared_quantile(double probability, double degrees)
{
    return boost::math::quantile(boost::math::chi_squared(degrees), probability);
}

double f_quantile(double probability, double numerator_degrees, double denominator_degrees)
{
    return boost::math::quantile(boost::math::fisher_f(numerator_degrees, denominator_degrees), probability);
}

double two_sided_normal_p(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

}  // namespace throughline::analysis
