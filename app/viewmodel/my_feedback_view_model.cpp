#include "app/viewmodel/my_feedback_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/feedback_reading.hpp"
#include "app/viewmodel/packet_files.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/wall.hpp"

namespace throughline {

namespace {

// A level of its own for each state, so that a reader of the list hears what is to do.
std::string state_words(const MyFeedback::Row& row)
{
    if (row.opened_at) return "Reopened";
    if (row.is_new()) return "New";
    if (row.is_changed()) return "Changed";
    const bool has_answered = row.answered_at && *row.acknowledged_at < *row.answered_at;
    return has_answered ? "Answered" : "Read";
}

}  // namespace

Result<void> MyFeedbackViewModel::refresh()
{
    auto visits = document_.ask(MyFeedback{});
    if (!visits) return tl::unexpected(visits.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    has_goals_ = false;
    if (me()) {
        const auto goals = document_.ask(Goals{*me()});
        if (!goals) return tl::unexpected(goals.error());
        has_goals_ = !goals->rows.empty();
    }
    visits_ = std::move(*visits);
    calendar_ = std::move(settings->calendar);
    if (visits_.empty()) {
        visit_.reset();
        unlocking_.reset();
        who_can_see_.clear();
        return {};
    }
    return choose(visits_[chosen_row().value_or(0)].visit.id);
}

Result<void> MyFeedbackViewModel::choose(ObservationId visit)
{
    auto unlockings = document_.ask(Unlockings{visit});
    if (!unlockings) return tl::unexpected(unlockings.error());
    unlocking_.reset();
    if (!unlockings->empty()) unlocking_ = std::move(unlockings->front());
    if (is_open_again()) {
        visit_ = *unlocking_->given;
        who_can_see_ = {"Whoever could read this visit reads what had been given of it",
                        observer_name() + ": what is written now, until it is shared again"};
        return {};
    }
    auto detail = document_.ask(FeedbackPreview{visit});
    if (!detail) return tl::unexpected(detail.error());
    auto seen_by = document_.ask(WhoCanSee{visit});
    if (!seen_by) return tl::unexpected(seen_by.error());
    visit_ = std::move(*detail);
    who_can_see_ = std::move(*seen_by);
    return {};
}

std::optional<std::size_t> MyFeedbackViewModel::chosen_row() const
{
    if (!visit_) return std::nullopt;
    for (std::size_t row = 0; row < visits_.size(); ++row)
        if (visits_[row].visit.id == visit_->observation.id) return row;
    return std::nullopt;
}

std::vector<TableRow> MyFeedbackViewModel::visit_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& entry : visits_) {
        const auto& visit = entry.visit;
        TableRow row{any(visit.id), {}, entry.is_new() ? TableRow::Look::strong : TableRow::Look::plain};
        row.cells = {spoken_date(visit.started_on, document_.today()), state_words(entry), visit.observer_name,
                     sentence_case(name_of(visit.purpose))};
        if (entry.is_new() || entry.is_changed() || entry.opened_at) {
            row.tinted_cell = 1;
            row.tone = entry.opened_at ? Tone::neutral : Tone::calm;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string MyFeedbackViewModel::summary() const
{
    const auto count = static_cast<std::int64_t>(visits_.size());
    if (count == 0) return "Nothing shared yet";
    const auto is = [&](auto what) { return std::count_if(visits_.begin(), visits_.end(), what); };
    auto words = counted(count, "visit") + (count == 1 ? " was" : " were") + " shared with you";
    if (const auto open = is([](const auto& row) { return row.opened_at.has_value(); }); open > 0)
        words += fmt::format(", {} open for correction", open);
    if (const auto news = is([](const auto& row) { return row.is_new(); }); news > 0)
        words += fmt::format(", {} not read yet", news);
    if (const auto changed = is([](const auto& row) { return row.is_changed(); }); changed > 0)
        words += fmt::format(", {} changed since", changed);
    return words;
}

std::string MyFeedbackViewModel::empty_words() const
{
    if (!visits_.empty()) return {};
    return "Nothing has been shared with you yet. When somebody who visited you shares their feedback, it comes up "
           "here: what worked, one step to try, and what was seen. Nobody else's feedback ever does.";
}

std::string MyFeedbackViewModel::observer_name() const { return visit_ ? visit_->observer.name() : std::string(); }

std::string MyFeedbackViewModel::visit_name() const
{
    if (!visit_) return {};
    return join({visit_words(visit_->observation.purpose),
                 spoken_date(visit_->observation.started_on, document_.today()), observer_name()},
                ", ");
}

std::string MyFeedbackViewModel::step_state() const
{
    const auto& step = *visit_->step;
    auto words = step_state_words(step.state);
    if (is_live(step.state) && step.check_on)
        words += ", to look back at " + day_and_distance(*step.check_on, document_.today(), calendar_);
    if (step.closed_on) words += " " + spoken_date(*step.closed_on, document_.today());
    return words;
}

bool MyFeedbackViewModel::is_open_again() const
{
    return unlocking_ && unlocking_->unlocking.state == UnlockingState::open && unlocking_->given;
}

// What became of the agreement to open the visit, if there ever was one.
ReadingText MyFeedbackViewModel::unlocking_text() const
{
    if (!unlocking_ || unlocking_->unlocking.state == UnlockingState::declined) return {};
    const bool is_asked = unlocking_->unlocking.state == UnlockingState::asked;
    ReadingText text{subheading_paragraph(is_asked ? "Asked to open it again, " + unlocking_->state
                                                   : sentence_case(unlocking_->state)),
                     plain_paragraph(unlocking_->asked_by_name + " asked: " + unlocking_->unlocking.reason)};
    if (is_open_again())
        text.push_back(
            quiet_paragraph("Below is what had been given. It can be answered again once it is shared "
                            "again; what you answered before stays."));
    else if (unlocking_->unlocking.state == UnlockingState::shared_again)
        text.push_back(quiet_paragraph("What had been given before stands under Open it again."));
    else
        text.push_back(quiet_paragraph("Sign it, or decline it, under Open it again."));
    return text;
}

ReadingText MyFeedbackViewModel::feedback() const
{
    if (!visit_) return {};
    const auto step = visit_->step ? std::string(trimmed(visit_->step->text)) : std::string();
    bool is_step_said = step.empty();
    ReadingText text;
    for (const auto& block : feedback_blocks(*visit_)) {
        if (block.kind == FeedbackBlock::Kind::title) {
            text.push_back(heading_paragraph(visit_name()));
            for (auto& paragraph : unlocking_text()) text.push_back(std::move(paragraph));
            continue;
        }
        for (auto& paragraph : reading_text({block})) text.push_back(std::move(paragraph));
        // A packet says what was agreed; here it is also said what became of it.
        if (is_step_said || is_open_again() || block.kind != FeedbackBlock::Kind::paragraph || block.text != step)
            continue;
        is_step_said = true;
        text.push_back(quiet_paragraph(step_state()));
    }
    return text;
}

bool MyFeedbackViewModel::may_answer() const { return visit_ && !is_open_again(); }

bool MyFeedbackViewModel::may_acknowledge() const { return may_answer() && !visit_->observation.acknowledged_at; }

std::string MyFeedbackViewModel::who_can_see() const
{
    if (!visit_)
        return "You see what is shared with you, and nobody's drafts or private lines. No other teacher sees yours.";
    return throughline::who_can_see(visit_->observation.purpose, visit_->teacher.name(), observer_name(),
                                    visit_->leaders_read_steps);
}

ReadingText MyFeedbackViewModel::everybody_who_can_see() const
{
    if (!visit_) return {quiet_paragraph(who_can_see())};
    ReadingText text{heading_paragraph(visit_name())};
    for (const auto& line : who_can_see_) text.push_back(plain_paragraph("•  " + line + "."));
    text.push_back(
        quiet_paragraph("Your answers are seen by whoever sees the words of the visit. More is opened only by an "
                        "agreement that you have signed yourself."));
    return text;
}

Result<std::string> MyFeedbackViewModel::say(Respond respond)
{
    if (!visit_) return fail(ErrorCode::wrong_state, "Nothing has been shared with you yet.");
    respond.observation = visit_->observation.id;
    const auto said = document_.execute(respond);
    if (!said) return tl::unexpected(said.error());
    if (auto again = refresh(); !again) return tl::unexpected(again.error());
    return fmt::format("Kept with this visit: you {}. {} sees it here.", said->value.words, observer_name());
}

std::string MyFeedbackViewModel::kept_words(ResponseKind kind) const
{
    if (!visit_) return {};
    const auto detail = document_.ask(ObservationDetail{visit_->observation.id});
    if (!detail) return {};
    for (const auto& draft : detail->unsettled)
        if (draft.field == name_of(kind)) return draft.text;
    return {};
}

Result<std::string> MyFeedbackViewModel::acknowledge() { return say({{}, ResponseKind::acknowledged, {}, {}}); }

Result<std::string> MyFeedbackViewModel::write(ResponseKind kind, const std::string& text)
{
    return say({{}, kind, text, {}});
}

// The rows of the visit's form, and any other that the observer rated.
std::vector<const RubricNode*> MyFeedbackViewModel::asked_rows() const
{
    std::vector<const RubricNode*> asked;
    if (!visit_) return asked;
    const auto form = visit_->rubric.rows(visit_->observation.form_id);
    for (const auto& row : visit_->rubric.nodes) {
        const bool is_in_form = std::find(form.begin(), form.end(), &row) != form.end();
        const bool is_rated_there = std::any_of(visit_->ratings.begin(), visit_->ratings.end(),
                                                [&](const Rating& rating) { return rating.code == row.code; });
        if (is_rated(row) && (is_in_form || is_rated_there)) asked.push_back(&row);
    }
    return asked;
}

std::vector<MyFeedbackViewModel::Choice> MyFeedbackViewModel::choices_of(const RubricNode& row) const
{
    std::vector<Choice> choices{{"Not rated by me", {}}};
    for (const auto& level : visit_->rubric.scale_of(row)->levels) {
        const Rating rating{row.code, Mark::level, level.number};
        choices.push_back({rating_words(visit_->rubric, rating), rating});
    }
    if (row.may_be_not_applicable) {
        const Rating rating{row.code, Mark::not_applicable, 0};
        choices.push_back({rating_words(visit_->rubric, rating), rating});
    }
    return choices;
}

std::optional<Rating> MyFeedbackViewModel::own_rating(const std::string& code) const
{
    std::optional<Rating> last;
    for (const auto& response : visit_->responses)
        if (response.rating && response.rating->code == code) last = response.rating;
    return last;
}

std::vector<MyFeedbackViewModel::OwnRating> MyFeedbackViewModel::own_ratings() const
{
    std::vector<OwnRating> rows;
    for (const auto* asked : asked_rows()) {
        OwnRating row;
        row.name = asked->code + " " + asked->title;
        const auto rated = std::find_if(visit_->ratings.begin(), visit_->ratings.end(),
                                        [&](const Rating& rating) { return rating.code == asked->code; });
        row.beside = rated == visit_->ratings.end() ? observer_name() + " did not rate it"
                                                    : observer_name() + ": " + rating_words(visit_->rubric, *rated);
        const auto own = own_rating(asked->code);
        const auto choices = choices_of(*asked);
        for (std::size_t at = 0; at < choices.size(); ++at) {
            row.choices.push_back(choices[at].words);
            if (choices[at].rating == own) row.chosen = at;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::string> MyFeedbackViewModel::rate(const std::vector<std::size_t>& chosen)
{
    const auto rows = asked_rows();
    Respond respond;
    respond.kind = ResponseKind::self_rating;
    for (std::size_t row = 0; row < std::min(rows.size(), chosen.size()); ++row) {
        const auto choices = choices_of(*rows[row]);
        if (chosen[row] >= choices.size()) continue;
        const auto& rating = choices[chosen[row]].rating;
        if (rating == own_rating(rows[row]->code)) continue;
        if (!rating)
            return fail(ErrorCode::invalid,
                        "Your level on {0} belongs to the record and cannot be taken back. Choose another level, or "
                        "leave it as it was.",
                        rows[row]->code + " " + rows[row]->title);
        respond.ratings.push_back(*rating);
    }
    return say(std::move(respond));
}

Result<ShownTable> MyFeedbackViewModel::who_opened() const
{
    ShownTable table{"Who opened it",
                     {{"When", 190}, {"Who", 190}, {"What", 320}},
                     {},
                     "Nobody has opened your record but whoever wrote it. Who does is noted here, once a day."};
    if (!me()) return table;
    const auto opened = document_.ask(OpenedBy{*me()});
    if (!opened) return tl::unexpected(opened.error());
    for (const auto& row : *opened) {
        const auto day = document_.zone().local(row.at).date();
        table.rows.push_back(
            {row.observation ? any(*row.observation) : any(*me()),
             {fmt::format("{} at {}", spoken_date(day, document_.today()), clock_minutes(row.at, document_.zone())),
              row.viewer_name, sentence_case(row.what)},
             TableRow::Look::plain});
    }
    return table;
}

std::string MyFeedbackViewModel::packet_name(PacketOf of) const
{
    const auto owner = document_.ask(Me{});
    const auto name = owner ? owner->name() : std::string("me");
    if (of == PacketOf::visit && visit_)
        return file_name("Feedback for " + name, visit_->observation.started_on, "html");
    return file_name("My year, " + name, document_.today(), "html");
}

Result<void> MyFeedbackViewModel::save_packet(PacketOf of, const std::filesystem::path& file)
{
    const auto ending = folded(file.extension().string());
    if (ending != ".html" && ending != ".htm" && ending != ".pdf")
        return fail(ErrorCode::invalid, "What {0} should be cannot be told from its name; end it in .html or .pdf.",
                    file.string());
    MakePacket packet;
    if (of == PacketOf::visit && is_open_again())
        return fail(ErrorCode::wrong_state, "This visit is open for correction. Save it once it is shared again.");
    if (of == PacketOf::visit && visit_)
        packet.observation = visit_->observation.id;
    else
        packet.teacher = me();
    return write_packet(document_, packet, file);
}

}  // namespace throughline
