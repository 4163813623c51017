// analyse growth, agreement, trend: the statistics of the library on a CSV file, without a workspace.
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "app/cli/agreement_reply.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/statistics.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/analysis_input.hpp"

namespace throughline::cli {
namespace {

using namespace analysis;
// Beside the overloads below.
using cli::json_of;
using cli::text_of;

constexpr double narrow_confidence = 0.8;  // what growth decides by, printed beside the one that was asked for

Json json_or_null(const std::optional<Date>& day) { return day ? Json(iso(*day)) : Json(nullptr); }

// --- growth ---

struct GrowthOptions {
    std::string path;
    ModelColumns columns;
    std::vector<std::string> groups;  // COL, COL:slope, COL:slope-uncorrelated
    bool ml = false;
    double confidence = default_confidence;
};

Result<ModelGroup> parsed_group(const std::string& text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return ModelGroup{text, RandomEffects::intercept};
    const auto kind = text.substr(colon + 1);
    if (kind == "slope") return ModelGroup{text.substr(0, colon), RandomEffects::intercept_and_slope};
    if (kind == "slope-uncorrelated")
        return ModelGroup{text.substr(0, colon), RandomEffects::intercept_and_slope_uncorrelated};
    return fail(ErrorCode::invalid, "--group {0} ends in neither :slope nor :slope-uncorrelated.", text);
}

std::string_view words_for(RandomEffects effects)
{
    switch (effects) {
        case RandomEffects::intercept:
            return "intercept";
        case RandomEffects::intercept_and_slope:
            return "intercept and slope";
        case RandomEffects::intercept_and_slope_uncorrelated:
            return "intercept and slope, uncorrelated";
    }
    return {};
}

// What a group's level at time 0 and its slope come to, the fixed effects included.
struct GroupTotals {
    GroupCombination level;
    GroupCombination slope;
};

GroupTotals totals_of(const MixedModelFit& fit, const ModelRows& rows, const GrowthOptions& options)
{
    const bool has_time = !options.columns.time.empty();
    const auto time = has_time ? rows.input.fixed.front().name : std::string();  // the column's own heading
    GroupTotals totals;
    totals.level.fixed_weights.assign(fit.fixed.size(), 0);
    totals.slope.fixed_weights.assign(fit.fixed.size(), 0);
    totals.level.fixed_weights[0] = 1;
    totals.level.intercept_weight = 1;
    totals.slope.slope_weight = 1;
    for (std::size_t i = 1; i < fit.fixed.size(); ++i)
        if (has_time && fit.fixed[i].name == time) totals.slope.fixed_weights[i] = 1;
    return totals;
}

Json json_of_total(const MixedModelFit& fit, const RandomTerm& term, std::size_t group, const GroupCombination& total,
                   double confidence)
{
    const auto narrow = predict_group(fit, term, group, total, narrow_confidence);
    const auto asked = predict_group(fit, term, group, total, confidence);
    return {{"value", asked.value},
            {"standard_error", *asked.standard_error},
            {"interval_80", json_of(*narrow.interval)},
            {"interval", json_of(*asked.interval)}};
}

void add_variances(const RandomTerm& term, Json& json)
{
    const auto add = [&](const char* effect, double variance) {
        json["variance_components"].push_back({{"factor", term.factor},
                                               {"effect", effect},
                                               {"variance", variance},
                                               {"standard_deviation", std::sqrt(variance)}});
    };
    add("intercept", term.intercept_variance);
    if (term.slope_variance) add("slope", *term.slope_variance);
    if (!term.correlation) return;
    const auto& correlation = *term.correlation;
    json["correlations"].push_back({{"factor", term.factor},
                                    {"correlation", correlation ? Json(*correlation) : Json(nullptr)},
                                    {"covariance", *term.covariance},
                                    {"not_defined", correlation ? Json(nullptr) : Json(correlation.error().text())}});
}

void add_modes(const MixedModelFit& fit, const RandomTerm& term, const GroupTotals& totals, double confidence,
               Json& json)
{
    const bool has_slope = term.effects != RandomEffects::intercept;
    for (std::size_t i = 0; i < term.groups.size(); ++i) {
        const auto& group = term.groups[i];
        Json mode{{"factor", term.factor},
                  {"group", group.group},
                  {"intercept", group.intercept},
                  {"slope", has_slope ? Json(group.slope) : Json(nullptr)},
                  {"intercept_variance", group.intercept_variance},
                  {"slope_variance", has_slope ? Json(group.slope_variance) : Json(nullptr)},
                  {"covariance", has_slope ? Json(group.covariance) : Json(nullptr)},
                  {"total_level", json_of_total(fit, term, i, totals.level, confidence)},
                  {"total_slope", nullptr}};
        if (has_slope) mode["total_slope"] = json_of_total(fit, term, i, totals.slope, confidence);
        json["conditional_modes"].push_back(std::move(mode));
    }
}

Json json_of(const MixedModelFit& fit, const ModelRows& rows, const GrowthOptions& options)
{
    Json json{{"rows", fit.rows},
              {"rows_left_out", rows.rows_left_out},
              {"likelihood", fit.likelihood == Likelihood::reml ? "reml" : "ml"},
              {"criterion", fit.criterion},
              {"singular", fit.is_singular},
              {"time_starts_on", json_or_null(rows.first_on)},
              {"variance_components", Json::array()},
              {"correlations", Json::array()},
              {"residual_variance", fit.residual_variance},
              {"fixed_effects", Json::array()},
              {"dropped_columns", fit.dropped},
              {"conditional_modes", Json::array()}};
    for (const auto& effect : fit.fixed)
        json["fixed_effects"].push_back(
            {{"name", effect.name}, {"value", effect.value}, {"standard_error", effect.standard_error}});
    const auto totals = totals_of(fit, rows, options);
    for (const auto& term : fit.terms) {
        add_variances(term, json);
        add_modes(fit, term, totals, options.confidence, json);
    }
    json["variance_components"].push_back({{"factor", "residual"},
                                           {"effect", nullptr},
                                           {"variance", fit.residual_variance},
                                           {"standard_deviation", std::sqrt(fit.residual_variance)}});
    return json;
}

std::string variances_text(const MixedModelFit& fit)
{
    Table table({"Varies", "Effect", "Variance", "Standard deviation", "Correlation"});
    for (const auto& term : fit.terms) {
        table.add(
            {term.factor, "intercept", number(term.intercept_variance), number(std::sqrt(term.intercept_variance))});
        if (!term.slope_variance) continue;
        std::string correlation;
        if (term.correlation) correlation = *term.correlation ? number(**term.correlation) : "not defined";
        table.add(
            {term.factor, "slope", number(*term.slope_variance), number(std::sqrt(*term.slope_variance)), correlation});
    }
    table.add({"residual", "", number(fit.residual_variance), number(std::sqrt(fit.residual_variance))});
    return table.text();
}

std::string text_of(const MixedModelFit& fit, const ModelRows& rows, const GrowthOptions& options)
{
    std::string text =
        fmt::format("{} rows; {} {}\n", fit.rows,
                    fit.likelihood == Likelihood::reml ? "REML criterion" : "-2 log-likelihood", number(fit.criterion));
    text += left_out(rows.rows_left_out);
    if (rows.first_on) text += fmt::format("Time is in days from {}.\n", iso(*rows.first_on));
    if (fit.is_singular)
        text += "The fit is singular: a variance is 0, or a correlation 1 or -1, as far as these rows can tell.\n";
    if (!fit.dropped.empty())
        text += fmt::format("Dropped, since earlier columns already determine them: {}.\n", join(fit.dropped, ", "));
    text += "\n" + variances_text(fit) + "\n";
    Table fixed({"Fixed effect", "Value", "Standard error"});
    for (const auto& effect : fit.fixed) fixed.add({effect.name, number(effect.value), number(effect.standard_error)});
    text += fixed.text();
    const auto totals = totals_of(fit, rows, options);
    for (const auto& term : fit.terms) {
        const bool has_slope = term.effects != RandomEffects::intercept;
        Table groups({term.factor, "Deviation", "Level (80 %)", "Slope deviation", "Slope (80 %)"});
        const auto total = [&](std::size_t i, const GroupCombination& sum) {
            const auto estimate = predict_group(fit, term, i, sum, narrow_confidence);
            return fmt::format("{} ({} to {})", number(estimate.value), number(estimate.interval->low),
                               number(estimate.interval->high));
        };
        for (std::size_t i = 0; i < term.groups.size(); ++i)
            groups.add({term.groups[i].group, number(term.groups[i].intercept), total(i, totals.level),
                        has_slope ? number(term.groups[i].slope) : "", has_slope ? total(i, totals.slope) : ""});
        text += fmt::format("\n{}: {}\n{}", term.factor, words_for(term.effects), groups.text());
    }
    return text;
}

Result<Reply> growth(GrowthOptions options)
{
    for (const auto& text : options.groups) {
        auto group = parsed_group(text);
        if (!group) return Failure(group.error());
        options.columns.groups.push_back(std::move(*group));
    }
    options.columns.likelihood = options.ml ? Likelihood::ml : Likelihood::reml;
    const auto table = read_table(options.path);
    if (!table) return Failure(table.error());
    const auto rows = model_rows(*table, options.columns);
    if (!rows) return Failure(rows.error());
    const auto fit = fit_mixed_model(rows->input);
    if (!fit) return Failure(in_file(options.path, fit.error()));
    return Reply{json_of(*fit, *rows, options), text_of(*fit, *rows, options), {}};
}

// --- agreement ---

struct AgreementOptions {
    std::string path;
    AgreementColumns columns;
    double confidence = default_confidence;
};

Result<Reply> agreement(const AgreementOptions& options)
{
    const auto table = read_table(options.path);
    if (!table) return Failure(table.error());
    const auto rows = agreement_rows(*table, options.columns);
    if (!rows) return Failure(rows.error());
    return agreement_reply(*rows, options.confidence);
}

// --- trend ---

struct TrendOptions {
    std::string path;
    std::string value;
    std::string time;
    double confidence = default_confidence;
};

Result<Reply> trend_of_file(const TrendOptions& options)
{
    const auto table = read_table(options.path);
    if (!table) return Failure(table.error());
    const auto rows = trend_rows(*table, options.value, options.time);
    if (!rows) return Failure(rows.error());
    const auto found = trend(rows->points, options.confidence);
    if (!found) return Failure(in_file(options.path, fail(ErrorCode::invalid, found.error().text()).value()));
    Reply reply;
    reply.json = {{"points", found->n},
                  {"rows_left_out", rows->rows_left_out},
                  {"time_starts_on", json_or_null(rows->first_on)},
                  {"slope", json_of(Estimated(found->slope))},
                  {"slope_is_per", rows->first_on ? "day" : options.time},
                  {"intercept", found->intercept},
                  {"mann_kendall_s", found->s},
                  {"tau", found->tau ? Json(*found->tau) : Json(nullptr)},
                  {"tau_not_defined", found->tau ? Json(nullptr) : Json(found->tau.error().text())},
                  {"p_value", found->p_value},
                  {"test", name_of(found->test)}};
    reply.text = fmt::format("{}. {}", counted(found->n, "point"), left_out(rows->rows_left_out));
    if (rows->first_on) reply.text += fmt::format("Time is in days from {}.", iso(*rows->first_on));
    reply.text += fmt::format("\nSlope (Theil-Sen) {}{}\nIntercept {}\n", text_of(Estimated(found->slope)),
                              rows->first_on ? ", per day" : "", number(found->intercept));
    reply.text +=
        fmt::format("Mann-Kendall: S {}, tau {}, p {} ({})\n", number(found->s),
                    found->tau ? number(*found->tau) : "not defined", number(found->p_value), name_of(found->test));
    return reply;
}

// --- the commands ---

void add_confidence(CLI::App* command, double& confidence)
{
    command->add_option("--confidence", confidence, "Of the intervals; 0.95 if not given")
        ->type_name("SHARE")
        ->check(CLI::Range(0.5, 0.999));
}

CLI::Option* add_column(CLI::App* command, const std::string& name, std::string& column, const std::string& words)
{
    return command->add_option(name, column, words)->type_name("COLUMN");
}

void add_growth(CommandSet& commands, CLI::App* analyse)
{
    const auto options = std::make_shared<GrowthOptions>();
    auto* command =
        commands.add(analyse, "growth", "A linear mixed model: what varies between teachers, observers, visits",
                     [options](const Invocation&) { return growth(*options); });
    command->add_option("FILE", options->path, "A CSV file with headings")->type_name("")->required();
    add_column(command, "--value", options->columns.value, "What is explained: a number in each row")->required();
    add_column(command, "--time", options->columns.time, "Numbers or dates; a fixed effect, and what slopes are on");
    command->add_option("--group", options->groups, "What varies; with :slope or :slope-uncorrelated, over time, too")
        ->type_name("COLUMN[:slope]")
        ->allow_extra_args(false)
        ->required();
    command->add_option("--fixed", options->columns.fixed, "A fixed effect: numbers, or words as a factor")
        ->type_name("COLUMN")
        ->allow_extra_args(false);
    command->add_flag("--ml", options->ml, "Maximum likelihood instead of REML");
    add_confidence(command, options->confidence);
}

void add_agreement(CommandSet& commands, CLI::App* analyse)
{
    const auto options = std::make_shared<AgreementOptions>();
    auto* command = commands.add(analyse, "agreement", "How far observers agree who rated the same units",
                                 [options](const Invocation&) { return agreement(*options); });
    command->add_option("FILE", options->path, "A CSV file with a row for each rating")->type_name("")->required();
    add_column(command, "--unit", options->columns.unit, "What was rated")->required();
    add_column(command, "--rater", options->columns.observer, "Who rated it")->required();
    add_column(command, "--rating", options->columns.rating, "The level")->required();
    command->add_option("--levels", options->columns.levels, "All levels of the scale from low to high: 1,2,3,4")
        ->type_name("LEVEL,...")
        ->delimiter(',')
        ->allow_extra_args(false);
    add_confidence(command, options->confidence);
}

void add_trend(CommandSet& commands, CLI::App* analyse)
{
    const auto options = std::make_shared<TrendOptions>();
    auto* command = commands.add(analyse, "trend", "One trend without a model: Theil-Sen slope, Mann-Kendall test",
                                 [options](const Invocation&) { return trend_of_file(*options); });
    command->add_option("FILE", options->path, "A CSV file with a row for each point")->type_name("")->required();
    add_column(command, "--value", options->value, "What may change")->required();
    add_column(command, "--time", options->time, "Numbers or dates")->required();
    add_confidence(command, options->confidence);
}

}  // namespace

void add_analyse_commands(CommandSet& commands, CLI::App* app)
{
    auto* analyse = app->add_subcommand("analyse", "Statistics on a CSV file, without a workspace");
    analyse->require_subcommand(1);
    add_growth(commands, analyse);
    add_agreement(commands, analyse);
    add_trend(commands, analyse);
}

}  // namespace throughline::cli
