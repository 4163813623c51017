#include "app/viewmodel/backups_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/command/backup.hpp"

namespace throughline {

namespace {

std::string moment_words(Instant at, const TimeZone& zone, Date today)
{
    const auto local = zone.local(at);
    return fmt::format("{}, {:02}:{:02}", spoken_date(local.date(), today), local.time_of_day().hours(),
                       local.time_of_day().minutes());
}

}  // namespace

std::string size_words(std::uintmax_t bytes)
{
    constexpr double kilo = 1000;
    if (bytes < 1'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / kilo);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / kilo / kilo);
}

Result<void> BackupsViewModel::load()
{
    const auto plan = document_.ask(BackupPlan{});
    if (!plan) return tl::unexpected(plan.error());
    plan_ = *plan;
    const auto& file = document_.workspace().file();
    backups_ = backups_in(backup_folder_of(file), file);
    if (!plan_.second_folder.empty())
        for (auto& backup : backups_in(plan_.second_folder, file, plan_.mark)) backups_.push_back(std::move(backup));
    std::stable_sort(backups_.begin(), backups_.end(),
                     [](const BackupFile& a, const BackupFile& b) { return a.made_at > b.made_at; });
    return {};
}

ShownTable BackupsViewModel::table() const
{
    ShownTable table{"Backups",
                     {{"Made", 200}, {"Size", 100, false, true}, {"Opens", 170}, {"Folder", 420}},
                     {},
                     "There is no backup of this file yet. The first one is made with the first change."};
    const auto& workspace = document_.workspace();
    for (const auto& backup : backups_)
        table.rows.push_back(
            {{},
             {moment_words(backup.made_at, workspace.zone(), workspace.today()), size_words(backup.bytes),
              backup.is_sealed ? "with the passphrase" : "by itself", backup.file.parent_path().string()}});
    return table;
}

std::optional<std::filesystem::path> BackupsViewModel::file(std::size_t row) const
{
    return row < backups_.size() ? std::optional(backups_[row].file) : std::nullopt;
}

std::string BackupsViewModel::second_folder_words() const
{
    if (plan_.second_folder.empty())
        return "There is none. A folder on another drive, or a synced one, keeps the notes if this computer is lost.";
    return plan_.is_sealed ? plan_.second_folder + " gets each backup, sealed: it opens with the passphrase only."
                           : plan_.second_folder + " gets each backup, too. Who can read that folder can read it all.";
}

Result<void> BackupsViewModel::set_second_folder(const std::string& folder)
{
    if (const auto done = document_.execute(ChangeBackupPlan{folder, {}}); !done) return tl::unexpected(done.error());
    return load();
}

Result<void> BackupsViewModel::set_passphrase(const std::string& passphrase)
{
    if (const auto done = document_.execute(ChangeBackupPlan{{}, passphrase}); !done)
        return tl::unexpected(done.error());
    return load();
}

std::string contents_words(const OpenedBackup::Contents& contents, const TimeZone& zone, Date today)
{
    auto words = fmt::format("{}, made {}: {}", join(contents.schools, ", "),
                             moment_words(contents.made_at, zone, today), counted(contents.visit_count, "visit"));
    if (contents.last_visit_on) words += ", the last on " + spoken_date(*contents.last_visit_on, today);
    return words + ", " + size_words(contents.bytes) + ".";
}

}  // namespace throughline
