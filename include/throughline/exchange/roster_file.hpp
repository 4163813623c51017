// Roster files: who works at the school, read from a staff CSV or a OneRoster 1.1 or 1.2 set (zip or folder).
//
// Used by the roster import (command line and window), which compares what is read with the workspace before anything
// is written. Promises: values in, values out, no database; a broken row never takes a good one with it, each refused
// row is named with file, line, column and reason; students, passwords and demographics are never part of the result.
// The formats are described for people in app/help/roster-file.md.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/role.hpp"

namespace throughline {

enum class RosterKind { staff_csv, one_roster_1_1, one_roster_1_2 };

// "staff CSV", "OneRoster 1.1", "OneRoster 1.2".
std::string_view name_of(RosterKind kind);

// Longest values that are taken; a longer one is nearly always a lost quotation mark or the wrong column.
constexpr int person_name_chars_max = 100;  // given and family name each
constexpr int email_chars_max = 254;        // RFC 5321: a path is at most 256 octets, with its angle brackets
constexpr int source_id_chars_max = 255;    // OneRoster's GUID
constexpr int roster_text_chars_max = 200;  // school, subject, grade, titles

struct RosterSchool {
    std::string source_id;
    std::string name;
    bool active = true;  // false if the set marks it as to be deleted
    int line = 0;
};

struct RosterSession {
    std::string source_id;
    std::string title;
    std::string type;  // gradingPeriod, semester, schoolYear, term, or ext:...
    Date begin;
    Date end;             // OneRoster's endDate as written
    int school_year = 0;  // the calendar year in which the school year ends
    bool active = true;
    int line = 0;
};

struct RosterClass {
    std::string source_id;
    std::string title;
    std::string code;
    std::string school_source_id;
    std::string subject;              // the class's subjects, else its course's; joined by ", "
    std::vector<std::string> grades;  // CEDS codes as written: "KG", "06"
    std::vector<std::string> periods;
    std::string location;
    std::vector<std::string> session_source_ids;
    std::vector<std::string> teacher_source_ids;  // the primary teacher first
    bool active = true;
    int line = 0;
};

struct RosterPerson {
    std::string source_id;  // OneRoster sourcedId, or the staff id of a staff CSV; empty if the file has none
    std::string staff_id;   // the number that the school uses; may be empty
    std::string given_name;
    std::string family_name;  // all of the name if it is a single word
    std::string email;        // may be empty
    // Without repeats, in the order of the enum. In a OneRoster 1.2 delta: the roles it names, in addition to those
    // already known; empty if it names none.
    std::vector<Role> roles;
    std::string school_name;                     // of the first school; empty if not said or not known
    std::vector<std::string> school_source_ids;  // OneRoster only; the primary one first
    std::string subject;
    std::string grade;
    // False for tobedeleted and enabledUser=false. A person that a delta marks tobedeleted may have a source_id only.
    bool active = true;
    std::string file;
    int line = 0;
};

// A person's role that a OneRoster 1.2 delta adds or ends without repeating the person's own row.
struct RosterRoleChange {
    std::string person_source_id;
    std::vector<Role> roles;
    std::string school_source_id;
    bool ended = false;
    int line = 0;
};

// A teacher who begins or stops teaching a class of which a OneRoster delta has no row.
struct RosterTeachingChange {
    std::string class_source_id;
    std::string person_source_id;
    bool ended = false;
    int line = 0;
};

struct RefusedRow {
    std::string file;    // "staff.csv", "users.csv": without folders
    int line = 0;        // from 1, as a text editor counts; where the row begins or, if known, where its fault is
    int column = 0;      // from 1, as a spreadsheet counts (A is 1); 0 if the fault is the row's as a whole
    std::string header;  // that column's heading; may be empty
    std::string reason;  // whole sentences: what is wrong and what to do
    std::string code;    // "row.missing_required_value": stays the same when the wording changes
    // As far as they could be read, so that the person of a refused row is not taken for one who has left. Only of
    // rows about staff; all empty if the row could not be taken apart.
    std::string source_id;
    std::string email;
    std::string name;
};

struct RosterFile {
    RosterKind kind = RosterKind::staff_csv;
    // True if the people are everybody (staff CSV; users.csv bulk): whoever is missing has left, unless a refused row
    // is theirs. False for a delta and for a set without users.
    bool full_snapshot = false;
    std::vector<RosterPerson> people;
    std::vector<RosterSchool> schools;  // OneRoster only, as are those below
    std::vector<RosterSession> sessions;
    std::vector<RosterClass> classes;
    std::vector<RosterRoleChange> role_changes;
    std::vector<RosterTeachingChange> teaching_changes;
    std::vector<RefusedRow> refused;  // by file and line
    std::vector<std::string> notes;   // sentences about what was put right or left aside
    int skipped_students = 0;         // people; nothing of them is kept
    int skipped_others = 0;           // people: aides, guardians, parents, proctors, counselors, relatives
    int skipped_without_role = 0;     // people of a OneRoster 1.2 set without a row in roles.csv
};

// Is this OneRoster sourcedId a member of staff whom the workspace knows? Asked only for a person in a delta whose
// role the delta does not repeat: somebody unknown may be a student and is skipped.
using IsKnownStaff = std::function<bool(std::string_view source_id)>;

// Recognises by content what the path holds: a staff CSV (comma, semicolon or tab), a OneRoster zip, or a folder with
// a OneRoster set. Fails with not_found, or with bad_input if the file as a whole cannot be used; `Error::detail` then
// has the code ("manifest.file_missing"). An exhausted disk or device is `storage`.
Result<RosterFile> read_roster(const std::filesystem::path& path, const IsKnownStaff& is_known_staff = {});

// The roles that the words of one cell stand for, in any case and spacing, several separated by ; , / & or "and":
// "Teacher / Instructional Coach". Blank means teacher. Empty if a word is not understood: unknown_role_word says
// which.
std::vector<Role> roles_from_words(std::string_view words);

// The first part of the cell that roles_from_words does not understand, as written; empty if it understands all.
std::string unknown_role_word(std::string_view words);

// The words that are understood, for a message: "teacher, coach, ...".
std::string_view role_words_understood();

}  // namespace throughline
