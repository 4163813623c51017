#include "core/workspace/sample/plan.hpp"

#include <algorithm>
#include <cmath>

#include "core/workspace/sample/follow_through.hpp"
#include "core/workspace/sample/lesson.hpp"
#include "core/workspace/sample/schedule.hpp"

namespace throughline::sample {
namespace {

// A unit lasts a bit over four weeks; when all topics have been taught they come back, as review.
constexpr int unit_days = 22;

// A teacher's strengths over the years: a level of their own, rows that come easier or harder, a slow growth.
class Growth {
public:
    Growth(const SampleSize& size, int school, int teacher)
    {
        auto random =
            Random::of({size.seed, 3, static_cast<std::uint64_t>(school), static_cast<std::uint64_t>(teacher)});
        const double own = std::clamp(2.25 + 0.4 * random.normal(), 1.5, 3.1);
        // Thinking and responding are harder to lead than order and warmth, in most rooms.
        static constexpr std::array ease{0.25, 0.2, 0.0, 0.1, 0.25, -0.15, -0.3, -0.15, -0.25};
        for (std::size_t row = 0; row < base_.size(); ++row) base_[row] = own + ease[row] + 0.3 * random.normal();
        per_year_ = std::clamp(0.35 + 0.25 * random.normal(), -0.1, 0.8);
        class_size_seed_ = random.next();
    }

    void strengthen(const std::string& row) { base_[row_index(row)] += 0.25; }

    [[nodiscard]] RowStrengths seen(double years, double severity, Random& random) const
    {
        RowStrengths strengths{};
        // Teaching for years levels off; so does the sum.
        const double grown = per_year_ * years / (1.0 + 0.25 * years);
        for (std::size_t row = 0; row < strengths.size(); ++row)
            strengths[row] = std::clamp(base_[row] + grown - severity + 0.35 * random.normal(), 0.8, 4.2);
        return strengths;
    }

    [[nodiscard]] int class_size(std::string_view subject, int period) const
    {
        auto random = Random::of({class_size_seed_, static_cast<std::uint64_t>(period)});
        if (subject == "Special Education") return random.between(8, 12);
        if (subject == "ELD") return random.between(13, 18);
        if (subject == "PE" || subject == "Music") return random.between(24, 34);
        return random.between(21, 31);
    }

private:
    RowStrengths base_{};
    double per_year_ = 0;
    std::uint64_t class_size_seed_ = 0;
};

void choose_form(PlannedVisit& visit, Random& random)
{
    const double draw = random.unit();
    visit.rubric_id = "essential-practice-look-fors";
    visit.form_id = "fifteen-minutes";
    switch (visit.purpose) {
        case Purpose::evaluation:
            visit.rubric_id = "teach-primary";
            visit.form_id = "complete";
            visit.minutes = random.between(36, 42);
            visit.announced = random.chance(0.7);
            return;
        case Purpose::walkthrough:
            visit.minutes = random.between(10, 14);
            visit.announced = false;
            if (draw < 0.5) visit.rubric_id = "interval-tally", visit.form_id = "complete";
            return;
        case Purpose::peer:
            visit.minutes = random.between(15, 22);
            visit.announced = true;
            return;
        default:
            visit.minutes = random.between(14, 19);
            visit.announced = random.chance(0.3) ? std::nullopt : std::optional(random.chance(0.4));
            if (draw < 0.09) {
                visit.rubric_id = "teach-primary";
                visit.minutes = random.between(18, 28);
            } else if (draw < 0.13) {
                visit.rubric_id = "interval-tally";
                visit.form_id = "complete";
            }
    }
}

LessonPart choose_time(PlannedVisit& visit, const Slot& slot, Date day, Random& random)
{
    const double draw = random.unit();
    const auto part = visit.minutes > 30 ? LessonPart::all
                      : draw < 0.35      ? LessonPart::start
                      : draw < 0.7       ? LessonPart::middle
                                         : LessonPart::end;
    int offset = random.between(0, 3);
    if (part == LessonPart::middle) offset = random.between(9, 15);
    if (part == LessonPart::end) offset = period_minutes - visit.minutes - random.between(0, 2);
    const auto seconds = boost::posix_time::seconds(random.below(60));
    visit.starts_at = LocalTime(day, period_start(slot.period)) + boost::posix_time::minutes(offset) + seconds;
    return part;
}

int lines_wanted(const PlannedVisit& visit, Random& random)
{
    // The interval form has its modes and tallies besides.
    if (visit.rubric_id == "interval-tally") return random.between(7, 13);
    const int usual = 8 + visit.minutes + random.between(-4, 6);
    return std::clamp(visit.minutes > 30 ? random.between(32, 37) : usual, 16, 36);
}

// One teacher's year, visit by visit.
class YearWriter {
public:
    YearWriter(const SampleSize& size, const PlannedSchool& school, PlannedYear& year, int first_calendar_year)
        : size_(size), school_(school), year_(year), years_before_(first_calendar_year - first_year_of(size))
    {}

    void write_teacher(int teacher, const std::vector<Slot>& slots)
    {
        const auto& person = school_.people[static_cast<std::size_t>(teacher)];
        const auto topics = text_bank().topics_of(person.subject, person.grade);
        Growth growth(size_, school_.number, teacher);
        TeacherStory story(year_.visits, year_.calendar, size_.today, person.given_name);
        std::vector<std::string> said;
        int turn = 0;
        std::optional<Voice> voice;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const auto& slot = slots[i];
            if (slot.teacher != teacher) continue;
            const auto unit = static_cast<std::size_t>(slot.day / unit_days) % topics.size();
            auto& visit = year_.visits[i];
            auto random = random_of(teacher, turn);
            const auto part = begin_visit(visit, slot, growth, random);
            voice.emplace(random, *topics[unit], visit.students_present, 3 * turn++);
            const auto marks = write_visit(visit, slot, part, growth, story, *voice, said);
            if (const auto row = story.follow(slot, static_cast<int>(i), *voice, marks)) growth.strengthen(*row);
            leave_unfinished(visit);
        }
        if (voice) story.end_year(*voice);
    }

private:
    Random random_of(int teacher, int turn) const
    {
        return Random::of({size_.seed, 4, static_cast<std::uint64_t>(school_.number),
                           static_cast<std::uint64_t>(year_.calendar.starts_on.year()),
                           static_cast<std::uint64_t>(teacher), static_cast<std::uint64_t>(turn)});
    }

    double severity_of(int observer) const
    {
        auto random = Random::of(
            {size_.seed, 5, static_cast<std::uint64_t>(school_.number), static_cast<std::uint64_t>(observer)});
        return 0.12 * random.normal();
    }

    LessonPart begin_visit(PlannedVisit& visit, const Slot& slot, const Growth& growth, Random& random) const
    {
        const auto& person = school_.people[static_cast<std::size_t>(slot.teacher)];
        visit.teacher = slot.teacher;
        visit.observer = slot.observer;
        visit.purpose = slot.purpose;
        visit.subject = person.subject;
        visit.grade = person.grade;
        visit.students_present = growth.class_size(person.subject, slot.period) - random.between(0, 2);
        choose_form(visit, random);
        return choose_time(visit, slot, year_.calendar.school_days[static_cast<std::size_t>(slot.day)], random);
    }

    LessonMarks write_visit(PlannedVisit& visit, const Slot& slot, LessonPart part, const Growth& growth,
                            const TeacherStory& story, Voice& voice, std::vector<std::string>& said) const
    {
        const auto& days = year_.calendar.school_days;
        const double years = years_before_ + static_cast<double>(slot.day) / static_cast<double>(days.size());
        LessonRequest request;
        request.part = part;
        request.lines = lines_wanted(visit, voice.random());
        request.strengths = growth.seen(years, severity_of(slot.observer), voice.random());
        request.teacher_name = school_.people[static_cast<std::size_t>(slot.teacher)].given_name;
        request.looked_for = story.looked_for(slot, visit.starts_at);
        auto marks = write_lesson(visit, voice, request);
        write_feedback(visit, voice, marks, said);
        // A walkthrough thanks; it seldom says where to grow.
        if (visit.purpose == Purpose::walkthrough && voice.random().chance(0.7)) {
            visit.growth_area.clear();
            marks.growth_on.clear();
        }
        return marks;
    }

    // A draft is a draft: rated half, the end not written.
    static void leave_unfinished(PlannedVisit& visit)
    {
        if (visit.shared_at) return;
        visit.ratings.resize((visit.ratings.size() + 1) / 2);
        visit.growth_area.clear();
    }

    const SampleSize& size_;
    const PlannedSchool& school_;
    PlannedYear& year_;
    int years_before_;
};

}  // namespace

PlannedYear plan_year(const SampleSize& size, const PlannedSchool& school, int first_calendar_year)
{
    PlannedYear year;
    year.calendar = sample_year(first_calendar_year);
    const auto slots = schedule_year(size, school, year.calendar);
    year.visits.resize(slots.size());
    YearWriter writer(size, school, year, first_calendar_year);
    for (int teacher = 0; teacher < school.teacher_count; ++teacher) writer.write_teacher(teacher, slots);
    return year;
}

}  // namespace throughline::sample
