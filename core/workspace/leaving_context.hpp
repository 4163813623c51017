// What every way of leaving has in common: whose eyes it is done with, what is kept of it, and how far it is.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/exchange/export_folder.hpp"
#include "core/store/dictionary.hpp"
#include "core/store/leaving_wall.hpp"
#include "core/workspace/session.hpp"
#include "throughline/leaving.hpp"

namespace throughline {

store::LeavingEyes leaving_eyes(Context& context);
// For LeavingWall: what the actor sees of a visit.
std::function<store::LeavingSight(const Observation&)> leaving_sight(Context& context);
// Keeps that the actor took other people's records out, once for each teacher and day.
Result<void> keep_leaving(Context& context);

// Reading in one transaction: nothing that is written meanwhile comes into one table and not into the next.
class Snapshot {
public:
    explicit Snapshot(store::Database& database) : database_(database) { database_.script("BEGIN"); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() { database_.raw().tryExec("ROLLBACK"); }  // nothing was written to the file

private:
    store::Database& database_;
};

std::vector<JournalColumn> journal_columns(const store::TableShape& table);

// Says how far it is at most each 100 ms, and whether to go on.
class LeavingPace {
public:
    explicit LeavingPace(const LeavingWatch& watch) : watch_(watch) {}
    void expect(std::int64_t rows) { progress_.rows_total += rows; }
    void begin(const std::string& what) { progress_.what = what; }
    // One row more; false once somebody wants it to stop.
    bool step();
    [[nodiscard]] static Failure stopped();

private:
    const LeavingWatch& watch_;
    LeavingProgress progress_;
    std::chrono::steady_clock::time_point said_ = {};
};

}  // namespace throughline
