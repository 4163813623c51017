#include "app/viewmodel/excusals_view_model.hpp"

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/command/cadence.hpp"

namespace throughline {

Result<void> ExcusalsViewModel::load()
{
    auto rows = document_.ask(Excusals{with_past_});
    if (!rows) return tl::unexpected(rows.error());
    rows_ = std::move(*rows);
    return {};
}

ShownTable ExcusalsViewModel::table() const
{
    const auto today = document_.today();
    ShownTable table{"Excused",
                     {{"Who", 220}, {"From", 140}, {"To", 140}, {"Reason", 400}},
                     {},
                     "Nobody is excused. Leave, testing week, not this term: excused days make nobody late."};
    for (const auto& [excusal, name] : rows_)
        table.rows.push_back(
            {any(excusal.id),
             {sentence_case(name), spoken_date(excusal.from, today), spoken_date(excusal.to, today), excusal.reason},
             excusal.to < today ? TableRow::Look::quiet : TableRow::Look::plain});
    return table;
}

Result<std::string> ExcusalsViewModel::end(std::size_t at)
{
    if (at >= rows_.size()) return fail(ErrorCode::not_found, "Choose who is back first.");
    const auto name = rows_[at].scope_name;
    if (const auto ended = document_.execute(EndExcusal{rows_[at].excusal.id, {}}); !ended)
        return tl::unexpected(ended.error());
    if (const auto loaded = load(); !loaded) return tl::unexpected(loaded.error());
    return name;
}

Result<void> ExcusalViewModel::begin()
{
    excusal_ = {};
    excusal_.from = document_.today();
    return scopes_.load(document_);
}

Result<std::string> ExcusalViewModel::keep()
{
    if (const auto made = document_.execute(Excuse{excusal_}); !made) return tl::unexpected(made.error());
    const auto place = scopes_.place_of(excusal_.scope);
    const auto& group = scopes_.groups()[place.group];
    const auto& name = group.choices[place.choice].words;
    return (name.empty() ? group.words : name) + " is excused until " + spoken_date(excusal_.to, document_.today());
}

}  // namespace throughline
