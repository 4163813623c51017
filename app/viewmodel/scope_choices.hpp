// ScopeChoices: whom a rule or an excusal can be about, to choose from: everyone, a school, a team, a tag, a person.
// No wx.
//
// Promises: only kinds that the file has somebody for are offered; a scope that is gone from the file chooses everyone.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/model/cadence_rule.hpp"

namespace throughline {

class ScopeChoices {
public:
    struct Choice {
        std::string words;  // "Mathematics"
        Scope scope;
        std::string detail = {};  // of a person: what tells two of one name apart
    };
    struct Group {
        ScopeKind kind = ScopeKind::everyone;
        std::string words;  // "A team"
        std::vector<Choice> choices;
    };
    struct Place {  // indexes of groups() and of its choices
        std::size_t group = 0;
        std::size_t choice = 0;
    };

    [[nodiscard]] Result<void> load(const Document& document);
    [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }  // the first: everyone
    [[nodiscard]] Place place_of(const Scope& scope) const;

private:
    std::vector<Group> groups_;
};

}  // namespace throughline
