#include "app/viewmodel/search_view_model.hpp"

#include <utility>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

Result<void> SearchViewModel::look_for(const std::string& text)
{
    constexpr std::size_t letters_min = 2;
    text_ = text;
    found_.clear();
    again_.reset();
    is_looking_further_ = false;
    search_ = {};
    const std::string words(trimmed(text));
    if (words.size() < letters_min) {
        summary_ = "Type words that stand in a script, in feedback, in a step, in a debrief, or a name.";
        return {};
    }
    search_.text = words;
    search_.count_max = row_count_max;
    search_.work_max = work_max_;
    asked_as_ = document_.actor();
    return look_further();
}

Result<void> SearchViewModel::look_again()
{
    const auto id_of = [](const Actor& actor) { return actor.person.value_or(PersonId{}); };
    if (search_.text.empty() || id_of(asked_as_) != id_of(document_.actor())) return look_for(text_);
    search_.from.reset();
    again_.emplace();
    return look_further();
}

Result<void> SearchViewModel::look_further()
{
    auto slice = document_.ask(search_);
    if (!slice) {
        is_looking_further_ = false;
        again_.reset();
        found_.clear();
        summary_ = "The search failed.";
        return tl::unexpected(slice.error());
    }
    auto& rows = again_ ? *again_ : found_;
    for (auto& row : slice->rows)
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(place_for(row, rows)), std::move(row));
    search_.from = slice->next;
    is_looking_further_ = slice->next != nullptr;
    if (again_) {
        if (is_looking_further_ && again_->size() < found_.size()) return {};
        found_ = std::move(*again_);
        again_.reset();
    }
    summary_ = summary_of(slice->looked_back_to);
    return {};
}

std::string SearchViewModel::summary_of(const std::optional<Date>& looked_back_to) const
{
    if (is_looking_further_) {
        const auto so_far = found_.empty() ? std::string("Nothing yet") : fmt::format("{} found", found_.size());
        if (!looked_back_to) return so_far + "; looking further ...";
        return fmt::format("{}; looking further back, now at {} {} ...", so_far,
                           looked_back_to->month().as_long_string(), static_cast<int>(looked_back_to->year()));
    }
    if (found_.empty()) return "Nothing has all of these words. Try fewer, or only the beginning of the last one.";
    if (found_.size() >= static_cast<std::size_t>(row_count_max))
        return fmt::format("The newest {}. Another word narrows it.", row_count_max);
    return fmt::format("{} found, newest first.", found_.size());
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
