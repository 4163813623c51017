#include "core/workspace/search_place.hpp"

#include <algorithm>
#include <utility>

namespace throughline {
namespace {

// A page of a reader's own visits, which every slice reads anew.
constexpr int own_visits_at_once = 24;

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

std::vector<store::VisitPair> agreed_pairs(const store::Viewer& viewer)
{
    std::vector<store::VisitPair> pairs;
    for (const auto& agreement : viewer.agreements) pairs.push_back({agreement.teacher, agreement.observer});
    return pairs;
}

}  // namespace

bool reads_of_others(const store::Viewer& viewer, FoundIn where)
{
    if (viewer.sees_all) return true;
    if (where == FoundIn::debrief) return false;
    Observation foreign;
    foreign.state = ObservationState::shared;
    return std::ranges::any_of(wall_purposes, [&](Purpose purpose) {
        foreign.purpose = purpose;
        return may_read(viewer, foreign, where, false);
    });
}

SearchPlace::SearchPlace(store::Database& database, const store::Viewer& viewer, FoundIn where, PlaceReached& reached,
                         store::Work& work)
    : database_(database),
      viewer_(viewer),
      where_(where),
      reached_(reached),
      work_(work),
      rows_(database, where, reached.words)
{
    if (reached.words.empty() || (reached.is_own && !viewer.person)) reached.is_over = true;
}

std::optional<SearchPlace::Next> SearchPlace::next() const
{
    if (reached_.is_over) return std::nullopt;
    if (reached_.is_own) return Next{any(visits_[at_].visit), visits_[at_].on};
    return Next{hit_->row, hit_->visit.started_on};
}

bool SearchPlace::prepare_any()
{
    while (!reached_.is_over && !hit_) {
        const auto next = rows_.next(reached_.before - 1, 1, work_);
        if (next.end == store::WordRows::Step::End::unfinished) {
            reached_.before = next.row + 1;
            return false;
        }
        if (next.end == store::WordRows::Step::End::none) {
            reached_.is_over = true;
            break;
        }
        work_.spend(store::Work::row);
        hit_ = store::hit_at(database_, where_, next.row);
        if (!hit_) reached_.before = next.row;
    }
    return true;
}

std::optional<store::SearchHit> SearchPlace::step_in_any()
{
    auto hit = std::exchange(hit_, std::nullopt);
    reached_.before = hit->number;
    if (!may_read(viewer_, hit->visit, where_, hit->is_private)) hit.reset();
    return hit;
}

bool SearchPlace::prepare_own()
{
    if (reached_.is_over || at_ < visits_.size()) return true;
    visits_ =
        store::own_visits(database_, *viewer_.person, agreed_pairs(viewer_), reached_.own_before, own_visits_at_once);
    work_.spend(static_cast<std::int64_t>(visits_.size()) * store::Work::row / 4);  // the places share the pages
    at_ = 0;
    reached_.is_over = visits_.empty();
    return true;
}

std::optional<store::SearchHit> SearchPlace::step_in_own()
{
    if (!span_) span_ = span_of_visit();
    if (!span_) {
        leave_visit();
        return std::nullopt;
    }
    const auto next = rows_.next(std::min(reached_.before - 1, span_->last), span_->first, work_);
    switch (next.end) {
        case store::WordRows::Step::End::none:
            leave_visit();
            return std::nullopt;
        case store::WordRows::Step::End::unfinished:
            reached_.before = next.row + 1;
            return std::nullopt;
        case store::WordRows::Step::End::found:
            break;
    }
    reached_.before = next.row;
    work_.spend(store::Work::row);
    // Other visits' rows may stand between.
    auto hit = store::hit_at(database_, where_, next.row);
    if (hit && (hit->visit.id != visits_[at_].visit || !may_read(viewer_, hit->visit, where_, hit->is_private)))
        hit.reset();
    return hit;
}

std::optional<store::RowSpan> SearchPlace::span_of_visit()
{
    const auto& id = visits_[at_].visit;
    work_.spend(2 * store::Work::row);
    const auto visit = store::visit_facts(database_, id);
    if (!visit || !may_read(viewer_, *visit, where_, false)) return std::nullopt;
    return store::rows_of_visit(database_, where_, id);
}

void SearchPlace::leave_visit()
{
    reached_.own_before = visits_[at_].key;
    reached_.before = PlaceReached::newest;
    span_.reset();
    ++at_;
}

}  // namespace throughline
