#include "app/viewmodel/follow_through_view_model.hpp"

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {

namespace {

using Days = boost::gregorian::days;
constexpr int week_days = 7;

std::string hours_words(double hours) { return fmt::format("{:.1f} h", hours); }

// What a measure is, in one more sentence than its title.
const char* meaning_of(MeasureKind kind)
{
    switch (kind) {
        case MeasureKind::hours_to_share_median:
            return "Half of the shared visits were faster. Clock hours, nights included.";
        case MeasureKind::hours_to_share_p90:
            return "Nine of ten shared visits were faster.";
        case MeasureKind::debriefed_in_time:
            return "Of the shared visits whose debrief has fallen due.";
        case MeasureKind::one_step:
            return "One step, not none and not three.";
        case MeasureKind::one_live_step:
            return "Of the teachers visited, as it stands now.";
        case MeasureKind::steps_checked_in_time:
            return "Of the steps whose check-back day has come.";
        case MeasureKind::steps_carried_over:
            return "Agreed more than 15 school days ago and still live.";
        case MeasureKind::days_to_mastery_median:
            return "From the day a step was agreed; calendar days.";
    }
    return "";
}

}  // namespace

Result<void> FollowThroughViewModel::refresh(const CadenceFilter& filter)
{
    auto report = document_.ask(question(filter));
    if (!report) return tl::unexpected(report.error());
    take(std::move(*report));
    return {};
}

FollowThrough FollowThroughViewModel::question(const CadenceFilter& filter) const
{
    FollowThrough question;
    question.filter = filter;
    if (period_ == eight_weeks) question.from = document_.today() - Days(8 * week_days);
    if (period_ == four_weeks) question.from = document_.today() - Days(4 * week_days);
    return question;
}

void FollowThroughViewModel::take(FollowThrough::Report report)
{
    report_ = std::move(report);
    make_tables();
}

std::vector<std::string> FollowThroughViewModel::period_words()
{
    return {"This school year", "The last 8 weeks", "The last 4 weeks"};
}

std::string FollowThroughViewModel::span_words() const
{
    const auto today = document_.today();
    return fmt::format("Visits from {} to {}.", spoken_date(report_.from, today), spoken_date(report_.to, today));
}

void FollowThroughViewModel::make_tables()
{
    measures_ = {"Follow-through", {{"Measure", 400}, {"Value", 190}, {"What is counted", 400}}, {}, {}};
    for (const auto& measure : report_.measures) {
        TableRow row{{}, {std::string(title_of(measure.kind)), measure.words, meaning_of(measure.kind)}};
        if (!measure.value) row.look = TableRow::Look::quiet;
        measures_.rows.push_back(std::move(row));
    }
    load_ = {"Load",
             {{"Observer", 190},
              {"Teachers", 90, false, true},
              {"Needed a week", 130, false, true},
              {"Available", 110, false, true},
              {"What that means", 360}},
             {},
             "Nobody here visits anybody yet."};
    for (const auto& load : report_.load) {
        const auto name = report_.observer_names.find(load.observer);
        TableRow row{any(load.observer),
                     {name == report_.observer_names.end() ? std::string() : name->second,
                      std::to_string(load.teacher_count), hours_words(load.hours_needed),
                      load.hours_available ? hours_words(*load.hours_available) : "not said", load.words}};
        if (load.hours_available && load.hours_needed > *load.hours_available) row.look = TableRow::Look::attention;
        load_.rows.push_back(std::move(row));
    }
}

}  // namespace throughline
