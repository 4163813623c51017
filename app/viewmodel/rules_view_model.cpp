#include "app/viewmodel/rules_view_model.hpp"

#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/cadence.hpp"

namespace throughline {

namespace {

std::string sentence_of_rule(const CadenceRule& rule)
{
    std::string words = sentence_case(words_of(rule));
    if (rule.also_counts.size() + 1 == rule_purposes.size()) return words + ", and those of every other purpose";
    if (!rule.also_counts.empty()) {
        std::vector<std::string> names;
        for (const auto purpose : rule.also_counts) names.emplace_back(name_of(purpose));
        words += "; also " + join(names, ", ");
    }
    return words;
}

std::string span_of_rule(const CadenceRule& rule, Date today)
{
    if (rule.to && *rule.to < today) return "until " + spoken_date(*rule.to, today);
    if (rule.from && *rule.from > today) return "from " + spoken_date(*rule.from, today);
    std::string words = rule.from ? "since " + spoken_date(*rule.from, today) : std::string("always");
    if (rule.to) words += ", until " + spoken_date(*rule.to, today);
    return words;
}

std::string state_and_day(DueState state, const std::optional<Date>& due, Date today)
{
    auto words = sentence_case(name_of(state));
    return due ? words + ", " + spoken_date(*due, today) : words;
}

}  // namespace

std::string kind_words(RuleKind kind)
{
    switch (kind) {
        case RuleKind::visit_interval:
            return "From visit to visit";
        case RuleKind::visit_count:
            return "A number of visits";
        case RuleKind::share_after:
            return "Share after the visit, within";
        case RuleKind::debrief_after:
            return "Debrief after the visit, within";
        case RuleKind::step_check_after:
            return "Check a step after";
        case RuleKind::conference_before:
            return "Conference before the visit, within";
        case RuleKind::conference_after:
            return "Conference after the visit, within";
    }
    return {};
}

std::string unit_words(RuleUnit unit)
{
    switch (unit) {
        case RuleUnit::school_days:
            return "school days";
        case RuleUnit::school_weeks:
            return "school weeks";
        case RuleUnit::hours:
            return "hours";
    }
    return {};
}

std::string window_words(CountWindow window)
{
    switch (window) {
        case CountWindow::school_year:
            return "visits each school year";
        case CountWindow::term:
            return "visits each term";
        case CountWindow::by_date:
            return "visits by the day";
    }
    return {};
}

std::vector<RuleUnit> units_of(RuleKind kind)
{
    if (kind == RuleKind::visit_count) return {};
    if (kind == RuleKind::visit_interval) return {RuleUnit::school_days, RuleUnit::school_weeks};
    return {RuleUnit::school_days, RuleUnit::school_weeks, RuleUnit::hours};
}

Result<void> RulesViewModel::load()
{
    auto rows = document_.ask(CadenceRules{all_versions_});
    if (!rows) return tl::unexpected(rows.error());
    rows_ = std::move(*rows);
    return {};
}

ShownTable RulesViewModel::table() const
{
    ShownTable table{"Rules",
                     {{"For", 140}, {"Rule", 480}, {"Due soon", 150}, {"Holds", 150}},
                     {},
                     "No rule is set, so nobody is ever due. Add one: how many school days from visit to visit."};
    for (const auto& row : rows_) {
        const int lead = row.rule.due_soon_school_days;
        table.rows.push_back({any(row.rule.id),
                              {sentence_case(row.scope_name), sentence_of_rule(row.rule),
                               lead == 0 ? "on the day" : counted(lead, "school day") + " before",
                               span_of_rule(row.rule, document_.today())},
                              row.in_force ? TableRow::Look::plain : TableRow::Look::quiet});
    }
    return table;
}

const CadenceRules::Row* RulesViewModel::row(std::size_t at) const { return at < rows_.size() ? &rows_[at] : nullptr; }

Result<void> RulesViewModel::end(std::size_t at)
{
    const auto* chosen = row(at);
    if (!chosen) return fail(ErrorCode::not_found, "Choose the rule to end first.");
    if (const auto ended = document_.execute(EndCadenceRule{chosen->rule.id, {}}); !ended)
        return tl::unexpected(ended.error());
    return load();
}

Result<void> RuleViewModel::begin()
{
    is_new_ = true;
    rule_ = {};
    rule_.from = document_.today();
    return scopes_.load(document_);
}

Result<void> RuleViewModel::open(const CadenceRule& existing)
{
    is_new_ = false;
    rule_ = existing;
    if (!rule_.from || *rule_.from < document_.today()) rule_.from = document_.today();
    return scopes_.load(document_);
}

Result<RuleViewModel::Preview> RuleViewModel::preview() const
{
    const auto answer = document_.ask(question());
    if (!answer) return tl::unexpected(answer.error());
    return preview_of(*answer);
}

bool RuleViewModel::counts_many_schools() const
{
    return goes_over_all_schools(rule_.scope) && has_many_schools(document_);
}

RuleViewModel::Preview RuleViewModel::preview_of(const PreviewRule::Preview& answer) const
{
    const auto today = document_.today();
    Preview preview;
    preview.changed = {"Who would stand otherwise",
                       {{"Teacher", 170}, {"Now", 190}, {"Then", 190}},
                       {},
                       "Nobody would stand otherwise today."};
    for (const auto& row : answer.changed) {
        const bool is_late = row.after == DueState::overdue && row.before != DueState::overdue;
        preview.changed.rows.push_back({any(row.teacher),
                                        {row.teacher_name, state_and_day(row.before, row.due_before, today),
                                         state_and_day(row.after, row.due_after, today)},
                                        is_late ? TableRow::Look::attention : TableRow::Look::plain});
    }
    if (rule_.kind != RuleKind::visit_interval && rule_.kind != RuleKind::visit_count) {
        const auto from = rule_.from.value_or(today);
        preview.words = "About " + counted(answer.people, "teacher") + ". It counts for visits from " +
                        spoken_date(from, today) + " on.";
        preview.changed.empty_words = "What is due for earlier visits keeps its day.";
        return preview;
    }
    if (answer.changed.empty()) {
        preview.words = "About " + counted(answer.people, "teacher") + ".";
        return preview;
    }
    preview.words = "About " + counted(answer.people, "teacher") + ". " +
                    (answer.newly_overdue == 0 ? "Nobody" : std::to_string(answer.newly_overdue)) +
                    " would become overdue; for " + std::to_string(answer.changed.size()) +
                    " the state or the day would change.";
    return preview;
}

Result<std::string> RuleViewModel::keep()
{
    if (const auto set = document_.execute(SetCadenceRule{rule_}); !set) return tl::unexpected(set.error());
    const bool is_now = !rule_.from || *rule_.from <= document_.today();
    return sentence_case(words_of(rule_)) +
           (is_now ? ", from today" : ", from " + spoken_date(*rule_.from, document_.today()));
}

}  // namespace throughline
