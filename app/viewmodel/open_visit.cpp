#include "app/viewmodel/open_visit.hpp"

#include <algorithm>

namespace throughline {

OpenVisit::OpenVisit(Document& document, DraftKeeper& drafts) : document_(document), drafts_(drafts)
{
    document_changes_ = document_.on_change.connect([this](const ChangeSet& changes) {
        if (!is_open()) return;
        const bool concerned = concerns(changes, {Noun::observation, Noun::evidence, Noun::rating, Noun::action_step,
                                                  Noun::step_event, Noun::debrief, Noun::amendment, Noun::response,
                                                  Noun::person, Noun::setting, Noun::calendar_day, Noun::school_year});
        // What cannot be asked now stays as it is on screen; opening it again says why.
        if (concerned) (void)look_again();
    });
}

Result<void> OpenVisit::open(ObservationId id)
{
    if (auto done = ask(id); !done) return done;
    on_change.emit();
    return {};
}

Result<void> OpenVisit::look_again() { return is_open() ? open(id()) : Result<void>{}; }

Result<void> OpenVisit::ask(ObservationId id)
{
    auto detail = document_.ask(ObservationDetail{id});
    if (!detail) return tl::unexpected(detail.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    detail_ = std::move(*detail);
    settings_ = std::move(*settings);
    std::int64_t last_line_ms = 0;
    for (const auto& line : detail_->evidence) last_line_ms = std::max(last_line_ms, line.elapsed_ms);
    const auto& workspace = document_.workspace();
    clock_.follow(detail_->observation, last_line_ms, workspace.now(), workspace.steady_us());
    return {};
}

std::optional<std::string> OpenVisit::unsettled(std::string_view field) const
{
    for (const auto& draft : detail_->unsettled)
        if (draft.field == field) return draft.text;
    return std::nullopt;
}

std::int64_t OpenVisit::elapsed_ms() const { return clock_.elapsed_ms(document_.workspace().steady_us()); }

bool OpenVisit::is_running() const { return clock_.is_running(document_.workspace().steady_us()); }

bool OpenVisit::was_left() const { return clock_.was_left(document_.workspace().steady_us()); }

void OpenVisit::touch_clock() { clock_.touch(document_.workspace().steady_us()); }

}  // namespace throughline
