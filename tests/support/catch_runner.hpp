// The one compiled copy of Catch2's runner. Used by catch_main.cpp, and by a test program that must do something
// around the tests, as the window tests must: they have a main of their own that starts wx and then calls this.
// Returns what main should return.
#pragma once

int run_catch(int argument_count, char** arguments);
