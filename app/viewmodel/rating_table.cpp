#include "app/viewmodel/rating_table.hpp"

#include <algorithm>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

std::vector<TableRow> rating_table(const std::vector<report::RatingSeries>& series, Date today)
{
    struct Entry {
        const report::RatingSeries* series;
        const RatingPoint* point;
    };
    std::vector<Entry> entries;
    for (const auto& one : series)
        for (const auto& point : one.points) entries.push_back({&one, &point});
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& first, const Entry& second) { return first.point->on > second.point->on; });
    std::vector<TableRow> rows;
    rows.reserve(entries.size());
    for (const auto& [one, point] : entries)
        rows.push_back({any(point->observation),
                        {spoken_date(point->on, today), rating_words(*point), one->heading(), one->rubric_title,
                         point->observer_name, sentence_case(name_of(point->purpose))},
                        TableRow::Look::plain});
    return rows;
}

}  // namespace throughline
