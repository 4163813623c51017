#include "tests/support/random_designs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>

#include <fmt/format.h>

namespace throughline::test {

using namespace analysis;

namespace {

// splitmix64 (Steele, Lea & Flood 2014).
constexpr std::uint64_t step = 0x9e3779b97f4a7c15ULL;
std::uint64_t mixed(std::uint64_t bits)
{
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
    return bits ^ (bits >> 31);
}

}  // namespace

// Mixed, since the sequences of neighbouring seeds would otherwise be one sequence, begun one number later.
Random::Random(std::uint64_t seed) : state_(mixed(mixed(seed + 1) + step)) {}

double Random::uniform()
{
    state_ += step;
    return (static_cast<double>(mixed(state_) >> 11) + 0.5) / 9007199254740992.0;
}

int Random::below(int limit) { return static_cast<int>(uniform() * limit); }

double Random::normal() { return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform()); }

namespace {

using Columns = std::vector<std::int32_t>;

class Maker {
public:
    explicit Maker(int seed) : random_(static_cast<std::uint64_t>(seed)) {}

    void rows(int count) { rows_ = count; }

    // Rows spread over groups at random, or with a preference for the first ones; every group has a row.
    Columns spread(int groups, bool is_uneven)
    {
        Columns column;
        for (int row = 0; row < rows_; ++row) {
            const double at = random_.uniform();
            column.push_back(row < groups ? row : static_cast<int>((is_uneven ? at * at : at) * groups));
        }
        return column;
    }

    void factor(const std::string& name, Columns column, RandomEffects effects, double deviation,
                double slope_deviation)
    {
        GroupingFactor factor;
        factor.name = name;
        factor.effects = effects;
        factor.group_of_row = std::move(column);
        const int groups = 1 + *std::max_element(factor.group_of_row.begin(), factor.group_of_row.end());
        std::vector<double> level, slope;
        for (int group = 0; group < groups; ++group) {
            factor.group_names.push_back(fmt::format("{}{}", name, group));
            level.push_back(deviation * random_.normal());
            slope.push_back(slope_deviation * random_.normal() + 0.3 * slope_deviation * level.back());
        }
        for (std::size_t row = 0; row < factor.group_of_row.size(); ++row) {
            const auto group = static_cast<std::size_t>(factor.group_of_row[row]);
            explained_[row] += level[group] + (slope_deviation > 0 ? slope[group] * time_[row] : 0);
        }
        const bool has_slope = effects != RandomEffects::intercept;
        if (has_slope) {
            factor.slope_of_row = time_;
            factor.slope_name = "time";
        }
        const bool is_correlated = effects == RandomEffects::intercept_and_slope;
        formula_ += " + (" + std::string(has_slope ? "1 + time" : "1") +
                    (has_slope && !is_correlated ? " || " : " | ") + name + ")";
        design_.input.groups.push_back(std::move(factor));
    }

    void time(bool is_whole)
    {
        for (int row = 0; row < rows_; ++row) time_.push_back(is_whole ? random_.below(36) : 40 * random_.uniform());
        explained_.assign(static_cast<std::size_t>(rows_), 0);
    }

    void fixed_time()
    {
        design_.input.fixed.push_back({"time", time_});
        formula_ += " + time";
    }

    void fixed_number()
    {
        FixedColumn x{"x", {}};
        for (int row = 0; row < rows_; ++row) x.value_of_row.push_back(random_.normal());
        for (std::size_t row = 0; row < x.value_of_row.size(); ++row) explained_[row] += 0.3 * x.value_of_row[row];
        design_.input.fixed.push_back(std::move(x));
        formula_ += " + x";
    }

    Design finish(const std::string& kind, double residual, bool is_ml)
    {
        for (const double explained : explained_)
            design_.input.value_of_row.push_back(2.5 + explained + residual * random_.normal());
        design_.input.likelihood = is_ml ? Likelihood::ml : Likelihood::reml;
        design_.kind = kind;
        design_.formula = "y ~ 1" + formula_;
        return std::move(design_);
    }

    Random& random() { return random_; }
    [[nodiscard]] int row_count() const { return rows_; }

private:
    Random random_;
    int rows_ = 0;
    std::vector<double> time_;
    std::vector<double> explained_;
    std::string formula_;
    Design design_;
};

Columns nested(const Columns& inner, int inner_per_outer)
{
    Columns outer;
    for (const auto group : inner) outer.push_back(group / inner_per_outer);
    return outer;
}

constexpr auto plain = RandomEffects::intercept;
constexpr auto correlated = RandomEffects::intercept_and_slope;
constexpr auto uncorrelated = RandomEffects::intercept_and_slope_uncorrelated;

void begin(Maker& make, int rows)
{
    make.rows(rows);
    make.time(make.random().chance(0.5));
}

void one_factor(Maker& make)
{
    begin(make, 20 + make.random().below(200));
    if (make.random().chance(0.5)) make.fixed_number();
    make.factor("teacher", make.spread(3 + make.random().below(12), true), plain, make.random().uniform(), 0);
}

void slopes(Maker& make, RandomEffects effects)
{
    begin(make, 60 + make.random().below(240));
    make.fixed_time();
    make.factor("teacher", make.spread(5 + make.random().below(20), true), effects, 0.5 + make.random().uniform(),
                0.03);
}

void crossed(Maker& make)
{
    begin(make, 50 + make.random().below(250));
    make.fixed_time();
    make.factor("teacher", make.spread(4 + make.random().below(25), true), plain, 0.6, 0);
    make.factor("observer", make.spread(3 + make.random().below(6), false), plain, 0.4, 0);
}

void crossed_slopes(Maker& make)
{
    begin(make, 150 + make.random().below(250));
    make.fixed_time();
    make.factor("teacher", make.spread(10 + make.random().below(15), false), correlated, 0.6, 0.03);
    make.factor("observer", make.spread(4 + make.random().below(5), true),
                make.random().chance(0.5) ? uncorrelated : correlated, 0.5, 0.02);
}

// Visits within teachers within schools, observers across: several ratings of a visit.
void nested_and_crossed(Maker& make)
{
    begin(make, 200 + make.random().below(200));
    make.fixed_time();
    const auto visits = make.spread(make.row_count() / 4, false);
    const auto teachers = nested(visits, 5);
    make.factor("visit", visits, plain, 0.3, 0);
    make.factor("teacher", teachers, make.random().chance(0.5) ? correlated : plain, 0.6, 0.02);
    if (make.random().chance(0.5)) make.factor("school", nested(teachers, 3), plain, 0.4, 0);
    make.factor("observer", make.spread(4, false), plain, 0.4, 0);
}

void without_variance(Maker& make)
{
    begin(make, 20 + make.random().below(60));
    make.fixed_time();
    make.factor("teacher", make.spread(6, false), make.random().chance(0.5) ? correlated : plain, 0, 0);
    if (make.random().chance(0.5)) make.factor("observer", make.spread(3, false), plain, 0, 0);
}

void tiny(Maker& make)
{
    begin(make, 6 + make.random().below(8));
    make.factor("teacher", make.spread(2 + make.random().below(2), false), plain, 0.7, 0);
}

void one_observer(Maker& make)
{
    begin(make, 30);
    make.factor("teacher", make.spread(6, false), plain, 0.7, 0);
    make.factor("observer", make.spread(1, false), plain, 0.7, 0);
}

void one_visit_each(Maker& make)
{
    begin(make, 20);
    make.factor("teacher", make.spread(20, false), plain, 0.7, 0);
}

struct Kind {
    const char* name;
    std::function<void(Maker&)> make;
};

const std::array kinds{
    Kind{"one factor", one_factor},
    Kind{"correlated slopes", [](Maker& make) { slopes(make, correlated); }},
    Kind{"uncorrelated slopes", [](Maker& make) { slopes(make, uncorrelated); }},
    Kind{"crossed", crossed},
    Kind{"crossed with slopes", crossed_slopes},
    Kind{"nested and crossed", nested_and_crossed},
    Kind{"without variance", without_variance},
    Kind{"tiny", tiny},
    Kind{"one observer", one_observer},
    Kind{"one visit each", one_visit_each},
};

}  // namespace

Design random_design(int seed)
{
    const auto& kind = kinds[static_cast<std::size_t>(seed) % kinds.size()];
    Maker make(seed);
    kind.make(make);
    const bool is_ml = seed / static_cast<int>(kinds.size()) % 4 == 3;
    return make.finish(kind.name, 0.3 + 0.7 * make.random().uniform(), is_ml);
}

std::string csv_of(const Design& design)
{
    std::string text = "y";
    for (const auto& column : design.input.fixed) text += "," + column.name;
    for (const auto& factor : design.input.groups) text += "," + factor.name;
    text += "\n";
    for (std::size_t row = 0; row < design.input.value_of_row.size(); ++row) {
        text += fmt::format("{:.17g}", design.input.value_of_row[row]);
        for (const auto& column : design.input.fixed) text += fmt::format(",{:.17g}", column.value_of_row[row]);
        for (const auto& factor : design.input.groups)
            text += "," + factor.group_names[static_cast<std::size_t>(factor.group_of_row[row])];
        text += "\n";
    }
    return text;
}

}  // namespace throughline::test
