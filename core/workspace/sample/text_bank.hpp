// The sample's own-written words: what is taught, what an observer sees and writes down, what a coach says afterwards.
//
// They stand in text/*.txt, compiled in, so that they can be read and mended as prose. Used by lesson.cpp and
// follow_through.cpp. Promises: parsed once; a fault in a text stops the program (and the tests find it first).
//
// topics_*.txt  A topic per `== GRADE | name` (or `== SUBJECT | name` where grades are taught together), then
//               `goal` (after "I can"), `link` (a teacher's sentence to daily life), `task`, `start` (a direction,
//               after "First,"), `things` (plural), `product`, `say` (thinking aloud), `open: question | answer |
//               another`, `ask: question | answer`, `wrong: a student's mistake | the teacher's prompt`, `word`,
//               `exit`, `help`, `more` (for those who are done), `did` (after "you").
// scenes_*.txt  One to four lines that belong together, below `[behavior row band phases settings]`. Bands: hi, mid,
// lo.
//               Phases: o opening, l launch, w work, t talk, c close. Settings: d desks, a art, m music, p gym, * all.
//               Then, if need be: `first`, `late` or `last` in its phase; `only`: the only one of its behavior in a
//               visit. Lines begin with T (teacher), S (student) or - (a plain fact).
// feedback_*.txt  By behavior: strengths, growth areas, steps and what teachers say to them. `growth~phrase/phrase:
// ...`
//               is said only where a line of this behavior has one of the phrases; {see} is then that line's time.
// talk.txt      Everything else that is written, `key: text`.
//
// `@da` behind a key keeps a text to these settings. {this|that} is one of the two.
//
// Places in braces are filled: a topic's keys, {s1}..{s3} students by seat, {n} students present, {few} {some} {most}
// {count} {groups} {visited} {wait} {short} {sec} {min} {long} numbers, {team} {teams} what students sit in.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/model/observation.hpp"

namespace throughline::sample {

struct Topic {
    std::string subject;
    std::string grade;  // empty where grades are taught together
    std::string name, goal, link, task, start, things, product, say, exit, help, more;
    struct Question {
        std::string text;
        std::vector<std::string> answers;  // two for an open question, one for a closed one
    };
    std::vector<Question> open, ask, wrong;
    std::vector<std::string> word, did;
};

enum class Band { low, middle, high };
enum class Position { first, inner, late, last };

struct SceneLine {
    Speaker speaker = Speaker::none;
    std::string text;
};

struct Scene {
    std::string behaviour;  // of Teach Primary, "6.1"; empty for plain facts
    std::string row;        // of the look-fors, "4b"; empty for plain facts
    Band band = Band::middle;
    std::string phases;
    std::string settings;
    bool only = false;
    Position position = Position::inner;
    std::vector<SceneLine> lines;
};

struct FeedbackText {
    std::string settings;
    std::vector<std::string> phrases;  // none: fits any line
    std::string text;
};

struct Feedback {
    std::string behaviour;
    std::string row;
    std::string tally;  // the row of the interval form that comes nearest, "T1"
    std::vector<FeedbackText> strengths, growth_areas, steps, words;
};

struct Talk {
    std::string key;
    FeedbackText line;
};

struct TextBank {
    std::vector<Topic> topics;
    std::vector<Scene> scenes;
    std::vector<Feedback> feedback;
    std::vector<Talk> talk;

    [[nodiscard]] std::vector<const Topic*> topics_of(std::string_view subject, std::string_view grade) const;
    [[nodiscard]] const Feedback& feedback_on(std::string_view behaviour) const;
    [[nodiscard]] std::vector<std::string_view> talk_of(std::string_view key, char setting) const;
};

const TextBank& text_bank();

// The setting in which a subject is taught: 'd', 'a', 'm' or 'p'.
char setting_of(std::string_view subject);
bool fits(std::string_view settings, char setting);

// The rows that the sample observes, in the rubrics' order.
inline constexpr std::array look_for_rows{"1a", "1b", "2", "3a", "3b", "4a", "4b", "5a", "5b"};
inline constexpr std::array teach_behaviours{"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3",
                                             "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "6.1", "6.2", "6.3", "7.1",
                                             "7.2", "7.3", "8.1", "8.2", "8.3", "9.1", "9.2", "9.3"};

}  // namespace throughline::sample
