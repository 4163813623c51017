// The sample school, and the sample district for measuring: invented, plainly labelled, the same for the same seed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

struct SampleSize {
    int schools = 1;  // 1 to 200
    int years = 1;    // 1 to 10, the last one being the year that `today` lies in
    int teachers_per_school = 40;
    int observers_per_school = 5;
    std::uint64_t seed = 1;
    Date today;  // the last visits are on or before this day
};

struct SampleProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
};

// Writes a new workspace; refuses to overwrite. Called back at most each 100 ms; a stop removes the unfinished file.
// The file's owner is a coach with a caseload, so that it opens on a full Today.
Result<void> write_sample(const std::filesystem::path& file, const SampleSize& size,
                          const std::function<void(const SampleProgress&)>& on_progress = {},
                          std::stop_token stop = {});

}  // namespace throughline
