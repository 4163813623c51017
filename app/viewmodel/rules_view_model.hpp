// RulesViewModel: the rules of cadence as a list. RuleViewModel: one of them being written, with what it would do.
// No wx.
//
// Promises: each change is one command, and so can be undone; the preview is PreviewRule's, nothing is counted here.
#pragma once

#include <array>
#include <string>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/scope_choices.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

inline constexpr std::array rule_kinds{
    RuleKind::visit_interval,   RuleKind::visit_count,       RuleKind::share_after,     RuleKind::debrief_after,
    RuleKind::step_check_after, RuleKind::conference_before, RuleKind::conference_after};
inline constexpr std::array rule_purposes{Purpose::coaching, Purpose::evaluation,  Purpose::walkthrough,
                                          Purpose::peer,     Purpose::calibration, Purpose::self};
inline constexpr std::array count_windows{CountWindow::school_year, CountWindow::term, CountWindow::by_date};

// "A visit every ...": how the sentence of a rule begins.
[[nodiscard]] std::string kind_words(RuleKind kind);
[[nodiscard]] std::string unit_words(RuleUnit unit);         // "school days"
[[nodiscard]] std::string window_words(CountWindow window);  // "each term"
// What a rule of this kind can be counted in; nothing for a number of visits.
[[nodiscard]] std::vector<RuleUnit> units_of(RuleKind kind);

class RulesViewModel {
public:
    explicit RulesViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load();
    [[nodiscard]] ShownTable table() const;
    [[nodiscard]] const CadenceRules::Row* row(std::size_t at) const;
    void show_all_versions(bool all) { all_versions_ = all; }
    // From today on the more general rule holds.
    [[nodiscard]] Result<void> end(std::size_t at);

private:
    Document& document_;
    CadenceRules::Answer rows_;
    bool all_versions_ = false;
};

class RuleViewModel {
public:
    explicit RuleViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> begin();                            // a rule that was not there
    [[nodiscard]] Result<void> open(const CadenceRule& existing);  // another version of this one, from today
    [[nodiscard]] bool is_new() const { return is_new_; }
    [[nodiscard]] CadenceRule& rule() { return rule_; }
    [[nodiscard]] const ScopeChoices& scopes() const { return scopes_; }

    struct Preview {
        std::string words;  // "About 40 teachers. 6 would become overdue, 11 would change."
        ShownTable changed;
    };
    [[nodiscard]] Result<Preview> preview() const;
    // The same in two steps: a worker can ask in between, where the rule is about many schools.
    [[nodiscard]] PreviewRule question() const { return {rule_}; }
    [[nodiscard]] Preview preview_of(const PreviewRule::Preview& answer) const;
    [[nodiscard]] bool counts_many_schools() const;
    [[nodiscard]] const Document& document() const { return document_; }
    // What was done, in words: "A coaching visit every 8 school days, from today".
    [[nodiscard]] Result<std::string> keep();

private:
    Document& document_;
    ScopeChoices scopes_;
    CadenceRule rule_;
    bool is_new_ = true;
};

}  // namespace throughline
