#include "core/store/drafts.hpp"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace throughline::store {
namespace {

std::string machine()
{
    char name[256] = {};
    ::gethostname(name, sizeof(name) - 1);
    return name;
}

// When the process began, in clock ticks since boot (proc(5), field 22 of stat); 0 if there is no such process. With it
// a process id that has been given out again is not mistaken for the old process.
unsigned long long process_start(long pid)
{
    std::ifstream stream(fmt::format("/proc/{}/stat", pid));
    std::string line;
    std::getline(stream, line);
    const auto after_name = line.rfind(')');  // the name may hold spaces
    if (after_name == std::string::npos) return 0;
    std::istringstream fields(line.substr(after_name + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field) fields >> skipped;
    unsigned long long start = 0;
    fields >> start;
    return start;
}

DraftRow take_draft(Query& query)
{
    DraftRow draft;
    query.read(draft.record);
    query.read(draft.field);
    query.read(draft.session);
    query.read(draft.author);
    query.read(draft.text);
    query.read(draft.typed_at);
    return draft;
}

// Of this process; few, as each is a file that was closed.
std::mutex ended_sessions_mutex;
std::set<std::string> ended_sessions;

constexpr std::string_view aside = "closed year/";

constexpr auto draft_columns = "SELECT record_id, field, session, author_id, text, typed_at FROM draft ";

}  // namespace

SessionName SessionName::of_this_process()
{
    static std::atomic<int> opened{0};
    const long pid = ::getpid();
    return {fmt::format("{}/{}/{}/{}", machine(), pid, process_start(pid), ++opened)};
}

void SessionName::end(const std::string& text)
{
    const std::lock_guard lock(ended_sessions_mutex);
    ended_sessions.insert(text);
}

bool SessionName::may_be_running(std::string_view text)
{
    {
        const std::lock_guard lock(ended_sessions_mutex);
        if (ended_sessions.contains(std::string(text))) return false;
    }
    const auto after_machine = text.find('/');
    const auto after_pid = text.find('/', after_machine + 1);
    const auto after_start = text.find('/', after_pid + 1);
    if (after_start == std::string_view::npos) return false;
    if (text.substr(0, after_machine) != machine()) return false;  // no two machines share a file: it was moved here
    long pid = 0;
    unsigned long long start = 0;
    std::from_chars(text.data() + after_machine + 1, text.data() + after_pid, pid);
    std::from_chars(text.data() + after_pid + 1, text.data() + after_start, start);
    if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) return false;
    return process_start(pid) == start;
}

void keep_draft(Database& database, const DraftRow& draft)
{
    database
        .query(
            "INSERT INTO draft (record_id, field, session, author_id, text, typed_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (record_id, field, session) DO UPDATE SET text = excluded.text, typed_at = excluded.typed_at")
        .bind_all(draft.record, draft.field, draft.session, draft.author, draft.text, draft.typed_at)
        .run();
}

void drop_draft(Database& database, const AnyId& record, std::string_view field, std::string_view session)
{
    database.query("DELETE FROM draft WHERE record_id = ? AND field = ? AND session = ?")
        .bind_all(record, field, session)
        .run();
}

bool is_overtaken(Database& database, const DraftRow& draft)
{
    auto later = database.query(
        "SELECT EXISTS (SELECT 1 FROM journal AS j JOIN journal_command AS c ON c.seq = j.command WHERE j.row_id = ?1 "
        "AND c.at > ?2 AND json_extract(j.old, '$.' || ?3) IS NOT json_extract(j.new, '$.' || ?3))");
    later.bind(draft.record);
    later.bind(draft.typed_at);
    later.bind(draft.field);
    later.next();
    return later.take<int>() != 0;
}

std::vector<DraftRow> drafts_of(Database& database, const AnyId& record, std::string_view session)
{
    auto query = database.query(std::string(draft_columns) + "WHERE record_id = ? AND session = ? ORDER BY typed_at");
    query.bind_all(record, session);
    std::vector<DraftRow> drafts;
    while (query.next()) drafts.push_back(take_draft(query));
    return drafts;
}

std::vector<DraftRow> all_drafts(Database& database)
{
    auto query = database.query(std::string(draft_columns) + "ORDER BY typed_at");
    std::vector<DraftRow> drafts;
    while (query.next()) drafts.push_back(take_draft(query));
    return drafts;
}

std::vector<DraftRow> drafts_of_visit(Database& database, const ObservationId& visit)
{
    auto query = database.query(std::string(draft_columns) +
                                "WHERE record_id = ?1 OR record_id IN (SELECT id FROM evidence WHERE observation_id = "
                                "?1 UNION SELECT id FROM debrief WHERE observation_id = ?1) ORDER BY typed_at");
    query.bind(visit);
    std::vector<DraftRow> drafts;
    while (query.next()) drafts.push_back(take_draft(query));
    return drafts;
}

void set_aside(Database& database, const DraftRow& draft)
{
    database.query("UPDATE draft SET session = ? WHERE record_id = ? AND field = ? AND session = ?")
        .bind_all(std::string(aside) + draft.session, draft.record, draft.field, draft.session)
        .run();
}

bool is_set_aside(const DraftRow& draft) { return draft.session.starts_with(aside); }

void adopt_draft(Database& database, const DraftRow& draft, std::string_view session)
{
    // OR REPLACE: two dead sessions may have left the same field; the later typed one comes last and stays. The other's
    // text is part of the record by then (see recover_drafts).
    database.query("UPDATE OR REPLACE draft SET session = ? WHERE record_id = ? AND field = ? AND session = ?")
        .bind_all(session, draft.record, draft.field, draft.session)
        .run();
}

}  // namespace throughline::store
