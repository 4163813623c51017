// KeepingViewModel: how long records are kept, holds, what is due to go, and what went. No wx.
//
// Used by the settings' tab "Keeping records" and its dialogs. Taking out itself runs on a thread of its own with the
// pass that `pass` gives: see throughline/retention.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/retention.hpp"
#include "throughline/query/retention.hpp"
#include "throughline/retention.hpp"

namespace throughline {

class KeepingViewModel {
public:
    explicit KeepingViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load();  // the rules, which everybody may read
    [[nodiscard]] ShownTable rules() const;
    [[nodiscard]] const Retention::Row* rule(std::size_t row) const;
    [[nodiscard]] Result<void> set(const SetRetention& rule);

    [[nodiscard]] Result<void> load_holds();
    [[nodiscard]] ShownTable holds() const;
    // `who`: a name, a staff number or an e-mail address; empty: everybody.
    [[nodiscard]] Result<void> place_hold(const std::string& who, const std::string& reason);
    [[nodiscard]] Result<void> lift_hold(std::size_t row);

    [[nodiscard]] Result<void> load_certificates();
    [[nodiscard]] ShownTable certificates() const;
    [[nodiscard]] Result<PurgeCertificate::Certificate> certificate(std::size_t row) const;

    [[nodiscard]] Result<KeeperPass> pass() { return KeeperPass::of(document_.workspace(), document_.actor()); }
    [[nodiscard]] ShownTable table_of(const RetentionPreview::Preview& preview) const;
    // What stands above the preview: how much would go, what holds keep.
    [[nodiscard]] static std::string words_of(const RetentionPreview::Preview& preview);
    [[nodiscard]] static std::string words_of(const ErasurePreview::Preview& preview);
    // What became of it, for the notice: what went, where the backup is, what else holds it.
    [[nodiscard]] static std::string words_of(const Purged& purged);

private:
    Document& document_;
    std::vector<Retention::Row> rules_;
    std::vector<LegalHolds::Row> holds_;
    std::vector<Certificates::Row> certificates_;
};

}  // namespace throughline
