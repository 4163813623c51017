// Packets: a visit's feedback, or a teacher's year, taken out of the file as a document. Everything in one comes from
// the questions that the windows ask, so the wall is theirs.
#include <algorithm>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "core/store/packets.hpp"
#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/house_days.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/report/packet.hpp"

namespace throughline {
namespace {

constexpr int days_without_year = 365;  // where nobody has set a school year

PersonId nobody() { return {}; }

// The person who takes the packet out: who acts, or the file's owner on their own computer.
std::optional<PersonId> maker(Context& context)
{
    if (context.actor.person) return context.actor.person;
    return PersonId::parse(store::setting(context.database, "owner", ""));
}

report::PacketMaking making(Context& context)
{
    return {person_name(context, maker(context).value_or(nobody())), context.today, context.now};
}

bool acts_as_observer(const Context& context, const Observation& visit)
{
    return !context.actor.person || *context.actor.person == visit.observer;
}

store::PacketRow new_packet(Context& context, const PersonId& teacher)
{
    store::PacketRow packet;
    packet.id = context.new_id<PacketId>();
    packet.teacher = teacher;
    packet.made_at = context.now;
    packet.made_by = maker(context);
    return packet;
}

// Names may hold what a file system refuses.
std::string file_name(std::string_view title, Date day)
{
    std::string name;
    for (const char c : title) {
        const bool is_control = static_cast<unsigned char>(c) < 32 || c == 127;
        name += is_control || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ? '-' : c;
    }
    constexpr std::size_t name_bytes_max = 180;  // of the 255 that file systems allow, with room for day and ending
    while (name.size() > name_bytes_max) {
        while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xc0) == 0x80) name.pop_back();
        if (!name.empty()) name.pop_back();
    }
    return name + " " + iso(day);
}

report::AnswerForm form_of(const store::PacketRow& packet, const ObservationDetail::Detail& visit)
{
    report::AnswerForm form;
    form.packet = packet.id.text();
    form.observation = visit.observation.id.text();
    form.key = packet.key;
    form.teacher = visit.teacher.name();
    form.observer = visit.observer.name();
    form.mail_to = visit.observer.email;
    form.file_name = file_name("Answer of " + visit.teacher.name(), visit.observation.started_on) + ".json";
    const auto rows = visit.rubric.rows(visit.observation.form_id);
    for (const auto& row : visit.rubric.nodes) {
        // The rows of the visit's form, and any other that the observer rated.
        const bool is_asked = std::ranges::find(rows, &row) != rows.end() ||
                              std::ranges::find(visit.ratings, row.code, &Rating::code) != visit.ratings.end();
        if (!is_rated(row) || !is_asked) continue;
        report::AnswerForm::Question question;
        question.code = row.code;
        question.text = row.code + " " + row.title;
        for (const auto& level : visit.rubric.scale_of(row)->levels)
            question.choices.push_back(
                {std::to_string(level.number), fmt::format("{} ({})", level.name, level.number)});
        if (row.may_be_not_applicable) question.choices.push_back({"not-applicable", "Not applicable"});
        form.self_ratings.push_back(std::move(question));
    }
    return form;
}

Result<MakePacket::Made> visit_packet(Context& context, const ObservationId& id, bool with_form)
{
    const auto visit = answer(context, FeedbackPreview{id});
    if (!visit) return Failure(visit.error());
    auto observation = store::find<Observation>(context.database, id);
    if (observation->state != ObservationState::shared)
        return fail(ErrorCode::wrong_state, "This visit has not been shared yet. Share it first.");
    auto packet = new_packet(context, observation->teacher);
    packet.observation = id;
    const bool is_observer = acts_as_observer(context, *observation);
    const bool is_teacher = context.actor.person == observation->teacher;
    MakePacket::Made made;
    made.can_be_answered = with_form && (is_observer || is_teacher);
    if (made.can_be_answered) packet.key = new_key();
    store::insert(context.database, packet);
    if (is_observer) {
        observation->prepared_at = context.now;
        store::update(context.database, *observation);
    }
    made.packet = packet.id;
    made.document = report::visit_packet(*visit, making(context));
    made.file_name = file_name(made.document.title, observation->started_on);
    if (made.can_be_answered) made.document.blocks.emplace_back(form_of(packet, *visit));
    return made;
}

// Each series of the year by itself: they share no line.
Result<void> add_growth(Context& context, const PersonId& teacher, report::YearRecord& record)
{
    TeacherGrowth asked;
    asked.teacher = teacher;
    auto first = answer(context, asked);
    if (!first) return Failure(first.error());
    const auto all = first->series;
    for (const auto& series : all) {
        asked.rubric_version = series.rubric_version;
        asked.purpose = series.purpose;
        const bool is_first = first->rubric_version == series.rubric_version && first->purpose == series.purpose;
        auto growth = is_first ? first : answer(context, asked);
        if (!growth) return Failure(growth.error());
        record.growth.push_back(std::move(*growth));
    }
    return {};
}

Result<report::YearRecord> year_record(Context& context, const PersonId& teacher)
{
    report::YearRecord record;
    auto page = answer(context, TeacherPage{teacher});
    if (!page) return Failure(page.error());
    record.page = std::move(*page);
    HouseDays house(context);
    const auto* year = house.calendar_of(teacher).year_of(context.today);
    record.first = year ? year->starts_on : context.today - boost::gregorian::days(days_without_year);
    record.last = year ? std::min(year->ends_on, context.today) : context.today;
    record.name = year ? "school year " + year->name : "the last twelve months";
    for (const auto& visit : record.page.visits) {
        const bool is_in_year = visit.started_on >= record.first && visit.started_on <= record.last;
        if (!is_in_year || visit.state != ObservationState::shared || !visit.words_visible) continue;
        auto detail = answer(context, FeedbackPreview{visit.id});
        if (!detail) return Failure(detail.error());
        record.rubrics.try_emplace(visit.rubric_version, detail->rubric);
        record.visits.push_back(std::move(*detail));
    }
    auto goals = answer(context, Goals{teacher});
    if (!goals) return Failure(goals.error());
    record.goals = std::move(goals->rows);
    if (const auto grown = add_growth(context, teacher, record); !grown) return Failure(grown.error());
    return record;
}

Result<MakePacket::Made> year_packet(Context& context, const PersonId& teacher)
{
    const auto record = year_record(context, teacher);
    if (!record) return Failure(record.error());
    const auto packet = new_packet(context, teacher);
    store::insert(context.database, packet);
    MakePacket::Made made;
    made.packet = packet.id;
    made.document = report::year_packet(*record, making(context));
    made.file_name = file_name(made.document.title, context.today);
    return made;
}

}  // namespace

template <>
Result<MakePacket::Made> handle(Context& context, const MakePacket& make)
{
    if (make.observation.has_value() == make.teacher.has_value())
        return fail(ErrorCode::invalid, "A packet is of one visit or of one teacher. Name one of the two.");
    context.label = "Make a packet";
    context.final = true;  // what was taken out cannot be called back
    return make.observation ? visit_packet(context, *make.observation, make.with_form)
                            : year_packet(context, *make.teacher);
}

THROUGHLINE_COMMAND(MakePacket);

}  // namespace throughline
