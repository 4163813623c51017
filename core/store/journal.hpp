// The journal: every change of every journalled row, in the same transaction, without the writers' help.
//
// Each connection sets up temporary triggers on all tables of Noun; they copy the old and new row as JSON under the
// command that is running. A write outside a command fails, so nothing can pass by. Reading the rows backwards gives
// undo: an inverse that is refused if a row no longer is as the command left it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/change_set.hpp"

namespace throughline::store {

enum class CommandKind { act, undo, redo };

struct CommandEntry {
    CommandId id;
    std::optional<PersonId> actor;
    Instant at;
    std::string name;
    std::string label;
    CommandKind kind = CommandKind::act;
    std::optional<std::int64_t> reverses;  // seq of the command that an undo or redo turns round
    bool final = false;                    // cannot be undone
};

struct Reversible {
    std::int64_t seq = 0;
    std::string label;
    bool final = false;
};

class Journal {
public:
    explicit Journal(Database& database);  // sets up the triggers
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    // Opens a command inside a transaction; writes go under it until close(). `label` may be set later.
    std::int64_t open(const CommandEntry& entry);
    void close(std::int64_t seq, std::string_view label, bool final);

    // What the command touched, each row once.
    [[nodiscard]] ChangeSet changes(std::int64_t seq);

    // The command that undo (redo) would turn round for this actor; nobody: for anybody.
    [[nodiscard]] std::optional<Reversible> undoable(const std::optional<PersonId>& actor);
    [[nodiscard]] std::optional<Reversible> redoable(const std::optional<PersonId>& actor);

    [[nodiscard]] std::int64_t row_count(std::int64_t seq);  // that command `seq` changed

    // Writes the inverse of command `seq`; a command must be open. conflict if a row has moved since.
    [[nodiscard]] Result<void> reverse(std::int64_t seq);

private:
    friend class CommandScope;

    struct Stacks {
        std::vector<Reversible> done;
        std::vector<Reversible> undone;
    };

    void journal_table(std::string_view table);
    [[nodiscard]] std::optional<std::string> current(std::string_view table, const AnyId& id);
    void restore(std::string_view table, const AnyId& id, const std::optional<std::string>& now,
                 const std::optional<std::string>& wanted);
    [[nodiscard]] Stacks stacks(const std::optional<PersonId>& actor);

    Database& database_;
    std::int64_t running_ = 0;
};

// While a command runs. One that was not closed when its scope is left, by an error or an exception, is forgotten: its
// transaction is rolled back, and the next command begins anew.
class CommandScope {
public:
    explicit CommandScope(Journal& journal) : journal_(journal) {}
    CommandScope(const CommandScope&) = delete;
    CommandScope& operator=(const CommandScope&) = delete;
    ~CommandScope() { journal_.running_ = 0; }

private:
    Journal& journal_;
};

}  // namespace throughline::store
