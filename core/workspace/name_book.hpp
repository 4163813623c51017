// NameBook: the names of people, each read once for a question.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>

#include "core/workspace/detail.hpp"
#include "core/workspace/session.hpp"

namespace throughline {

class NameBook {
public:
    explicit NameBook(Context& context) : context_(context) {}

    // Takes up a name that was read in a list.
    void know(const PersonId& id, std::string name) { names_.emplace(id, std::move(name)); }
    // Empty for nobody.
    const std::string& operator()(const PersonId& id)
    {
        const auto [entry, is_new] = names_.try_emplace(id);
        if (is_new) entry->second = person_name(context_, id);
        return entry->second;
    }

private:
    Context& context_;
    std::unordered_map<PersonId, std::string> names_;
};

}  // namespace throughline
