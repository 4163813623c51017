// GroupsViewModel: the teams, and what is said of each person: their tags and their hours for visits. No wx.
//
// Promises: each change is one command, and so can be undone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

class GroupsViewModel {
public:
    explicit GroupsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load();
    [[nodiscard]] ShownTable team_table() const;
    [[nodiscard]] ShownTable people_table() const;

    struct School {
        SchoolId id;
        std::string name;
    };
    [[nodiscard]] const std::vector<School>& schools() const { return schools_; }
    // Everybody who can be in a team, by family name.
    [[nodiscard]] const std::vector<PersonRow>& people() const { return people_; }

    // The team of that row as it is; a new one where there is no row.
    [[nodiscard]] SetTeam team(std::optional<std::size_t> row) const;
    [[nodiscard]] Result<void> keep(const SetTeam& team);
    [[nodiscard]] Result<void> remove_team(std::size_t row);

    // One person, as the dialog shows them.
    struct Said {
        PersonId person;
        std::string name;
        bool is_observer = false;
        std::string tags;   // "first year, Spanish"
        std::string hours;  // a week; empty: not said
    };
    [[nodiscard]] std::optional<Said> person(std::size_t row) const;
    [[nodiscard]] Result<void> keep(const Said& said);

private:
    [[nodiscard]] std::vector<std::string> tags_of(PersonId person) const;

    Document& document_;
    Groups::All groups_;
    std::vector<School> schools_;
    std::vector<PersonRow> people_;
};

}  // namespace throughline
