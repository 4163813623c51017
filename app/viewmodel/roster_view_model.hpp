// Everyone in the file, and the forms that add, correct, merge and assign people. No wx.
//
// Used by the Roster page and its dialogs. Promises: nobody is removed, a person who left stays with their records;
// what is wrong with a form is said in words before anything is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/people.hpp"

namespace throughline {

// A person as a form holds them: one field a line, not checked yet.
struct PersonForm {
    Person person;
    [[nodiscard]] std::string trouble() const;  // what keeps it from being saved; empty: nothing
};

class RosterViewModel {
public:
    explicit RosterViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();
    void set_filter(const std::string& typed);
    [[nodiscard]] Result<void> set_include_inactive(bool include);
    void show_role(std::optional<Role> role);

    [[nodiscard]] const std::vector<PersonRow>& shown() const { return shown_; }
    [[nodiscard]] std::vector<TableRow> rows() const;
    [[nodiscard]] std::string count_words() const;
    [[nodiscard]] std::string empty_words() const;
    [[nodiscard]] const std::vector<School>& schools() const { return schools_; }

    [[nodiscard]] Result<PersonId> add(const PersonForm& form);
    [[nodiscard]] Result<void> change(const PersonForm& form);
    [[nodiscard]] Result<void> set_active(const Person& person, bool active);

    // Whom `from` may become: everybody else who is active, those with a like name first.
    [[nodiscard]] std::vector<PersonRow> merge_candidates(const Person& from) const;
    [[nodiscard]] Result<void> merge(PersonId from, PersonId into);

    struct Visitor {
        PersonId id;
        std::string name;
        bool assigned = false;
    };
    // Every active observer, and whether this teacher is in their caseload.
    [[nodiscard]] Result<std::vector<Visitor>> visitors_of(PersonId teacher) const;
    [[nodiscard]] Result<void> assign(PersonId observer, PersonId teacher, bool assigned);

    static constexpr std::size_t rows_max = 20'000;

private:
    void filter();

    Document& document_;
    std::vector<PersonRow> all_;
    std::vector<PersonRow> shown_;
    std::vector<School> schools_;
    std::string typed_;
    std::optional<Role> role_;
    bool include_inactive_ = false;
    std::size_t cut_off_ = 0;
};

// How alike two names are: 0 nothing, 3 the same. "A. Ruiz" is like "Ana Ruiz".
int name_likeness(const Person& first, const Person& second);

}  // namespace throughline
