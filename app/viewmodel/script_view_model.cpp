#include "app/viewmodel/script_view_model.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

namespace {

constexpr std::string_view line_field = "text";  // a line's draft row, see ChangeEvidence
constexpr const char* stopwatch_words = "Stopwatch";
constexpr const char* snapshot_words = "On task";

std::optional<int> whole_number(const std::string& typed)
{
    const auto digits = trimmed(typed);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_number = error == std::errc{} && end == digits.data() + digits.size() && number >= 0;
    return is_number ? std::optional(number) : std::nullopt;
}

void take_from(const ScriptLine& line, Evidence& evidence)
{
    evidence.speaker = line.speaker;
    evidence.text = line.text;
    evidence.indicators = line.indicators;
    evidence.is_private = line.is_private;
}

}  // namespace

ScriptViewModel::ScriptViewModel(OpenVisit& visit) : visit_(visit)
{
    visit_changes_ = visit_.on_change.connect([this] {
        if (shown_ == visit_.id()) {
            if (editing_ && !find(*editing_)) forget_edited_line();
            return;
        }
        if (editing_) (void)visit_.drafts().left(any(*editing_), line_field);  // trouble is told by the keeper
        shown_ = visit_.id();
        stopwatch_.reset();
        if (usual_counters_.empty())
            if (const auto form = visit_.document().ask(NewestRubric{"interval-tally"}))
                for (const auto& node : form->rubric.nodes)
                    if (node.row == RowKind::tally) usual_counters_.push_back(node.title);
        take_up_unfinished_line();
        forget_edited_line();
    });
}

std::vector<TableRow> ScriptViewModel::rows() const
{
    std::vector<TableRow> rows;
    for (const auto& line : visit_.detail().evidence) {
        TableRow row;
        row.id = any(line.id);
        row.cells = {spoken_elapsed(line.elapsed_ms), speaker_name(line.speaker), evidence_words(line),
                     join(line.indicators, ", "), line.is_private ? "private" : ""};
        if (line.is_private) row.look = TableRow::Look::quiet;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string ScriptViewModel::input() const
{
    if (editing_) return edited_text_;
    return visit_.drafts().unsettled(any(visit_.id()), draft_field).value_or("");
}

void ScriptViewModel::typed(const std::string& text)
{
    visit_.touch_clock();
    auto& drafts = visit_.drafts();
    if (!editing_) {
        if (text.empty())
            (void)drafts.dropped(any(visit_.id()), draft_field);  // trouble is told by the document
        else
            drafts.typed(any(visit_.id()), draft_field, text);
        return;
    }
    edited_text_ = text;
    const auto* line = find(*editing_);
    auto changed = line ? *line : Evidence{};
    take_from(parsed(text), changed);
    DraftKeeper::Settle settle;
    if (line && !changed.text.empty())
        settle = [&document = visit_.document(), changed, was = edited_was_](const std::string&) -> Result<void> {
            const auto before = std::exchange(*was, changed.text);
            const auto done = document.execute(ChangeEvidence{changed, before});
            if (done) return {};
            *was = before;
            return tl::unexpected(done.error());
        };
    drafts.typed(any(*editing_), line_field, changed.text, std::move(settle));
}

Result<void> ScriptViewModel::enter(const std::string& text)
{
    visit_.touch_clock();
    if (editing_) return save_edited(text);
    if (trimmed(text).empty()) return {};
    Evidence line;
    take_from(parsed(text), line);
    if (auto done = add(std::move(line)); !done) return done;
    visit_.drafts().settled(any(visit_.id()), draft_field);
    on_input.emit();
    return {};
}

std::string ScriptViewModel::hint(const std::string& text) const
{
    const auto line = parsed(text);
    if (!line.unknown_tags.empty()) {
        const auto& rubric = visit_.rubric();
        return fmt::format("{} has no row {}: it stays in the text as typed.",
                           rubric.short_title.empty() ? rubric.title : rubric.short_title,
                           join(line.unknown_tags, ", "));
    }
    if (const auto words = judging(text); !words.empty()) {
        const auto& last = words.back();
        return fmt::format("\"{}\": {}", text.substr(last.begin, last.end - last.begin), last.suggestion);
    }
    if (!line.indicators.empty()) {
        std::vector<std::string> titles;
        for (const auto& code : line.indicators) titles.push_back(code + " " + visit_.rubric().node(code)->title);
        return join(titles, "; ");
    }
    if (editing_) return "Enter saves the line, Escape leaves it as it was.";
    if (text.empty()) return "Begin with t for teacher, s for student, p for private. # and a code tags a row.";
    return "Enter adds the line.";
}

std::vector<JudgementWord> ScriptViewModel::judging(const std::string& text) const { return judgement_words(text); }

void ScriptViewModel::edit(EvidenceId id)
{
    const auto* line = find(id);
    if (!line || !visit_.may_change()) return;
    if (editing_) (void)visit_.drafts().left(any(*editing_), line_field);  // trouble is told by the keeper
    editing_ = id;
    edited_was_ = std::make_shared<std::string>(line->text);
    edited_text_ = as_typed(*line);
    on_input.emit();
}

void ScriptViewModel::edit_last()
{
    // The newest by when it was noted: a stopwatch's line stands at the moment when it was started.
    const auto& lines = visit_.detail().evidence;
    const auto newest = std::max_element(lines.begin(), lines.end(), [](const Evidence& one, const Evidence& other) {
        return one.noted_at < other.noted_at;
    });
    if (newest != lines.end()) edit(newest->id);
}

void ScriptViewModel::stop_editing()
{
    if (!editing_) return;
    if (visit_.drafts().unsettled(any(*editing_), line_field))
        (void)visit_.drafts().dropped(any(*editing_), line_field);  // trouble is told by the document
    forget_edited_line();
}

Result<void> ScriptViewModel::toggle_private(EvidenceId id)
{
    const auto* line = find(id);
    if (!line) return {};
    auto changed = *line;
    changed.is_private = !changed.is_private;
    return visit_.act(ChangeEvidence{changed, {}});
}

Result<void> ScriptViewModel::remove(EvidenceId id)
{
    if (editing_ == id) stop_editing();
    return visit_.act(RemoveEvidence{id});
}

std::string ScriptViewModel::as_typed(const Evidence& line)
{
    std::string text = line.is_private ? "p " : "";
    if (line.speaker == Speaker::teacher) text += "t ";
    if (line.speaker == Speaker::student) text += "s ";
    if (line.speaker == Speaker::observer) text += "o ";
    text += line.text;
    for (const auto& code : line.indicators) text += " #" + code;
    return text;
}

std::vector<ScriptViewModel::Counter> ScriptViewModel::counters() const
{
    std::vector<Counter> counters;
    for (const auto& node : visit_.rubric().nodes)
        if (node.row == RowKind::tally) counters.push_back({node.title, node.code, 0});
    if (counters.empty())
        for (const auto& name : usual_counters_) counters.push_back({name, {}, 0});
    for (const auto& line : visit_.detail().evidence) {
        if (line.kind != EvidenceKind::tally) continue;
        auto at = std::find_if(counters.begin(), counters.end(),
                               [&](const Counter& counter) { return counter.name == line.text; });
        if (at == counters.end()) at = counters.insert(counters.end(), {line.text, {}, 0});
        at->count += static_cast<int>(line.amount.value_or(0));
    }
    return counters;
}

Result<void> ScriptViewModel::count(const std::string& typed_name)
{
    const std::string name(trimmed(typed_name));
    if (name.empty()) return fail(ErrorCode::invalid, "A counter needs a name. Choose one or type it.");
    visit_.touch_clock();
    for (const auto& line : visit_.detail().evidence) {
        if (line.kind != EvidenceKind::tally || line.text != name) continue;
        auto raised = line;
        raised.amount = raised.amount.value_or(0) + 1;
        return visit_.act(ChangeEvidence{raised, {}});
    }
    Evidence line;
    line.kind = EvidenceKind::tally;
    line.text = name;
    line.amount = 1;
    for (const auto& counter : counters())
        if (counter.name == name && !counter.code.empty()) line.indicators = {counter.code};
    return add(std::move(line));
}

void ScriptViewModel::start_stopwatch()
{
    visit_.touch_clock();
    stopwatch_ = Stopwatch{visit_.document().workspace().steady_us(), visit_.elapsed_ms()};
}

std::int64_t ScriptViewModel::stopwatch_ms() const
{
    if (!stopwatch_) return 0;
    return (visit_.document().workspace().steady_us() - stopwatch_->steady_us) / us_per_ms;
}

Result<void> ScriptViewModel::stop_stopwatch()
{
    if (!stopwatch_) return {};
    constexpr double ms_per_second = 1000;
    Evidence line;
    line.kind = EvidenceKind::timer;
    line.text = stopwatch_words;
    line.amount = static_cast<double>(stopwatch_ms()) / ms_per_second;
    line.elapsed_ms = stopwatch_->elapsed_ms;
    auto done = add(std::move(line));
    if (done) stopwatch_.reset();
    return done;
}

Result<void> ScriptViewModel::add_snapshot(const std::string& on_task, const std::string& present)
{
    const auto seen = whole_number(on_task);
    const auto all = whole_number(present);
    if (!seen || !all)
        return fail(ErrorCode::invalid, "On task takes two numbers: how many students of how many, as 22 of 27.");
    if (*seen > *all)
        return fail(ErrorCode::invalid, "{0} students cannot be on task if {1} are there. Change one of the numbers.",
                    std::to_string(*seen), std::to_string(*all));
    Evidence line;
    line.kind = EvidenceKind::snapshot;
    line.text = snapshot_words;
    line.amount = *seen;
    line.out_of = *all;
    return add(std::move(line));
}

std::string ScriptViewModel::students_present() const
{
    const auto& lines = visit_.detail().evidence;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        if (line->kind == EvidenceKind::snapshot && line->out_of) return fmt::format("{:.0f}", *line->out_of);
    const auto present = visit_.observation().students_present;
    return present ? std::to_string(*present) : std::string();
}

const Evidence* ScriptViewModel::find(EvidenceId id) const
{
    const auto& lines = visit_.detail().evidence;
    const auto at = std::find_if(lines.begin(), lines.end(), [&](const Evidence& line) { return line.id == id; });
    return at == lines.end() ? nullptr : &*at;
}

ScriptLine ScriptViewModel::parsed(const std::string& text) const
{
    return parse_script_line(text, visit_.rubric(), visit_.settings().abbreviations);
}

Result<void> ScriptViewModel::add(Evidence line)
{
    line.observation = visit_.id();
    if (line.kind != EvidenceKind::timer) line.elapsed_ms = visit_.elapsed_ms();
    const bool is_typed = line.kind == EvidenceKind::note;
    auto done = visit_.act(AddEvidence{std::move(line)});
    if (done && !is_typed) keep_unfinished_line();
    return done;
}

Result<void> ScriptViewModel::save_edited(const std::string& text)
{
    const auto* line = find(*editing_);
    if (!line) {
        forget_edited_line();
        return {};
    }
    auto changed = *line;
    take_from(parsed(text), changed);
    if (changed.text.empty() && !changed.amount)
        return fail(ErrorCode::invalid, "A line needs a text. Escape leaves it as it was; Remove takes it away.");
    const auto id = *editing_;
    if (auto done = visit_.act(ChangeEvidence{changed, *edited_was_}); !done) return done;
    visit_.drafts().settled(any(id), line_field);
    forget_edited_line();
    return {};
}

// AddEvidence takes the draft row of the line being typed away, which is right only if it was that line.
void ScriptViewModel::keep_unfinished_line()
{
    if (const auto text = visit_.drafts().unsettled(any(visit_.id()), draft_field))
        visit_.drafts().typed(any(visit_.id()), draft_field, *text);
}

// A line that an interrupted session left behind waits in its visit, to be finished there.
void ScriptViewModel::take_up_unfinished_line()
{
    const auto left = visit_.unsettled(draft_field);
    if (left && !left->empty() && !visit_.drafts().unsettled(any(visit_.id()), draft_field))
        visit_.drafts().typed(any(visit_.id()), draft_field, *left);
}

void ScriptViewModel::forget_edited_line()
{
    editing_.reset();
    edited_was_.reset();
    edited_text_.clear();
    on_input.emit();
}

}  // namespace throughline
