// FactsViewModel: what is known about the visit besides what was seen. All of it may stay blank. Used by the Observe
// page. No wx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/open_visit.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

class FactsViewModel {
public:
    explicit FactsViewModel(OpenVisit& visit);

    template <class Value>
    struct Option {
        Value value;
        std::string words;
    };

    [[nodiscard]] static const std::vector<Option<Purpose>>& purposes();
    [[nodiscard]] Result<void> set_purpose(Purpose purpose);

    [[nodiscard]] std::vector<Option<RubricVersionId>> rubrics() const;  // the visit's own among them, whatever its age
    [[nodiscard]] Result<void> set_rubric(RubricVersionId rubric);
    [[nodiscard]] std::vector<Option<std::string>> forms() const;
    [[nodiscard]] std::string form() const;  // never empty if the rubric has forms
    [[nodiscard]] Result<void> set_form(const std::string& form_id);

    [[nodiscard]] static const std::vector<Option<std::optional<bool>>>& announcements();
    [[nodiscard]] Result<void> set_announced(std::optional<bool> announced);

    // Numbers as typed; blank is blank.
    [[nodiscard]] std::string minutes() const;
    [[nodiscard]] Result<void> set_minutes(const std::string& typed);
    [[nodiscard]] std::string students_present() const;
    [[nodiscard]] Result<void> set_students_present(const std::string& typed);

    [[nodiscard]] std::vector<Option<std::optional<PersonId>>> co_observers() const;
    [[nodiscard]] Result<void> set_co_observer(std::optional<PersonId> person);

    // Teachers whose names begin with what is typed, for moving the visit to the right one.
    [[nodiscard]] std::vector<PersonRow> teachers(const std::string& typed) const;
    [[nodiscard]] Result<void> move_to(PersonId teacher);
    [[nodiscard]] Result<void> archive();

private:
    OpenVisit& visit_;
};

}  // namespace throughline
