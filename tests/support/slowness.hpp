// How many times slower than a release build this one may be: 1, and more under a sanitizer (CMake's
// THROUGHLINE_SLOWNESS, which CTest hands to the tests).
//
// Used by the window tests. What they wait for at most, and how long the window's thread may be held, is to be
// multiplied by it: it is the release build that keeps the limits on time.
#pragma once

#include <algorithm>
#include <cstdlib>

namespace throughline::test {

inline double slowness()
{
    static const double times = [] {
        const char* said = std::getenv("THROUGHLINE_SLOWNESS");
        return said ? std::max(1.0, std::strtod(said, nullptr)) : 1.0;
    }();
    return times;
}

}  // namespace throughline::test
