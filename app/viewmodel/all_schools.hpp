// Which questions go over so many schools that a worker asks them (app/widget/long_question.hpp). No wx.
//
// Used by the pages that count (Cadence, Today, the preview of a rule) and by those that then choose a school first
// (Growth). Up to twenty schools at once, or one of many, are counted within a frame and so are asked for directly;
// this is the only place that says where that ends.
#pragma once

#include <cstddef>
#include <string>

#include "app/viewmodel/document.hpp"
#include "throughline/model/cadence_rule.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

[[nodiscard]] bool is_more_than_at_once(std::size_t schools);
// A file with more than twenty schools.
[[nodiscard]] bool has_many_schools(const Document& document);
// Where one begins in such a file: the actor's own, or the first.
[[nodiscard]] SchoolId own_school(const Document& document, const SchoolSettings::Settings& settings);
// Nothing chooses some of the schools: a tag is looked for in all of them.
[[nodiscard]] bool goes_over_all_schools(const CadenceFilter& filter);
[[nodiscard]] bool goes_over_all_schools(const Scope& scope);

// What a page says meanwhile.
[[nodiscard]] std::string counting_words();  // "Counting all schools ..."

}  // namespace throughline
