// A workspace on a real file in a folder of its own, a clock in the test's hand, and the few people most tests need.
#pragma once

#include <filesystem>
#include <memory>

#include <catch2/catch.hpp>

#include "throughline/command/observation.hpp"
#include "throughline/command/person.hpp"
#include "throughline/command/school.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/rubric.hpp"
#include "throughline/workspace.hpp"

namespace throughline::test {

// A folder that goes with the test.
class TempFolder {
public:
    TempFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "throughline-test-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder()
    {
        std::error_code ignored;  // a test that failed half way may have removed it already
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

class HandClock final : public Clock {
public:
    explicit HandClock(Instant start) : now_(start) {}
    Instant now() const override { return now_ + wall_shift_us_; }
    std::int64_t steady_us() const override { return now_.us; }
    void forward(std::int64_t us) { now_ = now_ + us; }
    void set(Instant instant) { now_ = instant; }
    // Somebody sets the wall clock; the steady one does not notice.
    void shift_wall(std::int64_t us) { wall_shift_us_ += us; }

private:
    Instant now_;
    std::int64_t wall_shift_us_ = 0;
};

// The value, or a failed test that says the error.
template <class Value>
Value must(Result<Value> result)
{
    if (!result) FAIL(result.error().text() << " [" << result.error().detail << "]");
    return std::move(*result);
}

inline void must(const Result<void>& result)
{
    if (!result) FAIL(result.error().text() << " [" << result.error().detail << "]");
}

class TempWorkspace {
public:
    // Monday 5 October 2026, 9:10 in a zone without summer time.
    explicit TempWorkspace(const std::string& now = "2026-10-05T09:10:00")
        : zone(fixed_time_zone(-300)),
          clock(std::make_shared<HandClock>(zone->instant(*parse_local_time(now)))),
          file(folder / "school.throughline"),
          workspace(must(Workspace::create(file, {"Test School", *parse_date("2026-08-31"), *parse_date("2027-06-11")},
                                           options())))
    {
        coach = add("Cora", "Coach", {Role::observer}, "coach@school.example", "C1");
        teacher = add("Ana", "Ruiz", {Role::teacher}, "ana@school.example", "T1");
        other_teacher = add("Ben", "Okafor", {Role::teacher}, "ben@school.example", "T2");
        leader = add("Lee", "Park", {Role::leader, Role::observer}, "lee@school.example", "L1");
        other_coach = add("Dana", "Cole", {Role::observer}, "dana@school.example", "C2");
    }

    [[nodiscard]] WorkspaceOptions options() const { return {clock, zone, nullptr}; }
    [[nodiscard]] Actor as_coach() const { return Actor::as(coach); }

    PersonId add(const std::string& given, const std::string& family, std::set<Role> roles, const std::string& email,
                 const std::string& staff_id)
    {
        Person person;
        person.given_name = given;
        person.family_name = family;
        person.roles = std::move(roles);
        person.email = email;
        person.staff_id = staff_id;
        return must(workspace.execute(Actor::keeper(), AddPerson{person})).value;
    }

    ObservationId start(PersonId of)
    {
        return must(workspace.execute(as_coach(), StartObservation{of, {}, {}, {}, {}})).value;
    }
    ObservationId start_with(PersonId of, const std::string& rubric_id)
    {
        StartObservation begin;
        begin.teacher = of;
        begin.rubric_version = must(workspace.ask(as_coach(), NewestRubric{rubric_id})).version;
        return must(workspace.execute(as_coach(), begin)).value;
    }
    EvidenceId note(ObservationId visit, const std::string& text, bool is_private = false,
                    std::vector<std::string> indicators = {})
    {
        Evidence line;
        line.observation = visit;
        line.text = text;
        line.is_private = is_private;
        line.indicators = std::move(indicators);
        return must(workspace.execute(as_coach(), AddEvidence{line})).value;
    }
    ObservationDetail::Detail detail(ObservationId visit, std::optional<Actor> actor = {})
    {
        return must(workspace.ask(actor.value_or(as_coach()), ObservationDetail{visit}));
    }
    void open_again() { workspace = must(Workspace::open(file, options())); }

    TempFolder folder;
    std::shared_ptr<const TimeZone> zone;
    std::shared_ptr<HandClock> clock;
    std::filesystem::path file;
    Workspace workspace;
    PersonId coach, teacher, other_teacher, leader, other_coach;
};

}  // namespace throughline::test
