#include "core/workspace/sample/lesson.hpp"

#include <algorithm>
#include <cassert>
#include <set>

#include "core/workspace/sample/lesson_counts.hpp"

namespace throughline::sample {
namespace {

struct PhaseShare {
    char phase;
    double share;
};

std::vector<PhaseShare> phases_of(LessonPart part)
{
    switch (part) {
        case LessonPart::start:
            return {{'o', 0.25}, {'l', 0.35}, {'w', 0.40}};
        case LessonPart::middle:
            return {{'l', 0.15}, {'w', 0.50}, {'t', 0.35}};
        case LessonPart::end:
            return {{'w', 0.35}, {'t', 0.40}, {'c', 0.25}};
        case LessonPart::all:
            return {{'o', 0.10}, {'l', 0.22}, {'w', 0.33}, {'t', 0.23}, {'c', 0.12}};
    }
    return {};
}

// A row's strength shows in most of its scenes, not in all.
Band band_for(double strength, Random& random)
{
    const double shown = strength + 0.45 * random.normal();
    return shown < 1.8 ? Band::low : shown < 2.8 ? Band::middle : Band::high;
}

bool tells_of_minutes(const SceneLine& line) { return line.text.find("{long} minutes") != std::string::npos; }

class LessonWriter {
public:
    LessonWriter(PlannedVisit& visit, Voice& voice, const LessonRequest& request)
        : visit_(visit), voice_(voice), request_(request)
    {
        // One band for a behavior in one visit: a goal is not both spoken about and missing.
        for (const auto& feedback : text_bank().feedback)
            bands_[feedback.behaviour] = band_for(strength_of(feedback.behaviour), voice_.random());
        for (const auto& scene : text_bank().scenes)
            if (fits(scene.settings, voice_.setting()) &&
                (scene.behaviour.empty() || bands_.at(scene.behaviour) == scene.band))
                fitting_.push_back(&scene);
    }

    LessonMarks write()
    {
        for (const auto& [phase, share] : phases_of(request_.part)) {
            const int lines_wanted = static_cast<int>(share * request_.lines + 0.5);
            int written = 0;
            const auto from = blocks_.size();
            // A phase can run out of scenes that fit; it is then shorter.
            for (int attempt = 0; written < lines_wanted && attempt < 60; ++attempt) written += add_scene(phase);
            order_phase(from);
        }
        const auto counted = counted_lines(visit_, voice_, request_.strengths[row_index("1b")]);
        stamp_times();
        visit_.evidence.insert(visit_.evidence.end(), counted.begin(), counted.end());
        add_private_lines();
        std::ranges::stable_sort(visit_.evidence, {}, &PlannedLine::elapsed_ms);
        return std::move(marks_);
    }

private:
    struct Block {
        std::vector<PlannedLine> lines;
        const Scene* scene;
    };

    double strength_of(std::string_view behaviour) const
    {
        return request_.strengths[row_index(text_bank().feedback_on(behaviour).row)];
    }

    // How much an observer wants to see one more scene of this kind.
    double appetite(const Scene& scene) const
    {
        if (scene.position == Position::last && has_ended_) return 0.0;
        // A wait of minutes cannot have been seen when the visit has just begun.
        if (blocks_.size() < 4 && std::ranges::any_of(scene.lines, tells_of_minutes)) return 0.0;
        if (scene.behaviour.empty()) return plain_ * 6 < static_cast<int>(blocks_.size()) ? 1.2 : 0.0;
        const auto seen = scenes_of_.find(scene.behaviour);
        const int count = seen == scenes_of_.end() ? 0 : seen->second;
        const auto row = rows_.find(scene.row);
        const int row_count = row == rows_.end() ? 0 : row->second;
        const int count_max = scene.behaviour == "6.1" || scene.behaviour == "4.1" ? 3 : 2;
        if (count >= count_max || (scene.only && count > 0) || closed_.contains(scene.behaviour)) return 0.0;
        const double looked_for = scene.behaviour == request_.looked_for ? 3.0 : 1.0;
        return looked_for / (1.0 + 1.5 * row_count + count);
    }

    int add_scene(char phase)
    {
        std::vector<const Scene*> fitting;
        std::vector<double> appetites;
        double total = 0;
        for (const auto* scene : fitting_) {
            if (scene->phases.find(phase) == std::string::npos || used_.contains(scene)) continue;
            const double weight = appetite(*scene);
            if (weight <= 0) continue;
            fitting.push_back(scene);
            appetites.push_back(weight);
            total += weight;
        }
        if (fitting.empty()) return 0;
        double at = voice_.random().unit() * total;
        std::size_t chosen = 0;
        while (chosen + 1 < fitting.size() && (at -= appetites[chosen]) >= 0) ++chosen;
        return play(*fitting[chosen]);
    }

    int play(const Scene& scene)
    {
        used_.insert(&scene);
        const auto lines = voice_.play(scene);
        if (!lines) return 0;
        if (std::ranges::any_of(*lines, [this](const SceneLine& line) { return texts_.contains(line.text); })) return 0;
        Block block{{}, &scene};
        for (const auto& said : *lines) {
            PlannedLine line;
            line.speaker = said.speaker;
            line.text = said.text;
            texts_.insert(said.text);
            const double tag_chance = block.lines.empty() ? 0.9 : 0.4;
            if (!scene.behaviour.empty() && voice_.random().chance(tag_chance))
                line.indicators = {code_in(visit_, scene.behaviour, scene.row)};
            block.lines.push_back(std::move(line));
        }
        has_ended_ = has_ended_ || scene.position == Position::last;
        if (scene.behaviour.empty()) {
            ++plain_;
        } else {
            ++scenes_of_[scene.behaviour];
            ++rows_[scene.row];
            if (scene.only) closed_.insert(scene.behaviour);
        }
        blocks_.push_back(std::move(block));
        return static_cast<int>(lines->size());
    }

    // Greetings come first in their phase, exit tickets late, the bell last.
    void order_phase(std::size_t from)
    {
        const auto begin = blocks_.begin() + static_cast<std::ptrdiff_t>(from);
        std::stable_sort(begin, blocks_.end(), [](const Block& one, const Block& other) {
            return one.scene->position < other.scene->position;
        });
    }

    // Spreads the scenes over the visit: lines of a scene follow each other closely, scenes leave room.
    void stamp_times()
    {
        auto& random = voice_.random();
        std::vector<double> gaps;
        double gaps_total = 0;
        double within_total = 0;
        for (const auto& block : blocks_) {
            gaps.push_back(0.4 + random.unit());
            gaps_total += gaps.back();
            within_total += 8.0 * static_cast<double>(block.lines.size() - 1);
        }
        const double seconds = visit_.minutes * 60.0 - 30.0;
        const double room = std::max(seconds - within_total, seconds / 3);
        const double scale = room / (gaps_total + 0.5);
        const double within = std::min(8.0, (seconds - room) / std::max(within_total / 8.0, 1.0));
        double at = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            at += gaps[i] * scale;
            for (std::size_t k = 0; k < blocks_[i].lines.size(); ++k) {
                if (k > 0) at += within * (0.6 + 0.8 * random.unit());
                auto line = std::move(blocks_[i].lines[k]);
                line.elapsed_ms = static_cast<std::int64_t>(std::min(at, seconds + 20.0) * 1000) + random.below(1000);
                mark(line, *blocks_[i].scene);
                visit_.evidence.push_back(std::move(line));
            }
        }
    }

    void add_private_lines()
    {
        auto& random = voice_.random();
        const int count = random.chance(0.25) ? 2 : random.chance(0.6) ? 1 : 0;
        for (int i = 0; i < count; ++i) {
            const auto choices = text_bank().talk_of("private", voice_.setting());
            PlannedLine line;
            line.elapsed_ms = static_cast<std::int64_t>((0.2 + 0.75 * random.unit()) * visit_.minutes * 60'000);
            line.speaker = Speaker::observer;
            line.is_private = true;
            line.text = voice_.say(random.pick(choices), {{"name", request_.teacher_name}});
            if (texts_.insert(line.text).second) visit_.evidence.push_back(std::move(line));
        }
    }

    void mark(const PlannedLine& line, const Scene& scene)
    {
        if (scene.behaviour.empty()) return;
        auto& seen = marks_.behaviours[scene.behaviour];
        seen.band = scene.band;
        seen.is_tagged = seen.is_tagged || !line.indicators.empty();
        seen.lines.push_back({line.elapsed_ms, line.text});
    }

    PlannedVisit& visit_;
    Voice& voice_;
    const LessonRequest& request_;
    std::map<std::string, Band, std::less<>> bands_;
    std::vector<const Scene*> fitting_;  // the setting and the bands
    std::vector<Block> blocks_;
    std::set<const Scene*> used_;
    std::set<std::string> texts_;
    std::map<std::string, int> scenes_of_;
    std::map<std::string, int> rows_;
    std::set<std::string> closed_;  // behaviors whose only scene has been written
    int plain_ = 0;
    bool has_ended_ = false;  // the lesson, by its bell
    LessonMarks marks_;
};

}  // namespace

std::size_t row_index(std::string_view row)
{
    const auto found = std::ranges::find(look_for_rows, row);
    assert(found != look_for_rows.end());
    return static_cast<std::size_t>(found - look_for_rows.begin());
}

std::string code_in(const PlannedVisit& visit, const std::string& behaviour, const std::string& row)
{
    if (visit.rubric_id == "essential-practice-look-fors") return row;
    if (visit.rubric_id == "interval-tally") return text_bank().feedback_on(behaviour).tally;
    // The short form of Teach Primary has the elements only; "0" is a heading.
    return visit.form_id == "fifteen-minutes" && behaviour[0] != '0' ? behaviour.substr(0, 1) : behaviour;
}

LessonMarks write_lesson(PlannedVisit& visit, Voice& voice, const LessonRequest& request)
{
    auto marks = LessonWriter(visit, voice, request).write();
    rate_lesson(visit, voice.random(), request.strengths, marks);
    return marks;
}

}  // namespace throughline::sample
