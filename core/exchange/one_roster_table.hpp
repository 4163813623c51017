// One data file of a OneRoster set, row by row: its header, its values' forms, and the places of what is wrong.
//
// Used by the OneRoster reader. Reads only the columns it is told of, so that a password or a birth date is never
// taken out of a row.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/csv.hpp"
#include "core/exchange/package.hpp"
#include "throughline/exchange/roster_file.hpp"

namespace throughline::one_roster {

enum class Mode { absent, bulk, delta };

struct Manifest {
    RosterKind version = RosterKind::one_roster_1_1;
    std::map<std::string, Mode, std::less<>> modes;  // by name: "users"

    [[nodiscard]] Mode mode(std::string_view name) const;
};

// Fails if the set cannot be used as a whole; what is merely odd is added to the notes.
Result<Manifest> read_manifest(Package& package, const std::string& set_name, std::vector<std::string>& notes);

enum class Form { text, id, ids, list, date, year, boolean, word };

struct Column {
    std::string_view name;
    Form form = Form::text;
    bool required = false;
    std::span<const std::string_view> words;  // for Form::word
};

// The items of a list cell: "Science, Physics" is two.
std::vector<std::string> list_items(std::string_view cell);
bool is_true(std::string_view boolean);

class Table {
public:
    // The header is read at once. `name` is "users"; columns[0] is always the sourcedId.
    static Result<Table> open(Package& package, const std::string& set_name, std::string_view name,
                              const Manifest& manifest, std::span<const Column> columns, RosterFile& roster);

    // Goes to the next row, which may be broken: see check().
    bool next();
    // True if the row and its values are right; otherwise it has been refused.
    bool check();
    // A column's value without blanks around it; empty if the row has no readable one.
    [[nodiscard]] std::string_view text(std::size_t column) const;
    // Notes why the row is not taken.
    RefusedRow& refuse(std::size_t column, std::string code, std::string reason);

    [[nodiscard]] int line() const { return record_->line; }
    [[nodiscard]] bool is_delta() const { return is_delta_; }
    [[nodiscard]] bool is_removed() const;  // its status says that it is to be deleted
    [[nodiscard]] const std::optional<Error>& failure() const { return reader_->failure(); }
    [[nodiscard]] bool has_rows() const { return has_rows_; }

private:
    Table() = default;
    std::optional<Error> read_header(const std::string& place);
    [[nodiscard]] std::string_view cell(std::optional<std::size_t> index) const;
    bool check_lifecycle();
    bool check_value(std::size_t column);
    bool refuse_value(std::size_t column, std::string_view code, std::string_view what);
    RefusedRow& refuse_cell(std::optional<std::size_t> index, std::string code, std::string reason);

    std::unique_ptr<ByteSource> source_;
    std::unique_ptr<csv::Reader> reader_;
    const csv::Record* record_ = nullptr;
    RosterFile* roster_ = nullptr;
    std::span<const Column> columns_;
    std::vector<std::optional<std::size_t>> indexes_;  // of columns_ in the file
    std::optional<std::size_t> status_index_;
    std::optional<std::size_t> modified_index_;
    std::vector<std::string> header_;
    std::string file_;
    bool is_delta_ = false;
    bool is_1_2_ = false;
    bool has_rows_ = false;
};

}  // namespace throughline::one_roster
