// Carries the sample's plan out, through the same commands that the programs use, with a clock held in the hand.
#include "core/workspace/sample/write.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <system_error>

#include <fmt/format.h>

#include "core/base/id_source.hpp"
#include "core/store/backup.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/filling.hpp"
#include "core/store/people.hpp"
#include "core/workspace/sample/calibration.hpp"
#include "core/workspace/sample/own_side.hpp"
#include "core/workspace/sample/plan.hpp"
#include "core/workspace/sample/schedule.hpp"
#include "core/workspace/sample/visit_rows.hpp"
#include "core/workspace/session.hpp"
#include "core/workspace/settings.hpp"
#include "throughline/command/person.hpp"
#include "throughline/command/school.hpp"
#include "throughline/query/rubric.hpp"
#include "throughline/sample.hpp"

namespace throughline {
namespace sample {
namespace {

namespace fs = std::filesystem;
using boost::posix_time::minutes;

constexpr int teachers_max = 200;
constexpr int observers_max = 20;
constexpr int years_max = 10;

class SampleWriter {
public:
    SampleWriter(const SampleSize& size, const std::function<void(const SampleProgress&)>& on_progress,
                 std::stop_token stop)
        : size_(size),
          zone_(system_time_zone()),
          clock_(std::make_shared<HandClock>()),
          on_progress_(on_progress),
          stop_(std::move(stop))
    {}

    Result<void> write(const fs::path& file)
    {
        const int first = first_year_of(size_);
        const auto first_year = sample_year(first);
        at(LocalTime(first_year.starts_on - boost::gregorian::days(14), minutes(9 * 60)));
        const auto first_school = plan_school(size_, 0);
        auto workspace = Workspace::create(file, {first_school.name, first_year.starts_on, first_year.ends_on},
                                           {clock_, zone_, seeded_ids(size_.seed, clock_->time)});
        if (!workspace) return Failure(workspace.error());
        workspace_ = &*workspace;
        return store::guarded(file, [&]() -> Result<void> {
            store::Filling filling(WorkspaceInside::session(*workspace_).database);
            filling_ = &filling;
            count_visits(first);
            if (const auto done = one_transaction([this] { return set_up(); }); !done) return done;
            if (const auto done = write_years(first); !done) return done;
            if (const auto done = one_transaction([this] { return calibrate(); }); !done) return done;
            filling.finish([this] { return stop_.stop_requested(); });
            if (stop_.stop_requested()) return stopped();
            report(true);
            return {};
        });
    }

private:
    struct HandClock final : Clock {
        Instant time;
        Instant now() const override { return time; }
        std::int64_t steady_us() const override { return time.us; }
    };

    struct School {
        PlannedSchool plan;
        std::vector<PersonId> people;
    };

    void at(LocalTime local) { clock_->time = zone_->instant(local); }

    template <class Work>
    Result<void> one_transaction(Work work)
    {
        // Nothing is closed in a sample; asking so at each of millions of rows would only take time.
        const store::ClosedYearPermission permission(WorkspaceInside::session(*workspace_).database);
        return WorkspaceInside::in_one_transaction(*workspace_, [&]() -> Result<void> {
            const auto done = work();
            if (done) filling_->index_new_texts();
            return done;
        });
    }

    // The total for the progress, from the schedules alone.
    void count_visits(int first)
    {
        if (!on_progress_) return;
        for (int year = first; year < first + size_.years && !stop_.stop_requested(); ++year) {
            const auto calendar = sample_year(year);
            for (int number = 0; number < size_.schools; ++number)
                progress_.total +=
                    static_cast<std::int64_t>(schedule_year(size_, plan_school(size_, number), calendar).size());
        }
    }

    void report(bool at_once)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!on_progress_ || (!at_once && now - reported_at_ < std::chrono::milliseconds(100))) return;
        reported_at_ = now;
        on_progress_(progress_);
    }

    Result<void> set_up()
    {
        auto& session = WorkspaceInside::session(*workspace_);
        const auto marked =
            session.run<Nothing>(Actor::keeper(), "MarkSample", [this](Context& context) -> Result<Nothing> {
                context.label = "Mark the file as a sample";
                context.final = true;
                set_setting(context, "is_sample", "yes");
                for (int number = 1; number < size_.schools; ++number)
                    store::insert(context.database,
                                  throughline::School{context.new_id<SchoolId>(), sample_school_of(number), {}});
                return Nothing{};
            });
        if (!marked) return Failure(marked.error());
        if (const auto done = set_calendars(); !done) return done;
        for (const auto* id : {"essential-practice-look-fors", "teach-primary", "interval-tally"}) {
            const auto found = workspace_->ask(Actor::keeper(), NewestRubric{id});
            if (!found) return Failure(found.error());
            rubrics_[id] = found->version;
        }
        for (int number = 0; number < size_.schools; ++number)
            if (const auto done = add_people(number); !done) return done;
        const auto& first = schools_.front();
        return done_with(SetOwner{first.people[static_cast<std::size_t>(first.plan.observers.front())]});
    }

    [[nodiscard]] std::string sample_school_of(int number) const { return plan_school(size_, number).name; }

    Result<void> set_calendars()
    {
        const int first = first_year_of(size_);
        for (int number = first; number < first + size_.years; ++number) {
            const auto year = sample_year(number);
            if (number > first)
                if (const auto done = done_with(ChangeSchoolYear{{}, year.name, year.starts_on, year.ends_on}); !done)
                    return done;
            for (const auto& off : year.days_off)
                if (const auto done = done_with(AddCalendarDays{off.first, off.last, off.kind, off.name}); !done)
                    return done;
        }
        return {};
    }

    Result<void> add_people(int number)
    {
        const auto settings = store::schools(WorkspaceInside::session(*workspace_).database);
        School school{plan_school(size_, number), {}};
        const auto row = std::ranges::find(settings, school.plan.name, &throughline::School::name);
        for (const auto& planned : school.plan.people) {
            Person person;
            person.given_name = planned.given_name;
            person.family_name = planned.family_name;
            person.email = planned.email;
            person.staff_id = planned.staff_id;
            person.subject = planned.subject;
            person.grade = planned.grade;
            person.school = row->id;
            person.roles = planned.roles;
            person.from_roster = true;
            const auto added = workspace_->execute(Actor::keeper(), AddPerson{person});
            if (!added) return Failure(added.error());
            school.people.push_back(added->value);
        }
        for (int teacher = 0; teacher < school.plan.teacher_count; ++teacher) {
            const auto observer = school.plan.observer_of[static_cast<std::size_t>(teacher)];
            const auto person = school.plan.observers[static_cast<std::size_t>(observer)];
            const AssignCaseload assign{school.people[static_cast<std::size_t>(person)],
                                        school.people[static_cast<std::size_t>(teacher)], true};
            if (const auto done = done_with(assign); !done) return done;
        }
        schools_.push_back(std::move(school));
        return {};
    }

    template <class Command>
    Result<void> done_with(const Command& command)
    {
        const auto outcome = workspace_->execute(Actor::keeper(), command);
        return outcome ? Result<void>{} : Failure(outcome.error());
    }

    static Failure stopped()
    {
        return fail(ErrorCode::cancelled, "The sample was not written: it was stopped. The file is removed.");
    }

    // While one school's year is written, the next is planned on a thread of its own.
    Result<void> write_years(int first)
    {
        struct Place {
            int school;
            int year;
        };
        std::vector<Place> places;
        for (int year = first; year < first + size_.years; ++year)
            for (int number = 0; number < size_.schools; ++number) places.push_back({number, year});
        const auto plan = [this, &places](std::size_t at) {
            return std::async(std::launch::async, [this, place = places[at]] {
                return plan_year(size_, schools_[static_cast<std::size_t>(place.school)].plan, place.year);
            });
        };
        auto planned = plan(0);
        for (std::size_t at = 0; at < places.size(); ++at) {
            const auto year = planned.get();
            if (at + 1 < places.size()) planned = plan(at + 1);
            const auto done = one_transaction(
                [&] { return places[at].school == 0 ? type_year(year) : write_year(places[at].school, year); });
            if (!done) return done;
        }
        return {};
    }

    // Of a school that is not the first: each visit at once, as it is in the end.
    Result<void> write_year(int number, const PlannedYear& year)
    {
        VisitRows rows(*workspace_, year.visits, schools_[static_cast<std::size_t>(number)].people, rubrics_);
        for (const auto& act : acts_of(year.visits)) rows.carry_out(act, zone_->instant(act.at));
        for (int visit = 0; visit < static_cast<int>(year.visits.size()); ++visit) {
            if (stop_.stop_requested()) return stopped();
            clock_->time = rows.changed_at(visit);
            if (const auto done = rows.write(visit); !done) return done;
            ++progress_.done;
            report(false);
        }
        return {};
    }

    // Of the first school, as people would: every line and every rating by the command that a program gives.
    Result<void> type_year(const PlannedYear& year)
    {
        constexpr int number = 0;
        const auto& school = schools_[number];
        VisitWriter writer(*workspace_, year.visits, school.people, rubrics_);
        auto own = own_acts_of(number, year.calendar);
        auto next = own.begin();
        const auto carry_out_own_until = [&](LocalTime time) -> Result<void> {
            for (; next != own.end() && next->at <= time; ++next) {
                at(next->at);
                if (const auto done = next->carry_out(*workspace_); !done) return done;
            }
            return {};
        };
        for (const auto& act : acts_of(year.visits)) {
            if (stop_.stop_requested()) return stopped();
            if (const auto done = carry_out_own_until(act.at); !done) return done;
            at(act.at);
            if (const auto done = writer.carry_out(act, clock_->time); !done) return done;
            if (act.kind == Act::Kind::start) {
                ++progress_.done;
                report(false);
            }
        }
        return carry_out_own_until(LocalTime(size_.today, minutes(0)));
    }

    // Of the first teacher of the file's owner, in the year that today lies in.
    [[nodiscard]] std::vector<OwnAct> own_acts_of(int number, const SampleYear& year) const
    {
        const auto& school = schools_[static_cast<std::size_t>(number)];
        if (number != 0 || year.starts_on > size_.today || year.ends_on < size_.today) return {};
        const auto& visited_by = school.plan.observer_of;
        const auto teacher = std::ranges::find(visited_by, 0) - visited_by.begin();
        if (teacher == school.plan.teacher_count) return {};
        const auto coach = static_cast<std::size_t>(school.plan.observers.front());
        return own_acts(school.people[static_cast<std::size_t>(teacher)], school.people[coach], year.starts_on,
                        size_.today);
    }

    // In the first school, if enough people observe there and somebody leads it.
    Result<void> calibrate()
    {
        constexpr std::size_t raters_max = 3;
        const auto& school = schools_.front();
        CalibrationGroup group{{}, {}, rubrics_.find("essential-practice-look-fors")->second};
        for (std::size_t i = 0; i < school.people.size() && group.leader.is_nil(); ++i)
            if (school.plan.people[i].roles.contains(Role::leader)) group.leader = school.people[i];
        for (const int observer : school.plan.observers) {
            const auto person = school.people[static_cast<std::size_t>(observer)];
            if (person != group.leader && group.raters.size() < raters_max) group.raters.push_back(person);
        }
        if (group.leader.is_nil() || group.raters.size() < 2) return {};
        return write_calibration(*workspace_, group);
    }

    SampleSize size_;
    std::shared_ptr<const TimeZone> zone_;
    std::shared_ptr<HandClock> clock_;
    const std::function<void(const SampleProgress&)>& on_progress_;
    std::stop_token stop_;
    Workspace* workspace_ = nullptr;
    store::Filling* filling_ = nullptr;
    std::vector<School> schools_;
    RubricVersions rubrics_;
    SampleProgress progress_;
    std::chrono::steady_clock::time_point reported_at_;
};

Result<void> check_size(const SampleSize& size)
{
    const auto check = [](int value, int most, std::string_view what) -> Result<void> {
        if (value >= 1 && value <= most) return {};
        return fail(ErrorCode::invalid, "A sample has 1 to {0} {1}; {2} was asked for.", std::to_string(most), what,
                    std::to_string(value));
    };
    if (size.today.is_special()) return fail(ErrorCode::invalid, "A sample needs to know which day is today.");
    if (auto good = check(size.schools, sample_schools_max, "schools"); !good) return good;
    if (auto good = check(size.years, years_max, "years"); !good) return good;
    if (auto good = check(size.teachers_per_school, teachers_max, "teachers"); !good) return good;
    return check(size.observers_per_school, std::min(observers_max, size.teachers_per_school), "observers");
}

Failure already_there(const fs::path& file)
{
    return fail(ErrorCode::conflict, "{0} is already there and was left as it is. Choose another name.", file.string());
}

void remove_unfinished(const fs::path& file)
{
    // What cannot be removed stays and is seen: the caller's error is the one that matters.
    for (const auto* ending : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        fs::remove(fs::path(file.string() + ending), ignored);
    }
}

// On the disk before it gets its name: it was written without a sync.
Result<void> named_once_synced(const fs::path& unfinished, const fs::path& file)
{
    const int opened = ::open(unfinished.c_str(), O_RDONLY);
    const bool synced = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0) ::close(opened);
    if (!synced)
        return fail(ErrorCode::storage, "The disk is full or failing, so {0} was not made. Free some space.",
                    file.string());
    return store::name_workspace(unfinished, file);
}

}  // namespace
}  // namespace sample

Result<void> write_sample(const std::filesystem::path& file, const SampleSize& size,
                          const std::function<void(const SampleProgress&)>& on_progress, std::stop_token stop)
{
    if (auto good = sample::check_size(size); !good) return good;
    if (std::filesystem::exists(std::filesystem::symlink_status(file))) return sample::already_there(file);
    // Under another name until it is whole: a program that is killed leaves nothing that looks like a workspace.
    auto unfinished = file;
    unfinished.replace_filename(fmt::format(".{}.{}.sample", file.filename().string(), ::getpid()));
    auto done = sample::SampleWriter(size, on_progress, std::move(stop)).write(unfinished);
    if (done) done = sample::named_once_synced(unfinished, file);
    sample::remove_unfinished(unfinished);
    if (done) return done;
    auto error = std::move(done.error());
    for (auto& argument : error.arguments)  // the name that was asked for
        if (argument == unfinished.string() || argument == unfinished.filename().string()) argument = file.string();
    return Failure(std::move(error));
}

}  // namespace throughline
