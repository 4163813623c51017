#include "core/workspace/sample/schedule.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace throughline::sample {
namespace {

enum class Pace { steady, weekly, sparse, neglected };

constexpr int period_count = 7;
constexpr int half_day_periods = 4;
constexpr int least_days_for_endings = 14;  // before that the year is too young for anything to be overdue

// The owner's eight teachers, so that the file opens on a full Today.
constexpr std::array owner_paces{Pace::steady, Pace::steady, Pace::steady, Pace::steady,
                                 Pace::sparse, Pace::weekly, Pace::steady, Pace::neglected};
constexpr std::array owner_endings{Ending::draft, Ending::debrief_overdue, Ending::debrief_due, Ending::check_overdue,
                                   Ending::usual, Ending::check_due,       Ending::usual,       Ending::usual};

struct Wish {
    Slot slot;
    int rank = 0;  // lower goes first on a day
};

struct Tail {
    Ending ending;
    int days_before_last;  // of the last visit, in school days before the last school day
    int quiet_days;        // before that visit
};

constexpr std::array tails{Tail{Ending::draft, 0, 5}, Tail{Ending::debrief_overdue, 4, 5},
                           Tail{Ending::debrief_due, 1, 5}, Tail{Ending::check_overdue, 8, 5},
                           Tail{Ending::check_due, 5, 5}};

class YearSchedule {
public:
    YearSchedule(const SampleSize& size, const PlannedSchool& school, const SampleYear& year)
        : school_(school),
          year_(year),
          random_(Random::of({size.seed, 2, static_cast<std::uint64_t>(school.number),
                              static_cast<std::uint64_t>(year.starts_on.year())})),
          last_(std::min(year.last_before(size.today), static_cast<int>(year.school_days.size()) - 1)),
          is_running_(size.today <= year.ends_on && last_ + 1 >= least_days_for_endings)
    {
        for (int teacher = 0; teacher < school.teacher_count; ++teacher) choose_periods(teacher);
    }

    std::vector<Slot> make()
    {
        std::map<int, int> place_in_caseload;
        for (int teacher = 0; teacher < school_.teacher_count; ++teacher) {
            const int observer = school_.observer_of[static_cast<std::size_t>(teacher)];
            wish_caseload_visits(teacher, observer, place_in_caseload[observer]++);
        }
        std::ranges::stable_sort(wishes_, [](const Wish& one, const Wish& other) {
            return std::pair(one.slot.day, one.rank) < std::pair(other.slot.day, other.rank);
        });
        for (const auto& wish : wishes_) book(wish.slot);
        wish_other_visits();
        std::ranges::stable_sort(slots_, [](const Slot& one, const Slot& other) {
            return std::tuple(one.day, one.period, one.observer) < std::tuple(other.day, other.period, other.observer);
        });
        note_next_days();
        return std::move(slots_);
    }

private:
    void choose_periods(int teacher)
    {
        // Chairs teach three lessons a day, so that they can visit others; everybody else teaches five.
        std::vector<int> periods;
        for (int period = 0; period < period_count; ++period) periods.push_back(period);
        random_.shuffle(periods);
        const bool observes = school_.people[static_cast<std::size_t>(teacher)].roles.contains(Role::observer);
        periods.resize(observes ? 3 : 5);
        teaching_[teacher] = {periods.begin(), periods.end()};
    }

    Pace pace_of(int observer, int place)
    {
        const bool is_owner = observer == 0 && school_.number == 0;
        const auto n = static_cast<std::size_t>(place) % owner_paces.size();
        // Only in the running year is anybody left unseen; a year that is over has been made up for.
        if (is_owner && (is_running_ || owner_paces[n] != Pace::neglected)) return owner_paces[n];
        const double draw = random_.unit();
        if (draw < 0.18) return Pace::weekly;
        if (draw < 0.28) return Pace::sparse;
        return draw < 0.32 && is_running_ ? Pace::neglected : Pace::steady;
    }

    Ending ending_of(int observer, int place)
    {
        if (!is_running_) return Ending::usual;
        if (observer == 0 && school_.number == 0 && place < static_cast<int>(owner_endings.size()))
            return owner_endings[static_cast<std::size_t>(place)];
        if (place == 0 && observer == 1) return Ending::draft;
        if (place == 1 && random_.chance(0.5)) return Ending::debrief_overdue;
        if (place == 2 && random_.chance(0.5)) return Ending::check_overdue;
        return Ending::usual;
    }

    int interval(Pace pace)
    {
        switch (pace) {
            case Pace::weekly:
                return random_.between(4, 6);
            case Pace::sparse:
                return random_.between(18, 28);
            default:
                return random_.between(7, 12);
        }
    }

    // The days on which a teacher would be visited; the last entry lies after the last day, if the year goes on.
    std::vector<int> days_for(Pace pace, Ending ending)
    {
        std::vector<int> days;
        const int year_days = static_cast<int>(year_.school_days.size());
        int day = random_.between(1, pace == Pace::neglected ? 4 : 8);
        while (day < year_days) {
            days.push_back(day);
            if (day > last_) break;
            if (pace == Pace::neglected && (days.size() == 2 || last_ < 45)) break;
            day += interval(pace);
        }
        const auto tail = std::ranges::find(tails, ending, &Tail::ending);
        if (tail == tails.end()) return days;
        const int target = last_ - tail->days_before_last;
        std::erase_if(days, [&](int made) { return made > target - tail->quiet_days; });
        days.push_back(target);
        const int next = last_ + random_.between(2, 5);
        if (next < year_days) days.push_back(next);
        return days;
    }

    void wish_caseload_visits(int teacher, int observer, int place)
    {
        const auto pace = pace_of(observer, place);
        const auto ending = ending_of(observer, place);
        if (pace == Pace::neglected) neglected_.insert(teacher);
        if (ending != Ending::usual) with_ending_.insert(teacher);
        const auto days = days_for(pace, ending);
        for (std::size_t i = 0; i < days.size(); ++i) {
            Slot slot;
            slot.teacher = teacher;
            slot.observer = school_.observers[static_cast<std::size_t>(observer)];
            slot.day = days[i];
            slot.is_own_caseload = true;
            if (days[i] > last_) {
                next_days_[{slot.teacher, slot.observer}] = days[i];
                continue;
            }
            const bool is_last = i + 1 == days.size() || days[i + 1] > last_;
            if (is_last) slot.ending = ending;
            wishes_.push_back({slot, slot.ending == Ending::usual ? 1 : 0});
        }
    }

    // Evaluations by leaders, walkthroughs by everybody, peer visits by a chair. They find their place around the
    // caseload visits, and leave alone those whose story is told by the last visit.
    void wish_other_visits()
    {
        std::vector<int> leaders;
        std::vector<int> peers;
        for (const int person : school_.observers) {
            const auto& roles = school_.people[static_cast<std::size_t>(person)].roles;
            if (roles.contains(Role::leader)) leaders.push_back(person);
            if (roles.contains(Role::teacher)) peers.push_back(person);
        }
        for (int teacher = 0; teacher < school_.teacher_count; ++teacher) {
            if (!leaders.empty()) {
                add_other(teacher, random_.pick(leaders), Purpose::evaluation, 30, 75);
                add_other(teacher, random_.pick(leaders), Purpose::evaluation, 105, 150);
            }
            for (int i = 0; i < 2; ++i)
                add_other(teacher, random_.pick(school_.observers), Purpose::walkthrough, 6 + 85 * i, 85 + 85 * i);
            if (!peers.empty() && random_.chance(0.6)) add_other(teacher, random_.pick(peers), Purpose::peer, 15, 160);
        }
    }

    void add_other(int teacher, int observer, Purpose purpose, int first_day, int last_day)
    {
        Slot slot;
        slot.teacher = teacher;
        slot.observer = observer;
        slot.day = random_.between(first_day, last_day);
        slot.purpose = purpose;
        const int quiet_days = with_ending_.contains(teacher) ? 14 : 0;
        if (teacher == observer || slot.day > last_ - quiet_days || (neglected_.contains(teacher) && slot.day > 12))
            return;
        book(slot);
    }

    // Finds a lesson on the wished day or near it; a visit that fits nowhere does not take place.
    void book(Slot slot)
    {
        for (const int shift : {0, 1, 2, -1, -2}) {
            const int day = slot.day + shift;
            if (day < 0 || day > last_ || seen_on_.contains({day, slot.teacher})) continue;
            const auto period = free_period(slot, day);
            if (!period) continue;
            slot.day = day;
            slot.period = *period;
            seen_on_.insert({day, slot.teacher});
            busy_.insert({day, *period, slot.observer});
            slots_.push_back(slot);
            return;
        }
    }

    std::optional<int> free_period(const Slot& slot, int day)
    {
        const int count =
            year_.is_half_day(year_.school_days[static_cast<std::size_t>(day)]) ? half_day_periods : period_count;
        const auto own = teaching_.find(slot.observer);
        std::vector<int> free;
        for (const int period : teaching_.at(slot.teacher)) {
            const bool is_teaching = own != teaching_.end() && own->second.contains(period);
            if (period < count && !is_teaching && !busy_.contains({day, period, slot.observer})) free.push_back(period);
        }
        return free.empty() ? std::nullopt : std::optional(random_.pick(free));
    }

    void note_next_days()
    {
        std::map<std::pair<int, int>, int> next = next_days_;
        for (auto slot = slots_.rbegin(); slot != slots_.rend(); ++slot) {
            if (!slot->is_own_caseload) continue;
            const auto key = std::pair(slot->teacher, slot->observer);
            if (const auto found = next.find(key); found != next.end()) slot->next_day = found->second;
            next[key] = slot->day;
        }
    }

    const PlannedSchool& school_;
    const SampleYear& year_;
    Random random_;
    int last_;         // the last school day before today
    bool is_running_;  // today lies in this year, far enough in for something to be due
    std::map<int, std::set<int>> teaching_;
    std::vector<Wish> wishes_;
    std::vector<Slot> slots_;
    std::set<int> neglected_;
    std::set<int> with_ending_;
    std::map<std::pair<int, int>, int> next_days_;
    std::set<std::pair<int, int>> seen_on_;
    std::set<std::tuple<int, int, int>> busy_;
};

}  // namespace

std::vector<Slot> schedule_year(const SampleSize& size, const PlannedSchool& school, const SampleYear& year)
{
    return YearSchedule(size, school, year).make();
}

boost::posix_time::time_duration period_start(int period)
{
    // Seven lessons with six minutes between them, lunch after the fourth.
    static constexpr std::array starts{485, 537, 589, 641, 725, 777, 829};
    return boost::posix_time::minutes(starts[static_cast<std::size_t>(period)]);
}

}  // namespace throughline::sample
