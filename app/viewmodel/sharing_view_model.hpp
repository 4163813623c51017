// SharingViewModel: the agreements about one teacher's coaching: what they say, who has signed, what can be done. No
// wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/wall.hpp"
#include "throughline/report/document.hpp"

namespace throughline {

class SharingViewModel {
public:
    SharingViewModel(Document& document, PersonId teacher, std::string teacher_name);

    [[nodiscard]] Result<void> load();
    [[nodiscard]] const std::string& teacher_name() const { return teacher_name_; }
    [[nodiscard]] ShownTable table() const;
    [[nodiscard]] std::string words(std::size_t row) const;  // the agreement in sentences, and who has signed when

    struct Person {
        PersonId id;
        std::string name;
    };
    [[nodiscard]] const std::vector<Person>& readers() const { return readers_; }      // who leads or administers
    [[nodiscard]] const std::vector<Person>& observers() const { return observers_; }  // the actor first
    [[nodiscard]] GrantSharing begin() const;
    [[nodiscard]] Result<void> grant(const GrantSharing& grant);

    // Who has not signed yet; nobody: both have, or it is over.
    [[nodiscard]] std::optional<Person> waits_for(std::size_t row) const;
    [[nodiscard]] Result<void> sign(std::size_t row, const std::string& name);
    [[nodiscard]] Result<void> revoke(std::size_t row);
    // To print, with lines for both signatures where they are still missing.
    [[nodiscard]] std::optional<report::Document> paper(std::size_t row) const;

private:
    Document& document_;
    PersonId teacher_;
    std::string teacher_name_;
    SharingAgreements::Answer rows_;
    std::vector<Person> readers_;
    std::vector<Person> observers_;
};

}  // namespace throughline
