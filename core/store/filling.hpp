// A new file that is filled with much at once, before anybody else can know of it.
//
// Used by the sample. While it lives nothing is synced, and there is no log to roll back with: after an error the file
// is worth nothing and has to be removed. Promises: after `finish` the file is as any other, whole and on the disk.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

class Filling {
public:
    explicit Filling(Database& database);
    Filling(const Filling&) = delete;
    Filling& operator=(const Filling&) = delete;
    ~Filling() = default;

    // Takes what was written since the last call into the search indexes; inside a transaction, after its last change.
    // The triggers that otherwise do it are put aside: FTS5 writes out what it holds after each statement with one.
    void index_new_texts();

    // Brings each search index into one piece and makes the summaries. Asks between small steps whether to stop; then
    // nothing is promised.
    void finish(const std::function<bool()>& is_stopped);

private:
    void summarize(const std::function<bool()>& is_stopped);

    Database& database_;
    std::vector<std::string> triggers_;
    std::vector<std::int64_t> indexed_;  // the last row of each table that its index has
};

}  // namespace throughline::store
