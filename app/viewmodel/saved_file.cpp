#include "app/viewmodel/saved_file.hpp"

#include <fstream>
#include <sstream>

#include "throughline/base/files.hpp"
#include "throughline/exchange/csv_text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

std::string day_words(DayForm form, Date day, Date today)
{
    return form == DayForm::iso ? iso(day) : spoken_date(day, today);
}

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
    const auto written = replace_file(file, bytes);
    if (written) return {};
    auto failure = fail(ErrorCode::read_only, "{0} cannot be written: choose another folder, or make room on the disk.",
                        file.string());
    failure.value().detail = written.error().text();
    return failure;
}

Result<std::string> read_file(const std::filesystem::path& file, std::string_view what, std::uintmax_t bytes_max)
{
    std::error_code trouble;
    const auto size = std::filesystem::file_size(file, trouble);
    std::ifstream stream(file, std::ios::binary);
    if (trouble || !stream)
        return fail(ErrorCode::not_found, "{0} cannot be read. Is it still there, and may you open it?", file.string());
    if (size > bytes_max)
        return fail(ErrorCode::bad_input, "{0} is too large for {1}. Choose another file.", file.string(),
                    std::string(what));
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace throughline
