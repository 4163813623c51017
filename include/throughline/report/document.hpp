// Document: something to read or print, as values: a title, headings, paragraphs, lists, tables, charts and notices.
//
// Made by whoever has something to say (a packet, a summary for a leader); drawn by as_html() and as_pdf(), which put
// the same words in the same order. Used by the library and both programs.
// Promises: texts are plain UTF-8, never markup; whatever a person typed may stand in any of them. A document holds its
// own dates and ids, so the same document gives the same file.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "throughline/base/time.hpp"
#include "throughline/report/chart.hpp"

namespace throughline::report {

struct Heading {
    int level = 2;  // 2 to 4; the title is the only one of level 1, and no level may be skipped on the way down
    std::string text;
};

struct Paragraph {
    enum class Look {
        plain,
        lead,   // the one that matters most: larger
        quiet,  // facts, attribution
    };
    std::string text;  // its own line breaks are kept
    Look look = Look::plain;
};

struct List {
    struct Item {
        std::string lead;  // "01:30"; in front, apart from the text; may be empty
        std::string text;
        std::string note;  // quiet, behind the text; may be empty
    };
    std::vector<Item> items;
};

struct Table {
    std::string caption;  // always shown: a table says what it is
    std::vector<std::string> heads;
    std::vector<std::vector<std::string>> rows;  // each as long as `heads`
    bool first_names_row = true;                 // the first cell of a row is the row's own head
    std::vector<int> shares;                     // how much of the width each column may take; empty: all the same
};

// Charts that belong together, each with its text alternative; what their marks mean is said once.
struct Figures {
    std::vector<Chart> charts;
    bool is_wide = false;  // as wide as the page, one below the other; otherwise small ones beside each other
};

// A boxed text that must not be overlooked.
struct Notice {
    std::string title;
    std::string text;
};

// On paper, what follows begins a new page.
struct PageBreak {};

// A form for the teacher's answer, at the end of a web page; left out on paper and in a mail. What is filled in is
// saved as a file that the packet's key seals (core/exchange/answer_file.hpp reads it).
struct AnswerForm {
    struct Choice {
        std::string value;
        std::string label;
    };
    struct Question {
        std::string code;  // of the rubric's row
        std::string text;
        std::vector<Choice> choices;
    };
    std::string packet;
    std::string observation;
    std::string key;  // 64 hexadecimal digits
    std::string teacher;
    std::string observer;
    std::string mail_to;    // the observer's address; may be empty
    std::string file_name;  // of the answer
    std::vector<Question> self_ratings;
};

using Block = std::variant<Heading, Paragraph, List, Table, Figures, Notice, PageBreak, AnswerForm>;

struct Document {
    std::string title;
    std::string language = "en";  // BCP 47
    std::string author;
    std::string confidential;  // the line on top of the page, and on each sheet of paper; may be empty
    std::string made;          // last line: by whom and when it was made
    Instant made_at;           // the file's own date
    std::vector<Block> blocks;
};

}  // namespace throughline::report
