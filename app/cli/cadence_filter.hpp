// --school, --team, --tag and --observer, as several commands take them.
#pragma once

#include <memory>
#include <string>

#include "app/cli/commands.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline::cli {

struct FilterOptions {
    std::string school;
    std::string team;
    std::string tag;
    std::string observer;
};

void add_filter_options(CLI::App* command, const std::shared_ptr<FilterOptions>& options);

// The names looked up: a school by name or source id, a team by name, an observer as people are named everywhere.
Result<CadenceFilter> filter_of(const OpenedFile& file, const FilterOptions& options);
Result<SchoolId> school_called(const OpenedFile& file, const std::string& name);
Result<TeamId> team_called(const OpenedFile& file, const std::string& name);

}  // namespace throughline::cli
