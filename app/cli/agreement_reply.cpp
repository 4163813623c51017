#include "app/cli/agreement_reply.hpp"

#include <array>

#include <fmt/format.h>

#include "app/cli/statistics.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"

namespace throughline::cli {
namespace {

using namespace analysis;
// Beside the overloads below.
using cli::json_of;
using cli::text_of;

// A coefficient with the key it has in JSON and the words it has in text.
struct NamedEstimate {
    std::string key;
    std::string words;
    Estimated estimate;
};

std::vector<NamedEstimate> of_pair(const PairTable& table, double confidence)
{
    std::vector<NamedEstimate> all{
        {"exact", "same level", exact_agreement(table, confidence)},
        {"within_one", "within one level", within_one_agreement(table, confidence)},
        {"mean_difference", "mean difference, in levels", mean_difference(table, confidence)},
    };
    for (const auto weights : {AgreementWeights::unweighted, AgreementWeights::linear, AgreementWeights::quadratic}) {
        const bool is_plain = weights == AgreementWeights::unweighted;
        const auto name = std::string(name_of(weights));
        all.push_back({is_plain ? "kappa" : "kappa_" + name, is_plain ? "kappa" : "kappa, " + name + " weights",
                       cohen_kappa(table, weights, confidence)});
    }
    return all;
}

std::vector<NamedEstimate> of_all(const AgreementRows& rows, double confidence)
{
    std::vector<NamedEstimate> all;
    for (const auto weights : {AgreementWeights::unweighted, AgreementWeights::linear, AgreementWeights::quadratic}) {
        const bool is_plain = weights == AgreementWeights::unweighted;
        const auto name = std::string(name_of(weights));
        all.push_back({is_plain ? "gwet_ac1" : "gwet_ac2_" + name,
                       is_plain ? "Gwet's AC1" : "Gwet's AC2, " + name + " weights",
                       gwet_agreement(rows.ratings, rows.scale, weights, confidence)});
    }
    all.push_back({"fleiss_kappa", "Fleiss' kappa", fleiss_kappa(rows.ratings, rows.scale, confidence)});
    for (const auto distance :
         {AlphaDistance::nominal, AlphaDistance::ordinal, AlphaDistance::interval, AlphaDistance::ratio}) {
        const auto name = std::string(name_of(distance));
        all.push_back({"krippendorff_alpha_" + name, "Krippendorff's alpha, " + name,
                       krippendorff_alpha(rows.ratings, distance, confidence)});
    }
    constexpr std::array keys{"icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"};
    for (std::size_t i = 0; i < icc_forms.size(); ++i)
        all.push_back({keys[i], std::string(name_of(icc_forms[i])),
                       intraclass_correlation(rows.ratings, icc_forms[i], confidence)});
    return all;
}

Json json_of(const PairTable& table)
{
    auto rows = Json::array();
    for (int i = 0; i < table.levels(); ++i) {
        auto row = Json::array();
        for (int j = 0; j < table.levels(); ++j) row.push_back(table.count(i, j));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string text_of(const std::vector<NamedEstimate>& estimates)
{
    Table table({"Measure", "Value (interval)"});
    for (const auto& estimate : estimates) table.add({estimate.words, text_of(estimate.estimate)});
    return table.text();
}

void add_pair(const AgreementRows& rows, int first, int second, double confidence, Reply& reply)
{
    const auto table = pair_table(rows.ratings, rows.scale, first, second);
    if (!table || table->n() == 0) return;
    const auto& first_name = rows.observers[static_cast<std::size_t>(first)];
    const auto& second_name = rows.observers[static_cast<std::size_t>(second)];
    Json pair{{"first", first_name}, {"second", second_name}, {"n", table->n()}, {"table", json_of(*table)}};
    const auto estimates = of_pair(*table, confidence);
    for (const auto& estimate : estimates) pair[estimate.key] = json_of(estimate.estimate);
    reply.json["pairs"].push_back(std::move(pair));
    reply.text += fmt::format("\n{} and {}, {} in common\n{}", first_name, second_name, counted(table->n(), "unit"),
                              text_of(estimates));
}

}  // namespace

Reply agreement_reply(const AgreementRows& rows, double confidence)
{
    Reply reply;
    reply.json = {{"units", rows.units.size()},
                  {"observers", rows.observers},
                  {"levels", rows.levels},
                  {"levels_are_numbers", rows.levels_are_numbers},
                  {"rows_left_out", rows.rows_left_out},
                  {"pairs", Json::array()},
                  {"overall", Json::object()}};
    reply.text =
        fmt::format("{}, {}, levels {}.\n", counted(static_cast<std::int64_t>(rows.units.size()), "unit"),
                    counted(static_cast<std::int64_t>(rows.observers.size()), "observer"), join(rows.levels, ", ")) +
        left_out(rows.rows_left_out);
    for (int first = 0; first < rows.ratings.observers(); ++first)
        for (int second = first + 1; second < rows.ratings.observers(); ++second)
            add_pair(rows, first, second, confidence, reply);
    const auto overall = of_all(rows, confidence);
    for (const auto& estimate : overall) reply.json["overall"][estimate.key] = json_of(estimate.estimate);
    reply.text += "\nAll observers\n" + text_of(overall);
    return reply;
}

}  // namespace throughline::cli
