// bench: how fast every question and command is on this file.
#include <memory>

#include <fmt/format.h>

#include "app/cli/commands.hpp"
#include "app/cli/table.hpp"
#include "app/cli/terminal_progress.hpp"
#include "throughline/base/text.hpp"
#include "throughline/bench.hpp"

namespace throughline::cli {
namespace {

std::string ms(double value) { return fmt::format("{:.2f}", value); }

Json json_of(const BenchFigure& figure)
{
    Json json{{"name", figure.name},
              {"kind", figure.is_command ? "command" : "query"},
              {"role", figure.role},
              {"runs", figure.runs},
              {"rows", figure.rows}};
    if (figure.runs > 0) {
        json["cold_ms"] = figure.cold_ms;
        json["median_ms"] = figure.median_ms;
        json["p99_ms"] = figure.p99_ms;
        json["over"] = figure.is_over();
    } else {
        json["refused"] = figure.refused_as;
    }
    json["budget_ms"] = figure.budget_ms;
    return json;
}

std::int64_t bytes_per_visit(const BenchReport& report)
{
    return report.visits > 0 ? report.file_bytes / report.visits : 0;
}

Json json_of(const BenchReport& report)
{
    auto figures = Json::array();
    for (const auto& figure : report.figures) figures.push_back(json_of(figure));
    auto tables = Json::object();
    for (const auto& table : report.tables) tables[table.table] = table.rows;
    return {{"figures", figures},
            {"sync_ms", report.sync_ms},
            {"file_bytes", report.file_bytes},
            {"visits", report.visits},
            {"bytes_per_visit", bytes_per_visit(report)},
            {"rows", tables}};
}

std::string text_of(const BenchReport& report)
{
    Table table({"Question or command", "As", "Runs", "Rows", "Cold ms", "Median ms", "99 % ms", "Budget ms", ""});
    int refused = 0;
    int over = 0;
    for (const auto& figure : report.figures) {
        if (figure.runs == 0) {
            ++refused;
            continue;
        }
        if (figure.is_over()) ++over;
        table.add({figure.name, figure.role, fmt::to_string(figure.runs), fmt::to_string(figure.rows),
                   ms(figure.cold_ms), ms(figure.median_ms), ms(figure.p99_ms), fmt::format("{:.0f}", figure.budget_ms),
                   figure.is_over() ? "over" : ""});
    }
    Table rows({"Table", "Rows"});
    for (const auto& counted : report.tables)
        if (counted.rows > 0) rows.add({counted.table, fmt::to_string(counted.rows)});
    return table.text() +
           fmt::format(
               "\n{} over their budget, of {}. {} more are refused to that role, or the file has nothing of the "
               "kind.\nNothing was kept of what was measured. A commit adds a synced write: {} ms here.\n\n",
               over, report.figures.size() - static_cast<std::size_t>(refused), refused, ms(report.sync_ms)) +
           rows.text() +
           fmt::format("\n{} bytes, {} visits: {} bytes a visit.\n", report.file_bytes, report.visits,
                       bytes_per_visit(report));
}

Result<Reply> run_bench(OpenedFile& file, const BenchOptions& options)
{
    const auto report = measure_workspace(file.workspace, options, TerminalProgress("Measuring").progress());
    if (!report) return Failure(report.error());
    return Reply{json_of(*report), text_of(*report), {}};
}

}  // namespace

void add_bench_command(CommandSet& commands, CLI::App* app)
{
    const auto options = std::make_shared<BenchOptions>();
    auto* bench =
        commands.add_for_file(app, "bench", "Measure every question and command as each role, and change nothing",
                              [options](const Invocation&, OpenedFile& file) { return run_bench(file, *options); });
    bench->add_option("--seconds", options->seconds, "About how long to measure; 60 unless said")
        ->type_name("N")
        ->check(is_whole_number(1, 86'400));
    bench->add_option("--only", options->only, "What begins with this name")->type_name("NAME");
}

}  // namespace throughline::cli
