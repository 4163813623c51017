#include "core/store/cadence_filter.hpp"

namespace throughline::store {

std::string condition_of(const CadenceFilter& filter)
{
    std::string text;
    if (filter.school) text += " AND t.school_id = ?1";
    if (filter.team) text += " AND EXISTS (SELECT 1 FROM team_member AS m WHERE m.team_id = ?2 AND m.person_id = t.id)";
    if (!filter.tag.empty())
        text += " AND EXISTS (SELECT 1 FROM person_tag AS g WHERE g.person_id = t.id AND g.tag = ?3)";
    return text;
}

void bind_filter(Query& query, const CadenceFilter& filter)
{
    if (filter.school) query.bind_at(1, *filter.school);
    if (filter.team) query.bind_at(2, *filter.team);
    if (!filter.tag.empty()) query.bind_at(3, filter.tag);
}

std::string as_json(const std::vector<PersonId>& people)
{
    std::string json;
    for (const auto& person : people) json += (json.empty() ? "[\"" : ",\"") + person.text() + "\"";
    return json.empty() ? "[]" : json + "]";
}

void bind_span(Query& query, const CadenceFilter& filter, Date from, Date to)
{
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(6, from);
    query.bind_at(7, to);
}

}  // namespace throughline::store
