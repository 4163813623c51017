// Runs the lists of items.hpp as each role and keeps how long it took.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "core/workspace/bench/items.hpp"

namespace throughline {
namespace bench {
namespace {

constexpr int actors_max = 6;     // of a role
constexpr int places_max = 12;    // that each looks at
constexpr int runs_least = 3;     // of what is slow
constexpr int runs_most = 500;    // more of what is quick tell nothing new
constexpr int cold_runs = 5;      // of what is not slow
constexpr int refusals_most = 3;  // then the role may not

struct Cast {  // who is measured as a role, each with places that they may look at
    std::string role;
    struct Player {
        Actor actor;
        std::vector<store::VisitPlace> places;
    };
    std::vector<Player> players;
};

std::vector<Cast> cast_of(store::Database& database)
{
    std::vector<Cast> casts;
    const auto add = [&](const char* name, Role role, bool own_visits) {
        Cast cast{name, {}};
        for (const auto& person : store::people_to_measure(database, role, actors_max)) {
            auto places = own_visits ? store::visits_of(database, role, person, places_max)
                                     : store::visits_all_over(database, places_max);
            if (!places.empty()) cast.players.push_back({Actor::as(person), std::move(places)});
        }
        if (!cast.players.empty()) casts.push_back(std::move(cast));
    };
    add("coach", Role::observer, true);
    add("teacher", Role::teacher, true);
    add("leader", Role::leader, false);
    add("administrator", Role::administrator, false);
    if (auto places = store::visits_all_over(database, places_max); !places.empty())
        casts.push_back({"keeper", {{Actor::keeper(), std::move(places)}}});
    return casts;
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::max<std::size_t>(rank, 1) - 1];
}

class Measuring {
public:
    Measuring(Workspace& workspace, const BenchOptions& options, const Progress& progress)
        : workspace_(workspace),
          session_(WorkspaceInside::session(workspace)),
          options_(options),
          progress_(progress),
          items_(question_items())
    {
        for (auto&& more : {visit_command_items(), house_command_items()})
            items_.insert(items_.end(), more.begin(), more.end());
        if (!options_.only.empty())
            std::erase_if(items_, [&](const Item& item) { return !item.name.starts_with(options_.only); });
    }

    Result<std::vector<BenchFigure>> run()
    {
        const auto casts = cast_of(session_.database);
        if (casts.empty())
            return fail(ErrorCode::not_found,
                        "There are no shared visits in the file, so there is nothing to measure. "
                        "Make a sample: throughline-cli sample FILE.");
        if (items_.empty())
            return fail(ErrorCode::not_found, "Nothing that is measured is called \"{0}\".", options_.only);
        const double cells = static_cast<double>(items_.size() * casts.size());
        share_ms_ = options_.seconds * 1'000 / cells;
        std::vector<BenchFigure> figures;
        for (const auto& item : items_)
            for (const auto& cast : casts) {
                if (progress_.is_stopped())
                    return fail(ErrorCode::cancelled, "Measuring was stopped. The file is as it was.");
                auto figure = figure_of(item, cast);
                if (!figure) return Failure(figure.error());
                figures.push_back(std::move(*figure));
                progress_.at(static_cast<double>(figures.size()) / cells);
            }
        return figures;
    }

private:
    // Refusals belong to the role or the file. While another program writes, waiting for it would be measured: that
    // ends it.
    Result<BenchFigure> figure_of(const Item& item, const Cast& cast)
    {
        BenchFigure figure{item.name, item.is_command, cast.role, 0, 0, 0, 0, 0, item.budget_ms, {}};
        std::vector<double> cold;
        std::vector<double> warm;
        const Stopwatch watch;
        int refusals = 0;
        for (int turn = 0; turn < runs_most; ++turn) {
            if (progress_.is_stopped()) break;
            const bool is_enough = turn - refusals >= runs_least || refusals > refusals_most;
            if (is_enough && (watch.ms() > share_ms_ || refusals > turn / 2)) break;
            // What takes long has one cold run, so that warm ones follow.
            const bool is_cold = cold.empty() || (cold.size() < cold_runs && watch.ms() < share_ms_ / 2);
            const auto ran = one_run(item, cast, turn, is_cold);
            if (!ran) {
                if (ran.error().code == ErrorCode::locked) return Failure(ran.error());
                ++refusals;
                figure.refused_as = ran.error().text();
                continue;
            }
            (is_cold ? cold : warm).push_back(ran->ms);
            figure.rows = std::max(figure.rows, ran->rows);
        }
        figure.runs = static_cast<int>(cold.size() + warm.size());
        if (figure.runs > 0) figure.refused_as.clear();
        figure.cold_ms = percentile(cold, 0.5);
        figure.median_ms = percentile(warm, 0.5);
        warm.insert(warm.end(), cold.begin(), cold.end());
        figure.p99_ms = percentile(std::move(warm), 0.99);
        return figure;
    }

    Result<Ran> one_run(const Item& item, const Cast& cast, int number, bool is_cold)
    {
        const auto at = static_cast<std::size_t>(number);
        const auto& player = cast.players[at % cast.players.size()];
        const auto& place = player.places[at / cast.players.size() % player.places.size()];
        if (is_cold) {
            store::forget_pages(session_.database);
            session_.rubrics.clear();
            session_.house_read.reset();
        }
        return store::guarded(session_.file, [&]() -> Result<Ran> {
            const store::PutBack put_back(session_.database);
            const Alone alone(session_, player.actor);
            return item.run({workspace_, session_.database, player.actor, player.actor.person.value_or(place.observer),
                             place, workspace_.today(), workspace_.now(), number});
        });
    }

    // Commands join the savepoint instead of beginning a transaction; nobody else has signed in.
    class Alone {
    public:
        Alone(Workspace::Session& session, const Actor& actor)
            : session_(session), signed_in_(std::exchange(session.signed_in, actor.person))
        {
            session_.batch = true;
        }
        Alone(const Alone&) = delete;
        Alone& operator=(const Alone&) = delete;
        ~Alone()
        {
            session_.batch = false;
            session_.signed_in = signed_in_;
            session_.looked_at.clear();
        }

    private:
        Workspace::Session& session_;
        std::optional<PersonId> signed_in_;
    };

    Workspace& workspace_;
    Workspace::Session& session_;
    const BenchOptions& options_;
    const Progress& progress_;
    std::vector<Item> items_;
    double share_ms_ = 0;
};

// What a commit waits for, beside the file: SQLite itself is kept from it by the savepoint.
Result<double> sync_ms(const std::filesystem::path& file)
{
    auto pattern = (std::filesystem::absolute(file).parent_path() / ".throughline-bench-XXXXXX").string();
    const int made = ::mkstemp(pattern.data());
    if (made < 0)
        return fail(ErrorCode::storage, "Nothing can be written beside {0}; measure a file in another folder.",
                    file.string());
    const std::array<char, 16'384> pages{};
    std::vector<double> times;
    bool is_written = true;
    for (int i = 0; i < 20 && is_written; ++i) {
        const Stopwatch watch;
        is_written =
            ::write(made, pages.data(), pages.size()) == static_cast<ssize_t>(pages.size()) && ::fdatasync(made) == 0;
        times.push_back(watch.ms());
    }
    ::close(made);
    ::unlink(pattern.c_str());
    if (!is_written) return fail(ErrorCode::storage, "The disk of {0} is full or cannot be written.", file.string());
    return percentile(times, 0.5);
}

}  // namespace

void write_looks(Workspace& workspace)
{
    auto& session = WorkspaceInside::session(workspace);
    for (const auto& logged : session.looked_at)
        if (store::is_new_access(session.database, logged.access, logged.day))
            store::log_access(session.database, logged);
    session.looked_at.clear();
}

std::int64_t read_changes(Workspace& workspace)
{
    auto& session = WorkspaceInside::session(workspace);
    return static_cast<std::int64_t>(session.journal.changes(store::last_command(session.database)).changes.size());
}

}  // namespace bench

Result<BenchReport> measure_workspace(Workspace& workspace, const BenchOptions& options, const Progress& progress)
{
    BenchReport report;
    const auto synced = bench::sync_ms(workspace.file());
    if (!synced) return Failure(synced.error());
    report.sync_ms = *synced;
    auto figures = bench::Measuring(workspace, options, progress).run();
    if (!figures) return Failure(figures.error());
    report.figures = std::move(*figures);
    return store::guarded(workspace.file(), [&]() -> Result<BenchReport> {
        for (const auto& [table, rows] : store::rows_by_table(WorkspaceInside::session(workspace).database)) {
            report.tables.push_back({table, rows});
            if (table == "observation") report.visits = rows;
        }
        report.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(workspace.file()));
        return report;
    });
}

std::vector<BenchName> bench_names()
{
    std::vector<BenchName> names;
    for (const auto& part : {bench::question_items(), bench::visit_command_items(), bench::house_command_items()})
        for (const auto& item : part) names.push_back({item.name, item.is_command});
    return names;
}

const std::vector<NotInteractive>& not_interactive()
{
    static const std::vector<NotInteractive> names{
        {"AddRubricVersion", "takes in a file"},
        {"FileAnswer", "takes in a file"},
        {"ImportBusyTimes", "takes in a file"},
        {"ImportRoster", "takes in a file"},
        {"ImportSchoolDays", "takes in a file"},
        {"ImportStudentNames", "takes in a file"},
        {"ImportVisits", "takes in a file"},
        {"PlanRosterImport", "compares a file"},
        {"PlanSchoolDaysImport", "compares a file"},
        {"PlanVisitImport", "compares a file"},
        {"ScheduleFile", "writes a file"},
        {"RetentionPreview", "reads all that is old enough"},
        {"ErasurePreview", "reads the whole journal"},
        {"PurgeCertificate", "read once, after a purge"},
    };
    return names;
}

}  // namespace throughline
