#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/exchange/calendar_events.hpp"
#include "core/exchange/calendar_writer.hpp"
#include "core/exchange/person_checks.hpp"
#include "core/exchange/school_day_words.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using calendar::day_s;
using calendar::Event;

// Where a file has a word of its own for which school a day is of, there is no standard property for it.
constexpr const char* school_property = "X-THROUGHLINE-SCHOOL";

constexpr std::string_view own_domain = "@throughline";
constexpr std::string_view own_day = "school-day-";

// A file of ours may hold plans beside the days; a debrief that is due on a day is no holiday.
bool is_own_plan(std::string_view uid) { return uid.ends_with(own_domain) && !uid.starts_with(own_day); }

class SchoolDaysReader {
public:
    SchoolDaysReader(const calendar::Calendars& calendars, Date from, Date to)
        : calendars_(&calendars),
          from_s_(calendar::wall_of(from)),
          end_s_(calendar::wall_of(to) + day_s),
          zones_(calendars, *utc_, end_s_ + 366 * day_s, budget_)
    {}

    SchoolDaysReading read()
    {
        auto [events, refused] = calendar::events_of(*calendars_, zones_);
        reading_.refused = std::move(refused);
        for (const auto& event : events) add(event);
        finish();
        return std::move(reading_);
    }

private:
    struct KindFound {
        DayKind kind = DayKind::holiday;
        bool is_said = false;
    };

    static KindFound kind_of(const calendar::Component& source, const std::string& summary)
    {
        for (const auto& property : source.properties) {
            if (property.name != "CATEGORIES") continue;
            for (const auto& category : calendar::texts_of(property.value)) {
                if (const auto kind = parse_day_kind(folded(category))) return {*kind, true};
                if (const auto kind = kind_of_words(category)) return {*kind, true};
            }
        }
        const auto kind = kind_of_words(summary);
        return {kind.value_or(DayKind::holiday), kind.has_value()};
    }

    void add(const Event& event)
    {
        const auto summary = event.source->text("SUMMARY");
        const auto found = kind_of(*event.source, summary);
        if (is_own_plan(event.uid)) {
            ++own_plans_;
            return;
        }
        if (event.is_cancelled) {
            ++cancelled_;
            return;
        }
        // "Early dismissal, 12:30" is a half day, though it has hours. Of any other hours nothing follows for the day.
        if (!event.is_whole_days() && !(found.is_said && found.kind == DayKind::half_day)) {
            ++with_hours_;
            return;
        }
        if (is_ordinary_school_day(summary)) {
            ordinary_.push_back(summary);
            return;
        }
        const auto days = event.is_whole_days() ? event.length.days_s / day_s : 1;
        std::vector<std::int64_t> begin_s;
        auto refused = add_beginnings(event, zones_, {from_s_ - (days - 1) * day_s, end_s_}, budget_, begin_s);
        if (begin_s.empty() && !refused) ++outside_;
        for (const auto at_s : begin_s) {
            SchoolDaySpan span;
            span.first = calendar::date_of(at_s);
            span.last = span.first + boost::gregorian::days(days - 1);
            span.kind = found.kind;
            span.name = summary;
            span.school = event.source->text(school_property);
            if (const auto fault = fault_of(span); fault && !refused)
                refused = calendar::refusal(*event.source, nullptr, fault->reason);
            else if (!fault)
                reading_.days.push_back({std::move(span), event.source->line, found.is_said});
        }
        if (refused) reading_.refused.push_back(std::move(*refused));
    }

    void finish()
    {
        const auto key = [](const ReadSchoolDays& read) {
            const auto& span = read.span;
            return std::tie(span.first, span.last, span.kind, span.name, span.school);
        };
        std::ranges::stable_sort(reading_.days, [&](const auto& a, const auto& b) { return key(a) < key(b); });
        const auto is_repeated = [&](const auto& a, const auto& b) { return key(a) == key(b); };
        reading_.days.erase(std::unique(reading_.days.begin(), reading_.days.end(), is_repeated), reading_.days.end());
        std::ranges::stable_sort(reading_.refused, {}, &RefusedItem::line);

        reading_.notes = zones_.notes();
        const auto note = [this](int count, std::string_view reason) {
            if (count > 0) reading_.notes.push_back(fmt::format("Left out: {} {}.", counted(count, "event"), reason));
        };
        note(with_hours_, "with hours");
        note(own_plans_, "that Throughline planned");
        note(cancelled_, "marked as cancelled");
        note(outside_, "outside these dates");
        constexpr std::size_t named_max = 10;
        const auto named = std::min(ordinary_.size(), named_max);
        if (named > 0)
            reading_.notes.push_back(
                fmt::format("Left out, as there is school on them: {}{}.",
                            join({ordinary_.begin(), ordinary_.begin() + static_cast<std::ptrdiff_t>(named)}, "; "),
                            named < ordinary_.size() ? "; and others" : ""));
        if (auto lines = note_about_lines(*calendars_); !lines.empty()) reading_.notes.push_back(std::move(lines));
    }

    const calendar::Calendars* calendars_;
    std::int64_t from_s_;
    std::int64_t end_s_;
    calendar::RepeatBudget budget_;
    std::shared_ptr<const TimeZone> utc_ = fixed_time_zone(0);  // whole days have no zone
    calendar::Zones zones_;
    SchoolDaysReading reading_;
    int with_hours_ = 0;
    int cancelled_ = 0;
    int own_plans_ = 0;
    int outside_ = 0;
    std::vector<std::string> ordinary_;
};

// FNV-1a: short, and the same on every machine and in every version.
std::uint32_t fingerprint(std::string_view text)
{
    std::uint32_t hash = 2'166'136'261;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619;
    return hash;
}

calendar::Part part_of(const SchoolDaySpan& span, int number, Instant revised_at)
{
    auto uid =
        fmt::format("{}{}-{:08x}", own_day, boost::gregorian::to_iso_string(span.first), fingerprint(span.school));
    if (number > 1) uid += fmt::format("-{}", number);
    calendar::Part part(ICAL_VEVENT_COMPONENT);
    part.add_text(icalproperty_new_uid, uid + std::string(own_domain));
    part.add_utc(icalproperty_new_dtstamp, revised_at);
    part.add_utc(icalproperty_new_lastmodified, revised_at);
    part.add(icalproperty_new_sequence(0));
    part.add_day(icalproperty_new_dtstart, span.first);
    part.add_day(icalproperty_new_dtend, span.last + boost::gregorian::days(1));
    part.add_text(icalproperty_new_summary, one_line(calendar::as_utf8(span.name)));
    part.add_text(icalproperty_new_categories, name_of(span.kind));
    part.add(icalproperty_new_status(ICAL_STATUS_CONFIRMED));
    part.add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    part.add(icalproperty_new_class(ICAL_CLASS_PUBLIC));
    part.add_extension(school_property, one_line(calendar::as_utf8(span.school)));
    return part;
}

}  // namespace

Result<SchoolDaysReading> read_school_days_ics(std::string_view text, Date from, Date to)
{
    const auto calendars = calendar::parse(text);
    if (!calendars) return Failure(calendars.error());
    return SchoolDaysReader(*calendars, from, to).read();
}

std::string write_school_days_ics(const std::vector<SchoolDaySpan>& spans, Instant revised_at)
{
    auto calendar = calendar::new_calendar("School days");
    std::map<std::pair<Date, std::string>, int> number_on;
    for (const auto& span : spans) calendar.add(part_of(span, ++number_on[{span.first, span.school}], revised_at));
    return calendar.text();
}

}  // namespace throughline
