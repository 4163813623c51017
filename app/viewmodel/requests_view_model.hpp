// RequestsViewModel: a teacher's requests for visits, and those that wait for an observer. No wx.
//
// Used by My feedback, by the teacher's page and by the dialogs that plan a visit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline {

class RequestsViewModel {
public:
    explicit RequestsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load(PersonId teacher);
    [[nodiscard]] const std::vector<VisitRequests::Row>& requests() const { return seen_.rows; }
    [[nodiscard]] std::vector<TableRow> rows() const;
    [[nodiscard]] ReadingText text(std::size_t row) const;
    [[nodiscard]] const std::vector<VisitRequests::Person>& may_ask() const { return seen_.may_ask; }
    [[nodiscard]] std::string empty_words() const;
    [[nodiscard]] bool may_withdraw(std::size_t row) const;
    // Those that wait for the actor: open ones, oldest first.
    [[nodiscard]] std::vector<VisitRequests::Row> waiting() const;

    [[nodiscard]] Result<void> ask(std::size_t observer, const std::string& focus, const std::string& wish);
    [[nodiscard]] Result<void> withdraw(std::size_t row);
    [[nodiscard]] Result<void> decline(VisitRequestId request, const std::string& answer);

private:
    template <class Command>
    [[nodiscard]] Result<void> run(const Command& command);

    Document& document_;
    PersonId teacher_;
    VisitRequests::Seen seen_;
};

// "Ana Ruiz asks: who speaks? When: a morning".
std::string request_words(const VisitRequests::Row& row);

}  // namespace throughline
