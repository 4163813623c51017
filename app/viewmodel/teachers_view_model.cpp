#include "app/viewmodel/teachers_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"

namespace throughline {

namespace {

bool comes_before(const TeacherRow& first, const TeacherRow& second, TeachersViewModel::Column column)
{
    switch (column) {
        case TeachersViewModel::caseload:
            return first.in_caseload && !second.in_caseload;
        case TeachersViewModel::taught:
            return folded(subject_and_grade(first.subject, first.grade)) <
                   folded(subject_and_grade(second.subject, second.grade));
        case TeachersViewModel::school:
            return folded(first.school_name) < folded(second.school_name);
        case TeachersViewModel::visits:
            return first.visit_count < second.visit_count;
        case TeachersViewModel::last_visit:
            return first.last_visit_on < second.last_visit_on;  // never comes first
        case TeachersViewModel::check_back:
            if (!first.step_check_on || !second.step_check_on) return first.step_check_on && !second.step_check_on;
            return *first.step_check_on < *second.step_check_on;
        case TeachersViewModel::name:
        case TeachersViewModel::step:
            break;
    }
    return false;
}

}  // namespace

Result<void> TeachersViewModel::refresh()
{
    auto found = document_.ask(query_);
    if (!found) return tl::unexpected(found.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    teachers_ = std::move(*found);
    calendar_ = std::move(settings->calendar);
    apply_sort();
    return {};
}

Result<void> TeachersViewModel::set_filter(const std::string& typed)
{
    query_.filter = typed;
    return refresh();
}

Result<void> TeachersViewModel::set_include_inactive(bool include)
{
    query_.include_inactive = include;
    return refresh();
}

Result<void> TeachersViewModel::set_my_caseload_only(bool only)
{
    query_.my_caseload_only = only;
    return refresh();
}

Result<void> TeachersViewModel::sort(Column column, bool ascending)
{
    sorted_by_ = column;
    ascending_ = ascending;
    return refresh();
}

void TeachersViewModel::apply_sort()
{
    // The query's own order is by family name, which a row no longer shows apart.
    if (sorted_by_ == name) {
        if (!ascending_) std::reverse(teachers_.begin(), teachers_.end());
        return;
    }
    std::stable_sort(teachers_.begin(), teachers_.end(), [this](const TeacherRow& first, const TeacherRow& second) {
        return ascending_ ? comes_before(first, second, sorted_by_) : comes_before(second, first, sorted_by_);
    });
}

Result<void> TeachersViewModel::set_in_caseload(const TeacherRow& teacher, bool in_caseload)
{
    const auto me = document_.actor().person;
    if (!me) return fail(ErrorCode::wrong_state, "Nobody is set as this file's owner. Say who you are in Settings.");
    const auto done = document_.execute(AssignCaseload{*me, teacher.id, in_caseload});
    if (!done) return tl::unexpected(done.error());
    return {};
}

std::vector<TableRow> TeachersViewModel::rows() const
{
    const auto today = document_.today();
    std::vector<TableRow> rows;
    rows.reserve(teachers_.size());
    for (const auto& teacher : teachers_) {
        TableRow row{any(teacher.id), {}, TableRow::Look::plain};
        row.cells = {teacher.active ? teacher.name : teacher.name + " (left)",
                     teacher.in_caseload ? "yes" : "",
                     subject_and_grade(teacher.subject, teacher.grade),
                     teacher.school_name,
                     std::to_string(teacher.visit_count),
                     teacher.last_visit_on ? spoken_distance(*teacher.last_visit_on, today, calendar_) : "none yet",
                     teacher.step_check_on ? spoken_distance(*teacher.step_check_on, today, calendar_) : "",
                     teacher.live_step};
        if (!teacher.active) row.look = TableRow::Look::quiet;
        if (teacher.active && teacher.step_check_on && is_pressing(teacher.step_state)) {
            row.tinted_cell = check_back;
            row.tone = tone_of(teacher.step_state);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string TeachersViewModel::count_words() const
{
    const auto mine =
        std::count_if(teachers_.begin(), teachers_.end(), [](const auto& row) { return row.in_caseload; });
    auto words = counted(static_cast<std::int64_t>(teachers_.size()), "teacher");
    if (static_cast<int>(teachers_.size()) == query_.count_max)
        return "The first " + words + ". There are more: type a part of a name.";
    if (query_.my_caseload_only) return words + " in your caseload";
    if (mine > 0) words += fmt::format(", {} in your caseload", mine);
    return words;
}

std::string TeachersViewModel::empty_words() const
{
    if (!teachers_.empty()) return {};
    if (!query_.filter.empty())
        return fmt::format(
            "No teacher's name begins with “{}”. Clear the filter, or start a visit and type "
            "the name to add a teacher on the spot.",
            query_.filter);
    if (query_.my_caseload_only)
        return "Nobody is in your caseload yet. Show all teachers, choose one and add them to your caseload.";
    return "No teachers yet. Import a roster, or start a visit and type a name: the teacher is added on the spot.";
}

bool TeachersViewModel::has_several_schools() const
{
    return std::any_of(teachers_.begin(), teachers_.end(),
                       [this](const TeacherRow& row) { return row.school_name != teachers_.front().school_name; });
}

}  // namespace throughline
