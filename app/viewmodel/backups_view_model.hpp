// BackupsViewModel: the backups of the open file and where they go; and what a backup holds, in words. No wx.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/backup.hpp"
#include "throughline/query/backup.hpp"

namespace throughline {

class BackupsViewModel {
public:
    explicit BackupsViewModel(Document& document) : document_(document) {}

    // not_allowed for who does not keep the house.
    [[nodiscard]] Result<void> load();
    [[nodiscard]] ShownTable table() const;  // newest first
    [[nodiscard]] std::optional<std::filesystem::path> file(std::size_t row) const;
    [[nodiscard]] const BackupPlan::Plan& plan() const { return plan_; }
    // "Backups of both folders open like any file..."
    [[nodiscard]] std::string second_folder_words() const;

    [[nodiscard]] Result<void> set_second_folder(const std::string& folder);
    [[nodiscard]] Result<void> set_passphrase(const std::string& passphrase);  // empty: not sealed any more

private:
    Document& document_;
    BackupPlan::Plan plan_;
    std::vector<BackupFile> backups_;
};

// What somebody must know before a backup takes the file's place.
std::string contents_words(const OpenedBackup::Contents& contents, const TimeZone& zone, Date today);
std::string size_words(std::uintmax_t bytes);  // "16.1 MB"

}  // namespace throughline
