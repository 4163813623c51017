// A new workspace from a folder that export_all wrote. Everything is looked at before it counts: the manifest's hashes,
// then every line and value, then that nothing points at what is not there.
#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "core/base/file_being_made.hpp"
#include "core/base/id_source.hpp"
#include "core/exchange/csv.hpp"
#include "core/exchange/export_folder.hpp"
#include "core/exchange/kept_cell.hpp"
#include "core/store/backup.hpp"
#include "core/store/arrived_journal.hpp"
#include "core/store/migrations.hpp"
#include "core/store/open_file.hpp"
#include "core/store/table_rows.hpp"
#include "core/workspace/leaving_context.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;

std::string place_of(const std::string& file, int line, const std::string& field = {})
{
    return field.empty() ? fmt::format("{}, line {}", file, line) : fmt::format("{}, line {}, {}", file, line, field);
}

Failure foreign(const fs::path& folder)
{
    return fail(ErrorCode::bad_input,
                "{0} is no exported workspace: it has no manifest.txt and export.json as 'export --all' writes them.",
                folder.string());
}

struct Listed {
    std::string name;
    std::string digest;
};

Result<std::vector<Listed>> manifest_of(const fs::path& folder)
{
    std::ifstream stream(folder / manifest_name, std::ios::binary);
    if (!stream) return foreign(folder);
    std::vector<Listed> files;
    constexpr std::size_t digest_digits = 64;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        const auto name = line.size() > digest_digits + 2 ? line.substr(digest_digits + 2) : std::string();
        const bool leads_away = name.starts_with('/') || name.find("..") != std::string::npos;
        if (name.empty() || leads_away || line.find_first_not_of("0123456789abcdef") != digest_digits)
            return bad_input(place_of(manifest_name, number),
                             "The line is no SHA-256 and the name of a file. Export the workspace again.");
        files.push_back({name, line.substr(0, digest_digits)});
    }
    return files;
}

Result<void> check_digest(const fs::path& folder, const Listed& listed, const std::stop_token& stop)
{
    std::ifstream stream(folder / listed.name, std::ios::binary);
    if (!stream)
        return bad_input(listed.name, "The file is missing, or cannot be read. Take it from the export again.");
    RunningDigest digest;
    std::string bytes(1024 * 1024, '\0');
    while (stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())), stream.gcount() > 0) {
        if (stop.stop_requested()) return LeavingPace::stopped();
        digest.add(std::string_view(bytes).substr(0, static_cast<std::size_t>(stream.gcount())));
    }
    if (digest.hexadecimal() == listed.digest) return {};
    return bad_input(
        listed.name,
        "The file is not as it was exported: its SHA-256 differs from the one in {0}. Take it from the export "
        "again. If it was changed on purpose, put the new SHA-256 there.",
        {manifest_name});
}

std::string whole_text(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Result<ExportAbout> about_of(const fs::path& folder)
{
    auto about = parse_export_json(whole_text(folder / about_name));
    if (about && about->schema_version > store::newest_schema_version())
        return fail(ErrorCode::too_new,
                    "The folder comes from a file of version {0}, and this program knows versions up to {1}. Install "
                    "the newer program.",
                    fmt::to_string(about->schema_version), fmt::to_string(store::newest_schema_version()));
    return about;
}

class Importer {
public:
    Importer(fs::path folder, SQLite::Database& database, ExportAbout about, const LeavingWatch& watch)
        : folder_(std::move(folder)),
          database_(database),
          about_(std::move(about)),
          pace_(watch),
          stop_(watch.stop),
          tables_(store::tables_of(database))
    {}

    Result<Arriving> run()
    {
        for (const auto& [name, rows, kept_back] : about_.tables) {
            pace_.expect(rows);
            if (std::ranges::find(tables_, name, &store::TableShape::name) == tables_.end())
                return bad_input(std::string(about_name) + ", tables", "There is no table {0} in this version.",
                                 {name});
        }
        arriving_.is_whole = about_.is_whole;
        store::empty_all(database_, tables_);
        for (const auto& table : tables_)
            if (!table.name.starts_with("journal") && about_.table(table.name) != nullptr)
                if (const auto done = read(table); !done) return Failure(done.error());
        if (const auto done = read_journal(); !done) return Failure(done.error());
        if (const auto loose = store::first_loose_end(database_))
            return bad_input(loose->table + ".csv, " + loose->column, "{0} is named, and {1}.csv has no such row.",
                             {loose->value, loose->names_table});
        return std::move(arriving_);
    }

private:
    Result<void> read(const store::TableShape& table)
    {
        if (stop_.stop_requested()) return LeavingPace::stopped();
        const auto name = table.name + ".csv";
        pace_.begin(table.name);
        auto source = open_file(folder_ / name);
        if (!source) return Failure(source.error());
        // As large as any text that the program keeps; what is longer has lost a quotation mark.
        constexpr std::size_t text_max = 64 * 1024 * 1024;
        csv::Options options;
        options.separator = ',';
        options.bare_returns_in_quotes = true;
        options.quoted_max = text_max;
        options.record_max = 4 * text_max;
        csv::Reader reader(**source, options);
        if (const auto good = check_headings(table, name, reader); !good) return good;
        store::RowWriter writer(database_, table);
        std::int64_t count = 0;
        while (const auto* record = reader.next()) {
            if (!pace_.step()) return LeavingPace::stopped();
            if (record->fault)
                return bad_input(place_of(name, record->fault->line), "{0}", {csv::reason_of(*record->fault)});
            if (const auto done = read_row(table, name, *record, writer); !done) return done;
            ++count;
        }
        if (reader.failure()) return Failure(*reader.failure());
        return counted_rows(table.name, name, count);
    }

    static Result<void> check_headings(const store::TableShape& table, const std::string& name, csv::Reader& reader)
    {
        const auto* headings = reader.next();
        if (headings == nullptr || headings->fault)
            return bad_input(place_of(name, 1), "The line with the headings is missing or cannot be read.");
        for (std::size_t i = 0; i < std::max(table.columns.size(), headings->fields.size()); ++i) {
            const auto wanted = i < table.columns.size() ? table.columns[i].name : std::string("no further column");
            const auto found = i < headings->fields.size() ? std::string(headings->fields[i].text) : std::string();
            if (wanted != found)
                return bad_input(place_of(name, 1), "Column {0} is \"{1}\" and should be {2}.",
                                 {fmt::to_string(i + 1), found, wanted});
        }
        reader.expect_width(table.columns.size());
        return {};
    }

    Result<void> read_row(const store::TableShape& table, const std::string& name, const csv::Record& record,
                          store::RowWriter& writer)
    {
        row_.resize(table.columns.size());
        for (std::size_t i = 0; i < row_.size(); ++i) {
            auto value = value_of_kept(record.fields[i].text, table.columns[i].may_be_null);
            const auto place = place_of(name, record.fields[i].line, table.columns[i].name);
            if (!value) return bad_input(place, "The base64 in it cannot be read.");
            row_[i] = std::move(*value);
            if (table.columns[i].name != rubric_document || table.name != "rubric_version" || !row_[i]) continue;
            const auto file = *row_[i];
            const bool leads_away = !file.starts_with("rubrics/") || file.find("..") != std::string::npos;
            if (leads_away || !fs::is_regular_file(folder_ / file))
                return bad_input(place, "There is no rubric file \"{0}\".", {file});
            row_[i] = whole_text(folder_ / file);
        }
        const auto fault = writer.write(row_);
        if (!fault) return {};
        const bool is_rule = fault->column.empty();
        return bad_input(place_of(name, record.line, fault->column),
                         is_rule ? "The row breaks a rule of the table: {0}." : "{0}.", {fault->reason});
    }

    Result<void> read_journal()
    {
        const auto& commands = shape("journal_command");
        const auto& changes = shape("journal");
        const auto command_columns = journal_columns(commands);
        const auto change_columns = journal_columns(changes);
        store::RowWriter write_command(database_, commands);
        store::RowWriter write_change(database_, changes);
        pace_.begin("journal");
        std::ifstream stream(folder_ / journal_name, std::ios::binary);
        std::int64_t command_count = 0;
        std::int64_t change_count = 0;
        std::string line;
        JournalLine row;
        for (int number = 1; std::getline(stream, line); ++number) {
            if (!pace_.step()) return LeavingPace::stopped();
            if (const auto fault = read_journal_line(line, command_columns, change_columns, row))
                return bad_input(place_of(journal_name, number, fault->field), "{0}.", {fault->reason});
            const auto fault = row.is_command ? write_command.write(row.row) : write_change.write(row.row);
            if (fault) return bad_input(place_of(journal_name, number, fault->column), "{0}.", {fault->reason});
            ++(row.is_command ? command_count : change_count);
        }
        if (const auto good = counted_rows(commands.name, journal_name, command_count); !good) return good;
        return counted_rows(changes.name, journal_name, change_count);
    }

    Result<void> counted_rows(const std::string& table, const std::string& file, std::int64_t count)
    {
        const auto* said = about_.table(table);
        const auto wanted = said == nullptr ? 0 : said->rows;
        if (count != wanted)
            return bad_input(file, "The file has {0} rows of {1} and should have {2}.",
                             {fmt::to_string(count), table, fmt::to_string(wanted)});
        arriving_.tables.push_back({table, count, 0});
        return {};
    }
    const store::TableShape& shape(std::string_view name)
    {
        return *std::ranges::find(tables_, name, &store::TableShape::name);
    }

    fs::path folder_;
    SQLite::Database& database_;
    ExportAbout about_;
    LeavingPace pace_;
    std::stop_token stop_;
    std::vector<store::TableShape> tables_;
    store::RowTexts row_;
    Arriving arriving_;
};

Result<ExportAbout> check_folder(const fs::path& folder, const std::stop_token& stop)
{
    std::error_code trouble;
    if (!fs::is_directory(folder, trouble))
        return fail(ErrorCode::not_found, "There is no folder {0}. Name the one that 'export --all' made.",
                    folder.string());
    const auto manifest = manifest_of(folder);
    if (!manifest) return Failure(manifest.error());
    for (const auto& listed : *manifest)
        if (const auto good = check_digest(folder, listed, stop); !good) return Failure(good.error());
    const auto is_listed = [&](const std::string& name) {
        return std::ranges::find(*manifest, name, &Listed::name) != manifest->end();
    };
    if (!is_listed(about_name)) return foreign(folder);
    auto about = about_of(folder);
    if (!about) return about;
    for (const auto& table : about->tables) {
        const auto file = file_of_table(table.table);
        if (!is_listed(file))
            return bad_input(manifest_name, "{0} is not listed, so it cannot be told whether it is whole.", {file});
    }
    return about;
}

Result<Arriving> fill_file(const fs::path& folder, const fs::path& file, const ExportAbout& about,
                           const LeavingWatch& watch)
{
    store::make_file(file, about.schema_version);
    Result<Arriving> arrived;
    {
        store::ArrivingFile arriving(file);
        arrived = Importer(folder, arriving.database(), about, watch).run();
        if (!arrived) return arrived;
        arriving.commit();
    }
    store::bring_up_to_date(file);
    if (!about.is_whole) {
        // What the wall kept back of the journal: that the rows came with this import is known instead.
        const auto clock = system_clock();
        store::journal_arrival(file, random_ids(clock)->next<CommandId>(), clock->now());
    }
    return arrived;
}

}  // namespace

Result<Arriving> import_workspace(const fs::path& folder, const fs::path& file, const LeavingWatch& watch)
{
    return store::guarded(file, [&]() -> Result<Arriving> {
        const auto name = unfinished_name(file);
        if (!name) return Failure(name.error());
        if (const auto good = store::inspect_folder(fs::absolute(file).parent_path()); !good)
            return Failure(good.error());
        const auto about = check_folder(folder, watch.stop);
        if (!about) return Failure(about.error());
        const Unfinished unfinished(*name);
        auto arrived = fill_file(folder, unfinished.path(), *about, watch);
        if (!arrived) return arrived;
        if (const auto named = store::name_workspace(unfinished.path(), file); !named) return Failure(named.error());
        return arrived;
    });
}

}  // namespace throughline
