#include "app/viewmodel/accounts_view_model.hpp"

#include <algorithm>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/wall.hpp"

namespace throughline {

Result<void> AccountsViewModel::load()
{
    const auto roster = document_.ask(Roster{});
    if (!roster) return tl::unexpected(roster.error());
    const auto accounts = document_.ask(Accounts{});
    if (!accounts) return tl::unexpected(accounts.error());
    has_accounts_ = !accounts->empty();
    lines_.clear();
    for (const auto& row : *roster) {
        Line line{{row.person.id, row.person.name()}, role_words(row.person.roles), "no account", false};
        for (const auto& account : *accounts)
            if (account.person == row.person.id) {
                line.signs_in = !account.is_disabled;
                line.state = account.is_disabled    ? "disabled"
                             : account.closed_until ? "waits after wrong tries"
                             : account.must_change  ? "has to change the password"
                                                    : "signs in";
            }
        lines_.push_back(std::move(line));
    }
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const Line& a, const Line& b) { return a.signs_in > b.signs_in; });
    return {};
}

ShownTable AccountsViewModel::table() const
{
    ShownTable table{"Who signs in",
                     {{"Name", 240}, {"Role", 220}, {"Sign-in", 260}},
                     {},
                     "Nobody is in the file yet. Import a roster first."};
    for (const auto& line : lines_)
        table.rows.push_back({any(line.who.id),
                              {line.who.name, line.roles, line.state},
                              line.signs_in ? TableRow::Look::plain : TableRow::Look::quiet});
    return table;
}

std::optional<AccountsViewModel::Who> AccountsViewModel::person(std::size_t row) const
{
    return row < lines_.size() ? std::optional(lines_[row].who) : std::nullopt;
}

Result<void> AccountsViewModel::disable(std::size_t row)
{
    const auto who = person(row);
    if (!who) return fail(ErrorCode::not_found, "Choose a person first.");
    if (const auto done = document_.execute(DisableAccount{who->id}); !done) return tl::unexpected(done.error());
    return load();
}

}  // namespace throughline
