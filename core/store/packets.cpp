#include "core/store/packets.hpp"

namespace throughline::store {
namespace {

Response response_of(ResponseRow&& row)
{
    row.response.id = row.id;
    if (row.mark) row.response.rating = Rating{std::move(row.code), *row.mark, row.level.value_or(0)};
    return std::move(row.response);
}

}  // namespace

void insert_response(Database& database, const Response& response)
{
    ResponseRow row{response.id, response, {}, {}, {}};
    if (response.rating) {
        row.code = response.rating->code;
        row.mark = response.rating->mark;
        row.level = response.rating->level;
    }
    insert(database, row);
}

std::vector<Response> responses_of(Database& database, const ObservationId& observation)
{
    std::vector<Response> responses;
    for (auto& row : select<ResponseRow>(database, "WHERE observation_id = ? ORDER BY at, id", observation))
        responses.push_back(response_of(std::move(row)));
    return responses;
}

std::optional<Response> response_of_answer(Database& database, const AnyId& answer)
{
    auto row = select_one<ResponseRow>(database, "WHERE answer_id = ? ORDER BY id LIMIT 1", answer);
    return row ? std::optional(response_of(std::move(*row))) : std::nullopt;
}

}  // namespace throughline::store
