// Search over everything that the actor may read, all years.
#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/store/people.hpp"
#include "core/store/search.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/erased_words.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/search.hpp"

namespace throughline {
namespace {

// How many of the newest hits are gone through for somebody who may read some of all, before their own visits are
// looked at one by one.
constexpr int hits_at_once = 250;
constexpr int hits_looked_through_max = 5'000;
// A coach's ten years.
constexpr int own_visits_max = 2'000;

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
        if (is_new) entry->second = store::visit_facts(context_.database, id);
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

// A hit that is shown, perhaps: its words come last.
struct Found {
    FoundIn where = FoundIn::evidence;
    std::int64_t number = 0;
    const Observation* visit = nullptr;
};

// One index, gone through for one reader.
class Searching {
public:
    Searching(Context& context, const store::Viewer& viewer, const std::string& text, FoundIn where, Visits& visits)
        : context_(context),
          viewer_(viewer),
          match_(store::match_expression(context.database, text, where)),
          where_(where),
          visits_(visits)
    {}

    [[nodiscard]] const std::string& match() const { return match_; }

    // Adds the newest that the reader may read; at most `count_max`.
    void find(int count_max, std::vector<Found>& all)
    {
        count_max_ = count_max;
        since_ = day_that_matters(all);
        auto before = std::numeric_limits<std::int64_t>::max();
        bool is_exhausted = false;
        if (reads_of_others()) is_exhausted = go_through_newest(before);
        // Older ones of the reader's own are sought in their own visits.
        if (!is_exhausted && !is_full() && viewer_.person) go_through_own(before);
        all.insert(all.end(), found_.begin(), found_.end());
    }

private:
    [[nodiscard]] bool is_full() const { return static_cast<int>(found_.size()) >= count_max_; }

    // The page is full already with visits of this day or later; none yet: all days matter.
    [[nodiscard]] std::optional<Date> day_that_matters(const std::vector<Found>& all) const
    {
        if (static_cast<int>(all.size()) < count_max_) return std::nullopt;
        std::vector<Date> days;
        for (const auto& found : all) days.push_back(found.visit->started_on);
        const auto last = days.begin() + count_max_ - 1;
        std::ranges::nth_element(days, last, std::greater{});
        return *last;
    }

    // Whether a hat lets the reader read such words of visits that they had no part in.
    [[nodiscard]] bool reads_of_others() const
    {
        if (viewer_.sees_all) return true;
        if (where_ == FoundIn::debrief) return false;
        Observation foreign;
        foreign.state = ObservationState::shared;
        return std::ranges::any_of(std::array{Purpose::coaching, Purpose::evaluation, Purpose::walkthrough,
                                              Purpose::peer, Purpose::calibration, Purpose::self},
                                   [&](Purpose purpose) {
                                       foreign.purpose = purpose;
                                       return may_read(viewer_, foreign, where_, false);
                                   });
    }

    // True once there are no more hits; `before` is then the last one seen.
    bool go_through_newest(std::int64_t& before)
    {
        // Whoever sees all needs one page of hits; the others' pages grow, since most hits are not theirs.
        int at_once = count_max_;
        for (int seen = 0; !is_full() && seen < hits_looked_through_max;
             seen += std::exchange(at_once, std::max(count_max_, hits_at_once))) {
            const auto hits = store::search(context_.database, match_, where_, before, at_once);
            take(hits);
            if (static_cast<int>(hits.size()) < at_once) return true;
            before = hits.back().number;
        }
        return false;
    }

    void go_through_own(std::int64_t before)
    {
        for (const auto& [visit, on] : own_visits()) {
            if (is_full()) return;
            if (since_ && on < *since_) continue;
            auto hits = store::search_in_visit(context_.database, match_, where_, visit);
            std::erase_if(hits, [&](const store::SearchHit& hit) { return hit.number >= before; });
            take(hits);
        }
    }

    void take(const std::vector<store::SearchHit>& hits)
    {
        for (const auto& hit : hits) {
            if (is_full()) return;
            const auto* visit = visits_.find(hit.observation);
            if (visit != nullptr && may_read(viewer_, *visit, where_, hit.is_private))
                found_.push_back({where_, hit.number, visit});
        }
    }

    // Their own, and those that an agreement opens to them.
    std::vector<store::VisitDay> own_visits()
    {
        auto own = store::visits_with(context_.database, *viewer_.person, own_visits_max);
        for (const auto& agreement : viewer_.agreements) {
            const auto more =
                store::visits_of_pair(context_.database, agreement.teacher, agreement.observer, own_visits_max);
            own.insert(own.end(), more.begin(), more.end());
        }
        return own;
    }

    Context& context_;
    const store::Viewer& viewer_;
    std::string match_;
    FoundIn where_;
    Visits& visits_;
    int count_max_ = 0;
    std::optional<Date> since_;
    std::vector<Found> found_;
};

constexpr std::array searched_places{FoundIn::evidence, FoundIn::feedback, FoundIn::action_step, FoundIn::debrief};

// With the words around each hit, which are read for no others.
std::vector<SearchRow> rows_of(Context& context, const std::vector<Found>& all, const std::vector<Searching>& places,
                               Visits& visits)
{
    std::vector<SearchRow> rows;
    for (const auto& found : all)
        rows.push_back({found.where,
                        {},
                        found.visit->id,
                        found.visit->teacher,
                        visits.teacher_name(found.visit->teacher),
                        found.visit->started_on});
    for (std::size_t place = 0; place < places.size(); ++place) {
        std::vector<std::int64_t> numbers;
        for (const auto& found : all)
            if (found.where == searched_places[place]) numbers.push_back(found.number);
        auto words = store::snippets(context.database, places[place].match(), searched_places[place], numbers);
        auto next = words.begin();
        for (auto& row : rows)
            if (row.found_in == searched_places[place]) row.snippet = std::move(*next++);
    }
    return rows;
}

}  // namespace

template <>
Result<std::vector<SearchRow>> answer(Context& context, const Search& asked)
{
    if (trimmed(asked.text).find_first_not_of("\" \t") == std::string::npos)
        return fail(ErrorCode::invalid, "Type at least one word to search for.");
    const auto viewer = viewer_of(context);
    Visits visits(context);
    std::vector<Searching> places;
    std::vector<Found> all;
    for (const auto where : searched_places) {
        places.emplace_back(context, viewer, asked.text, where, visits);
        places.back().find(asked.count_max, all);
    }
    std::ranges::stable_sort(all, std::greater{}, [](const Found& found) { return found.visit->started_on; });
    if (static_cast<int>(all.size()) > asked.count_max) all.resize(static_cast<std::size_t>(asked.count_max));
    auto rows = rows_of(context, all, places, visits);
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
