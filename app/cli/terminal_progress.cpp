#include "app/cli/terminal_progress.hpp"

#include <unistd.h>

#include <fmt/format.h>

namespace throughline::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;

constexpr int line_width = 60;
constexpr int percent = 100;

}  // namespace

TerminalProgress::TerminalProgress(std::string doing)
    : doing_(std::move(doing)), is_terminal_(::isatty(STDERR_FILENO) == 1)
{
    interrupted = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, &before_);
}

TerminalProgress::~TerminalProgress()
{
    ::sigaction(SIGINT, &before_, nullptr);
    if (is_terminal_) fmt::print(stderr, "\r{:{}}\r", "", line_width);
}

Progress TerminalProgress::progress()
{
    return Progress([this](double share) { say({}, share); }, stop_.get_token());
}

LeavingWatch TerminalProgress::watch()
{
    return {[this](const LeavingProgress& now) {
                const auto total = static_cast<double>(now.rows_total);
                say(now.what, total > 0 ? static_cast<double>(now.rows_done) / total : 0);
            },
            stop_.get_token()};
}

void TerminalProgress::say(const std::string& what, double share)
{
    if (interrupted != 0) stop_.request_stop();
    if (!is_terminal_) return;
    const auto words = what.empty() ? doing_ : doing_ + " " + what;
    fmt::print(stderr, "\r{:{}}", fmt::format("{}: {:.0f} %", words, share * percent), line_width);
}

}  // namespace throughline::cli
