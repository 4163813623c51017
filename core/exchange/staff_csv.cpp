#include "core/exchange/staff_csv.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "core/exchange/csv.hpp"
#include "core/exchange/person_checks.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/person.hpp"

namespace throughline {
namespace {

constexpr std::size_t person_field_count = static_cast<std::size_t>(PersonField::staff_id) + 1;

struct PersonHeading {
    std::string_view words;  // folded, punctuation as spaces
    PersonField field;
    bool weak = false;  // says something else in some files: used only if no other column says it
};

constexpr std::array person_headings{
    PersonHeading{"name", PersonField::name},
    PersonHeading{"full name", PersonField::name},
    PersonHeading{"fullname", PersonField::name},
    PersonHeading{"display name", PersonField::name},
    PersonHeading{"teacher", PersonField::name, true},
    PersonHeading{"teacher name", PersonField::name},
    PersonHeading{"staff name", PersonField::name},
    PersonHeading{"staff member", PersonField::name, true},
    PersonHeading{"employee name", PersonField::name},
    PersonHeading{"employee", PersonField::name, true},
    PersonHeading{"given name", PersonField::given_name},
    PersonHeading{"given names", PersonField::given_name},
    PersonHeading{"givenname", PersonField::given_name},
    PersonHeading{"first name", PersonField::given_name},
    PersonHeading{"firstname", PersonField::given_name},
    PersonHeading{"first", PersonField::given_name, true},
    PersonHeading{"forename", PersonField::given_name},
    PersonHeading{"family name", PersonField::family_name},
    PersonHeading{"familyname", PersonField::family_name},
    PersonHeading{"last name", PersonField::family_name},
    PersonHeading{"lastname", PersonField::family_name},
    PersonHeading{"last", PersonField::family_name, true},
    PersonHeading{"surname", PersonField::family_name},
    PersonHeading{"email", PersonField::email},
    PersonHeading{"e mail", PersonField::email},
    PersonHeading{"email address", PersonField::email},
    PersonHeading{"e mail address", PersonField::email},
    PersonHeading{"mail", PersonField::email, true},
    PersonHeading{"work email", PersonField::email},
    PersonHeading{"school email", PersonField::email},
    PersonHeading{"staff email", PersonField::email},
    PersonHeading{"role", PersonField::role},
    PersonHeading{"roles", PersonField::role},
    PersonHeading{"position", PersonField::role},
    PersonHeading{"title", PersonField::role, true},
    PersonHeading{"job title", PersonField::role},
    PersonHeading{"job", PersonField::role, true},
    PersonHeading{"school", PersonField::school},
    PersonHeading{"school name", PersonField::school},
    PersonHeading{"building", PersonField::school},
    PersonHeading{"campus", PersonField::school},
    PersonHeading{"site", PersonField::school, true},
    PersonHeading{"subject", PersonField::subject},
    PersonHeading{"subjects", PersonField::subject},
    PersonHeading{"subject area", PersonField::subject},
    PersonHeading{"department", PersonField::subject, true},
    PersonHeading{"dept", PersonField::subject, true},
    PersonHeading{"content area", PersonField::subject},
    PersonHeading{"grade", PersonField::grade},
    PersonHeading{"grades", PersonField::grade},
    PersonHeading{"grade level", PersonField::grade},
    PersonHeading{"grade levels", PersonField::grade},
    PersonHeading{"staff id", PersonField::staff_id},
    PersonHeading{"staffid", PersonField::staff_id},
    PersonHeading{"staff number", PersonField::staff_id},
    PersonHeading{"staff no", PersonField::staff_id},
    PersonHeading{"employee id", PersonField::staff_id},
    PersonHeading{"employeeid", PersonField::staff_id},
    PersonHeading{"employee number", PersonField::staff_id},
    PersonHeading{"employee no", PersonField::staff_id},
    PersonHeading{"teacher id", PersonField::staff_id},
    PersonHeading{"id", PersonField::staff_id, true},
};

// People who are never a workspace's: their rows are counted and nothing of them is kept.
constexpr std::array student_words{"student", "pupil", "learner"};
constexpr std::array family_words{"parent", "guardian", "relative"};

std::string heading_words(std::string_view header)
{
    std::string text = folded(one_line(header));
    const auto is_punctuation = [](char c) { return std::string_view("_-./:*#").find(c) != std::string_view::npos; };
    std::ranges::replace_if(text, is_punctuation, ' ');
    return join(split_words(text), " ");
}

// Which column holds what: an index from 0, or none.
using Columns = std::array<std::optional<std::size_t>, person_field_count>;

class StaffReader {
public:
    StaffReader(std::string file, csv::Reader& reader) : file_(std::move(file)), reader_(&reader)
    {
        roster_.kind = RosterKind::staff_csv;
        roster_.full_snapshot = true;
    }

    Result<RosterFile> read();

private:
    struct RolesRead {
        std::vector<Role> roles;
        bool is_student = false;
        bool is_family = false;
    };

    Failure whole_file(int line, std::string code, std::string message, std::vector<std::string> arguments = {}) const;
    std::optional<Error> read_header();
    void choose_columns();
    std::optional<Error> check_columns() const;
    void read_row(const csv::Record& record);
    RosterPerson person_of(const csv::Record& record) const;
    const RolesRead& roles_of(std::string_view cell);
    std::string value(const csv::Record& record, PersonField field) const;
    RefusedRow refusal(const csv::Record& record, std::string code, std::string reason) const;
    void refuse(const csv::Record& record, PersonFault fault);
    void refuse(const csv::Record& record, const csv::Fault& fault);
    [[nodiscard]] std::optional<std::size_t> column(PersonField field) const
    {
        return columns_[static_cast<std::size_t>(field)];
    }

    std::string file_;
    csv::Reader* reader_;
    RosterFile roster_;
    std::vector<std::string> header_;
    Columns columns_;
    PersonChecks checks_;
    TextMap<RolesRead> roles_by_cell_;
};

Failure StaffReader::whole_file(int line, std::string code, std::string message,
                                std::vector<std::string> arguments) const
{
    const auto place = line > 0 ? fmt::format("{}, line {}", file_, line) : file_;
    return Failure(Error{ErrorCode::bad_input, std::move(message), std::move(arguments), place, std::move(code)});
}

Result<RosterFile> StaffReader::read()
{
    if (auto error = read_header()) return Failure(std::move(*error));
    bool has_rows = false;
    while (const auto* record = reader_->next()) {
        const auto is_blank = [](const csv::Field& field) { return trimmed(field.text).empty(); };
        if (!record->fault && std::ranges::all_of(record->fields, is_blank)) continue;
        has_rows = true;
        read_row(*record);
    }
    if (reader_->failure()) return Failure(*reader_->failure());
    if (!has_rows)
        return whole_file(0, "table.missing_data_rows",
                          "The file has headings but no rows. Add one row for each person.");
    return std::move(roster_);
}

std::optional<Error> StaffReader::read_header()
{
    const auto* record = reader_->next();
    if (reader_->failure()) return reader_->failure();
    if (!reader_->foreign_encoding().empty())
        return whole_file(0, "file.not_utf8", "The file is saved as {0}. Save it as \"CSV UTF-8\" and import it again.",
                          {std::string(reader_->foreign_encoding())})
            .value();
    if (record == nullptr)
        return whole_file(0, "file.empty", "The file is empty. Export the staff list again and import that file.")
            .value();
    if (record->fault) {
        const auto code = std::string(csv::code_of(record->fault->kind));
        return whole_file(record->fault->line, code, "The line with the headings cannot be read. {0}",
                          {csv::reason_of(*record->fault)})
            .value();
    }
    for (const auto& field : record->fields) header_.push_back(one_line(field.text));
    const auto is_one_roster = [](const std::string& header) {
        return header == "sourcedId" || header == "propertyName";
    };
    if (std::ranges::any_of(header_, is_one_roster))
        return whole_file(record->line, "file.one_roster_part",
                          "This is a single file of a OneRoster set. Choose the set's zip, or the folder that has its "
                          "manifest.csv.")
            .value();
    choose_columns();
    reader_->expect_width(header_.size());
    if (auto error = check_columns()) {
        error->place = fmt::format("{}, line {}", file_, record->line);
        return error;
    }
    return std::nullopt;
}

void StaffReader::choose_columns()
{
    std::vector<bool> used(header_.size());
    for (const bool weak : {false, true}) {
        for (std::size_t i = 0; i < header_.size(); ++i) {
            const auto found = std::ranges::find(person_headings, heading_words(header_[i]), &PersonHeading::words);
            if (found == person_headings.end() || found->weak != weak) continue;
            auto& column = columns_[static_cast<std::size_t>(found->field)];
            if (column) continue;
            column = i;
            used[i] = true;
        }
    }
    std::vector<std::string> ignored;
    for (std::size_t i = 0; i < header_.size(); ++i)
        if (!used[i] && !header_[i].empty()) ignored.push_back("\"" + header_[i] + "\"");
    if (!ignored.empty())
        roster_.notes.push_back(fmt::format("These columns were not used: {}.", fmt::join(ignored, ", ")));
}

std::optional<Error> StaffReader::check_columns() const
{
    if (column(PersonField::name) || (column(PersonField::given_name) && column(PersonField::family_name)))
        return std::nullopt;
    std::vector<std::string> seen;
    for (const auto& header : header_) seen.push_back("\"" + header + "\"");
    const auto headers = join(seen, ", ");
    if (column(PersonField::given_name) || column(PersonField::family_name))
        return whole_file(1, "table.missing_header",
                          "There is a column for only one part of the name. Add the other, or one column \"Name\" with "
                          "the whole name. The headings are {0}.",
                          {headers})
            .value();
    return whole_file(1, "table.missing_header",
                      "There is no column for the name. The first line must have headings such as Name (or Given name "
                      "and Family name), Email, Role, School, Subject, Grade, Staff ID. The headings are {0}.",
                      {headers})
        .value();
}

std::string StaffReader::value(const csv::Record& record, PersonField field) const
{
    const auto index = column(field);
    if (!index || *index >= record.fields.size()) return {};
    const auto text = record.fields[*index].text;
    return record.fault && !is_valid_utf8(text) ? std::string() : one_line(text);
}

RosterPerson StaffReader::person_of(const csv::Record& record) const
{
    RosterPerson person;
    person.given_name = value(record, PersonField::given_name);
    person.family_name = value(record, PersonField::family_name);
    if (person.given_name.empty() && person.family_name.empty()) {
        auto name = split_name(value(record, PersonField::name));
        person.given_name = std::move(name.given_name);
        person.family_name = std::move(name.family_name);
    }
    person.staff_id = value(record, PersonField::staff_id);
    person.source_id = person.staff_id;
    person.email = value(record, PersonField::email);
    person.school_name = value(record, PersonField::school);
    person.subject = value(record, PersonField::subject);
    person.grade = value(record, PersonField::grade);
    person.file = file_;
    person.line = record.line;
    return person;
}

const StaffReader::RolesRead& StaffReader::roles_of(std::string_view cell)
{
    const auto known = roles_by_cell_.find(cell);
    if (known != roles_by_cell_.end()) return known->second;
    const auto words = folded(cell);
    RolesRead read;
    read.is_student = std::ranges::find(student_words, words) != student_words.end();
    read.is_family = std::ranges::find(family_words, words) != family_words.end();
    read.roles = roles_from_words(cell);
    return roles_by_cell_.emplace(cell, std::move(read)).first->second;
}

void StaffReader::read_row(const csv::Record& record)
{
    const auto role_cell = value(record, PersonField::role);
    const auto& role = roles_of(role_cell);
    if (role.is_student || role.is_family) {
        ++(role.is_student ? roster_.skipped_students : roster_.skipped_others);
        return;
    }
    if (record.fault) return refuse(record, *record.fault);
    if (role.roles.empty())
        return refuse(record, PersonFault{PersonField::role, "row.unknown_role",
                                          fmt::format("The role \"{}\" is not known. Use one of: {}.",
                                                      unknown_role_word(role_cell), role_words_understood())});
    auto person = person_of(record);
    person.roles = role.roles;
    if (auto fault = checks_.accept(person)) return refuse(record, std::move(*fault));
    roster_.people.push_back(std::move(person));
}

RefusedRow StaffReader::refusal(const csv::Record& record, std::string code, std::string reason) const
{
    RefusedRow row;
    row.file = file_;
    row.line = record.line;
    row.reason = std::move(reason);
    row.code = std::move(code);
    const auto person = person_of(record);
    row.source_id = person.source_id;
    row.email = person.email;
    row.name = std::string(trimmed(person.given_name + " " + person.family_name));
    return row;
}

void StaffReader::refuse(const csv::Record& record, PersonFault fault)
{
    auto row = refusal(record, std::move(fault.code), std::move(fault.reason));
    auto index = column(fault.field);
    if (!index && (fault.field == PersonField::given_name || fault.field == PersonField::family_name))
        index = column(PersonField::name);
    if (!index && fault.field == PersonField::name) index = column(PersonField::family_name);
    if (index) {
        row.line = record.fields[*index].line;
        row.column = static_cast<int>(*index) + 1;
        row.header = header_[*index];
    }
    roster_.refused.push_back(std::move(row));
}

void StaffReader::refuse(const csv::Record& record, const csv::Fault& fault)
{
    auto row = refusal(record, std::string(csv::code_of(fault.kind)), csv::reason_of(fault));
    row.line = fault.line;
    row.column = fault.column;
    if (static_cast<std::size_t>(fault.column) <= header_.size())
        row.header = header_[static_cast<std::size_t>(fault.column) - 1];
    roster_.refused.push_back(std::move(row));
}

}  // namespace

Result<RosterFile> read_staff_csv(const std::filesystem::path& path)
{
    auto source = open_file(path);
    if (!source) return Failure(source.error());
    csv::Reader reader(**source, {.separator = 0, .line_breaks_in_quotes = true, .extra_blank_fields = true});
    return StaffReader(path.filename().string(), reader).read();
}

}  // namespace throughline
