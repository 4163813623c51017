#include "app/viewmodel/rating_sheet_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/calibration.hpp"

namespace throughline {

namespace {

const Level* level_of(const CalibrationSheet::Row& row, int number)
{
    const auto found = std::ranges::find(row.levels, number, &Level::number);
    return found == row.levels.end() ? nullptr : &*found;
}

std::string mark_words(const CalibrationSheet::Row& row)
{
    if (!row.mark) return "Blank";
    if (*row.mark == Mark::not_observed) return "Not observed";
    if (*row.mark == Mark::not_applicable) return "Not applicable";
    const auto* level = level_of(row, row.level);
    return level != nullptr ? level_words(*level) : std::to_string(row.level);
}

// The code is unique in the rubric, and so names the row for as long as the list lives.
AnyId id_of(const std::string& code)
{
    AnyId id;
    for (std::size_t i = 0; i < code.size() && i < id.bytes.size(); ++i)
        id.bytes[i] = static_cast<std::uint8_t>(code[i]);
    return id;
}

}  // namespace

Result<void> RatingSheetViewModel::load(const CalibrationId& session)
{
    auto sheet = document_.ask(CalibrationSheet{session});
    if (!sheet) return tl::unexpected(sheet.error());
    if (sheet_.session.id != session) selected_ = 0;
    sheet_ = std::move(*sheet);
    if (selected_ >= sheet_.rows.size()) selected_ = 0;
    return {};
}

bool RatingSheetViewModel::may_change() const
{
    return sheet_.is_master || (sheet_.session.state == CalibrationState::open && !sheet_.is_submitted);
}

std::string RatingSheetViewModel::progress_words() const
{
    const auto marked = fmt::format("{} of {} rows are marked", sheet_.marked, sheet_.rows.size());
    const auto in = fmt::format("{} of {} are in", sheet_.submitted, counted(std::ssize(sheet_.raters), "observer"));
    if (sheet_.is_master)
        return fmt::format(
            "The master ratings, with their reasons: {}. Observers see them once the session is closed; "
            "{}.",
            marked, in);
    if (sheet_.is_submitted)
        return fmt::format("You have submitted: {}. All ratings open once everybody is in; {}.", marked, in);
    return fmt::format("{}. Nobody sees your ratings, and you see nobody's, until all are in; {}.", marked, in);
}

std::vector<TableRow> RatingSheetViewModel::rows() const
{
    std::vector<TableRow> rows;
    for (const auto& row : sheet_.rows) {
        TableRow shown;
        shown.id = id_of(row.code);
        shown.cells = {row.code, row.title, mark_words(row), row.words.empty() ? "" : "yes"};
        if (row.mark) {
            const auto* level = *row.mark == Mark::level ? level_of(row, row.level) : nullptr;
            shown.tinted_cell = mark_cell;
            shown.tone = level != nullptr ? tone_of(level->colour) : Tone::calm;
        }
        rows.push_back(std::move(shown));
    }
    return rows;
}

void RatingSheetViewModel::select(std::size_t row)
{
    if (row < sheet_.rows.size()) selected_ = row;
}

const CalibrationSheet::Row* RatingSheetViewModel::row() const
{
    return selected_ < sheet_.rows.size() ? &sheet_.rows[selected_] : nullptr;
}

RatingsViewModel::Beside RatingSheetViewModel::beside() const
{
    RatingsViewModel::Beside beside;
    beside.has_lines = false;
    const auto* chosen = row();
    if (chosen == nullptr) return beside;
    beside.title = chosen->code + " " + chosen->title;
    if (!chosen->text.empty()) beside.words.push_back(chosen->text);
    for (std::size_t i = 0; i < chosen->levels.size(); ++i) {
        const auto& level = chosen->levels[i];
        const bool is_chosen = chosen->mark == Mark::level && chosen->level == level.number;
        beside.choices.push_back(
            {level_words(level), chosen->descriptors[i], Rating{chosen->code, Mark::level, level.number}, is_chosen});
    }
    const auto add = [&](Mark mark, const char* name) {
        beside.choices.push_back({name, {}, Rating{chosen->code, mark, 0}, chosen->mark == mark});
    };
    if (chosen->may_be_not_observed) add(Mark::not_observed, "Not observed");
    if (chosen->may_be_not_applicable) add(Mark::not_applicable, "Not applicable");
    beside.choices.push_back({"Blank", {}, std::nullopt, !chosen->mark.has_value()});
    return beside;
}

Result<void> RatingSheetViewModel::press(char key)
{
    const auto* chosen = row();
    if (chosen == nullptr || !RatingsViewModel::is_mark_key(key)) return {};
    if (key == RatingsViewModel::clear_key) return mark(std::nullopt);
    if (key == 'n' && !chosen->may_be_not_observed)
        return fail(ErrorCode::invalid, "{0} is always rated: this rubric has no \"not observed\" for it.",
                    chosen->code);
    if (key == 'a' && !chosen->may_be_not_applicable)
        return fail(ErrorCode::invalid,
                    "{0} applies to every lesson: this rubric has no \"not applicable\" for it. Press n for not "
                    "observed.",
                    chosen->code);
    if (key == 'n') return mark(Rating{chosen->code, Mark::not_observed, 0});
    if (key == 'a') return mark(Rating{chosen->code, Mark::not_applicable, 0});
    if (level_of(*chosen, key - '0') == nullptr)
        return fail(ErrorCode::invalid, "{0} has the levels {1} to {2}.", chosen->code,
                    std::to_string(chosen->levels.front().number), std::to_string(chosen->levels.back().number));
    return mark(Rating{chosen->code, Mark::level, key - '0'});
}

Result<void> RatingSheetViewModel::mark(std::optional<Rating> rating)
{
    const auto* chosen = row();
    if (chosen == nullptr) return {};
    const bool is_same = rating ? chosen->mark == rating->mark && chosen->level == rating->level : !chosen->mark;
    if (is_same) return {};
    const auto session = sheet_.session.id;
    const auto code = chosen->code;
    const auto words = chosen->words;
    std::optional<Mark> mark;
    if (rating) mark = rating->mark;
    const int level = rating ? rating->level : 0;
    const auto done = sheet_.is_master
                          ? document_.execute(SetReference{session, RatingSource::master, code, mark, level, words})
                          : document_.execute(RateInCalibration{session, code, mark, level});
    if (!done) return tl::unexpected(done.error());
    return load(session);
}

Result<void> RatingSheetViewModel::write(const std::string& code, const std::string& words, const std::string& was)
{
    const auto session = sheet_.session.id;
    if (!sheet_.is_master) {
        const auto done = document_.execute(ChangeCalibrationWords{session, code, words, was});
        if (!done) return tl::unexpected(done.error());
        return load(session);
    }
    const auto found = std::ranges::find(sheet_.rows, code, &CalibrationSheet::Row::code);
    if (found == sheet_.rows.end() || !found->mark)
        return fail(ErrorCode::invalid, "Rate {0} first: a reason belongs to a rating.", code);
    const auto done =
        document_.execute(SetReference{session, RatingSource::master, code, found->mark, found->level, words});
    if (!done) return tl::unexpected(done.error());
    return load(session);
}

Result<bool> RatingSheetViewModel::submit()
{
    const auto done = document_.execute(SubmitCalibration{sheet_.session.id});
    if (!done) return tl::unexpected(done.error());
    return done->value;
}

}  // namespace throughline
