#include "throughline/model/retention.hpp"

#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/model/names.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

constexpr Names<RecordKind, 11> kinds{{{RecordKind::coaching_visits, "coaching-visits"},
                                       {RecordKind::evaluation_visits, "evaluation-visits"},
                                       {RecordKind::other_visits, "other-visits"},
                                       {RecordKind::script_lines, "script-lines"},
                                       {RecordKind::private_lines, "private-lines"},
                                       {RecordKind::goals, "goals"},
                                       {RecordKind::plans, "plans"},
                                       {RecordKind::calibration, "calibration"},
                                       {RecordKind::who_opened, "who-opened"},
                                       {RecordKind::agreements, "agreements"},
                                       {RecordKind::history, "history"}}};
constexpr Names<CountedFrom, 2> starts{{{CountedFrom::year_end, "year-end"}, {CountedFrom::separation, "separation"}}};
constexpr Names<PurgeKind, 2> purge_kinds{{{PurgeKind::retention, "retention"}, {PurgeKind::erasure, "erasure"}}};

}  // namespace

std::string_view name_of(RecordKind kind) { return name_in(kinds, kind); }
std::optional<RecordKind> parse_record_kind(std::string_view name) { return named_in(kinds, name); }
std::string_view name_of(CountedFrom from) { return name_in(starts, from); }
std::optional<CountedFrom> parse_counted_from(std::string_view name) { return named_in(starts, name); }
std::string_view name_of(PurgeKind kind) { return name_in(purge_kinds, kind); }
std::optional<PurgeKind> parse_purge_kind(std::string_view name) { return named_in(purge_kinds, name); }

const std::vector<RecordKind>& all_record_kinds()
{
    static const std::vector<RecordKind> all = [] {
        std::vector<RecordKind> list;
        for (const auto& [kind, name] : kinds) list.push_back(kind);
        return list;
    }();
    return all;
}

std::string title_of(RecordKind kind)
{
    switch (kind) {
        case RecordKind::coaching_visits:
            return "Coaching visits";
        case RecordKind::evaluation_visits:
            return "Evaluation visits";
        case RecordKind::other_visits:
            return "Other visits";
        case RecordKind::script_lines:
            return "Script lines";
        case RecordKind::private_lines:
            return "Private lines";
        case RecordKind::goals:
            return "Goals and own steps";
        case RecordKind::plans:
            return "Plans and requests";
        case RecordKind::calibration:
            return "Calibration sessions";
        case RecordKind::who_opened:
            return "Who opened what";
        case RecordKind::agreements:
            return "Sharing agreements";
        case RecordKind::history:
            return "Words of the change history";
    }
    return {};
}

std::string meaning_of(RecordKind kind)
{
    switch (kind) {
        case RecordKind::coaching_visits:
            return "with all that hangs on them";
        case RecordKind::evaluation_visits:
            return "with all that hangs on them";
        case RecordKind::other_visits:
            return "walkthrough, peer, self and calibration visits";
        case RecordKind::script_lines:
            return "ratings and feedback stay with the visit";
        case RecordKind::private_lines:
            return "lines that only their author reads";
        case RecordKind::goals:
            return "teachers' goals with their readings, and own steps";
        case RecordKind::plans:
            return "planned visits, requests for visits, and busy times";
        case RecordKind::calibration:
            return "with their ratings and words";
        case RecordKind::who_opened:
            return "looks at records, and packets that were made";
        case RecordKind::agreements:
            return "sharing agreements that are over";
        case RecordKind::history:
            return "that there was a change, when and by whom stays";
    }
    return {};
}

bool is_of_visits(RecordKind kind)
{
    return kind == RecordKind::coaching_visits || kind == RecordKind::evaluation_visits ||
           kind == RecordKind::other_visits;
}

bool can_count_from_separation(RecordKind kind)
{
    return kind != RecordKind::calibration && kind != RecordKind::history;
}

std::string words_of(const std::optional<RetentionRule>& rule)
{
    if (!rule) return "for ever";
    const std::string after =
        rule->from == CountedFrom::year_end ? "the end of the school year" : "the teacher has left";
    if (rule->years == 0) return "until " + after;
    return counted(rule->years, "whole year") + " after " + after;
}

Date retention_cutoff(Date today, int years)
{
    const auto year = static_cast<unsigned short>(static_cast<int>(today.year()) - years);
    const auto last = boost::gregorian::gregorian_calendar::end_of_month_day(year, today.month());
    return {year, today.month(), std::min<unsigned short>(today.day(), last)};
}

}  // namespace throughline
