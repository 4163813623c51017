// OpenVisit: the one visit that the Observe page shows, asked again whenever something about it changes.
//
// The parts of the page (script, ratings, feedback, facts) each have a view-model of their own over this one object, so
// that they agree about the record, the clock and who may change it. No wx.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/visit_clock.hpp"
#include "throughline/query/observation.hpp"

namespace throughline {

class OpenVisit {
public:
    OpenVisit(Document& document, DraftKeeper& drafts);
    OpenVisit(const OpenVisit&) = delete;
    OpenVisit& operator=(const OpenVisit&) = delete;

    // Shows this visit. On an error the one before stays.
    [[nodiscard]] Result<void> open(ObservationId id);
    // Asks again and tells everybody.
    [[nodiscard]] Result<void> look_again();

    [[nodiscard]] bool is_open() const { return detail_.has_value(); }
    [[nodiscard]] const ObservationDetail::Detail& detail() const { return *detail_; }
    [[nodiscard]] const Observation& observation() const { return detail_->observation; }
    [[nodiscard]] ObservationId id() const { return detail_->observation.id; }
    [[nodiscard]] const Rubric& rubric() const { return detail_->rubric; }
    [[nodiscard]] const SchoolSettings::Settings& settings() const { return settings_; }
    [[nodiscard]] bool may_change() const { return detail_ && detail_->may_change; }
    [[nodiscard]] bool is_shared() const { return detail_ && observation().state == ObservationState::shared; }
    // What was typed into a field and is not part of the record yet, from this session or an interrupted one.
    [[nodiscard]] std::optional<std::string> unsettled(std::string_view field) const;

    [[nodiscard]] std::int64_t elapsed_ms() const;
    [[nodiscard]] bool is_running() const;
    [[nodiscard]] bool was_left() const;
    void touch_clock();

    // Runs a command whose value nobody needs.
    template <class Command>
    [[nodiscard]] Result<void> act(const Command& command)
    {
        auto outcome = document_.execute(command);
        if (!outcome) return tl::unexpected(outcome.error());
        return {};
    }

    [[nodiscard]] Document& document() { return document_; }
    [[nodiscard]] const Document& document() const { return document_; }
    [[nodiscard]] DraftKeeper& drafts() { return drafts_; }
    [[nodiscard]] const DraftKeeper& drafts() const { return drafts_; }

    Signal<> on_change;

private:
    Result<void> ask(ObservationId id);

    Document& document_;
    DraftKeeper& drafts_;
    std::optional<ObservationDetail::Detail> detail_;
    SchoolSettings::Settings settings_;
    VisitClock clock_;
    Connection document_changes_;
};

}  // namespace throughline
