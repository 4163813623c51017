// TerminalProgress: how far long work is, in the terminal's last line, and Ctrl+C that stops it cleanly.
//
// Used by every command that may take longer than a moment. Promises: nothing is written if standard error is no
// terminal; the line is gone when this is; the first Ctrl+C asks the work to stop, so that nothing half written stays,
// a second one ends the program at once. One at a time.
#pragma once

#include <csignal>
#include <stop_token>
#include <string>

#include "throughline/leaving.hpp"
#include "throughline/progress.hpp"

namespace throughline::cli {

class TerminalProgress {
public:
    explicit TerminalProgress(std::string doing);  // "Writing"
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;
    ~TerminalProgress();

    [[nodiscard]] Progress progress();
    [[nodiscard]] LeavingWatch watch();

private:
    void say(const std::string& what, double share);

    std::string doing_;
    bool is_terminal_;
    std::stop_source stop_;
    struct sigaction before_ {};
};

}  // namespace throughline::cli
