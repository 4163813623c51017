// Through libxlsxwriter, a row at a time (its constant_memory).
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "core/exchange/sheet_writer.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

// What a cell can hold; the rest of a longer text is in the exported folder.
constexpr std::size_t cell_chars_max = 32'000;
constexpr lxw_row_t sheet_rows_max = 1'048'575;

// Spreadsheet files are XML, which has no control characters, and counts what it cannot decode as damage.
std::string cell_text(const std::string& text)
{
    if (!is_valid_utf8(text)) return "(not readable as text)";
    std::string kept;
    std::size_t letters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U && ++letters > cell_chars_max)
            return kept + " ... (cut off here: a spreadsheet's cell holds no more)";
        if (c == '\r' || (byte < 0x20 && c != '\n' && c != '\t')) continue;
        kept += c;
    }
    return kept;
}

class Workbook final : public SheetWriter {
public:
    explicit Workbook(const std::filesystem::path& file) : name_(file.string())
    {
        // First with its mode: the library opens it as anybody may read it.
        const int made = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (made >= 0) ::close(made);
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        book_ = workbook_new_opt(name_.c_str(), &options);
        heading_ = workbook_add_format(book_);
        format_set_bold(heading_);
        format_set_bottom(heading_, LXW_BORDER_THIN);
        day_ = workbook_add_format(book_);
        format_set_num_format(day_, "yyyy-mm-dd");
        time_ = workbook_add_format(book_);
        format_set_num_format(time_, "yyyy-mm-dd hh:mm");
        wrapped_ = workbook_add_format(book_);
        format_set_text_wrap(wrapped_);
        format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook() override
    {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }

    void begin(const SheetShape& shape) override
    {
        shape_ = shape;
        part_ = 1;
        add_sheet(shape.title);
    }
    void row(const std::vector<SheetCell>& cells) override
    {
        if (row_ >= sheet_rows_max) add_sheet(fmt::format("{} {}", shape_.title, ++part_));
        for (std::size_t i = 0; i < cells.size(); ++i) put(static_cast<lxw_col_t>(i), cells[i]);
        ++row_;
    }
    Result<void> finish() override
    {
        const auto closed = workbook_close(std::exchange(book_, nullptr));
        const auto error = error_ == LXW_NO_ERROR ? closed : error_;
        if (error != LXW_NO_ERROR)
            return fail(ErrorCode::storage, "The workbook could not be written ({0}); nothing was left behind.",
                        lxw_strerror(error));
        return {};
    }

private:
    void add_sheet(const std::string& title)
    {
        sheet_ = workbook_add_worksheet(book_, title.c_str());
        row_ = 0;
        for (std::size_t i = 0; i < shape_.columns.size(); ++i) {
            const auto at = static_cast<lxw_col_t>(i);
            check(worksheet_set_column(sheet_, at, at, shape_.columns[i].width, nullptr));
            check(worksheet_write_string(sheet_, 0, at, shape_.columns[i].title.c_str(), heading_));
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        row_ = 1;
    }
    void put(lxw_col_t at, const SheetCell& cell)
    {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            if (!text->empty()) check(worksheet_write_string(sheet_, row_, at, cell_text(*text).c_str(), wrapped_));
        } else if (const auto* number = std::get_if<double>(&cell)) {
            check(worksheet_write_number(sheet_, row_, at, *number, nullptr));
        } else if (const auto* answer = std::get_if<bool>(&cell)) {
            check(worksheet_write_string(sheet_, row_, at, *answer ? "yes" : "no", nullptr));
        } else if (const auto* date = std::get_if<Date>(&cell)) {
            put_time(at, LocalTime(*date), day_);
        } else if (const auto* time = std::get_if<LocalTime>(&cell)) {
            put_time(at, *time, time_);
        }
    }
    void put_time(lxw_col_t at, const LocalTime& time, lxw_format* format)
    {
        const auto of_day = time.time_of_day();
        lxw_datetime value{};
        value.year = static_cast<int>(time.date().year());
        value.month = time.date().month().as_number();
        value.day = time.date().day().as_number();
        value.hour = static_cast<int>(of_day.hours());
        value.min = static_cast<int>(of_day.minutes());
        value.sec = static_cast<double>(of_day.seconds());
        check(worksheet_write_datetime(sheet_, row_, at, &value, format));
    }
    void check(lxw_error error)
    {
        if (error_ == LXW_NO_ERROR) error_ = error;
    }

    std::string name_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* heading_ = nullptr;
    lxw_format* day_ = nullptr;
    lxw_format* time_ = nullptr;
    lxw_format* wrapped_ = nullptr;
    SheetShape shape_;
    lxw_row_t row_ = 0;
    int part_ = 1;
    lxw_error error_ = LXW_NO_ERROR;
};

}  // namespace

std::unique_ptr<SheetWriter> workbook_writer(const std::filesystem::path& file)
{
    return std::make_unique<Workbook>(file);
}

}  // namespace throughline
