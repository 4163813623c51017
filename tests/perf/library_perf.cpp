// How long a person waits for the library: each question beside the raw SQLite statements that read the same rows, in
// the same run and on the same file. Run by tests/perf/run.sh.
//
//   test_perf --workspace=FILE [Google Benchmark's own options]
//
// The counters `median_ms` and `p99_ms` are over single calls; the budget is 16 ms at the 99th percentile.
#include <sqlite3.h>

#include <benchmark/benchmark.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "throughline/command/observation.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"
#include "throughline/workspace.hpp"

using namespace throughline;

namespace {

// Runs `call` once per iteration and keeps each time, since a mean hides the wait that people notice.
void each_call(benchmark::State& state, const std::function<void()>& call)
{
    std::vector<double> ms;
    for ([[maybe_unused]] auto _ : state) {
        const auto before = std::chrono::steady_clock::now();
        call();
        ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
    }
    std::ranges::sort(ms);
    state.counters["median_ms"] = ms[ms.size() / 2];
    state.counters["p99_ms"] = ms[std::min(ms.size() - 1, ms.size() * 99 / 100)];
}

template <class Value>
Value must(Result<Value> result)
{
    if (result) return std::move(*result);
    std::fprintf(stderr, "test_perf: %s\n", result.error().text().c_str());
    std::exit(1);
}

// Plain SQLite on a connection of its own.
class Raw {
public:
    explicit Raw(const std::filesystem::path& file)
    {
        if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) std::abort();
        run("PRAGMA synchronous = FULL");
    }
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;
    ~Raw()
    {
        for (auto* statement : statements_) sqlite3_finalize(statement);
        sqlite3_close(database_);
    }
    sqlite3_stmt* prepare(const std::string& sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            std::fprintf(stderr, "test_perf: %s\n", sqlite3_errmsg(database_));
            std::exit(1);
        }
        statements_.push_back(statement);
        return statement;
    }
    void run(const char* sql)
    {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
    }
    // Reads every column of every row.
    static void drain(sqlite3_stmt* statement)
    {
        while (sqlite3_step(statement) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                benchmark::DoNotOptimize(sqlite3_column_text(statement, column));
        sqlite3_reset(statement);
    }

private:
    sqlite3* database_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

struct Bench {
    explicit Bench(const std::filesystem::path& path) : file(path), workspace(must(Workspace::open(path))), raw(path)
    {
        const auto settings = must(workspace.ask(Actor::keeper(), SchoolSettings{}));
        if (settings.owner) actor = Actor::as(settings.owner->id);
        teachers = must(workspace.ask(actor, Teachers{}));
        const auto visits = must(workspace.ask(Actor::keeper(), Observations{}));
        if (visits.empty() || teachers.empty()) {
            std::fprintf(stderr, "test_perf: %s holds no visits; make one with 'throughline-cli sample'\n",
                         path.c_str());
            std::exit(1);
        }
        observation = visits.front().id;
    }
    PersonId next_teacher() { return teachers[turn++ % teachers.size()].id; }

    std::filesystem::path file;
    Workspace workspace;
    Raw raw;
    Actor actor = Actor::keeper();
    std::vector<TeacherRow> teachers;
    ObservationId observation;
    std::size_t turn = 0;
};

void bind_id(sqlite3_stmt* statement, const IdBytes& id)
{
    sqlite3_bind_blob(statement, 1, id.data(), static_cast<int>(id.size()), SQLITE_TRANSIENT);
}

void add_questions(Bench& b)
{
    const auto ask = [&b](const char* name, const auto& query) {
        benchmark::RegisterBenchmark(name, [&b, query](benchmark::State& state) {
            each_call(state, [&] { benchmark::DoNotOptimize(must(b.workspace.ask(b.actor, query))); });
        });
    };
    ask("Today", Today{});
    ask("FollowUps", FollowUps{});
    ask("Teachers", Teachers{});
    ask("Observations, first 500", Observations{});
    ask("FindPeople 'an'", FindPeople{"an", true, 20});
    benchmark::RegisterBenchmark("TeacherPage", [&b](benchmark::State& state) {
        each_call(state, [&] { must(b.workspace.ask(b.actor, TeacherPage{b.next_teacher()})); });
    });
    benchmark::RegisterBenchmark("TeacherPage, as its keeper", [&b](benchmark::State& state) {
        each_call(state, [&] { must(b.workspace.ask(Actor::keeper(), TeacherPage{b.next_teacher()})); });
    });
    benchmark::RegisterBenchmark("raw sqlite3: the rows of a teacher's page", [&b](benchmark::State& state) {
        auto* visits = b.raw.prepare("SELECT * FROM observation WHERE teacher_id = ?");
        auto* evidence = b.raw.prepare(
            "SELECT e.* FROM observation AS o JOIN evidence AS e ON e.observation_id = o.id WHERE o.teacher_id = ?");
        auto* ratings = b.raw.prepare(
            "SELECT r.* FROM observation AS o JOIN rating AS r ON r.observation_id = o.id WHERE o.teacher_id = ?");
        each_call(state, [&] {
            const auto teacher = b.next_teacher();
            for (auto* statement : {visits, evidence, ratings}) {
                bind_id(statement, teacher.bytes);
                Raw::drain(statement);
            }
        });
    });
    for (const auto* words : {"students", "fraction", "restate reason"}) {
        benchmark::RegisterBenchmark(
            ("Search '" + std::string(words) + "', as its keeper").c_str(), [&b, words](benchmark::State& state) {
                each_call(state, [&] { must(whole_search(b.workspace, Actor::keeper(), Search{words, 100})); });
            });
        benchmark::RegisterBenchmark(
            ("Search '" + std::string(words) + "', as a coach").c_str(), [&b, words](benchmark::State& state) {
                each_call(state, [&] { must(whole_search(b.workspace, b.actor, Search{words, 100})); });
            });
        benchmark::RegisterBenchmark(("raw FTS5 '" + std::string(words) + "'").c_str(),
                                     [&b, words](benchmark::State& state) {
                                         auto* search = b.raw.prepare(
                                             "SELECT rowid, snippet(evidence_search, 0, '', '', ' ... ', 24) FROM "
                                             "evidence_search WHERE evidence_search "
                                             "MATCH ? ORDER BY rowid DESC LIMIT 100");
                                         sqlite3_bind_text(search, 1, words, -1, SQLITE_STATIC);
                                         each_call(state, [&] { Raw::drain(search); });
                                     });
    }
}

void add_keystrokes(Bench& b)
{
    benchmark::RegisterBenchmark("keystroke to disk: keep_draft", [&b](benchmark::State& state) {
        std::string text;
        each_call(state, [&] {
            text += 'x';
            if (text.size() > 200) text.clear();
            if (const auto kept = b.workspace.keep_draft(Actor::keeper(), any(b.observation), "strength", text); !kept)
                std::abort();
        });
        if (!b.workspace.drop_draft(any(b.observation), "strength")) std::abort();
    });
    benchmark::RegisterBenchmark("raw sqlite3: one row, one durable commit", [&b](benchmark::State& state) {
        b.raw.run("CREATE TABLE IF NOT EXISTS perf_row (id INTEGER PRIMARY KEY, text TEXT)");
        auto* write = b.raw.prepare(
            "INSERT INTO perf_row (id, text) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text");
        std::string text;
        each_call(state, [&] {
            text += 'x';
            if (text.size() > 200) text.clear();
            sqlite3_bind_text(write, 1, text.c_str(), -1, SQLITE_TRANSIENT);
            Raw::drain(write);
        });
        b.raw.run("DROP TABLE perf_row");
    });
    benchmark::RegisterBenchmark("command: AddEvidence, journalled", [&b](benchmark::State& state) {
        StartObservation begin;
        begin.teacher = b.next_teacher();
        const auto visit = must(b.workspace.execute(b.actor, begin)).value;
        Evidence line;
        line.observation = visit;
        line.text = "T: Who can explain why?";
        each_call(state, [&] { must(b.workspace.execute(b.actor, AddEvidence{line})); });
        must(b.workspace.execute(b.actor, ArchiveObservation{visit}));
    });
}

}  // namespace

int main(int argc, char** argv)
{
    std::filesystem::path file;
    std::vector<char*> rest;
    for (int i = 0; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument.starts_with("--workspace="))
            file = argument.substr(12);
        else
            rest.push_back(argv[i]);
    }
    if (file.empty()) {
        std::fprintf(stderr, "usage: test_perf --workspace=FILE\n");
        return 2;
    }
    int count = static_cast<int>(rest.size());
    benchmark::Initialize(&count, rest.data());
    Bench bench(file);
    add_questions(bench);
    add_keystrokes(bench);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
