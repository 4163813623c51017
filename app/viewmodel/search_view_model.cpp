#include "app/viewmodel/search_view_model.hpp"

#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

Result<void> SearchViewModel::look_for(const std::string& text)
{
    constexpr std::size_t letters_min = 2;
    text_ = text;
    found_.clear();
    const std::string words(trimmed(text));
    if (words.size() < letters_min) {
        summary_ = "Type words that stand in a script, in feedback, in a step, in a debrief, or a name.";
        return {};
    }
    Search search;
    search.text = words;
    search.count_max = row_count_max;
    auto found = document_.ask(search);
    if (!found) {
        summary_ = "The search failed.";
        return tl::unexpected(found.error());
    }
    found_ = std::move(*found);
    if (found_.empty())
        summary_ = "Nothing has all of these words. Try fewer, or only the beginning of the last one.";
    else if (found_.size() >= static_cast<std::size_t>(row_count_max))
        summary_ = "The newest " + std::to_string(row_count_max) + ". Another word narrows it.";
    else
        summary_ = std::to_string(found_.size()) + " found, newest first.";
    return {};
}

std::vector<TableRow> SearchViewModel::rows() const
{
    std::vector<TableRow> rows;
    for (const auto& hit : found_) {
        const bool is_person = hit.found_in == FoundIn::person;
        rows.push_back({is_person ? any(hit.teacher) : any(hit.observation),
                        {hit.teacher_name, std::string(name_of(hit.found_in)), hit.snippet,
                         is_person ? std::string() : spoken_date(hit.on, document_.today())},
                        TableRow::Look::plain});
    }
    return rows;
}

}  // namespace throughline
