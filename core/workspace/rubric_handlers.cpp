// Rubrics: keeping versions, and showing them.
#include "core/store/people.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/rubric.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

namespace {

// A published instrument is not altered under its own name, whether it ships with the program or is in the file.
Result<void> refuse_false_name(Context& context, const Rubric& rubric, const std::string& json)
{
    const auto refuse = [&](const Rubric& original) -> Result<void> {
        const auto problems = fork_problems(rubric, original);
        if (problems.empty()) return {};
        return Failure(Error{ErrorCode::conflict, problems.front().text, {}, problems.front().place, {}});
    };
    for (const auto text : shipped_rubric_files()) {
        if (text == json) return {};
        const auto shipped = parse_rubric(text);
        if (!shipped) return Failure(shipped.error());
        if (const auto good = refuse(*shipped); !good) return good;
    }
    for (const auto& row : store::rubrics(context.database, true))
        if (const auto good = refuse(*context.session.rubric(row.version_id)); !good) return good;
    return {};
}

}  // namespace

template <>
Result<RubricVersionId> handle(Context& context, const AddRubricVersion& add)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto rubric = parse_rubric(add.json);
    if (!rubric) return Failure(rubric.error());
    if (const auto good = refuse_false_name(context, *rubric, add.json); !good) return Failure(good.error());
    context.label = "Add a rubric";
    auto known = store::select_one<store::RubricVersionRow>(context.database, "WHERE rubric_id = ? AND version = ?",
                                                            rubric->id, rubric->version);
    if (!known) {
        const store::RubricVersionRow row{
            context.new_id<RubricVersionId>(), rubric->id, rubric->version, rubric->title, add.json, context.now};
        store::insert(context.database, row);
        return row.id;
    }
    if (known->document == add.json) return known->id;
    if (store::is_used(context.database, known->id))
        return fail(
            ErrorCode::conflict,
            "Version {0} of {1} is used by observations and so is frozen. Give the changed rubric a new version, or "
            "a new id if it is a different instrument.",
            rubric->version, rubric->id);
    known->document = add.json;
    known->title = rubric->title;
    store::update(context.database, *known);
    context.session.rubrics.erase(known->id);
    return known->id;
}

template <>
Result<std::vector<RubricRow>> answer(Context& context, const Rubrics& asked)
{
    auto rows = store::rubrics(context.database, asked.all_versions);
    for (auto& row : rows) {
        const auto rubric = context.session.rubric(row.version_id);
        row.licence = rubric->licence;
        row.is_template = rubric->is_template;
    }
    return rows;
}

template <>
Result<Rubric> answer(Context& context, const RubricVersion& asked)
{
    if (!store::find<store::RubricVersionRow>(context.database, asked.version))
        return fail(ErrorCode::not_found, "This rubric is not in the file any more.");
    return *context.session.rubric(asked.version);
}

template <>
Result<NewestRubric::Found> answer(Context& context, const NewestRubric& asked)
{
    const auto row = store::newest_rubric(context.database, asked.rubric_id);
    if (!row)
        return fail(ErrorCode::not_found, "There is no rubric {0}. 'rubric list' shows those that are there.",
                    asked.rubric_id);
    return NewestRubric::Found{row->id, *context.session.rubric(row->id)};
}

THROUGHLINE_COMMAND(AddRubricVersion);
THROUGHLINE_QUERY(Rubrics);
THROUGHLINE_QUERY(RubricVersion);
THROUGHLINE_QUERY(NewestRubric);

}  // namespace throughline
