#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "tests/support/catch_runner.hpp"

int run_catch(int argument_count, char** arguments) { return Catch::Session().run(argument_count, arguments); }
