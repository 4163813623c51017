// CadenceFilters: whom the Cadence and the Schedule page are about: a school, a team, an observer's caseload, a tag.
// No wx.
//
// Promises: only what the file has is offered, and another observer's caseload only to those who may ask for it; where
// there are many schools, the observers are those of the chosen one. What was chosen is remembered as a text and found
// again if it is still there.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

class CadenceFilters {
public:
    enum Part : std::size_t { school, team, observer, tag, part_count };

    [[nodiscard]] Result<void> load(const Document& document);

    // "School", "Team", "Observer", "Tag".
    [[nodiscard]] static const char* title(Part part);
    // There is something to choose between.
    [[nodiscard]] bool is_offered(Part part) const { return parts_[part].choices.size() > 1; }
    [[nodiscard]] std::vector<std::string> words(Part part) const;  // the first: "All teams"
    [[nodiscard]] std::size_t chosen(Part part) const { return parts_[part].chosen; }
    void choose(Part part, std::size_t choice);
    void clear();
    [[nodiscard]] bool is_any_set() const;

    [[nodiscard]] CadenceFilter filter() const;
    // "everybody", "Mathematics team, first year": whom a list is about.
    [[nodiscard]] std::string about() const;
    // The filter goes over more schools than are counted within a frame.
    [[nodiscard]] bool counts_many_schools() const;
    // Everybody, rather than one's own caseload and work.
    [[nodiscard]] bool sees_everybody() const { return sees_everybody_; }

    [[nodiscard]] std::string remembered() const;
    void recall(const std::string& remembered);

private:
    struct Choice {
        std::string words;
        std::string key;  // an id's text, or a tag; empty: all
    };
    struct Filter {
        std::vector<Choice> choices;
        std::size_t chosen = 0;
    };
    struct Observer {
        Choice choice;
        SchoolId school;
    };
    void offer_observers();
    [[nodiscard]] bool has_many_schools() const;
    [[nodiscard]] const std::string& key(Part part) const { return parts_[part].choices[parts_[part].chosen].key; }
    void choose_by_key(Part part, const std::string& key);

    std::array<Filter, part_count> parts_;
    std::vector<Observer> observers_;  // whom one may ask about
    bool sees_everybody_ = true;
};

}  // namespace throughline
