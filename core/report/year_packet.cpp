// A teacher's school year on paper: visits and steps at a glance, levels over time, each visit in full.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/report/packet_words.hpp"
#include "core/report/visit_sections.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/report/growth_chart.hpp"

namespace throughline::report {
namespace {

using Look = Paragraph::Look;

class Year {
public:
    Year(const YearRecord& record, const PacketMaking& making) : record_(record), making_(making)
    {
        for (const auto& visit : record.page.visits)
            if (visit.state == ObservationState::shared && is_in_year(visit.started_on)) visits_.push_back(&visit);
        std::ranges::sort(visits_, {}, [](const VisitRow* visit) { return std::pair(visit->started_at, visit->id); });
        for (const auto& step : record.page.steps)
            if (step.step.assigned_on && is_in_year(*step.step.assigned_on)) steps_.push_back(&step);
        std::ranges::stable_sort(steps_, {}, [](const StepRow* row) { return *row->step.assigned_on; });
        Date begin = record.last;
        if (!visits_.empty()) begin = std::min(begin, visits_.front()->started_on);
        if (!steps_.empty()) begin = std::min(begin, *steps_.front()->step.assigned_on);
        span_ = {Date(begin.year(), begin.month(), 1), record.last};
    }

    Document document()
    {
        auto document = begun_packet(making_);
        document.title = fmt::format("Feedback for {}, {}", record_.page.teacher.person.name(), record_.name);
        add_opening();
        add_steps();
        add_goals();
        add_levels();
        add_visits();
        add_notices();
        document.blocks = std::move(blocks_);
        return document;
    }

private:
    [[nodiscard]] bool is_in_year(Date day) const { return day >= record_.first && day <= record_.last; }
    [[nodiscard]] std::string spoken(Date day) const { return spoken_date(day, making_.on); }
    void heading(int level, std::string text) { blocks_.emplace_back(Heading{level, std::move(text)}); }
    void paragraph(std::string text, Look look = Look::plain)
    {
        blocks_.emplace_back(Paragraph{std::move(text), look});
    }

    void add_opening()
    {
        std::vector<std::string> parts;
        if (!record_.page.teacher.school_name.empty()) parts.push_back(record_.page.teacher.school_name);
        parts.push_back(counted(static_cast<std::int64_t>(visits_.size()), "shared visit"));
        if (!visits_.empty())
            parts.push_back(day_words(visits_.front()->started_on) +
                            (visits_.size() > 1 ? " to " + day_words(visits_.back()->started_on) : ""));
        paragraph(join(parts, " \u00b7 "), Look::quiet);
        if (visits_.empty()) return paragraph("No visit has been shared in this school year.");
        heading(2, "The year at a glance");
        blocks_.emplace_back(Figures{{visits_chart()}, true});
    }

    [[nodiscard]] Chart year_chart(std::string title) const
    {
        Chart chart;
        chart.title = std::move(title);
        chart.first = span_.first;
        chart.last = span_.last;
        return chart;
    }

    // One row for each purpose, so that an evaluation never stands among coaching visits.
    [[nodiscard]] Chart visits_chart() const
    {
        auto chart = year_chart("Visits");
        std::map<Purpose, std::size_t> rows;
        for (const auto* visit : visits_) rows.emplace(visit->purpose, 0);
        for (auto& [purpose, row] : rows) {
            row = chart.rows.size();
            chart.rows.push_back(visit_words(purpose));
        }
        for (const auto* visit : visits_) {
            ChartPoint point;
            point.on = visit->started_on;
            point.row = rows.at(visit->purpose);
            point.shape = shape_of(visit->purpose);
            point.words = fmt::format("{}: {} by {}", spoken(visit->started_on), visit_words(visit->purpose),
                                      visit->observer_name);
            chart.points.push_back(std::move(point));
        }
        return chart;
    }

    [[nodiscard]] std::string became_words(const ActionStep& step) const
    {
        if (step.state == StepState::mastered && step.closed_on) return "Mastered on " + spoken(*step.closed_on);
        std::string words(name_of(step.state));
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
        if (step.closed_on) return words + " on " + spoken(*step.closed_on);
        if (is_live(step.state) && step.check_on) return words + "; we look back at it on " + spoken(*step.check_on);
        return words;
    }

    void add_steps()
    {
        if (steps_.empty()) return;
        heading(2, "Steps and what became of them");
        auto chart = year_chart("Steps, each from the day it was agreed");
        using Kind = ChartKeyEntry::Kind;
        chart.key = {{Kind::filled_bar, MarkShape::circle, false, false, "Mastered at its end"},
                     {Kind::bar, MarkShape::circle, false, false, "Not mastered, or still live"}};
        Table table{"Steps of the year", {"Step", "Agreed", "What became of it"}, {}, true, {5, 2, 3}};
        for (std::size_t index = 0; index < steps_.size(); ++index) {
            const auto& step = steps_[index]->step;
            const auto number = std::to_string(index + 1);
            chart.rows.push_back(number + ". " + step.text);
            ChartBar bar;
            bar.from = *step.assigned_on;
            bar.to = step.closed_on ? std::optional(std::min(*step.closed_on, record_.last)) : std::nullopt;
            bar.row = index;
            bar.filled = step.state == StepState::mastered;
            bar.words = fmt::format("Step {}: agreed on {}. {}", number, spoken(*step.assigned_on), became_words(step));
            chart.bars.push_back(std::move(bar));
            table.rows.push_back({number + ". " + step.text,
                                  fmt::format("{}, with {}", spoken(*step.assigned_on), steps_[index]->observer_name),
                                  became_words(step)});
        }
        blocks_.emplace_back(Figures{{std::move(chart)}, true});
        blocks_.emplace_back(std::move(table));
    }

    [[nodiscard]] std::string goal_became(const Goal& goal) const
    {
        if (goal.state == GoalState::open) return goal.by ? "Open, by " + spoken(*goal.by) : std::string("Open");
        const std::string words = goal.state == GoalState::reached ? "Reached" : "Dropped";
        return goal.closed_on ? words + " on " + spoken(*goal.closed_on) : words;
    }

    // What the teacher set: their words, nobody's rating.
    void add_goals()
    {
        Table table{"Set by " + record_.page.teacher.person.name(),
                    {"Goal or step", "Measure and readings", "What became of it"},
                    {},
                    true,
                    {4, 4, 2}};
        for (const auto& [goal, readings] : record_.goals) {
            const bool was_open = goal.set_on <= record_.last && (!goal.closed_on || *goal.closed_on >= record_.first);
            if (!was_open) continue;
            std::vector<std::string> parts;
            if (auto measure = goal_measure_words(goal); !measure.empty()) parts.push_back(std::move(measure));
            for (const auto& reading : readings)
                parts.push_back(fmt::format("{}: {}{}", short_day(reading.day), reading.value,
                                            reading.note.empty() ? std::string() : " (" + reading.note + ")"));
            const auto* kind = goal.kind == GoalKind::goal ? "Goal: " : "Own step: ";
            table.rows.push_back({kind + goal.text, join(parts, "; "), goal_became(goal)});
        }
        if (table.rows.empty()) return;
        heading(2, "Goals and own steps");
        blocks_.emplace_back(std::move(table));
    }

    void add_levels()
    {
        std::map<Purpose, std::vector<RatingPoint>> by_purpose;
        for (const auto& point : record_.page.ratings)
            if (is_in_year(point.on)) by_purpose[point.purpose].push_back(point);
        if (by_purpose.empty()) return;
        heading(2, "Levels over time");
        for (const auto& [purpose, points] : by_purpose) {
            const auto all = rating_series(points, record_.rubrics, false);
            for (std::size_t first = 0; first < all.size();) {
                auto end = first;
                while (end < all.size() && all[end].rubric_version == all[first].rubric_version) ++end;
                add_level_group(
                    {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(end)},
                    purpose);
                first = end;
            }
        }
    }

    // All rows of one rubric version on visits of one purpose.
    void add_level_group(const std::vector<RatingSeries>& group, Purpose purpose)
    {
        const auto title = fmt::format("{}: {}", visit_words(purpose), group.front().rubric_title);
        heading(3, title);
        add_growth(group.front().rubric_version, purpose);
        Figures figures;
        Table table{"The same levels in words. " + title, {"Row", "Level on each visit"}, {}, true, {2, 5}};
        for (const auto& series : group) {
            figures.charts.push_back(rating_chart(series, span_, making_.on));
            std::vector<std::string> levels;
            for (const auto& point : series.points)
                levels.push_back(fmt::format("{} {}", short_day(point.on), rating_words(point)));
            table.rows.push_back({series.heading(), join(levels, "; ")});
        }
        blocks_.emplace_back(std::move(figures));
        blocks_.emplace_back(std::move(table));
    }

    // The year in one picture, or the words for why there is no more to say yet. What matters more than a line comes
    // first.
    void add_growth(const RubricVersionId& version, Purpose purpose)
    {
        const auto found = std::ranges::find_if(record_.growth, [&](const TeacherGrowth::Growth& growth) {
            return growth.rubric_version == version && growth.purpose == purpose;
        });
        if (found == record_.growth.end() || found->method == GrowthMethod::none) return;
        Table markers{"Levels and when they came", {"Row", "Sustained", "Reached first"}, {}, true, {3, 3, 4}};
        for (const auto& row : found->indicators) {
            if (row.first_reached.empty()) continue;
            std::vector<std::string> reached;
            for (const auto& level : row.first_reached)
                reached.push_back(fmt::format("{} on {}", level_name(level.level, row.levels), short_day(level.on)));
            markers.rows.push_back({row.code + " " + row.title,
                                    row.sustained
                                        ? fmt::format("{} since {}", level_name(row.sustained->level, row.levels),
                                                      short_day(row.sustained->on))
                                        : "Not yet",
                                    join(reached, "; ")});
        }
        if (!markers.rows.empty()) blocks_.emplace_back(std::move(markers));
        blocks_.emplace_back(Figures{{growth_chart(*found, making_.on)}, true});
        paragraph(present_words(*found, making_.on));
        if (found->direction == analysis::Direction::rising || found->direction == analysis::Direction::falling)
            paragraph(slope_words(*found));
        paragraph("How this was computed: " + join(found->how_computed, " "), Look::quiet);
    }

    void add_visits()
    {
        if (visits_.empty()) return;
        blocks_.emplace_back(PageBreak{});
        heading(2, "Each visit");
        for (const auto* row : visits_) {
            heading(3, fmt::format("{} on {}", visit_words(row->purpose), day_words(row->started_on)));
            const auto detail = std::ranges::find_if(record_.visits, [row](const ObservationDetail::Detail& visit) {
                return visit.observation.id == row->id;
            });
            if (detail == record_.visits.end()) {
                paragraph(fmt::format("By {}. What was said is between {} and {}.", row->observer_name,
                                      row->observer_name, row->teacher_name),
                          Look::quiet);
                continue;
            }
            paragraph(visit_facts(*detail), Look::quiet);
            for (auto& block : feedback_sections(*detail, {4, false})) blocks_.push_back(std::move(block));
        }
    }

    void add_notices()
    {
        std::set<std::string> sentences;
        std::map<std::string, const Rubric*> rubrics;
        for (const auto& visit : record_.visits) {
            sentences.insert(visit_words(visit.observation.purpose) + ": " +
                             who_can_see(visit.observation.purpose, visit.teacher.name(), visit.observer.name(),
                                         visit.leaders_read_steps));
            rubrics.emplace(rubric_words(visit.rubric), &visit.rubric);
        }
        if (sentences.empty()) return;
        heading(2, "Who can see this");
        for (const auto& sentence : sentences) paragraph(sentence, Look::quiet);
        paragraph("Confidential: please do not pass it on without asking.", Look::quiet);
        heading(2, rubrics.size() == 1 ? "About the rubric" : "About the rubrics");
        for (const auto& [words, rubric] : rubrics)
            for (auto& block : rubric_credit(*rubric)) blocks_.push_back(std::move(block));
    }

    const YearRecord& record_;
    const PacketMaking& making_;
    std::vector<const VisitRow*> visits_;  // shared, of the year, oldest first
    std::vector<const StepRow*> steps_;    // agreed in the year, oldest first
    DaySpan span_;                         // of all its charts
    std::vector<Block> blocks_;
};

}  // namespace

Document year_packet(const YearRecord& record, const PacketMaking& making) { return Year(record, making).document(); }

}  // namespace throughline::report
