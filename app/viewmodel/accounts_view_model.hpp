// AccountsViewModel: who signs in on a shared computer. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"

namespace throughline {

class AccountsViewModel {
public:
    explicit AccountsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load();
    // Everybody, those with an account first: "can sign in", "no account".
    [[nodiscard]] ShownTable table() const;
    struct Who {
        PersonId id;
        std::string name;
    };
    [[nodiscard]] std::optional<Who> person(std::size_t row) const;
    [[nodiscard]] bool has_accounts() const { return has_accounts_; }
    [[nodiscard]] Result<void> disable(std::size_t row);

private:
    struct Line {
        Who who;
        std::string roles;
        std::string state;
        bool signs_in = false;
    };
    Document& document_;
    std::vector<Line> lines_;
    bool has_accounts_ = false;
};

}  // namespace throughline
