// The rules of the house that a machine can check. Each is a function from one file to what is wrong in it, so that
// rules_bite_test.cpp can show it a small wrong file, and house_rules_test.cpp can show it the whole project.
// A rule looks only at the files that it is about: the path decides, so any file may be shown to any rule.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/tidy/source_text.hpp"

namespace tidy {

struct Finding {
    std::string path;
    std::size_t line = 0;
    std::string what;  // what is wrong and what to do

    [[nodiscard]] std::string text() const;
};
using Findings = std::vector<Finding>;

// include_fence.cpp: includes point one way, and a library is seen only by the rooms it is for.
Findings include_directions(const SourceFile& file);
Findings fenced_libraries(const SourceFile& file);

// sql_fence.cpp: SQL only below core/store/.
Findings sql_outside_store(const SourceFile& file);

// names.cpp: words that say nothing, and words that say the wrong thing.
Findings empty_names(const SourceFile& file);
Findings score_for_a_rating(const SourceFile& file);

// pixels.cpp: sizes in the window go through FromDIP.
Findings raw_pixels(const SourceFile& file);

// layout.cpp: how files look.
Findings long_files(const SourceFile& file);
Findings long_lines(const SourceFile& file);
Findings header_openings(const SourceFile& file);
Findings leftover_notes(const SourceFile& file);
Findings machine_paths(const SourceFile& file);

}  // namespace tidy
