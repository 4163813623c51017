#include "app/viewmodel/calibration_view_model.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/meeting_view_model.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

namespace {

Result<std::vector<CalibrationViewModel::Choice>> people_who_observe(const Document& document)
{
    const auto roster = document.ask(Roster{false, true});
    if (!roster) return tl::unexpected(roster.error());
    std::vector<CalibrationViewModel::Choice> all;
    for (const auto& row : *roster)
        all.push_back({row.person.id, row.person.name()});
    return all;
}

std::string own_part(const CalibrationSessions::Row& row)
{
    if (row.is_joint) return {};
    if (row.session.state == CalibrationState::closed) return row.is_mine ? "Rated" : "";
    if (row.is_mine) return row.is_submitted ? "Submitted" : "To rate";
    return row.is_leader ? "Master ratings" : "";
}

}  // namespace

Result<void> CalibrationViewModel::refresh()
{
    auto sessions = document_.ask(CalibrationSessions{});
    if (!sessions) return tl::unexpected(sessions.error());
    auto pairs = document_.ask(JointVisits{});
    if (!pairs) return tl::unexpected(pairs.error());
    rows_.clear();
    for (auto& session : *sessions) rows_.push_back({std::move(session), {}});
    for (auto& pair : *pairs)
        if (!pair.calibration) rows_.push_back({{}, std::move(pair)});
    const auto day = [](const Row& row) { return row.session ? row.session->session.day : row.pair->on; };
    std::ranges::stable_sort(rows_, [&](const Row& a, const Row& b) { return day(a) > day(b); });
    const auto hats = hats_of(document_);
    may_open_ = hats.observes || hats.leads;
    // Administrators are not told how anybody rates.
    const auto me = document_.ask(Me{});
    const bool sees_others = !document_.actor().person || (me && me->roles.contains(Role::leader));
    const auto before = chosen_ < observers_.size() ? std::optional(observers_[chosen_].id) : document_.actor().person;
    observers_.clear();
    if (sees_others) {
        auto all = people_who_observe(document_);
        if (!all) return tl::unexpected(all.error());
        observers_ = std::move(*all);
    } else if (me) {
        observers_.push_back({me->id, me->name()});
    }
    chosen_ = 0;
    for (std::size_t i = 0; i < observers_.size(); ++i)
        if (before && observers_[i].id == *before) chosen_ = i;
    return {};
}

TableRow CalibrationViewModel::shown(const Row& row, DayForm days) const
{
    TableRow shown;
    const auto today = document_.today();
    if (row.pair) {
        shown.id = any(row.pair->first);
        shown.cells = {day_words(days, row.pair->on, today),
                       "Visited together: " + row.pair->teacher_name,
                       row.pair->rubric_title,
                       row.pair->first_observer + ", " + row.pair->second_observer,
                       fmt::format("{} to compare", counted(row.pair->rows_of_both, "row")),
                       ""};
        return shown;
    }
    const auto& one = *row.session;
    shown.id = any(one.session.id);
    shown.cells = {day_words(days, one.session.day, today),
                   one.session.title,
                   one.rubric_title,
                   one.leader_name,
                   sentence_case(one.words),
                   own_part(one)};
    if (one.session.state == CalibrationState::open && one.is_mine && !one.is_submitted)
        shown.look = TableRow::Look::strong;
    return shown;
}

ShownTable CalibrationViewModel::sessions(DayForm days) const
{
    ShownTable table{"Calibration sessions",
                     {{"Day", 110}, {"Session", 270}, {"Rubric", 150}, {"Led by", 150}, {"State", 175}, {"You", 110}},
                     {},
                     "No calibration session yet. In a session several observers rate the same lesson, each alone, and "
                     "then compare. Visits that two observers shared of the same lesson stand here by themselves."};
    for (const auto& row : rows_) table.rows.push_back(shown(row, days));
    return table;
}

Result<CalibrationId> CalibrationViewModel::session_of(std::size_t row)
{
    if (row >= rows_.size()) return fail(ErrorCode::not_found, "Choose a session first.");
    if (rows_[row].session) return rows_[row].session->session.id;
    const auto made = document_.execute(OpenJointCalibration{rows_[row].pair->first, rows_[row].pair->second, {}, {}});
    if (!made) return tl::unexpected(made.error());
    return made->value;
}

Result<CalibrationViewModel::NewSession> CalibrationViewModel::begin() const
{
    NewSession made;
    auto rubrics = document_.ask(Rubrics{});
    if (!rubrics) return tl::unexpected(rubrics.error());
    for (auto& rubric : *rubrics)
        if (!forms_of(rubric.version_id).empty()) made.rubrics.push_back(std::move(rubric));
    auto observers = people_who_observe(document_);
    if (!observers) return tl::unexpected(observers.error());
    made.observers = std::move(*observers);
    made.command.day = document_.today();
    // That of the last session, since comparing goes on.
    for (const auto& row : rows_)
        if (row.session && made.command.rubric_version.is_nil()) {
            made.command.rubric_version = row.session->session.rubric_version;
            made.command.pass = row.session->session.pass;
        }
    return made;
}

std::vector<CalibrationViewModel::Form> CalibrationViewModel::forms_of(const RubricVersionId& version) const
{
    std::vector<Form> forms;
    const auto rubric = document_.ask(RubricVersion{version});
    if (!rubric) return forms;
    const auto rated = [&](const std::string& id) {
        const auto rows = rubric->rows(id);
        return std::ranges::count_if(rows, [](const RubricNode* node) { return is_rated(*node); });
    };
    for (const auto& form : rubric->forms)
        if (const auto rows = rated(form.id); rows > 0)
            forms.push_back({form.id, fmt::format("{}, {}", form.name, counted(rows, "row"))});
    if (rubric->forms.empty())
        if (const auto rows = rated({}); rows > 0) forms.push_back({{}, "All rows, " + counted(rows, "row")});
    return forms;
}

Result<CalibrationId> CalibrationViewModel::open(const OpenCalibration& command)
{
    const auto made = document_.execute(command);
    if (!made) return tl::unexpected(made.error());
    return made->value;
}

std::optional<CalibrationId> CalibrationViewModel::own_session_of(std::size_t row) const
{
    if (row >= rows_.size() || !rows_[row].session) return std::nullopt;
    return rows_[row].session->session.id;
}

const CalibrationSessions::Row* CalibrationViewModel::find(const CalibrationId& session) const
{
    for (const auto& row : rows_)
        if (row.session && row.session->session.id == session) return &*row.session;
    return nullptr;
}

bool CalibrationViewModel::may_change(const CalibrationId& session) const
{
    const auto* found = find(session);
    return found != nullptr && (found->is_leader || !document_.actor().person);
}

Result<void> CalibrationViewModel::leave(const CalibrationId& session)
{
    if (!document_.actor().person) return fail(ErrorCode::not_allowed, "Nobody rates here who could leave.");
    const auto done = document_.execute(RemoveRater{session, *document_.actor().person});
    if (!done) return tl::unexpected(done.error());
    return refresh();
}

Result<CalibrationViewModel::Changing> CalibrationViewModel::changing(const CalibrationId& session)
{
    if (auto again = refresh(); !again) return tl::unexpected(again.error());
    const auto* found = find(session);
    if (found == nullptr) return fail(ErrorCode::not_found, "Choose a session first.");
    if (!may_change(session))
        return fail(ErrorCode::not_allowed, "A session is changed by who leads it: {0}.", found->leader_name);
    Changing changing{found->session, {}};
    if (changing.session.state == CalibrationState::closed) return changing;
    auto observers = people_who_observe(document_);
    if (!observers) return tl::unexpected(observers.error());
    for (auto& one : *observers)
        changing.parts.push_back({one.id, std::move(one.name), std::ranges::count(found->who_rates, one.id) > 0});
    return changing;
}

Result<void> CalibrationViewModel::change(const Changing& before, const ChangeCalibration& wanted,
                                          const std::vector<bool>& is_in)
{
    const auto& session = before.session;
    const auto& pass = session.pass;
    const bool is_other_pass =
        wanted.pass && (wanted.pass->within != pass.within || wanted.pass->percent != pass.percent ||
                        wanted.pass->exact_percent != pass.exact_percent || wanted.pass->valid_days != pass.valid_days);
    if (wanted.title.value_or(session.title) != session.title || wanted.day.value_or(session.day) != session.day ||
        wanted.lesson.value_or(session.lesson) != session.lesson || is_other_pass)
        if (const auto done = document_.execute(wanted); !done) return tl::unexpected(done.error());
    for (std::size_t at = 0; at < std::min(is_in.size(), before.parts.size()); ++at) {
        const auto& part = before.parts[at];
        if (part.is_in == is_in[at]) continue;
        if (is_in[at]) {
            if (const auto done = document_.execute(AddRater{session.id, part.id}); !done)
                return fail(done.error().code, "{0}: {1}", part.name, done.error().text());
        } else if (const auto done = document_.execute(RemoveRater{session.id, part.id}); !done) {
            return fail(done.error().code, "{0}: {1}", part.name, done.error().text());
        }
    }
    return refresh();
}

Result<void> CalibrationViewModel::choose_observer(std::size_t choice)
{
    if (choice < observers_.size()) chosen_ = choice;
    return load_history();
}

Result<void> CalibrationViewModel::load_history()
{
    history_ = {};
    severity_.reset();
    if (chosen_ >= observers_.size()) return {};
    auto history = document_.ask(CalibrationHistory{observers_[chosen_].id});
    if (!history) return tl::unexpected(history.error());
    history_ = std::move(*history);
    if (document_.actor().person != observers_[chosen_].id) return {};
    auto severity = document_.ask(OwnSeverity{});
    if (!severity) return tl::unexpected(severity.error());
    severity_ = std::move(*severity);
    return {};
}

ShownTable CalibrationViewModel::history(DayForm days) const
{
    ShownTable table{"Past sessions",
                     {{"Day", 90},
                      {"Session", 165},
                      {"Rubric", 110},
                      {"Held against", 145},
                      {"Result", 360},
                      {"Levels apart on average", 250}},
                     {},
                     "No closed session yet. What you rated in a session, and how far from the reference, stands here "
                     "for you and for leaders."};
    for (const auto& session : history_.sessions) {
        TableRow row;
        row.id = any(session.calibration);
        row.cells = {day_words(days, session.day, document_.today()),
                     session.title,
                     session.rubric_title,
                     sentence_case(words_of(session.reference)),
                     sentence_case(session.words),
                     difference_words(session.difference)};
        table.rows.push_back(std::move(row));
    }
    std::ranges::reverse(table.rows);
    return table;
}

std::vector<std::string> CalibrationViewModel::history_sentences() const
{
    std::vector<std::string> all;
    for (const auto& standing : history_.standings) {
        all.push_back(fmt::format("{}: {}.", standing.rubric_title, standing.words));
        if (!standing.drift.empty()) all.push_back(standing.drift);
    }
    if (severity_) {
        all.push_back(severity_->is_enough ? severity_->words : "How strictly you rate: " + severity_->words);
        all.insert(all.end(), severity_->notes.begin(), severity_->notes.end());
    }
    return all;
}

std::optional<report::Chart> CalibrationViewModel::drift_chart() const
{
    std::map<RubricVersionId, std::vector<const CalibrationHistory::Session*>> by_version;
    for (const auto& session : history_.sessions)
        if (session.difference && session.reference != ReferenceKind::middle)
            by_version[session.rubric_version].push_back(&session);
    const auto most = std::ranges::max_element(by_version, {}, [](const auto& entry) { return entry.second.size(); });
    if (most == by_version.end() || most->second.size() < 2) return std::nullopt;
    report::Chart chart;
    chart.title = "Levels apart from the reference, on average";
    chart.subtitle = most->second.front()->rubric_title;
    chart.first = most->second.front()->day;
    chart.last = document_.today();
    constexpr double reach = 2;
    chart.scale = {{-reach, "2 below"}, {-1, "1 below"}, {0, "The reference"}, {1, "1 above"}, {reach, "2 above"}};
    for (const auto* session : most->second) {
        report::ChartPoint point;
        point.on = session->day;
        point.value = std::clamp(session->difference->value, -reach, reach);
        point.words = fmt::format("{}, {}: {}", spoken_date(session->day, document_.today()), session->title,
                                  difference_words(session->difference));
        chart.first = std::min(chart.first, session->day);
        chart.last = std::max(chart.last, session->day);
        chart.points.push_back(std::move(point));
    }
    return chart;
}

}  // namespace throughline
