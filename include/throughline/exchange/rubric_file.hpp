// Rubric files: reading with every fault named by its place, writing, and the rubrics that ship with the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

struct RubricProblem {
    std::string place;  // JSON pointer: "/nodes/3/scale"
    std::string text;   // what is wrong and what to do
};

// Everything wrong with the file's text: not JSON, against rubrics/schema/rubric.schema.json, or against a rule that a
// schema cannot say (a parent that does not exist, a level described twice). Empty when it is a good rubric.
std::vector<RubricProblem> rubric_problems(std::string_view json);

// The rubric, or bad_input with the first problem's place and the count of the others.
Result<Rubric> parse_rubric(std::string_view json);

// The same rubric as a file's text; parse_rubric(write_rubric(r)) equals r.
std::string write_rubric(const Rubric& rubric);

// The texts of the rubric files that ship with the program, ready for parse_rubric.
std::vector<std::string_view> shipped_rubric_files();

}  // namespace throughline
