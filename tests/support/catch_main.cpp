#include "tests/support/catch_runner.hpp"

// Left out by the linker where a test program brings its own main.
int main(int argument_count, char** arguments) { return run_catch(argument_count, arguments); }
