#include "app/viewmodel/visit_import_view_model.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/viewmodel/facts_view_model.hpp"
#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/backup.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

namespace {

constexpr std::size_t example_chars_max = 40;

std::string example(std::string_view text)
{
    auto words = join(split_words(text), " ");
    if (count_characters(words) <= example_chars_max) return words;
    std::size_t end = example_chars_max;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
    return words.substr(0, end) + "...";
}

// How well a rubric fits the headings: its rows' codes, then their titles, then that it is no blank template.
int fit_of(const VisitSheet& sheet, const Rubric& rubric)
{
    constexpr int of_code = 100;
    constexpr int of_title = 10;
    int fit = rubric.is_template ? 0 : 1;
    for (const auto& column : guess_visit_mapping(sheet, rubric).columns) {
        if (column.means != VisitColumn::rating) continue;
        const auto title = folded(rubric.node(column.code)->title);
        const bool is_titled = !title.empty() && folded(column.heading).find(title) != std::string::npos;
        fit += of_code + (is_titled ? of_title : 0);
    }
    return fit;
}

bool is_to_look_at(const VisitPlan::Row& row) { return row.change == VisitChange::added && !row.remark.empty(); }

std::string outside_words(const VisitPlan& plan)
{
    if (plan.added == 1) return "It is";
    if (plan.outside_years == plan.added) return "The new visits are";
    return plan.outside_years == 1 ? "One of them is" : fmt::format("{} of them are", plan.outside_years);
}

bool is_same_word(const std::string& first, const std::string& second) { return folded(first) == folded(second); }

}  // namespace

Result<void> VisitImportViewModel::open(const std::filesystem::path& file)
{
    auto sheet = read_visit_sheet(file);
    if (!sheet) return tl::unexpected(sheet.error());
    if (sheet->rows.empty())
        return fail(ErrorCode::bad_input, "{0} has no row that could be read below its headings.", sheet->name);
    sheet_ = std::move(*sheet);
    const auto rubrics = document_.ask(Rubrics{});
    if (!rubrics) return tl::unexpected(rubrics.error());
    rubrics_.clear();
    std::size_t best = 0;
    int best_fit = -1;
    for (const auto& row : *rubrics) {
        const auto found = document_.ask(NewestRubric{row.rubric_id});
        if (!found) return tl::unexpected(found.error());
        const int fit = fit_of(sheet_, found->rubric);
        if (fit > best_fit) {
            best = rubrics_.size();
            best_fit = fit;
        }
        rubrics_.emplace_back(row.rubric_id, row.title);
    }
    if (const auto listed = list_observers(); !listed) return listed;
    return choose_rubric(best);
}

Result<void> VisitImportViewModel::list_observers()
{
    const auto me = document_.ask(Me{});
    if (!me && me.error().code != ErrorCode::not_found) return tl::unexpected(me.error());
    observers_ = {me ? me->name() + " (you)" : std::string("Nobody yet")};
    observer_keys_ = {std::string()};
    if (!keeps_house(document_)) return {};
    const auto people = document_.ask(Roster{.include_inactive = false, .observers_only = true});
    if (!people) return tl::unexpected(people.error());
    for (const auto& row : *people) {
        const auto& person = row.person;
        if (me && person.id == me->id) continue;
        observers_.push_back(person.name());
        observer_keys_.push_back(!person.staff_id.empty() ? person.staff_id
                                 : !person.email.empty()  ? person.email
                                                          : person.name());
    }
    return {};
}

std::vector<std::string> VisitImportViewModel::rubric_titles() const
{
    std::vector<std::string> titles;
    for (const auto& [id, title] : rubrics_) titles.push_back(title);
    return titles;
}

Result<void> VisitImportViewModel::choose_rubric(std::size_t at)
{
    auto found = document_.ask(NewestRubric{rubrics_.at(at).first});
    if (!found) return tl::unexpected(found.error());
    rubric_at_ = at;
    rubric_ = std::move(found->rubric);
    auto before = std::exchange(mapping_, guess_visit_mapping(sheet_, rubric_));
    mapping_.is_shared = before.is_shared;
    mapping_.observer = std::move(before.observer);
    mapping_.purpose = before.purpose;
    mapping_.start_minute = before.start_minute;
    list_choices();
    plan_again();
    return {};
}

void VisitImportViewModel::list_choices()
{
    meanings_.clear();
    for (const auto column : all_visit_columns()) {
        if (column == VisitColumn::rating) continue;
        const auto words = column == VisitColumn::nothing ? "Left out" : sentence_case(name_of(column));
        meanings_.push_back({column, {}, words});
    }
    stands_ = {{{}, "Not said yet", false}, {{}, "Nothing, like a blank cell"}};
    std::set<std::string> level_names;
    for (const auto& node : rubric_.nodes) {
        if (!is_rated(node)) continue;
        meanings_.push_back({VisitColumn::rating, node.code, "Row " + node.code + " " + node.title});
        if (const auto* scale = rubric_.scale_of(node))
            for (const auto& level : scale->levels)
                if (level_names.insert(level.name).second)
                    stands_.push_back({level.name, fmt::format("{} {}", level.number, level.name)});
    }
    stands_.push_back({std::string(name_of(Mark::not_observed)), "Not observed"});
    stands_.push_back({std::string(name_of(Mark::not_applicable)), "Not applicable"});
}

void VisitImportViewModel::plan_again()
{
    words_ = rating_words_in(sheet_, mapping_);
    plan_ = {};
    trouble_.clear();
    auto file = read_visits(sheet_, mapping_, rubric_);
    if (!file) {
        auto error = file.error();
        error.place.clear();
        trouble_ = error.text();
        return;
    }
    file_ = std::move(*file);
    auto plan = document_.ask(PlanVisitImport{file_});
    if (!plan) {
        trouble_ = plan.error().text();
        return;
    }
    plan_ = std::move(*plan);
}

ShownTable VisitImportViewModel::columns() const
{
    ShownTable table{"Columns", {{"Column", 190}, {"Example", 170}, {"Means", 200}}, {}, "The file has no columns."};
    for (std::size_t at = 0; at < mapping_.columns.size(); ++at) {
        std::string first;
        for (const auto& row : sheet_.rows)
            if (first.empty()) first = example(row.cells[at]);
        const auto look =
            mapping_.columns[at].means == VisitColumn::nothing ? TableRow::Look::quiet : TableRow::Look::plain;
        table.rows.push_back({{}, {mapping_.columns[at].heading, first, meanings_[meaning_of(at)].words}, look});
    }
    return table;
}

std::vector<std::string> VisitImportViewModel::meanings() const
{
    std::vector<std::string> words;
    for (const auto& meaning : meanings_) words.push_back(meaning.words);
    return words;
}

std::size_t VisitImportViewModel::meaning_of(std::size_t column) const
{
    const auto& meant = mapping_.columns.at(column);
    for (std::size_t at = 0; at < meanings_.size(); ++at)
        if (meanings_[at].column == meant.means && meanings_[at].code == meant.code) return at;
    return 0;
}

void VisitImportViewModel::set_meaning(std::size_t column, std::size_t meaning)
{
    mapping_.columns.at(column).means = meanings_.at(meaning).column;
    mapping_.columns.at(column).code = meanings_.at(meaning).code;
    plan_again();
}

std::string VisitImportViewModel::stands_for(const std::string& word) const
{
    for (const auto& said : mapping_.words)
        if (is_same_word(said.word, word)) return said.stands_for;
    return word;
}

ShownTable VisitImportViewModel::words() const
{
    ShownTable table{"Words in the rating columns",
                     {{"Word", 130}, {"Stands for", 190}},
                     {},
                     "No column is a row of the rubric yet, or they are all blank."};
    for (std::size_t at = 0; at < words_.size(); ++at) {
        const auto& stand = stands_[stand_of(at)];
        table.rows.push_back(
            {{}, {words_[at], stand.words}, stand.is_said ? TableRow::Look::plain : TableRow::Look::attention});
    }
    return table;
}

std::vector<std::string> VisitImportViewModel::stands() const
{
    std::vector<std::string> words;
    for (const auto& stand : stands_) words.push_back(stand.words);
    return words;
}

std::size_t VisitImportViewModel::stand_of(std::size_t word) const
{
    const auto& written = words_.at(word);
    const auto meant = stands_for(written);
    const bool is_blank = meant.empty();
    for (std::size_t at = 1; at < stands_.size(); ++at) {
        const bool is_number = stands_[at].words.starts_with(meant + " ") && !is_blank;
        if (is_same_word(stands_[at].stands_for, meant) || is_number) return at;
    }
    auto as_mark = folded(meant);
    std::ranges::replace(as_mark, ' ', '-');
    for (std::size_t at = 1; at < stands_.size(); ++at)
        if (stands_[at].stands_for == as_mark) return at;
    return 0;
}

void VisitImportViewModel::set_stand(std::size_t word, std::size_t stand)
{
    const auto written = words_.at(word);
    std::erase_if(mapping_.words, [&](const auto& said) { return is_same_word(said.word, written); });
    if (stands_.at(stand).is_said) mapping_.words.push_back({written, stands_.at(stand).stands_for});
    plan_again();
}

void VisitImportViewModel::set_day_first(bool is_day_first)
{
    mapping_.dates = is_day_first ? DateOrder::day_first : DateOrder::month_first;
    plan_again();
}

void VisitImportViewModel::set_shared(bool is_shared)
{
    mapping_.is_shared = is_shared;
    plan_again();
}

// A mapping that was loaded may name its observer otherwise; that one is the last of the list.
std::size_t VisitImportViewModel::observer() const
{
    const auto found = std::ranges::find(observer_keys_, mapping_.observer);
    return static_cast<std::size_t>(found - observer_keys_.begin());
}

void VisitImportViewModel::set_observer(std::size_t at)
{
    mapping_.observer = observer_keys_.at(at);
    plan_again();
}

std::vector<std::string> VisitImportViewModel::purposes()
{
    std::vector<std::string> words;
    for (const auto& purpose : FactsViewModel::purposes()) words.emplace_back(purpose.words);
    return words;
}

std::size_t VisitImportViewModel::purpose() const
{
    const auto& all = FactsViewModel::purposes();
    const auto found = std::ranges::find_if(all, [&](const auto& each) { return each.value == mapping_.purpose; });
    return static_cast<std::size_t>(found - all.begin());
}

void VisitImportViewModel::set_purpose(std::size_t at)
{
    mapping_.purpose = FactsViewModel::purposes().at(at).value;
    plan_again();
}

void VisitImportViewModel::set_start_minute(int minute)
{
    mapping_.start_minute = minute;
    plan_again();
}

Result<void> VisitImportViewModel::save_choices(const std::filesystem::path& file) const
{
    return save_file(file, visit_mapping_json(mapping_));
}

// What was chosen of each of the sheet's columns. The headings of those that it has not, or that were a row which the
// rubric has no more.
std::vector<std::string> VisitImportViewModel::take_columns(const std::vector<VisitMapping::Column>& chosen)
{
    std::vector<std::string> unfit;
    for (auto& column : mapping_.columns) {
        column.means = VisitColumn::nothing;
        column.code.clear();
    }
    for (const auto& choice : chosen) {
        if (choice.means == VisitColumn::nothing) continue;
        const auto column = std::ranges::find_if(
            mapping_.columns, [&](const auto& own) { return is_same_word(own.heading, choice.heading); });
        const bool is_known = choice.means != VisitColumn::rating || rubric_.node(choice.code) != nullptr;
        if (column == mapping_.columns.end() || !is_known) {
            unfit.push_back(choice.heading);
            continue;
        }
        column->means = choice.means;
        column->code = choice.code;
    }
    return unfit;
}

Result<std::string> VisitImportViewModel::load_choices(const std::filesystem::path& file)
{
    const auto text = read_file(file, "a file of choices");
    if (!text) return tl::unexpected(text.error());
    auto chosen = parse_visit_mapping(*text);
    if (!chosen) {
        auto error = chosen.error();
        error.place = file.filename().string() + (error.place.empty() ? "" : ": " + error.place);
        return tl::unexpected(error);
    }
    const auto rubric =
        std::ranges::find_if(rubrics_, [&](const auto& own) { return own.first == chosen->rubric; }) - rubrics_.begin();
    if (rubric == std::ssize(rubrics_))
        return fail(ErrorCode::not_found,
                    "{0} is about the rubric \"{1}\", which is not in this file. Add it on the Rubrics page first.",
                    file.filename().string(), chosen->rubric);
    if (const auto taken = choose_rubric(static_cast<std::size_t>(rubric)); !taken)
        return tl::unexpected(taken.error());
    const auto unfit = take_columns(chosen->columns);
    chosen->columns = std::move(mapping_.columns);
    mapping_ = std::move(*chosen);
    if (observer() == observer_keys_.size()) {
        observers_.push_back(mapping_.observer);
        observer_keys_.push_back(mapping_.observer);
    }
    plan_again();
    if (unfit.empty()) return std::string();
    return fmt::format("{} of {} did not fit this sheet: {}.", counted(std::ssize(unfit), "choice"),
                       file.filename().string(), join(unfit, ", "));
}

ShownTable VisitImportViewModel::preview() const
{
    ShownTable table{"Rows of the file",
                     {{"Line", 60}, {"What", 140}, {"Teacher", 150}, {"When", 170}, {"With", 380}},
                     {},
                     "What would become of each row stands here once a column is the teacher and one the date."};
    const auto today = document_.today();
    for (const auto& row : plan_.refused) {
        const auto place = row.header.empty() ? std::string() : row.header + ": ";
        table.rows.push_back(
            {{}, {fmt::to_string(row.line), "Cannot be taken", "", "", place + row.reason}, TableRow::Look::attention});
    }
    std::vector<const VisitPlan::Row*> rows;
    for (const auto& row : plan_.rows) rows.push_back(&row);
    std::ranges::stable_partition(
        rows, is_to_look_at, [](const auto* row) -> const auto& { return *row; });
    for (const auto* row : rows) {
        const auto time = row->started_at.time_of_day();
        const bool is_known = row->change == VisitChange::known;
        const auto words = !is_to_look_at(*row) ? row->words
                           : row->words.empty() ? sentence_case(row->remark)
                                                : sentence_case(row->remark) + "; " + row->words;
        const auto look = is_known              ? TableRow::Look::quiet
                          : is_to_look_at(*row) ? TableRow::Look::attention
                                                : TableRow::Look::plain;
        table.rows.push_back(
            {{},
             {fmt::to_string(row->line),
              is_known         ? "Already there"
              : row->is_shared ? "New, shared"
                               : "New, a draft",
              row->teacher_name,
              fmt::format("{}, {}:{:02}", spoken_date(row->started_at.date(), today), time.hours(), time.minutes()),
              words},
             look});
    }
    return table;
}

ShownTable VisitImportViewModel::refused_rows() const
{
    ShownTable table{"Rows not taken in", {{"Line", 60}, {"Column", 160}, {"Why", 520}}, {}, "Every row was taken in."};
    for (const auto& row : plan_.refused)
        table.rows.push_back({{}, {fmt::to_string(row.line), row.header, row.reason}});
    return table;
}

std::string VisitImportViewModel::summary() const
{
    if (!trouble_.empty()) return trouble_;
    auto text = counted(plan_.added, "new visit");
    if (plan_.remarked > 0) text += fmt::format(" ({} to look at)", plan_.remarked);
    if (plan_.known > 0) text += fmt::format(", {} already there", plan_.known);
    if (!plan_.refused.empty())
        text +=
            fmt::format(", {} that cannot be taken", counted(static_cast<std::int64_t>(plan_.refused.size()), "row"));
    text += ".";
    if (plan_.outside_years > 0) text += " " + outside_words(plan_) + " in no school year of this file.";
    return text;
}

Result<std::string> VisitImportViewModel::take_in(Document& document) const
{
    // So that more than Undo leads back.
    const auto& workspace = document.workspace();
    if (const auto safe = back_up(workspace.file(), true, *system_clock(), workspace.zone()); !safe)
        return tl::unexpected(safe.error());
    const auto imported = document.execute(ImportVisits{file_});
    if (!imported) return tl::unexpected(imported.error());
    return fmt::format("From {}: {}", sheet_.name, summary());
}

}  // namespace throughline
