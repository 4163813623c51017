// How long the questions on cadence take on a district's file (made by district.py): each for one school after the
// other, as a leader, and the district's counts on a connection that has read nothing yet. Beside them the raw sqlite3
// statement that reads a school's visits of the year, in the same run.
//
//   perf_cadence FILE
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "throughline/query/cadence.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/today.hpp"
#include "throughline/workspace.hpp"

using namespace throughline;

namespace {

template <class Value>
Value must(Result<Value> result)
{
    if (result) return std::move(*result);
    std::fprintf(stderr, "perf_cadence: %s\n", result.error().text().c_str());
    std::exit(1);
}

double ms_of(const std::function<void()>& call)
{
    const auto before = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
}

void print(const char* name, std::vector<double> ms)
{
    std::ranges::sort(ms);
    std::printf("%-44s median %7.2f ms   99 %% %7.2f ms   (%zu calls)\n", name, ms[ms.size() / 2],
                ms[std::min(ms.size() - 1, ms.size() * 99 / 100)], ms.size());
}

void each_school(const char* name, const std::vector<School>& schools, const std::function<void(const SchoolId&)>& call)
{
    constexpr int rounds = 3;
    std::vector<double> ms;
    for (int round = 0; round < rounds; ++round)
        for (const auto& school : schools) ms.push_back(ms_of([&] { call(school.id); }));
    print(name, std::move(ms));
}

void raw_visits(const std::string& file, const std::vector<School>& schools)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_open(file.c_str(), &database) != SQLITE_OK ||
        sqlite3_prepare_v2(database,
                           "SELECT o.* FROM person AS t JOIN observation AS o ON o.teacher_id = t.id WHERE t.school_id "
                           "= ? AND o.started_on >= date('now', '-1 year')",
                           -1, &statement, nullptr) != SQLITE_OK)
        std::abort();
    each_school("raw sqlite3: a school's visits of one year", schools, [&](const SchoolId& school) {
        sqlite3_bind_blob(statement, 1, school.bytes.data(), static_cast<int>(school.bytes.size()), SQLITE_TRANSIENT);
        while (sqlite3_step(statement) == SQLITE_ROW) {
        }
        sqlite3_reset(statement);
    });
    sqlite3_finalize(statement);
    sqlite3_close(database);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: perf_cadence FILE\n");
        return 2;
    }
    const std::string file = argv[1];
    const auto keeper = Actor::keeper();
    {
        std::vector<double> cold;
        for (int i = 0; i < 5; ++i) {
            const auto fresh = must(Workspace::open(file));
            cold.push_back(ms_of([&] { must(fresh.ask(keeper, CadenceCounts{})); }));
        }
        print("the district's counts, fresh connection", std::move(cold));
    }
    const auto workspace = must(Workspace::open(file));
    const auto schools = must(workspace.ask(keeper, SchoolSettings{})).schools;
    const auto filter = [](const SchoolId& school) { return CadenceFilter{school, {}, {}, {}}; };
    each_school("Cadence", schools, [&](const SchoolId& s) { must(workspace.ask(keeper, Cadence{filter(s)})); });
    each_school("CadenceCounts", schools,
                [&](const SchoolId& s) { must(workspace.ask(keeper, CadenceCounts{filter(s)})); });
    each_school("WhoNext", schools, [&](const SchoolId& s) { must(workspace.ask(keeper, WhoNext{filter(s), 8})); });
    each_school("WeeksGrid", schools,
                [&](const SchoolId& s) { must(workspace.ask(keeper, WeeksGrid{filter(s), {}, {}})); });
    each_school("FollowThrough", schools,
                [&](const SchoolId& s) { must(workspace.ask(keeper, FollowThrough{filter(s), {}, {}})); });
    each_school("Patterns", schools, [&](const SchoolId& s) { must(workspace.ask(keeper, Patterns{filter(s)})); });
    raw_visits(file, schools);
    std::vector<Actor> observers;
    for (const auto& row : must(workspace.ask(keeper, Roster{})))
        if (row.person.roles.contains(Role::observer)) observers.push_back(Actor::as(row.person.id));
    std::vector<double> today;
    for (const auto& observer : observers) today.push_back(ms_of([&] { must(workspace.ask(observer, Today{})); }));
    print("Today, each observer", std::move(today));
    return 0;
}
