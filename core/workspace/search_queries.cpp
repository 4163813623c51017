// Search over everything that the actor may read, all years.
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "core/store/people.hpp"
#include "core/store/search.hpp"
#include "core/workspace/erased_words.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/name_book.hpp"
#include "core/workspace/search_place.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/search.hpp"

namespace throughline {
namespace {

// Some of the rows of a page, with the words around each hit, which are read for no others.
class Slice {
public:
    Slice(Context& context, store::Work& work) : context_(context), work_(work), name_(context) {}

    void add(FoundIn where, const store::SearchHit& hit, const PlaceReached& place)
    {
        work_.spend(store::Work::shown);
        rows_.push_back({where, store::words_around(context_.database, place.words, where, hit.number), hit.visit.id,
                         hit.visit.teacher, name_(hit.visit.teacher), hit.visit.started_on});
    }
    void add_people(const std::string& text, int count_max)
    {
        work_.spend(store::Work::person * store::people_count(context_.database));
        for (auto& row : store::find_people(context_.database, text, false, true, count_max))
            rows_.push_back({FoundIn::person, row.school_name, {}, row.person.id, row.person.name(), context_.today});
    }
    [[nodiscard]] int count() const { return static_cast<int>(rows_.size()); }
    std::vector<SearchRow> sorted() &&
    {
        std::vector<SearchRow> sorted;
        sorted.reserve(rows_.size());
        for (auto& row : rows_)
            sorted.insert(sorted.begin() + static_cast<std::ptrdiff_t>(place_for(row, sorted)), row);
        return sorted;
    }

private:
    Context& context_;
    store::Work& work_;
    std::vector<SearchRow> rows_;
    NameBook name_;
};

SearchPosition beginning(Context& context, const store::Viewer& viewer, const Search& asked, store::Work& work)
{
    SearchPosition position;
    position.rows_left = asked.count_max;
    for (std::size_t place = 0; place < searched_places.size(); ++place) {
        auto& reached = position.places[place];
        reached.words = store::sought_words(context.database, asked.text, searched_places[place], work);
        reached.is_own = !reads_of_others(viewer, searched_places[place]);
    }
    return position;
}

// Takes the step of the place whose next row was written last, until the page is full or the work is used up. True once
// there is nothing more to look at. (By the visits' days, one line that was written late of an old visit would make all
// the other places go back that far first.)
bool go_on(Context& context, const store::Viewer& viewer, SearchPosition& position, Slice& slice, store::Work& work)
{
    std::vector<SearchPlace> places;
    places.reserve(searched_places.size());
    for (std::size_t place = 0; place < searched_places.size(); ++place)
        places.emplace_back(context.database, viewer, searched_places[place], position.places[place], work);
    for (bool is_first = true; is_first || !work.is_over(); is_first = false) {
        if (position.rows_left <= 0) return true;
        std::optional<SearchPlace::Next> newest;
        std::size_t next = 0;
        for (std::size_t place = 0; place < places.size(); ++place) {
            if (!places[place].prepare()) return false;
            const auto ahead = places[place].next();
            if (!ahead || (newest && ahead->made <= newest->made)) continue;
            newest = ahead;
            next = place;
        }
        if (!newest) return true;
        position.looked_back_to = newest->on;
        const auto hit = places[next].step();
        if (!hit) continue;
        slice.add(searched_places[next], *hit, position.places[next]);
        --position.rows_left;
    }
    return position.rows_left <= 0;
}

// People first, then the newest day; on one day by where it was found.
auto order_of(const SearchRow& row)
{
    const bool is_person = row.found_in == FoundIn::person;
    const auto day = is_person ? 0 : -static_cast<std::int64_t>(row.on.day_number());
    return std::tuple(!is_person, day, row.found_in);
}

}  // namespace

std::size_t place_for(const SearchRow& row, const std::vector<SearchRow>& rows)
{
    return static_cast<std::size_t>(std::ranges::upper_bound(rows, order_of(row), {}, order_of) - rows.begin());
}

Result<std::vector<SearchRow>> whole_search(const Workspace& workspace, const Actor& actor, Search search)
{
    std::vector<SearchRow> rows;
    do {
        auto slice = workspace.ask(actor, search);
        if (!slice) return Failure(slice.error());
        for (auto& row : slice->rows)
            rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(place_for(row, rows)), std::move(row));
        search.from = slice->next;
    } while (search.from);
    return rows;
}

template <>
Result<SearchSlice> answer(Context& context, const Search& asked)
{
    if (trimmed(asked.text).find_first_not_of("\" \t") == std::string::npos)
        return fail(ErrorCode::invalid, "Type at least one word to search for.");
    const auto viewer = viewer_of(context);
    store::Work work(asked.work_max);
    Slice slice(context, work);
    auto position = asked.from ? *asked.from : beginning(context, viewer, asked, work);
    const bool finds_people = viewer.sees_all || viewer.observes || viewer.leads || viewer.administers;
    if (!asked.from && finds_people) {
        slice.add_people(asked.text, asked.count_max);
        position.rows_left -= slice.count();
    }
    const bool is_finished = go_on(context, viewer, position, slice, work);
    SearchSlice answered;
    answered.looked_back_to = position.looked_back_to;
    if (!is_finished) answered.next = std::make_shared<const SearchPosition>(std::move(position));
    answered.rows = std::move(slice).sorted();
    return answered;
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
