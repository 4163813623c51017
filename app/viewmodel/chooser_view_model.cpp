#include "app/viewmodel/chooser_view_model.hpp"

#include <algorithm>

#include "throughline/base/text.hpp"

namespace throughline {

bool begins_words(std::string_view text, std::string_view typed)
{
    const auto words = split_words(folded(text));
    const auto wanted = split_words(folded(typed));
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& start) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return word.starts_with(start); });
    });
}

std::vector<ChooserRow> fitting_rows(const std::vector<ChooserRow>& all, const std::string& typed)
{
    std::vector<ChooserRow> rows;
    for (const auto& row : all)
        if (begins_words(row.name + " " + row.detail, typed)) rows.push_back(row);
    const auto start = folded(typed);
    std::stable_partition(rows.begin(), rows.end(),
                          [&](const ChooserRow& row) { return folded(row.name).starts_with(start); });
    return rows;
}

ChooserViewModel::ChooserViewModel(Find find) : find_(std::move(find)), rows_(find_(typed_)) {}

void ChooserViewModel::type(const std::string& typed)
{
    typed_ = typed;
    rows_ = find_(typed);
    selected_ = 0;
}

void ChooserViewModel::move(int by)
{
    if (rows_.empty()) return;
    const auto last = static_cast<long>(rows_.size()) - 1;
    selected_ = static_cast<std::size_t>(std::clamp(static_cast<long>(selected_) + by, 0L, last));
}

void ChooserViewModel::select(std::size_t row)
{
    if (row < rows_.size()) selected_ = row;
}

std::optional<std::size_t> ChooserViewModel::selected() const
{
    return rows_.empty() ? std::nullopt : std::optional(selected_);
}

}  // namespace throughline
