#include "throughline/exchange/roster_file.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "core/exchange/one_roster.hpp"
#include "core/exchange/package.hpp"
#include "core/exchange/staff_csv.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using namespace std::string_view_literals;

constexpr auto manifest_file = "manifest.csv"sv;

Failure whole_file(const std::filesystem::path& path, std::string code, std::string message,
                   std::vector<std::string> arguments = {})
{
    return Failure(Error{ErrorCode::bad_input, std::move(message), std::move(arguments), path.filename().string(),
                         std::move(code)});
}

std::string first_bytes(const std::filesystem::path& path)
{
    std::string bytes(8, '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

Result<RosterFile> read_folder(const std::filesystem::path& path, const IsKnownStaff& is_known_staff)
{
    auto package = open_folder(path);
    if (!package) return Failure(package.error());
    if (!(*package)->has(manifest_file))
        return whole_file(path, "package.missing_manifest",
                          "This folder has no manifest.csv, so it is no OneRoster set. Choose the folder in which "
                          "manifest.csv lies, or a staff CSV file.");
    return read_one_roster(**package, path.filename().string(), is_known_staff);
}

Result<RosterFile> read_zip(const std::filesystem::path& path, const IsKnownStaff& is_known_staff)
{
    auto package = open_zip(path);
    if (!package) return Failure(package.error());
    const auto& names = (*package)->names();
    if ((*package)->has(manifest_file)) return read_one_roster(**package, path.filename().string(), is_known_staff);
    if ((*package)->has("[Content_Types].xml") || (*package)->has("mimetype"))
        return whole_file(path, "file.spreadsheet",
                          "This is a spreadsheet. Save the sheet with the staff as \"CSV UTF-8\" and "
                          "import that file.");
    const auto in_folder = [](const std::string& name) { return name.ends_with("/manifest.csv"); };
    if (const auto found = std::ranges::find_if(names, in_folder); found != names.end())
        return whole_file(
            path, "package.missing_manifest",
            "The files lie in a folder inside the zip ({0}). OneRoster wants them at the top; zip the files "
            "themselves, or unpack the zip and choose the folder.",
            {*found});
    return whole_file(path, "package.missing_manifest",
                      "This zip has no manifest.csv, so it is no OneRoster set. Export OneRoster CSV from the student "
                      "information system, or choose a staff CSV file.");
}

bool has_csv_extension(const std::filesystem::path& path)
{
    const auto extension = folded(path.extension().string());
    constexpr std::array extensions{".csv"sv, ".tsv"sv, ".txt"sv};
    return std::ranges::find(extensions, extension) != extensions.end();
}

}  // namespace

std::string_view name_of(RosterKind kind)
{
    switch (kind) {
        case RosterKind::staff_csv:
            return "staff CSV";
        case RosterKind::one_roster_1_1:
            return "OneRoster 1.1";
        case RosterKind::one_roster_1_2:
            return "OneRoster 1.2";
    }
    return {};
}

Result<RosterFile> read_roster(const std::filesystem::path& path, const IsKnownStaff& is_known_staff)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return fail(ErrorCode::not_found, "There is no file {0}. Check the name and the folder.", path.string());
    if (std::filesystem::is_directory(status)) {
        // "folder/" has an empty last part; messages want the folder's name.
        return read_folder(path.has_filename() ? path : path.parent_path(), is_known_staff);
    }
    if (!std::filesystem::is_regular_file(status))
        return whole_file(path, "file.unreadable",
                          "This is not a file that can be read. Choose a CSV file, a zip or a folder.");
    if (auto opened = open_file(path); !opened) return Failure(opened.error());
    const auto start = first_bytes(path);
    if (start.empty())
        return whole_file(path, "file.empty", "The file is empty. Export it again and import that file.");
    if (start.starts_with("PK\3\4"sv) || start.starts_with("PK\5\6"sv)) return read_zip(path, is_known_staff);
    if (start.starts_with("\xd0\xcf\x11\xe0"sv))
        return whole_file(path, "file.spreadsheet",
                          "This is an old Excel workbook. Save the sheet with the staff as \"CSV "
                          "UTF-8\" and import that file.");
    if (folded(path.extension().string()) == ".zip")
        return whole_file(path, "package.damaged",
                          "The file is called a zip, but it is none. Export or download it again.");
    if (has_csv_extension(path)) return read_staff_csv(path);
    return whole_file(path, "file.unknown_kind",
                      "This is no roster that can be read. Choose a staff CSV (.csv, .tsv, .txt), a "
                      "OneRoster zip, or a folder with a OneRoster set.");
}

}  // namespace throughline
