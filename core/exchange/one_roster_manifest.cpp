// The manifest: which version a OneRoster set is, and whether each of its files is everything or only changes.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "core/exchange/one_roster_table.hpp"
#include "throughline/base/text.hpp"

namespace throughline::one_roster {
namespace {

constexpr std::array<std::string_view, 13> files_1_1{
    "academicSessions", "categories",   "classes",     "classResources", "courses",
    "courseResources",  "demographics", "enrollments", "lineItems",      "orgs",
    "resources",        "results",      "users"};
constexpr std::array<std::string_view, 8> files_only_1_2{"lineItemLearningObjectiveIds",
                                                         "lineItemScoreScales",
                                                         "resultLearningObjectiveIds",
                                                         "resultScoreScales",
                                                         "roles",
                                                         "scoreScales",
                                                         "userProfiles",
                                                         "userResources"};
// The ones that are read here. A doubt about another file is no reason to stop.
constexpr std::array<std::string_view, 7> files_read{
    "academicSessions", "classes", "courses", "enrollments", "orgs", "roles", "users"};

template <class List>
bool has(const List& list, std::string_view name)
{
    return std::ranges::find(list, name) != list.end();
}

std::string file_list(const std::vector<std::string>& names) { return join(names, ", "); }

class ManifestReader {
public:
    ManifestReader(Package& package, const std::string& set_name, std::vector<std::string>& notes)
        : package_(&package), set_name_(set_name), notes_(&notes)
    {}

    Result<Manifest> read();

private:
    Failure fault(std::string code, std::string message, std::vector<std::string> arguments = {}) const
    {
        auto place = set_name_ + "/manifest.csv" + (line_ > 0 ? fmt::format(", line {}", line_) : std::string());
        return Failure(
            Error{ErrorCode::bad_input, std::move(message), std::move(arguments), std::move(place), std::move(code)});
    }
    std::optional<Error> check_header(const csv::Record& header) const;
    std::optional<Error> read_property(const std::string& name, const std::string& value);
    std::optional<Error> read_mode(const std::string& file, std::string_view value);
    std::optional<Error> check_version();
    std::optional<Error> check_files();

    Package* package_;
    std::string set_name_;
    std::vector<std::string>* notes_;
    std::map<std::string, std::string, std::less<>> properties_;
    std::map<std::string, int, std::less<>> line_of_;
    std::vector<std::string> unknown_;
    Manifest manifest_;
    int line_ = 0;
};

std::optional<Error> ManifestReader::check_header(const csv::Record& header) const
{
    if (header.fault)
        return fault(std::string(csv::code_of(header.fault->kind)), "The headings cannot be read. {0}",
                     {csv::reason_of(*header.fault)})
            .value();
    std::vector<std::string> names;
    for (const auto& field : header.fields) names.emplace_back(trimmed(field.text));
    if (names != std::vector<std::string>{"propertyName", "value"})
        return fault("manifest.invalid_header",
                     "The headings must be propertyName,value and are {0}. Export the set again.", {join(names, ",")})
            .value();
    return std::nullopt;
}

std::optional<Error> ManifestReader::read_property(const std::string& name, const std::string& value)
{
    if (!properties_.emplace(name, value).second)
        return fault("manifest.duplicate_property", "The property {0} is there twice. Remove one of the two lines.",
                     {name})
            .value();
    line_of_.emplace(name, line_);
    if (!name.starts_with("file.")) {
        constexpr std::array<std::string_view, 4> known{"manifest.version", "oneroster.version", "source.systemName",
                                                        "source.systemCode"};
        if (!has(known, name)) unknown_.push_back(name);
        return std::nullopt;
    }
    return read_mode(name.substr(5), value);
}

std::optional<Error> ManifestReader::read_mode(const std::string& file, std::string_view value)
{
    if (!has(files_1_1, file) && !has(files_only_1_2, file)) {
        unknown_.push_back("file." + file);
        return std::nullopt;
    }
    const auto mode = folded(value);
    if (mode == "absent")
        manifest_.modes[file] = Mode::absent;
    else if (mode == "bulk")
        manifest_.modes[file] = Mode::bulk;
    else if (mode == "delta")
        manifest_.modes[file] = Mode::delta;
    else
        return fault("manifest.invalid_file_mode", "\"{0}\" says nothing about {1}.csv. Write absent, bulk or delta.",
                     {std::string(value), file})
            .value();
    return std::nullopt;
}

std::optional<Error> ManifestReader::check_version()
{
    line_ = 0;
    for (const auto* name : {"manifest.version", "oneroster.version"})
        if (!properties_.contains(name))
            return fault("manifest.missing_property", "The line {0} is missing. Export the set again.", {name}).value();
    line_ = line_of_["manifest.version"];
    const auto& manifest_version = properties_["manifest.version"];
    if (manifest_version == "1")
        notes_->push_back("manifest.csv says version 1 instead of 1.0, as spreadsheets do.");
    else if (manifest_version != "1.0")
        return fault("manifest.invalid_manifest_version", "This is a manifest of version {0}; 1.0 is understood.",
                     {manifest_version})
            .value();
    line_ = line_of_["oneroster.version"];
    const auto& version = properties_["oneroster.version"];
    if (version == "1.1" || version == "v1.1")
        manifest_.version = RosterKind::one_roster_1_1;
    else if (version == "1.2" || version == "v1.2")
        manifest_.version = RosterKind::one_roster_1_2;
    else
        return fault("manifest.invalid_oneroster_version",
                     "This is OneRoster {0}; 1.1 and 1.2 are understood. Choose one "
                     "of these in the system that exports the set.",
                     {version})
            .value();
    return std::nullopt;
}

std::optional<Error> ManifestReader::check_files()
{
    std::vector<std::string> undeclared;
    for (const auto name : files_read) {
        const auto file = std::string(name) + ".csv";
        const auto declared = manifest_.modes.find(name);
        const bool is_there = package_->has(file);
        const bool is_1_2_only = has(files_only_1_2, name);
        if (is_1_2_only && manifest_.version == RosterKind::one_roster_1_1) continue;
        line_ = declared == manifest_.modes.end() ? 0 : line_of_["file." + std::string(name)];
        if (declared == manifest_.modes.end() && is_there)
            return fault("manifest.missing_property",
                         "There is a {0}, but no line file.{1} that says whether it is bulk "
                         "(everything) or delta (changes).",
                         {file, std::string(name)})
                .value();
        if (declared == manifest_.modes.end()) {
            undeclared.emplace_back(name);
            continue;
        }
        if (declared->second == Mode::absent && is_there)
            return fault("manifest.file_unexpected",
                         "{0} is declared absent, but it is there. Remove it, or declare it "
                         "bulk or delta.",
                         {file})
                .value();
        if (declared->second != Mode::absent && !is_there)
            return fault("manifest.file_missing", "{0} is declared, but it is not there. Export the set again.", {file})
                .value();
    }
    if (!undeclared.empty())
        notes_->push_back("manifest.csv has no lines for the files " + file_list(undeclared) + ".");
    if (!unknown_.empty()) notes_->push_back("manifest.csv has unknown lines: " + file_list(unknown_) + ".");
    std::vector<std::string> others;
    for (const auto& name : package_->names()) {
        const auto stem = name.ends_with(".csv") ? name.substr(0, name.size() - 4) : std::string();
        if (stem != "manifest" && !has(files_1_1, stem) && !has(files_only_1_2, stem)) others.push_back(name);
    }
    if (!others.empty())
        notes_->push_back("Files that are no part of OneRoster were left aside: " + file_list(others) + ".");
    return std::nullopt;
}

Result<Manifest> ManifestReader::read()
{
    auto source = package_->open("manifest.csv");
    if (!source) return Failure(source.error());
    csv::Reader reader(**source, {',', false, true});
    const auto* record = reader.next();
    if (record == nullptr && !reader.failure())
        return fault("manifest.missing_header", reader.foreign_encoding().empty()
                                                    ? "The manifest is empty. Export the set again."
                                                    : "The manifest is not UTF-8. Export the set in UTF-8.");
    if (record != nullptr) {
        line_ = record->line;
        if (auto error = check_header(*record)) return Failure(std::move(*error));
    }
    reader.expect_width(2);
    while ((record = reader.next()) != nullptr) {
        line_ = record->line;
        if (record->fault) {
            const bool is_width = record->fault->kind == csv::FaultKind::width_mismatch;
            return fault(is_width ? "manifest.row_width_mismatch" : std::string(csv::code_of(record->fault->kind)),
                         csv::reason_of(*record->fault));
        }
        if (auto error = read_property(std::string(trimmed(record->fields[0].text)),
                                       std::string(trimmed(record->fields[1].text))))
            return Failure(std::move(*error));
    }
    if (reader.failure()) return Failure(*reader.failure());
    if (auto error = check_version()) return Failure(std::move(*error));
    if (auto error = check_files()) return Failure(std::move(*error));
    return std::move(manifest_);
}

}  // namespace

Mode Manifest::mode(std::string_view name) const
{
    const auto found = modes.find(name);
    return found == modes.end() ? Mode::absent : found->second;
}

Result<Manifest> read_manifest(Package& package, const std::string& set_name, std::vector<std::string>& notes)
{
    return ManifestReader(package, set_name, notes).read();
}

}  // namespace throughline::one_roster
