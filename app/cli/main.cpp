// The command-line program. What it can do is described in app/help/command-line.md.
#include <iostream>

#include "app/cli/command_line.hpp"

int main(int argc, char** argv)
{
    using namespace throughline::cli;
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    return run_command_line(arguments, {std::cin, std::cout, std::cerr});
}
