#include "throughline/workspace.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include "core/base/id_source.hpp"
#include "core/store/backup.hpp"
#include "core/store/cadence.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/migrations.hpp"
#include "core/store/month_summaries.hpp"
#include "core/store/open_file.hpp"
#include "core/store/rows.hpp"
#include "core/store/search.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/session.hpp"
#include "throughline/command/rubric.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/model/school_year.hpp"

namespace throughline {

namespace fs = std::filesystem;

Workspace::Session::Session(const fs::path& file_, WorkspaceOptions options_)
    : file(file_),
      options(std::move(options_)),
      database(file),
      journal(database),
      session_name(store::SessionName::of_this_process().text)
{
    store::guard_closed_years(database);
    if (!options.ids) options.ids = random_ids(options.clock);
    store::prepare_search(database);
    seen_data_version = database.data_version();
}

Workspace::Session::~Session()
{
    // The last chance, and the only one at the end of a command-line call; a file that stays locked all the time loses
    // it.
    if (!looked_at.empty()) (void)write_accesses();
    store::SessionName::end(session_name);
}

Context Workspace::Session::make_context(const Actor& actor)
{
    const auto now = options.clock->now();
    return {*this, database, actor, now, day_of(now), {}, false, {}};
}

void Workspace::Session::commit(store::Transaction& transaction)
{
    constexpr int months_at_once = 8;  // a few milliseconds
    try {
        store::pack_months(database, months_at_once);
    } catch (const SQLite::Exception& exception) {
        // Packing can wait, the person's words cannot: they are kept unless SQLite has already taken back all.
        const bool is_cancelled = store::error_of(exception, file).code == ErrorCode::cancelled;
        if (is_cancelled || !database.is_in_transaction()) throw;
    }
    transaction.commit();
}

std::int64_t Workspace::Session::begin_command(const Context& context, std::string name, store::CommandKind kind,
                                               std::optional<std::int64_t> reverses)
{
    store::CommandEntry entry;
    entry.id = options.ids->next<CommandId>();
    entry.actor = context.actor.person;
    entry.at = context.now;
    entry.name = std::move(name);
    entry.label = context.label;
    entry.kind = kind;
    entry.reverses = reverses;
    return journal.open(entry);
}

Result<Outcome<Nothing>> Workspace::Session::reverse(const Actor& actor, store::CommandKind kind)
{
    return store::guarded(file, [&]() -> Result<Outcome<Nothing>> {
        if (const auto allowed = allow(actor); !allowed) return Failure(allowed.error());
        store::Transaction transaction(database);
        const bool undo = kind == store::CommandKind::undo;
        const auto target = undo ? journal.undoable(actor.person) : journal.redoable(actor.person);
        if (!target)
            return undo ? fail(ErrorCode::wrong_state, "There is nothing to undo.")
                        : fail(ErrorCode::wrong_state, "There is nothing to redo.");
        if (target->final)
            return fail(ErrorCode::wrong_state,
                        "\"{0}\" is final and cannot be undone. What was shared can be amended, with a reason.",
                        target->label);
        Context context = make_context(actor);
        context.label = target->label;
        const store::CommandScope scope(journal);
        const auto seq = begin_command(context, undo ? "Undo" : "Redo", kind, target->seq);
        std::optional<store::ClosedYearPermission> permission;
        if (store::moves_records_only(database, target->seq)) permission.emplace(database);
        if (const auto done = journal.reverse(target->seq); !done) return Failure(done.error());
        journal.close(seq, context.label, false);
        Outcome<Nothing> outcome{{}, journal.changes(seq), context.label};
        commit(transaction);
        return outcome;
    });
}

std::shared_ptr<const Rubric> Workspace::Session::rubric(const RubricVersionId& version)
{
    if (const auto known = rubrics.find(version); known != rubrics.end()) return known->second;
    const auto row = store::find<store::RubricVersionRow>(database, version);
    if (!row) throw store::UnreadableValue("a rubric version is missing: " + version.text());
    auto parsed = parse_rubric(row->document);
    if (!parsed) throw store::UnreadableValue("a kept rubric cannot be read: " + parsed.error().text());
    return rubrics[version] = std::make_shared<const Rubric>(std::move(*parsed));
}

std::shared_ptr<const CadenceHouse> Workspace::Session::house()
{
    // What is written may yet be taken back, and the counter would not say so.
    const auto now = database.state();
    if (now.is_being_written) return std::make_shared<const CadenceHouse>(store::cadence_house(database));
    if (!house_read || now != house_read_at) {
        house_read = std::make_shared<const CadenceHouse>(store::cadence_house(database));
        house_read_at = now;
    }
    return house_read;
}

Result<void> WorkspaceInside::in_one_transaction(Workspace& workspace, const std::function<Result<void>()>& work)
{
    auto& inside = session(workspace);
    return store::guarded(inside.file, [&]() -> Result<void> {
        store::Transaction transaction(inside.database);
        inside.batch = true;
        const auto done = work();
        inside.batch = false;
        if (!done) return done;
        store::pack_all_months(inside.database);
        transaction.commit();
        return {};
    });
}

Workspace::Workspace(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

template <>
Result<RubricVersionId> handle(Context& context, const AddRubricVersion& add);  // in rubric_handlers.cpp

namespace {

// What a new file holds besides the schema: the school, its first year, and the rubrics that ship.
Result<void> fill(Workspace::Session& session, const NewSchool& school)
{
    const auto named = session.run<Nothing>(Actor::keeper(), "MakeWorkspace", [&](Context& context) -> Result<Nothing> {
        store::insert(context.database, School{context.new_id<SchoolId>(), school.name, {}});
        store::insert(context.database, SchoolYear{context.new_id<SchoolYearId>(),
                                                   school_year_name(school.year_starts_on, school.year_ends_on),
                                                   school.year_starts_on,
                                                   school.year_ends_on,
                                                   {},
                                                   1});
        // Not commands of their own: the first Undo in a new file would take a rubric away.
        for (const auto text : shipped_rubric_files()) {
            const auto added = handle(context, AddRubricVersion{std::string(text)});
            if (!added) return Failure(added.error());
        }
        context.label = "Make the workspace";
        context.final = true;
        return Nothing{};
    });
    if (!named) return Failure(named.error());
    return {};
}

Result<void> check_new_school(const NewSchool& school)
{
    if (trimmed(school.name).empty()) return fail(ErrorCode::invalid, "A school needs a name. Give it with --school.");
    if (school.year_ends_on <= school.year_starts_on)
        return fail(ErrorCode::invalid,
                    "The school year ends ({0}) before it starts ({1}). Give the dates the other way.",
                    iso(school.year_ends_on), iso(school.year_starts_on));
    constexpr int year_days_max = 550;  // a year and a half is surely a typing error
    if ((school.year_ends_on - school.year_starts_on).days() > year_days_max)
        return fail(ErrorCode::invalid,
                    "The school year from {0} to {1} is longer than a year and a half. Check the dates.",
                    iso(school.year_starts_on), iso(school.year_ends_on));
    return {};
}

}  // namespace

Result<Workspace> Workspace::create(const fs::path& file, const NewSchool& school, WorkspaceOptions options)
{
    if (const auto good = check_new_school(school); !good) return Failure(good.error());
    if (fs::exists(fs::symlink_status(file)))
        return fail(ErrorCode::conflict, "{0} is already there and was left as it is. Choose another name.",
                    file.string());
    const auto folder = fs::absolute(file).parent_path();
    if (const auto good = store::inspect_folder(folder); !good) return Failure(good.error());
    // Made under another name and renamed when it is whole: nobody ever opens half a workspace.
    const auto unfinished = folder / fmt::format(".{}.{}.new", file.filename().string(), ::getpid());
    const auto remove_unfinished = [&] {
        std::error_code ignored;  // leftovers of a failed try; the error that matters is on its way
        for (const auto* suffix : {"", "-wal", "-shm"}) fs::remove(unfinished.string() + suffix, ignored);
    };
    remove_unfinished();
    auto made = store::guarded(file, [&]() -> Result<void> {
        store::make_file(unfinished, store::newest_schema_version());
        Workspace workspace(std::make_unique<Session>(unfinished, options));
        return fill(*workspace.session_, school);
    });
    if (made) made = store::guarded(file, [&] { return store::name_workspace(unfinished, file); });
    remove_unfinished();
    if (!made) return Failure(made.error());
    return open(file, std::move(options));
}

Result<Workspace> Workspace::open(const fs::path& file, WorkspaceOptions options)
{
    const auto inspected = store::inspect_file(file);
    if (!inspected) return Failure(inspected.error());
    return store::guarded(file, [&]() -> Result<Workspace> {
        if (const auto done = store::migrate(file, inspected->schema_version); !done) return Failure(done.error());
        return Workspace(std::make_unique<Session>(file, std::move(options)));
    });
}

Result<Outcome<Nothing>> Workspace::undo(const Actor& actor)
{
    return session_->reverse(actor, store::CommandKind::undo);
}
Result<Outcome<Nothing>> Workspace::redo(const Actor& actor)
{
    return session_->reverse(actor, store::CommandKind::redo);
}

bool Workspace::changed_elsewhere()
{
    // A file that cannot be reached just now shows nothing new; the next write says what is wrong with it.
    const auto version =
        store::guarded(session_->file, [&]() -> Result<std::int64_t> { return session_->database.data_version(); });
    return version && std::exchange(session_->seen_data_version, *version) != *version;
}

Result<void> Workspace::back_up(const fs::path& to) const
{
    return store::guarded(to, [&] { return store::copy_workspace(session_->file, to); });
}

const fs::path& Workspace::file() const { return session_->file; }
Date Workspace::today() const { return session_->day_of(now()); }
Instant Workspace::now() const { return session_->options.clock->now(); }
std::int64_t Workspace::steady_us() const { return session_->options.clock->steady_us(); }
const TimeZone& Workspace::zone() const { return *session_->options.zone; }

}  // namespace throughline
