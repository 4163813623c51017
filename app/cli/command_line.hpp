// The whole program as a function, so that `demo` runs the very command lines that it prints.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace throughline::cli {

enum ExitCode { exit_done = 0, exit_refused = 1, exit_wrong_usage = 2 };

struct Streams {
    std::istream& input;
    std::ostream& output;
    std::ostream& error;
};

// `arguments` without the program's name. On anything but success, one line goes to `error`.
int run_command_line(const std::vector<std::string>& arguments, const Streams& streams);

}  // namespace throughline::cli
