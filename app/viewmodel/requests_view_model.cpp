#include "app/viewmodel/requests_view_model.hpp"

#include <algorithm>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/command/visit_request.hpp"

namespace throughline {

namespace {

std::string state_words(const VisitRequests::Row& row)
{
    return row.request.state == VisitRequestState::open ? "Not answered yet" : sentence_case(row.state);
}

}  // namespace

std::string request_words(const VisitRequests::Row& row)
{
    auto words = row.teacher_name + " asks: " + row.request.focus;
    if (!row.request.wish.empty()) words += " (when: " + row.request.wish + ")";
    return words;
}

Result<void> RequestsViewModel::load(PersonId teacher)
{
    VisitRequests asked;
    asked.teacher = teacher;
    auto seen = document_.ask(asked);
    if (!seen) return tl::unexpected(seen.error());
    teacher_ = teacher;
    seen_ = std::move(*seen);
    return {};
}

std::vector<TableRow> RequestsViewModel::rows() const
{
    std::vector<TableRow> rows;
    for (const auto& row : seen_.rows) {
        const auto& request = row.request;
        TableRow shown{any(request.id), {}, is_live(request.state) ? TableRow::Look::plain : TableRow::Look::quiet};
        shown.cells = {spoken_date(request.asked_on, document_.today()), row.observer_name, state_words(row),
                       request.focus};
        rows.push_back(std::move(shown));
    }
    return rows;
}

ReadingText RequestsViewModel::text(std::size_t index) const
{
    if (index >= seen_.rows.size()) return {};
    const auto& row = seen_.rows[index];
    ReadingText text{heading_paragraph(row.request.focus),
                     quiet_paragraph("Asked of " + row.observer_name + " on " +
                                     spoken_date(row.request.asked_on, document_.today()))};
    if (!row.request.wish.empty()) text.push_back(plain_paragraph("When: " + row.request.wish));
    text.push_back(plain_paragraph(state_words(row) + "."));
    if (!row.request.answer.empty()) text.push_back(plain_paragraph(row.observer_name + ": " + row.request.answer));
    return text;
}

std::string RequestsViewModel::empty_words() const
{
    if (!seen_.rows.empty()) return {};
    return seen_.may_ask.empty() ? "There is nobody in this file whom you could ask for a visit."
                                 : "You have not asked for a visit yet. Ask somebody to come and look at one thing "
                                   "that you wonder about.";
}

bool RequestsViewModel::may_withdraw(std::size_t row) const
{
    return row < seen_.rows.size() && is_live(seen_.rows[row].request.state);
}

std::vector<VisitRequests::Row> RequestsViewModel::waiting() const
{
    std::vector<VisitRequests::Row> rows;
    const auto& me = document_.actor().person;
    for (const auto& row : seen_.rows)
        if (row.request.state == VisitRequestState::open && (!me || *me == row.request.observer)) rows.push_back(row);
    std::reverse(rows.begin(), rows.end());
    return rows;
}

template <class Command>
Result<void> RequestsViewModel::run(const Command& command)
{
    const auto done = document_.execute(command);
    if (!done) return tl::unexpected(done.error());
    return load(teacher_);
}

Result<void> RequestsViewModel::ask(std::size_t observer, const std::string& focus, const std::string& wish)
{
    if (observer >= seen_.may_ask.size()) return fail(ErrorCode::invalid, "Choose whom you ask.");
    return run(AskForVisit{seen_.may_ask[observer].id, focus, wish});
}

Result<void> RequestsViewModel::withdraw(std::size_t row)
{
    if (row >= seen_.rows.size()) return fail(ErrorCode::not_found, "Choose a request first.");
    return run(WithdrawVisitRequest{seen_.rows[row].request.id});
}

Result<void> RequestsViewModel::decline(VisitRequestId request, const std::string& answer)
{
    return run(AnswerVisitRequest{request, answer});
}

}  // namespace throughline
