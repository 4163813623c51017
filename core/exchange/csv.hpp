// Reading CSV (RFC 4180) record by record, with the place of everything that is wrong.
//
// Used by the staff CSV and the OneRoster readers. A fault spoils only the record it is in: after a lost quotation mark
// reading goes on at the line after the one where that record began, so that no good row is swallowed. Holds a window
// of the file, not the file: a district's enrolments are larger than what one should keep in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/package.hpp"
#include "throughline/base/error.hpp"

namespace throughline::csv {

// A value longer than this has lost its closing quotation mark; a record longer than that is no roster's.
constexpr std::size_t quoted_bytes_max = 64 * 1024;
constexpr std::size_t record_bytes_max = 1024 * 1024;

enum class FaultKind {
    invalid_utf8,
    nul_character,
    unescaped_quote,
    character_after_quote,
    unclosed_quote,
    bare_carriage_return,
    line_break_in_quotes,
    width_mismatch,
    record_too_long,
};

struct Fault {
    FaultKind kind{};
    int line = 0;              // from 1
    int column = 0;            // of the table, from 1
    int character = 0;         // in its line, from 1
    std::size_t fields = 0;    // of the record, for a width mismatch
    std::size_t expected = 0;  // likewise
};

// "csv.invalid_utf8"; and the sentences for the person who has to put it right.
std::string_view code_of(FaultKind kind);
std::string reason_of(const Fault& fault);

struct Field {
    std::string_view text;  // valid until the next record is read
    int line = 0;
};

struct Record {
    int line = 0;               // where it begins
    std::vector<Field> fields;  // with a fault: as far as they could be told apart
    std::optional<Fault> fault;
};

struct Options {
    // 0: what a first line "sep=;" says, as spreadsheets write it; else whichever of comma, semicolon and tab the first
    // line has most of
    char separator = 0;
    bool line_breaks_in_quotes = true;
    bool extra_blank_fields = false;  // spreadsheets leave separators behind emptied cells
    // What this program wrote itself may hold longer texts, and the line ends that somebody pasted into one.
    bool bare_returns_in_quotes = false;
    std::size_t quoted_max = quoted_bytes_max;
    std::size_t record_max = record_bytes_max;
};

class Reader {
public:
    Reader(ByteSource& source, Options options);

    // The next record that is not a blank line, or null at the end or when the source failed: see failure().
    const Record* next();

    // Records of another width are faults from now on.
    void expect_width(std::size_t fields) { width_ = fields; }

    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
    [[nodiscard]] char separator() const { return options_.separator; }
    // "UTF-16" or "UTF-32" if the file begins as one; nothing can then be read from it.
    [[nodiscard]] std::string_view foreign_encoding() const { return foreign_encoding_; }

private:
    struct Span {
        std::size_t begin = 0;
        std::size_t end = 0;
        int line = 0;
        bool escaped = false;
    };
    struct Scan {
        std::size_t at = 0;
        std::size_t line_start = 0;
        std::size_t first_line_end = 0;  // 0 while still on the record's first line
        int line = 0;
        bool structure_lost = false;  // the record's end cannot be told
        bool needs_more = false;
        bool starts_quoted = false;
        std::optional<Fault> fault;
    };

    void begin();
    void detect_separator();
    bool take_said_separator();
    bool refill();
    bool has_byte(Scan& scan, std::size_t at) const;
    void scan_record(Scan& scan);
    void scan_quoted(Scan& scan, Span& span);
    void scan_plain(Scan& scan, Span& span);
    void skip_line_break(Scan& scan) const;
    void set_fault(Scan& scan, FaultKind kind, std::size_t at) const;
    void lose_structure(Scan& scan, FaultKind kind, const Scan& place) const;
    void check_text(Scan& scan);
    void check_width(Scan& scan);
    void fill_record(const Scan& scan);
    void advance(const Scan& scan);
    void skip_line();

    ByteSource* source_;
    Options options_;
    std::string buffer_;
    std::size_t position_ = 0;
    std::size_t end_ = 0;
    int line_ = 1;
    std::size_t width_ = 0;
    bool begun_ = false;
    bool at_end_of_source_ = false;
    std::string_view foreign_encoding_;
    std::optional<Error> failure_;
    std::vector<Span> spans_;
    Record record_;
};

}  // namespace throughline::csv
