#include "core/workspace/sample/lesson_counts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace throughline::sample {
namespace {

constexpr std::int64_t minute_ms = 60'000;

bool is_look_fors(const PlannedVisit& visit) { return visit.rubric_id == "essential-practice-look-fors"; }
bool is_teach(const PlannedVisit& visit) { return visit.rubric_id == "teach-primary"; }

PlannedLine counted(EvidenceKind kind, std::int64_t elapsed_ms, std::string text, double amount)
{
    PlannedLine line;
    line.elapsed_ms = elapsed_ms;
    line.kind = kind;
    line.text = std::move(text);
    line.amount = amount;
    return line;
}

std::vector<PlannedLine> snapshots(const PlannedVisit& visit, Random& random, double engagement)
{
    std::vector<PlannedLine> lines;
    const int n = visit.students_present;
    for (int minute = 5; minute < visit.minutes && minute <= 15; minute += 5) {
        const double share = std::clamp(0.55 + 0.12 * engagement + 0.06 * random.normal(), 0.3, 1.0);
        auto line = counted(EvidenceKind::snapshot, minute * minute_ms - random.below(20'000), "On task",
                            std::floor(share * n + 0.5));
        line.out_of = n;
        if (is_look_fors(visit)) line.indicators = {"1b"};
        if (is_teach(visit) && visit.form_id == "complete") line.indicators = {"0.2"};
        lines.push_back(std::move(line));
    }
    return lines;
}

// What the whole class does in two minutes; the order of a lesson is the order of the choices.
std::string mode_at(double share_of_lesson, Random& random)
{
    const std::vector<std::string> early{"Direct talk", "Question-answer", "Demonstration", "Direct talk",
                                         "Transition or administration"};
    const std::vector<std::string> middle{"Independent work", "Pair or group work", "Pair or group work",
                                          "Question-answer", "Independent work"};
    const std::vector<std::string> late{"Question-answer", "Student presentation", "Assessment", "Pair or group work"};
    return random.pick(share_of_lesson < 0.34 ? early : share_of_lesson < 0.75 ? middle : late);
}

std::vector<PlannedLine> modes_and_tallies(const PlannedVisit& visit, Random& random)
{
    std::vector<PlannedLine> lines;
    for (int minute = 2; minute <= visit.minutes; minute += 2) {
        PlannedLine line;
        line.elapsed_ms = minute * minute_ms - 1000 - random.below(9000);
        line.text = fmt::format("Minutes {} to {}: {}", minute - 2, minute,
                                mode_at(static_cast<double>(minute) / visit.minutes, random));
        line.indicators = {"M1"};
        lines.push_back(std::move(line));
    }
    struct Tally {
        const char* code;
        const char* name;
        int usual;  // in fifteen minutes
    };
    static const std::vector<Tally> tallies{{"T1", "Open question", 4},
                                            {"T2", "Closed question", 11},
                                            {"T3", "Wait of 3 seconds or more", 4},
                                            {"T4", "Specific feedback", 4},
                                            {"T5", "General praise", 6},
                                            {"T6", "Redirect", 3},
                                            {"T7", "Conferring stop", 5},
                                            {"S1", "Volunteers", 9},
                                            {"S2", "Explains", 4},
                                            {"S3", "Asks", 3},
                                            {"S4", "Peer exchange", 5}};
    for (const auto& [code, name, usual] : tallies) {
        const double count = usual * visit.minutes / 15.0 * (0.4 + 1.2 * random.unit());
        auto line =
            counted(EvidenceKind::tally, random.between(1, visit.minutes - 1) * minute_ms + random.below(30'000), name,
                    std::floor(count + 0.5));
        line.indicators = {code};
        if (*line.amount > 0) lines.push_back(std::move(line));
    }
    return lines;
}

int look_for_level(double strength) { return static_cast<int>(std::clamp(std::floor(strength + 0.5), 1.0, 4.0)); }

int teach_level(double strength)  // 1 to 5
{
    return static_cast<int>(std::clamp(std::floor(1.0 + (strength - 1.0) * 4.0 / 3.0 + 0.5), 1.0, 5.0));
}

int level_of(Band band) { return band == Band::low ? 1 : band == Band::middle ? 2 : 3; }

void rate_look_fors(PlannedVisit& visit, Random& random, const RowStrengths& strengths)
{
    std::set<std::string> seen;
    // Tags of scenes and of what was counted.
    for (const auto& line : visit.evidence) seen.insert(line.indicators.begin(), line.indicators.end());
    for (const auto* row : look_for_rows) {
        if (!seen.contains(row)) {
            if (random.chance(0.75)) visit.ratings.push_back({row, Mark::not_observed, 0});
        } else if (!random.chance(0.05)) {
            visit.ratings.push_back({row, Mark::level, look_for_level(strengths[row_index(row)])});
        }
    }
}

bool may_be_not_applicable(std::string_view behaviour)
{
    return behaviour == "1.3" || behaviour == "1.4" || behaviour == "3.4" || behaviour == "4.2";
}

void rate_teach(PlannedVisit& visit, Random& random, const RowStrengths& strengths, const LessonMarks& marks)
{
    const bool is_complete = visit.form_id == "complete";
    if (is_complete) {
        visit.ratings.push_back({"0.1", Mark::level, 2});
        const double engagement = strengths[row_index("1b")];
        visit.ratings.push_back({"0.2", Mark::level, engagement < 1.8 ? 1 : engagement < 2.8 ? 2 : 3});
    }
    for (char element = '1'; element <= '9'; ++element) {
        std::vector<Rating> behaviours;
        double strength = 0;
        int seen_count = 0;
        for (const std::string behaviour : teach_behaviours) {
            if (behaviour[0] != element) continue;
            if (const auto seen = marks.behaviours.find(behaviour);
                seen != marks.behaviours.end() && seen->second.is_tagged) {
                behaviours.push_back({behaviour, Mark::level, level_of(seen->second.band)});
                strength += strengths[row_index(text_bank().feedback_on(behaviour).row)];
                ++seen_count;
            } else if (may_be_not_applicable(behaviour) && random.chance(0.6)) {
                behaviours.push_back({behaviour, Mark::not_applicable, 0});
            } else if (random.chance(0.85)) {
                behaviours.push_back({behaviour, Mark::not_observed, 0});
            }
        }
        const std::string code(1, element);
        if (seen_count > 0)
            visit.ratings.push_back({code, Mark::level, teach_level(strength / seen_count)});
        else if (random.chance(0.8))
            visit.ratings.push_back({code, Mark::not_observed, 0});
        if (is_complete) visit.ratings.insert(visit.ratings.end(), behaviours.begin(), behaviours.end());
    }
}

}  // namespace

std::vector<PlannedLine> counted_lines(const PlannedVisit& visit, Voice& voice, double engagement)
{
    auto& random = voice.random();
    if (visit.rubric_id == "interval-tally") return modes_and_tallies(visit, random);
    std::vector<PlannedLine> lines;
    if (random.chance(0.7)) lines = snapshots(visit, random, engagement);
    if (random.chance(0.25)) {
        auto line =
            counted(EvidenceKind::timer, random.between(1, visit.minutes - 1) * minute_ms + random.below(50'000),
                    "Stopwatch", random.between(25, 160));
        if (is_look_fors(visit)) line.indicators = {"3b"};
        lines.push_back(std::move(line));
    }
    if (random.chance(0.2)) {
        auto line =
            counted(EvidenceKind::tally, random.between(1, visit.minutes - 1) * minute_ms + random.below(50'000),
                    "Open question", random.between(2, 7));
        if (is_look_fors(visit)) line.indicators = {"4b"};
        lines.push_back(std::move(line));
    }
    return lines;
}

void rate_lesson(PlannedVisit& visit, Random& random, const RowStrengths& strengths, const LessonMarks& marks)
{
    if (is_look_fors(visit)) rate_look_fors(visit, random, strengths);
    if (is_teach(visit)) rate_teach(visit, random, strengths, marks);
}

}  // namespace throughline::sample
