// CadenceViewModel: the principal's four counts and the names behind each. No wx.
//
// Used by the Cadence page. Promises: a count is the number of rows of its list; what is said of a coaching visit is
// that it took place and when, never what is in it; only one's own records can be opened from here, of all others the
// teacher's page.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/viewmodel/cadence_filters.hpp"
#include "app/viewmodel/table_row.hpp"

namespace throughline {

enum class CadenceList { past_cadence, debriefs, steps, unshared, conferences };

class CadenceViewModel {
public:
    explicit CadenceViewModel(const Document& document) : document_(document) {}

    // `refresh` asks and takes; a worker can ask the same question in between.
    [[nodiscard]] Result<void> refresh(const CadenceFilter& filter);
    [[nodiscard]] static Cadence question(const CadenceFilter& filter) { return {filter}; }
    void take(CadenceAnswer answer);
    // Until then there are no numbers.
    [[nodiscard]] bool is_counted() const { return is_counted_; }

    // "40 teachers under a rule: 31 on track, 4 due soon, 5 overdue. 2 have no rule."
    [[nodiscard]] std::string summary() const;

    struct Count {
        CadenceList list = CadenceList::past_cadence;
        int number = 0;
        std::string words;  // "past their cadence", "debriefs not held in time"
    };
    // Four; a fifth for conferences where some are missing.
    [[nodiscard]] std::vector<Count> counts() const;

    void show_list(CadenceList list);
    [[nodiscard]] CadenceList list() const { return list_; }
    [[nodiscard]] const ShownTable& names() const { return names_; }

    using Opens = std::variant<PersonId, DebriefId, ObservationId>;
    [[nodiscard]] std::optional<Opens> opens(std::size_t row) const;
    [[nodiscard]] std::optional<PersonId> teacher(std::size_t row) const;

private:
    struct Subject {
        PersonId teacher;
        Opens opens;
    };
    void make_names();
    void add_past_cadence();
    void add_follow_ups(const std::vector<FollowUp>& follow_ups);
    void add_unshared();
    [[nodiscard]] bool is_mine(const PersonId& observer) const { return document_.actor().person == observer; }
    [[nodiscard]] const std::vector<FollowUp>& follow_ups() const;

    const Document& document_;
    CadenceAnswer all_;
    bool is_counted_ = false;
    CadenceList list_ = CadenceList::past_cadence;
    ShownTable names_;
    std::vector<Subject> subjects_;  // of the rows of names_
};

// "overdue": a state as a row's tinted cell says it.
void tint(TableRow& row, std::size_t cell, DueState state);
// "4 school days overdue".
std::string overdue_words(int school_days);

}  // namespace throughline
