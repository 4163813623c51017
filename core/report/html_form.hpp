// The form for the teacher's answer on a web page, and the one script that a page may run.
#pragma once

#include <string>

#include "core/report/html_writer.hpp"
#include "throughline/report/document.hpp"

namespace throughline::report {

void write_form(HtmlWriter& page, const AnswerForm& form);

// Its text is the same on every page: what differs stands in the form's attributes, so that no name is ever a program.
const std::string& form_script();

}  // namespace throughline::report
