// Search over everything that the actor may read, all years.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/erased_words.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/search.hpp"

namespace throughline {
namespace {

// How many hits are looked through to fill a page for somebody who may read few of them.
constexpr int hits_looked_through_max = 20'000;
constexpr int hits_at_once = 2'000;

Sight needed_for(FoundIn where)
{
    switch (where) {
        case FoundIn::feedback:
            return Sight::feedback;
        case FoundIn::action_step:
            return Sight::steps;
        default:
            return Sight::words;
    }
}

bool may_read(const store::Viewer& viewer, const Observation& visit, FoundIn where, bool is_private)
{
    const auto sight = sight_of(viewer, visit);
    if (is_private) return sight == Sight::author;
    if (where == FoundIn::debrief && !sees_debrief_words(viewer, visit)) return false;
    return sight >= needed_for(where) && (visit.state != ObservationState::archived || sight == Sight::author);
}

// Visits and names that several hits share are read once.
class Visits {
public:
    explicit Visits(Context& context) : context_(context) {}
    const Observation* find(const ObservationId& id)
    {
        const auto [entry, is_new] = visits_.try_emplace(id);
        if (is_new) entry->second = store::find<Observation>(context_.database, id);
        return entry->second ? &*entry->second : nullptr;
    }
    const std::string& teacher_name(const PersonId& id)
    {
        const auto [entry, is_new] = names_.try_emplace(id);
        if (is_new) entry->second = person_name(context_, id);
        return entry->second;
    }

private:
    Context& context_;
    std::unordered_map<ObservationId, std::optional<Observation>> visits_;
    std::unordered_map<PersonId, std::string> names_;
};

void search_in(Context& context, const store::Viewer& viewer, const std::string& match, FoundIn where, int count_max,
               Visits& visits, std::vector<SearchRow>& rows)
{
    int found = 0;
    // Whoever sees all needs one page of hits; the others' pages grow, since most hits are not theirs.
    int at_once = count_max;
    for (int skip = 0; skip < hits_looked_through_max && found < count_max;
         skip += std::exchange(at_once, hits_at_once)) {
        const auto hits = store::search(context.database, match, where, at_once, skip);
        for (const auto& hit : hits) {
            const auto* visit = visits.find(hit.observation);
            if (visit == nullptr || !may_read(viewer, *visit, where, hit.is_private)) continue;
            rows.push_back({where, hit.snippet, visit->id, visit->teacher, visits.teacher_name(visit->teacher),
                            visit->started_on});
            if (++found == count_max) break;
        }
        if (static_cast<int>(hits.size()) < at_once) break;
    }
}

}  // namespace

template <>
Result<std::vector<SearchRow>> answer(Context& context, const Search& asked)
{
    const auto match = store::match_expression(asked.text);
    if (match.empty()) return fail(ErrorCode::invalid, "Type at least one word to search for.");
    const auto viewer = viewer_of(context);
    Visits visits(context);
    std::vector<SearchRow> rows;
    for (const auto where : {FoundIn::evidence, FoundIn::feedback, FoundIn::action_step, FoundIn::debrief})
        search_in(context, viewer, match, where, asked.count_max, visits, rows);
    std::ranges::stable_sort(rows, std::greater{}, &SearchRow::on);
    std::vector<SearchRow> people;
    if (viewer.sees_all || viewer.observes || viewer.leads || viewer.administers)
        for (auto& row : store::find_people(context.database, asked.text, false, true, asked.count_max))
            people.push_back({FoundIn::person, row.school_name, {}, row.person.id, row.person.name(), context.today});
    rows.insert(rows.begin(), std::make_move_iterator(people.begin()), std::make_move_iterator(people.end()));
    if (static_cast<int>(rows.size()) > asked.count_max) rows.resize(static_cast<std::size_t>(asked.count_max));
    return rows;
}

template <>
Result<UndoState::State> answer(Context& context, const UndoState&)
{
    UndoState::State state;
    auto& journal = context.session.journal;
    if (const auto command = journal.undoable(context.actor.person); command && !command->final) {
        state.undo_label = command->label;
        state.undo_rows = journal.row_count(command->seq);
    }
    if (const auto command = journal.redoable(context.actor.person)) {
        state.redo_label = command->label;
        state.redo_rows = journal.row_count(command->seq);
    }
    return state;
}

template <>
Result<std::vector<JournalEntries::Entry>> answer(Context& context, const JournalEntries& asked)
{
    if (!may_keep_house(context)) return fail(ErrorCode::not_allowed, "The journal is for the file's keepers.");
    auto query = context.database.named("journal/entries.sql");
    query.bind(asked.count_max);
    const ErasedWords erased(context);
    std::vector<JournalEntries::Entry> entries;
    while (query.next()) {
        JournalEntries::Entry entry;
        query.read(entry.label);
        query.read(entry.actor_name);
        query.read(entry.at);
        query.read(entry.change_count);
        entry.label += erased.on(query.take<std::optional<Instant>>());
        entries.push_back(std::move(entry));
    }
    return entries;
}

THROUGHLINE_QUERY(Search);
THROUGHLINE_QUERY(UndoState);
THROUGHLINE_QUERY(JournalEntries);

}  // namespace throughline
