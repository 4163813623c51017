// Voice: fills the places in the sample's texts for one lesson: its topic, its class, its numbers, its students.
//
// Used by lesson.cpp and follow_through.cpp. Promises: within one lesson a question, a mistake or a word is used once;
// numbers of people are at least two and never more than are present.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/workspace/sample/random.hpp"
#include "core/workspace/sample/text_bank.hpp"

namespace throughline::sample {

// "06:40", as people say a time in a lesson.
std::string minutes_and_seconds(std::int64_t elapsed_ms);

class Voice {
public:
    // `turn` counts a teacher's lessons, so that the next one on the same topic begins with other questions.
    Voice(Random random, const Topic& topic, int students_present, int turn);

    // The scene's lines, filled; nothing if the topic has no unused question left for it.
    std::optional<std::vector<SceneLine>> play(const Scene& scene);

    // One text; `extra` fills further places, or these before the lesson's own.
    std::string say(std::string_view text, const std::map<std::string, std::string>& extra = {});

    [[nodiscard]] char setting() const { return setting_; }
    [[nodiscard]] int students() const { return students_; }
    Random& random() { return random_; }

private:
    // What one scene keeps to: its students, its question, its number.
    struct Cast {
        std::map<std::string, std::string, std::less<>> places;
    };

    // One list of the topic, used from a turning start, each entry once.
    struct Supply {
        int start = 0;
        int used = 0;
    };

    bool cast_questions(const std::vector<SceneLine>& lines, Cast& cast);
    void cast_students(Cast& cast);
    std::string fill(std::string_view text, const Cast& cast);
    std::string place(std::string_view name, const Cast& cast);
    std::string choice(std::string_view choices);  // "this|that"
    std::string number(std::string_view name);
    std::optional<int> take(Supply& supply, std::size_t size);

    Random random_;
    const Topic& topic_;
    int students_;
    int groups_;
    char setting_;
    Supply open_, ask_, wrong_, word_, did_;
};

}  // namespace throughline::sample
