#include "core/exchange/one_roster.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/exchange/one_roster_columns.hpp"
#include "core/exchange/one_roster_people.hpp"
#include "core/exchange/one_roster_table.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using namespace one_roster;

// What is wrong with one file's headings costs that file, not the set; a damaged zip costs the set.
bool is_about_headings(const Error& error)
{
    return error.detail.starts_with("table.") || error.detail.starts_with("schema.") ||
           error.detail.starts_with("csv.");
}

struct Course {
    std::string subjects;
    std::vector<std::string> grades;
};

struct Teaching {
    std::string teacher;
    bool is_primary = false;
};

class SetReader {
public:
    SetReader(Package& package, std::string set_name, const IsKnownStaff& is_known_staff)
        : package_(&package), set_name_(std::move(set_name)), people_(orgs_, is_known_staff, roster_)
    {}

    Result<RosterFile> read();

private:
    using RowReader = void (SetReader::*)(Table& table);

    std::optional<Error> read_table(std::string_view name, std::span<const Column> columns, RowReader read_row,
                                    References* references);
    std::optional<Error> read_people();
    void read_org(Table& table);
    void read_session(Table& table);
    void read_course(Table& table);
    void read_class(Table& table);
    void read_enrollment(Table& table);
    bool is_duplicate(Table& table, TextMap<int>& lines);
    bool school_is_there(Table& table);
    bool sessions_are_there(Table& table, const std::vector<std::string>& sessions);
    void join_teachers();
    void finish();

    Package* package_;
    std::string set_name_;
    RosterFile roster_;
    Manifest manifest_;
    OrgNames orgs_;
    References sessions_;
    References classes_;
    TextMap<Course> courses_;
    TextMap<int> org_lines_;
    TextMap<int> session_lines_;
    TextMap<int> class_lines_;
    TextMap<std::vector<Teaching>> teachings_;
    PeopleReader people_;
};

bool SetReader::is_duplicate(Table& table, TextMap<int>& lines)
{
    const auto [entry, is_new] = lines.emplace(table.text(0), table.line());
    if (is_new) return false;
    table.refuse(0, "reference.duplicate_sourced_id",
                 fmt::format("The id {} is already on line {}. Ids are used once in a file; export the set again.",
                             entry->first, entry->second));
    return true;
}

void SetReader::read_org(Table& table)
{
    if (!table.check() || is_duplicate(table, org_lines_)) return;
    const auto id = table.text(org::id);
    const auto type = table.text(org::type);
    const auto name = one_line(table.text(org::name));
    orgs_.types.add(id, std::string(type));
    orgs_.names.emplace(id, name);
    if (type == "school" || (type.empty() && table.is_removed()))
        roster_.schools.push_back({std::string(id), name, !table.is_removed(), table.line()});
}

void SetReader::read_session(Table& table)
{
    if (!table.check() || is_duplicate(table, session_lines_)) return;
    RosterSession session;
    session.source_id = std::string(table.text(session::id));
    session.title = one_line(table.text(session::title));
    session.type = std::string(table.text(session::type));
    session.begin = parse_date(table.text(session::begin)).value_or(Date());
    session.end = parse_date(table.text(session::end)).value_or(Date());
    const auto year = table.text(session::school_year);
    session.school_year = year.empty() ? 0 : std::stoi(std::string(year));
    session.active = !table.is_removed();
    session.line = table.line();
    if (session.active && session.end < session.begin) {
        table.refuse(session::end, "row.invalid_date",
                     fmt::format("The session ends on {}, before it begins on {}. Correct the dates in the system that "
                                 "exports the set.",
                                 iso(session.end), iso(session.begin)));
        return;
    }
    sessions_.add(session.source_id, {});
    roster_.sessions.push_back(std::move(session));
}

void SetReader::read_course(Table& table)
{
    if (!table.check() || table.is_removed()) return;
    courses_.emplace(table.text(course::id), Course{join(list_items(table.text(course::subjects)), ", "),
                                                    list_items(table.text(course::grades))});
}

bool SetReader::school_is_there(Table& table)
{
    const auto school = table.text(school_class::school);
    if (orgs_.types.is_orphan(school)) {
        table.refuse(
            school_class::school, "reference.missing_target_record",
            fmt::format("The school {} has no usable row in orgs.csv. Add it there, or correct the id here.", school));
        return false;
    }
    const auto* type = orgs_.types.find(school);
    if (type == nullptr || *type == "school" || type->empty()) return true;
    table.refuse(
        school_class::school, "semantic.org_type_mismatch",
        fmt::format("{} is a {} and not a school. A class belongs to a school; correct the id.", school, *type));
    return false;
}

bool SetReader::sessions_are_there(Table& table, const std::vector<std::string>& sessions)
{
    for (const auto& session : sessions) {
        if (!sessions_.is_orphan(session)) continue;
        table.refuse(
            school_class::terms, "reference.missing_target_record",
            fmt::format("The session {} has no usable row in academicSessions.csv. Add it there, or correct the id "
                        "here.",
                        session));
        return false;
    }
    return true;
}

void SetReader::read_class(Table& table)
{
    if (!table.check() || is_duplicate(table, class_lines_)) return;
    RosterClass one;
    one.source_id = std::string(table.text(school_class::id));
    one.title = one_line(table.text(school_class::title));
    one.code = one_line(table.text(school_class::code));
    one.school_source_id = std::string(table.text(school_class::school));
    one.subject = join(list_items(table.text(school_class::subjects)), ", ");
    one.grades = list_items(table.text(school_class::grades));
    one.periods = list_items(table.text(school_class::periods));
    one.location = one_line(table.text(school_class::location));
    one.session_source_ids = list_items(table.text(school_class::terms));
    one.active = !table.is_removed();
    one.line = table.line();
    if (one.active && (!school_is_there(table) || !sessions_are_there(table, one.session_source_ids))) return;
    // A course that is missing costs the class only the course's subjects.
    if (const auto course = courses_.find(table.text(school_class::course)); course != courses_.end()) {
        if (one.subject.empty()) one.subject = course->second.subjects;
        if (one.grades.empty()) one.grades = course->second.grades;
    }
    classes_.add(one.source_id, {});
    roster_.classes.push_back(std::move(one));
}

void SetReader::read_enrollment(Table& table)
{
    // Students' enrolments are most of the file; they are passed over before anything else is looked at.
    const auto role = table.text(enrollment::role);
    if (!role.empty() && folded(role) != "teacher") return;
    if (!table.check()) return;
    const auto class_id = table.text(enrollment::class_id);
    const auto user = table.text(enrollment::user);
    if (role.empty()) return;  // removed, and without a word whether a teacher's or a student's
    if (!table.is_removed() && classes_.is_orphan(class_id)) {
        table.refuse(enrollment::class_id, "reference.missing_target_record",
                     fmt::format("The class {} has no usable row in classes.csv. Add it there, or correct the id here.",
                                 class_id));
        return;
    }
    if (!table.is_removed() && people_.staff().is_orphan(user)) {
        auto& row =
            table.refuse(enrollment::user, "reference.missing_target_record",
                         fmt::format("The user {} is not among the staff that were read from users.csv. Add the "
                                     "person there, or correct the id here.",
                                     user));
        row.source_id = std::string(user);
        return;
    }
    if (table.is_delta())
        roster_.teaching_changes.push_back(
            {std::string(class_id), std::string(user), table.is_removed(), table.line()});
    else if (!table.is_removed())
        teachings_[std::string(class_id)].push_back({std::string(user), is_true(table.text(enrollment::primary))});
}

std::optional<Error> SetReader::read_table(std::string_view name, std::span<const Column> columns, RowReader read_row,
                                           References* references)
{
    if (manifest_.mode(name) == Mode::absent) return std::nullopt;
    auto table = Table::open(*package_, set_name_, name, manifest_, columns, roster_);
    if (!table && !is_about_headings(table.error())) return table.error();
    if (!table) {
        RefusedRow row;
        row.file = std::string(name) + ".csv";
        row.line = 1;
        row.code = table.error().detail;
        row.reason = fill(table.error().message, table.error().arguments) + " Nothing of this file was read.";
        roster_.refused.push_back(std::move(row));
        return std::nullopt;
    }
    while (table->next()) (this->*read_row)(*table);
    if (table->failure()) return table->failure();
    if (references != nullptr && !table->is_delta()) references->mark_complete();
    return std::nullopt;
}

std::optional<Error> SetReader::read_people()
{
    const bool is_1_2 = manifest_.version == RosterKind::one_roster_1_2;
    const bool has_roles = is_1_2 && manifest_.mode("roles") != Mode::absent;
    if (has_roles) {
        auto roles = Table::open(*package_, set_name_, "roles", manifest_, user_role::columns, roster_);
        if (!roles) return roles.error();  // without roles nobody can be told from a student
        if (auto error = people_.read_roles(*roles)) return error;
    }
    if (manifest_.mode("users") != Mode::absent) {
        const bool is_bulk = manifest_.mode("users") == Mode::bulk;
        const auto place = set_name_ + "/users.csv";
        if (is_bulk && is_1_2 && !has_roles)
            return Error{ErrorCode::bad_input,
                         "There is no roles.csv, so staff cannot be told from students. Export the set "
                         "again with all of its files.",
                         {},
                         place,
                         "reference.missing_target_file"};
        const auto columns =
            is_1_2 ? std::span<const Column>(user::columns_1_2) : std::span<const Column>(user::columns_1_1);
        auto users = Table::open(*package_, set_name_, "users", manifest_, columns, roster_);
        if (!users) return users.error();
        if (auto error = people_.read_users(*users, manifest_.version)) return error;
        if (is_bulk && !users->has_rows())
            return Error{ErrorCode::bad_input,
                         "The file says that it is everybody (bulk) and has no rows. Export the set "
                         "again.",
                         {},
                         place,
                         "table.missing_data_rows"};
        roster_.full_snapshot = is_bulk;
    }
    people_.settle_roles(manifest_.mode("roles") == Mode::delta);
    return std::nullopt;
}

// Teachers into their classes, and the classes' subjects to the teachers, who have none in OneRoster.
void SetReader::join_teachers()
{
    TextMap<std::set<std::string>> subjects_by_teacher;
    for (auto& one : roster_.classes) {
        const auto found = teachings_.find(one.source_id);
        if (found == teachings_.end()) continue;
        std::ranges::stable_sort(found->second,
                                 [](const Teaching& a, const Teaching& b) { return a.is_primary > b.is_primary; });
        std::set<std::string_view> seen;
        for (const auto& teaching : found->second) {
            if (seen.insert(teaching.teacher).second) one.teacher_source_ids.push_back(teaching.teacher);
            if (one.active && !one.subject.empty()) subjects_by_teacher[teaching.teacher].insert(one.subject);
        }
    }
    for (auto& person : roster_.people) {
        const auto subjects = subjects_by_teacher.find(person.source_id);
        if (subjects == subjects_by_teacher.end()) continue;
        for (const auto& subject : subjects->second) {
            if (person.subject.size() + subject.size() + 2 > static_cast<std::size_t>(roster_text_chars_max)) break;
            person.subject += (person.subject.empty() ? "" : ", ") + subject;
        }
    }
}

void SetReader::finish()
{
    std::ranges::stable_sort(roster_.refused, [](const RefusedRow& a, const RefusedRow& b) {
        return a.file != b.file ? a.file < b.file : a.line < b.line;
    });
    if (roster_.skipped_without_role > 0)
        roster_.notes.push_back(fmt::format(
            "{} without a row in roles.csv left aside, because nothing says that they are "
            "staff.",
            roster_.skipped_without_role == 1 ? std::string("1 person was")
                                              : fmt::format("{} people were", roster_.skipped_without_role)));
}

Result<RosterFile> SetReader::read()
{
    auto manifest = read_manifest(*package_, set_name_, roster_.notes);
    if (!manifest) return Failure(manifest.error());
    manifest_ = std::move(*manifest);
    roster_.kind = manifest_.version;
    std::optional<Error> error = read_table("orgs", org::columns, &SetReader::read_org, &orgs_.types);
    if (!error) error = read_table("academicSessions", session::columns, &SetReader::read_session, &sessions_);
    if (!error) error = read_table("courses", course::columns, &SetReader::read_course, nullptr);
    if (!error) error = read_table("classes", school_class::columns, &SetReader::read_class, &classes_);
    if (!error) error = read_people();
    if (!error) error = read_table("enrollments", enrollment::columns, &SetReader::read_enrollment, nullptr);
    if (error) return Failure(std::move(*error));
    join_teachers();
    finish();
    return std::move(roster_);
}

}  // namespace

Result<RosterFile> read_one_roster(Package& package, const std::string& set_name, const IsKnownStaff& is_known_staff)
{
    return SetReader(package, set_name, is_known_staff).read();
}

}  // namespace throughline
