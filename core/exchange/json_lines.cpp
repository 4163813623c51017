#include <nlohmann/json.hpp>

#include "core/base/file_being_made.hpp"
#include "core/exchange/sheet_writer.hpp"

namespace throughline {
namespace {

using Json = nlohmann::ordered_json;

Json value_of(const SheetCell& cell)
{
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<double>(&cell)) {
        const auto whole = static_cast<std::int64_t>(*number);
        return static_cast<double>(whole) == *number ? Json(whole) : Json(*number);
    }
    if (const auto* answer = std::get_if<bool>(&cell)) return *answer;
    if (const auto* day = std::get_if<Date>(&cell)) return iso(*day);
    if (const auto* time = std::get_if<LocalTime>(&cell)) return iso(*time);
    return nullptr;
}

class JsonLines final : public SheetWriter {
public:
    explicit JsonLines(const std::filesystem::path& file) : file_(file) {}
    void begin(const SheetShape& sheet) override { sheet_ = sheet; }
    void row(const std::vector<SheetCell>& cells) override
    {
        Json line = {{"record", sheet_.record}};
        for (std::size_t i = 0; i < cells.size(); ++i) line[sheet_.columns[i].field] = value_of(cells[i]);
        file_.add(line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    }
    Result<void> finish() override
    {
        const auto digest = file_.finish();
        return digest ? Result<void>() : Result<void>(Failure(digest.error()));
    }

private:
    FileBeingMade file_;
    SheetShape sheet_;
};

}  // namespace

std::unique_ptr<SheetWriter> json_lines_writer(const std::filesystem::path& file)
{
    return std::make_unique<JsonLines>(file);
}

}  // namespace throughline
