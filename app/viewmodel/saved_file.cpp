#include "app/viewmodel/saved_file.hpp"

#include <fstream>

#include "throughline/exchange/csv_text.hpp"

namespace throughline {

std::string as_csv(const ShownTable& table)
{
    constexpr const char* byte_order_mark = "\xef\xbb\xbf";
    std::vector<std::string> heads;
    for (const auto& column : table.columns) heads.push_back(column.title);
    std::string text = byte_order_mark + csv_line(heads);
    for (const auto& row : table.rows) text += csv_line(row.cells);
    return text;
}

std::string file_name(std::string_view name, Date day, std::string_view ending)
{
    constexpr std::string_view refused = "/\\:*?\"<>|";
    std::string kept;
    for (const char letter : name)
        if (static_cast<unsigned char>(letter) >= ' ' && refused.find(letter) == std::string_view::npos) kept += letter;
    return kept + " " + iso(day) + "." + std::string(ending);
}

Result<void> save_file(const std::filesystem::path& file, std::string_view bytes)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream)
        return fail(ErrorCode::read_only, "{0} cannot be written: choose another folder, or make room on the disk.",
                    file.string());
    return {};
}

}  // namespace throughline
