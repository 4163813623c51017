// Making and opening workspace files for the window: the sample school, and a school's first file. No wx.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "throughline/sample.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

// The sample school's file below this folder.
std::filesystem::path sample_file(const std::filesystem::path& data_folder);

// Opens the sample school; makes it if it is not there, or if it is of another school year than today's (the old file
// is kept under another name beside it).
Result<Workspace> open_sample(const std::filesystem::path& file, const WorkspaceOptions& options,
                              const std::function<void(const SampleProgress&)>& on_progress, std::stop_token stop);

// "Lincoln Middle School" -> "Lincoln Middle School.throughline", with a number if it is taken.
std::filesystem::path proposed_file(const std::filesystem::path& folder, const std::string& school_name);

}  // namespace throughline
