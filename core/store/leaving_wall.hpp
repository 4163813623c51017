// The wall as views: what of each table may leave the file with somebody.
//
// core/workspace says what the person sees of each visit; from that the views follow for whatever belongs to a visit.
// A table that no rule is written for stays behind for everybody but the keeper who may take all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/store/database.hpp"
#include "core/store/dictionary.hpp"
#include "throughline/model/observation.hpp"

namespace throughline::store {

struct LeavingEyes {
    std::optional<PersonId> person;
    bool takes_all = false;    // the keeper of a file without owner and accounts
    bool sees_all = false;     // everything but private lines
    bool leads = false;        // or administers
    bool keeps_house = false;  // or owns the file
};

// As numbers, in the order of Sight (core/workspace/wall.hpp), which the views compare.
struct LeavingSight {
    int sight = 0;
    bool hears_debrief = false;
};
constexpr int sight_of_steps = 2;
constexpr int sight_of_feedback = 3;
constexpr int sight_of_words = 4;
constexpr int sight_of_author = 5;

// What of a visit the wall goes by; no texts.
void for_each_visit(Database& database, const std::function<void(const Observation&)>& with);

class LeavingWall {
public:
    // Temporary tables and views of this connection, which go with this object.
    LeavingWall(Database& database, const LeavingEyes& eyes,
                const std::function<LeavingSight(const Observation&)>& sight_of);
    LeavingWall(const LeavingWall&) = delete;
    LeavingWall& operator=(const LeavingWall&) = delete;
    ~LeavingWall();

    // The table or view to read; nothing for a table that stays behind.
    [[nodiscard]] std::optional<std::string> source_of(const TableShape& table) const;

private:
    void make_views();
    void view(const TableShape& table, const std::string& condition,
              const std::vector<std::pair<std::string, std::string>>& instead);

    Database& database_;
    LeavingEyes eyes_;
    std::vector<std::string> views_;
};

// Tables that never leave, and why.
struct StaysBehind {
    std::string table;
    std::string why;
};
const std::vector<StaysBehind>& tables_that_stay();

}  // namespace throughline::store
