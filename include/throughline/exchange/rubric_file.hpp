// Rubric files: reading with every fault named by its place, writing, and the rubrics that ship with the program.
//
// Used by the command line's `rubric` commands, by the Rubrics page and by a new workspace, which takes the shipped
// rubrics in. The format is described for its authors in app/help/rubric-file.md. Nothing here touches the disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

struct RubricProblem {
    std::string place;  // JSON pointer: "/nodes/3/scale"; empty for the file as a whole
    std::string text;   // what is wrong and what to do
};

// Everything wrong with the file's text: not JSON, against rubrics/schema/rubric.schema.json, or against a rule that a
// schema cannot say (a parent that does not exist, a level described twice). Empty when it is a good rubric.
std::vector<RubricProblem> rubric_problems(std::string_view json);

// The rubric, or bad_input with the first problem's place and the count of the others.
Result<Rubric> parse_rubric(std::string_view json);

// The same rubric as a file's text, in UTF-8; parse_rubric(write_rubric(r)) equals r for every r without problems.
std::string write_rubric(const Rubric& rubric);

// What stands against keeping `rubric` beside `original`; empty if they do not clash. A changed copy of a published
// instrument may not go under the instrument's own name: it needs an id and a title of its own, and keeps the credit.
// A rubric that nobody else is credited for may have a new version under its old id.
std::vector<RubricProblem> fork_problems(const Rubric& rubric, const Rubric& original);

// The texts of the rubric files that ship with the program, ready for parse_rubric; they live as long as the program.
std::vector<std::string_view> shipped_rubric_files();

}  // namespace throughline
