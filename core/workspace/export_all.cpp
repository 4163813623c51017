// A whole workspace as a folder: see include/throughline/leaving.hpp and app/help/leaving.md for what is in it.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/base/file_being_made.hpp"
#include "core/exchange/export_folder.hpp"
#include "core/exchange/kept_cell.hpp"
#include "core/store/migrations.hpp"
#include "core/store/open_file.hpp"
#include "core/store/table_rows.hpp"
#include "core/workspace/leaving_context.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {
namespace {

namespace fs = std::filesystem;

std::string file_safe(std::string_view name)
{
    std::string safe;
    for (const char c : name) {
        const bool is_good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        safe += is_good || (c == '.' && !safe.empty()) ? c : '_';
    }
    return safe;
}

std::size_t column_at(const store::TableShape& table, std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::find(table.columns, name, &store::ColumnShape::name) -
                                    table.columns.begin());
}

class Exporter {
public:
    Exporter(Context& context, fs::path folder, const LeavingWatch& watch)
        : context_(context),
          folder_(std::move(folder)),
          pace_(watch),
          stop_(watch.stop),
          wall_(context.database, leaving_eyes(context), leaving_sight(context)),
          tables_(store::tables_of(context.database.raw()))
    {}

    Result<Leaving> run()
    {
        for (const auto& table : tables_)
            if (wall_.source_of(table)) pace_.expect(store::count_rows(raw(), "main." + table.name));
        for (const auto& table : tables_)
            if (!table.name.starts_with("journal"))
                if (const auto done = leave(table); !done) return Failure(done.error());
        if (const auto done = journal(); !done) return Failure(done.error());
        if (const auto done = descriptions(); !done) return Failure(done.error());
        if (const auto done = put(manifest_name, manifest_, false); !done) return Failure(done.error());
        return std::move(leaving_);
    }

private:
    SQLite::Database& raw() { return context_.database.raw(); }

    // Written, and named in the manifest.
    Result<void> finish(const std::string& name, FileBeingMade& file, bool listed = true)
    {
        const auto digest = file.finish();
        if (!digest) return Failure(digest.error());
        if (listed) manifest_ += *digest + "  " + name + "\n";
        return {};
    }
    Result<void> put(const std::string& name, std::string_view bytes, bool listed = true)
    {
        FileBeingMade file(folder_ / name);
        file.add(bytes);
        return finish(name, file, listed);
    }

    Result<void> leave(const store::TableShape& table)
    {
        if (stop_.stop_requested()) return LeavingPace::stopped();
        const auto source = wall_.source_of(table);
        const auto all = store::count_rows(raw(), "main." + table.name);
        if (!source) {
            if (all > 0) keep_back(table, all);
            return {};
        }
        pace_.begin(table.name);
        FileBeingMade file(folder_ / file_of_table(table.name));
        file.add(byte_order_mark);
        std::vector<std::string> cells;
        for (const auto& column : table.columns) cells.push_back(column.name);
        file.add(kept_line(cells));
        store::RowReader rows(raw(), table, *source);
        store::RowTexts row;
        std::int64_t count = 0;
        while (rows.next(row)) {
            if (!pace_.step()) return LeavingPace::stopped();
            if (table.name == "rubric_version")
                if (const auto done = put_rubric(table, row); !done) return done;
            for (std::size_t i = 0; i < row.size(); ++i) cells[i] = kept_text(row[i], table.columns[i].may_be_null);
            file.add(kept_line(cells));
            ++count;
        }
        counted_rows(table, count, all);
        return finish(file_of_table(table.name), file);
    }

    // In its own file, which rubric tools read; the table names it.
    Result<void> put_rubric(const store::TableShape& table, store::RowTexts& row)
    {
        if (rubric_names_.empty()) fs::create_directory(folder_ / "rubrics");
        auto& document = row[column_at(table, rubric_document)];
        const auto stem = "rubrics/" + file_safe(*row[column_at(table, "rubric_id")]) + "-" +
                          file_safe(*row[column_at(table, "version")]);
        auto name = stem + ".json";
        for (int number = 2; !rubric_names_.insert(name).second; ++number)
            name = fmt::format("{}-{}.json", stem, number);
        const auto done = put(name, *document);
        document = name;
        ++leaving_.rubrics;
        return done;
    }

    void counted_rows(const store::TableShape& table, std::int64_t count, std::int64_t all)
    {
        leaving_.tables.push_back({table.name, count, table.name == "setting" ? 0 : all - count});
        if (table.name == "setting" || all == count) return;
        leaving_.is_whole = false;
        leaving_.kept_back.push_back(fmt::format("{} of {} in {}: behind the wall", all - count, all, table.name));
    }
    void keep_back(const store::TableShape& table, std::int64_t all)
    {
        const auto& stay = store::tables_that_stay();
        const auto known = std::ranges::find(stay, table.name, &store::StaysBehind::table);
        if (known != stay.end()) return leaving_.kept_back.push_back(known->why);
        leaving_.is_whole = false;
        leaving_.kept_back.push_back(fmt::format("{} of {}: behind the wall", all, table.name));
    }

    // Rows of both tables in the order in which they came about, each command before its changes.
    Result<void> journal()
    {
        const auto& commands = shape("journal_command");
        const auto& changes = shape("journal");
        pace_.begin("journal");
        FileBeingMade file(folder_ / journal_name);
        store::RowReader read_commands(raw(), commands, *wall_.source_of(commands));
        store::RowReader read_changes(raw(), by_command(changes), *wall_.source_of(changes));
        store::RowTexts command;
        store::RowTexts change;
        std::int64_t command_count = 0;
        std::int64_t change_count = 0;
        bool has_change = read_changes.next(change);
        const auto of = column_at(changes, "command");
        const auto command_columns = journal_columns(commands);
        const auto change_columns = journal_columns(changes);
        while (read_commands.next(command)) {
            if (!pace_.step()) return LeavingPace::stopped();
            file.add(journal_line("command", command_columns, command));
            ++command_count;
            const auto seq = *command[column_at(commands, "seq")];
            for (; has_change && *change[of] == seq; has_change = read_changes.next(change)) {
                if (!pace_.step()) return LeavingPace::stopped();
                file.add(journal_line("change", change_columns, change));
                ++change_count;
            }
        }
        counted_rows(commands, command_count, store::count_rows(raw(), "main.journal_command"));
        counted_rows(changes, change_count, store::count_rows(raw(), "main.journal"));
        return finish(journal_name, file);
    }
    const store::TableShape& by_command(const store::TableShape& changes)
    {
        changes_in_order_ = changes;
        changes_in_order_.key = {"command", "seq"};
        return changes_in_order_;
    }
    const store::TableShape& shape(std::string_view name)
    {
        return *std::ranges::find(tables_, name, &store::TableShape::name);
    }

    Result<void> descriptions()
    {
        std::string dictionary(byte_order_mark);
        dictionary += kept_line({"table", "column", "type", "may be empty", "points to", "meaning"});
        for (const auto& table : tables_) {
            if (!wall_.source_of(table)) continue;
            dictionary += kept_line({table.name, "", "", "", "", table.meaning});
            for (const auto& column : table.columns)
                dictionary += kept_line({table.name, column.name, std::string(store::name_of(column.kind)),
                                         column.may_be_null ? "yes" : "no", column.points_to, column.meaning});
        }
        if (const auto done = put("dictionary.csv", dictionary); !done) return done;
        if (const auto done = put("file-format.md", file_format_text()); !done) return done;
        return put(about_name, export_json({store::newest_schema_version(), iso_utc(context_.now), leaving_.is_whole,
                                            leaving_.tables, leaving_.rubrics, leaving_.kept_back}));
    }

    Context& context_;
    fs::path folder_;
    LeavingPace pace_;
    std::stop_token stop_;
    store::LeavingWall wall_;
    std::vector<store::TableShape> tables_;
    store::TableShape changes_in_order_;
    std::set<std::string> rubric_names_;
    std::string manifest_;
    Leaving leaving_;
};

}  // namespace

Result<Leaving> export_all(Workspace& workspace, const Actor& actor, const fs::path& folder, const LeavingWatch& watch)
{
    auto& session = WorkspaceInside::session(workspace);
    return store::guarded(session.file, [&]() -> Result<Leaving> {
        if (const auto allowed = session.allow(actor); !allowed) return Failure(allowed.error());
        auto context = session.make_context(actor);
        if (!may_keep_house(context))
            return fail(ErrorCode::not_allowed,
                        "Only the file's owner, a leader or an administrator may export all of it. Your own record "
                        "leaves with 'records', visits that you may read with 'export --xlsx'.");
        const auto name = unfinished_name(folder);
        if (!name) return Failure(name.error());
        if (const auto kept = keep_leaving(context); !kept) return Failure(kept.error());
        Unfinished unfinished(*name);
        fs::create_directory(unfinished.path());
        fs::permissions(unfinished.path(), fs::perms::owner_all);
        auto done = [&] {
            const Snapshot snapshot(session.database);
            return Exporter(context, unfinished.path(), watch).run();
        }();
        if (!done) return done;
        if (const auto placed = unfinished.put_in_place(folder); !placed) return Failure(placed.error());
        return done;
    });
}

}  // namespace throughline
