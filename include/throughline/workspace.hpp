// Workspace: one school's file, opened. The one door to the library for both programs.
//
// A plain synchronous object, used from one thread. Commands run in one transaction each and give back what they
// changed; queries give the rows that the actor may see and nothing else: visibility is applied here, once.
// Several Workspace objects, in one program or several, may have the same file open.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/actor.hpp"
#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"
#include "throughline/change_set.hpp"
#include "throughline/model/person.hpp"

namespace throughline {

struct WorkspaceOptions {
    std::shared_ptr<const Clock> clock = system_clock();
    std::shared_ptr<const TimeZone> zone = system_time_zone();
    std::shared_ptr<IdSource> ids;  // nothing: random UUIDv7
};

struct NewSchool {
    std::string name;
    Date year_starts_on;
    Date year_ends_on;
};

// A draft that an interrupted session left behind.
struct RecoveredDraft {
    AnyId record;
    std::string field;
    std::string text;
    Instant typed_at;
    std::string teacher_name;
    std::string rubric_title;
    ObservationId observation;  // the visit it belongs to
    bool settled = false;       // it is part of the record now; otherwise it waits in the visit as an unfinished line
    std::string words;          // "Strength, Ana Ruiz, Tue 3 Nov: typed 10:42:07"
};

struct CheckFinding {
    std::string place;  // table or record
    std::string text;   // what is wrong and what it means
};

struct CheckReport {
    std::vector<CheckFinding> findings;  // none: the file is in order
    std::int64_t observation_count = 0;
    std::int64_t evidence_count = 0;
    std::int64_t journal_count = 0;
};

class Workspace {
public:
    // Makes a new file with the school, its year and the shipped rubrics; refuses to overwrite one.
    static Result<Workspace> create(const std::filesystem::path& file, const NewSchool& school,
                                    WorkspaceOptions options = {});
    // Opens a file after looking at what it is; an older one is backed up beside itself and migrated. The errors are
    // not_found, not_a_workspace, too_new, damaged, locked, read_only, network_share and storage: the file is left as
    // it was.
    static Result<Workspace> open(const std::filesystem::path& file, WorkspaceOptions options = {});

    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;
    ~Workspace();

    // One command, one transaction, one journal entry per row; on any error nothing is changed.
    template <class Command>
    [[nodiscard]] Result<Outcome<typename Command::Value>> execute(const Actor& actor, const Command& command);

    template <class Query>
    [[nodiscard]] Result<typename Query::Answer> ask(const Actor& actor, const Query& query) const;

    // Undo is a command: the actor's last one backwards. Refused with the reason if a row has moved since, or if what
    // was done cannot be taken back.
    [[nodiscard]] Result<Outcome<Nothing>> undo(const Actor& actor);
    [[nodiscard]] Result<Outcome<Nothing>> redo(const Actor& actor);

    // Writes what is being typed, at once and durably; no journal. An empty text that equals the record's is a draft
    // like any other; `drop_draft` takes it away. The author must be able to change the record.
    [[nodiscard]] Result<void> keep_draft(const Actor& actor, AnyId record, std::string_view field,
                                          std::string_view text);
    [[nodiscard]] Result<void> drop_draft(AnyId record, std::string_view field);
    // Takes over the drafts that sessions no longer running left behind, oldest first: fields are settled into their
    // records, unfinished script lines wait in their visit.
    [[nodiscard]] Result<std::vector<RecoveredDraft>> recover_drafts();

    // In a file with accounts nobody acts or asks before signing in, and then only as that person. A name that has no
    // account, and a wrong password, are refused in the same words and the same time; after five wrong tries each
    // further one is looked at later and later. `who`: a staff id, an e-mail address or a full name.
    struct SignedIn {
        Person person;
        bool must_change = false;  // somebody else set the password
    };
    [[nodiscard]] bool needs_sign_in() const;
    [[nodiscard]] Result<SignedIn> sign_in(const std::string& who, const std::string& password);
    void sign_out();

    // True once after another connection has written to the file; panels then ask again.
    [[nodiscard]] bool changed_elsewhere();

    // A consistent copy, made while the file is in use, then checked. Refuses to overwrite.
    [[nodiscard]] Result<void> back_up(const std::filesystem::path& to) const;
    // Looks for faults: SQLite's own check, foreign keys, the journal against the rows, drafts, the search index.
    [[nodiscard]] Result<CheckReport> check() const;

    [[nodiscard]] const std::filesystem::path& file() const;
    [[nodiscard]] Date today() const;
    [[nodiscard]] Instant now() const;
    [[nodiscard]] std::int64_t steady_us() const;  // see Clock
    [[nodiscard]] const TimeZone& zone() const;

    struct Session;  // private to core/

private:
    friend struct WorkspaceInside;  // core/workspace/session.hpp
    explicit Workspace(std::unique_ptr<Session> session);
    std::unique_ptr<Session> session_;
};

}  // namespace throughline
