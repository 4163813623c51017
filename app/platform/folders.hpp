// Where the program keeps its own files. One source file per system; on Unix as the XDG base directories say.
#pragma once

#include <filesystem>

namespace throughline {

std::filesystem::path data_folder();       // the sample school, new workspaces' default place
std::filesystem::path settings_file();     // window size, last file
std::filesystem::path documents_folder();  // where file dialogs begin

}  // namespace throughline
