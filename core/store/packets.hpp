// Packets that were made, and the responses to them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/rows.hpp"
#include "throughline/model/response.hpp"

namespace throughline::store {

struct PacketRow {
    PacketId id;
    PersonId teacher;
    std::optional<ObservationId> observation;
    std::string key;
    Instant made_at;
    std::optional<PersonId> made_by;
};

// A Response as the table has it: the rating's parts beside each other.
struct ResponseRow {
    ResponseId id;
    Response response;
    std::string code;
    std::optional<Mark> mark;
    std::optional<int> level;
};

template <>
struct Table<PacketRow> {
    static constexpr auto name = "packet";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("teacher_id", row.teacher);
        visit("observation_id", row.observation);
        visit("key", row.key);
        visit("made_at", row.made_at);
        visit("made_by", row.made_by);
    }
};

template <>
struct Table<ResponseRow> {
    static constexpr auto name = "response";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.response.observation);
        visit("author_id", row.response.author);
        visit("kind", row.response.kind);
        visit("text", row.response.text);
        visit("code", row.code);
        visit("mark", row.mark);
        visit("level", row.level);
        visit("at", row.response.at);
        visit("day", row.response.on);
        visit("filed_at", row.response.filed_at);
        visit("packet_id", row.response.packet);
        visit("answer_id", row.response.answer);
    }
};

void insert_response(Database& database, const Response& response);
std::vector<Response> responses_of(Database& database, const ObservationId& observation);  // oldest first
// The first row that came in this answer file.
std::optional<Response> response_of_answer(Database& database, const AnyId& answer);

}  // namespace throughline::store
