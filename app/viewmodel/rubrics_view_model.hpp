// The list of rubrics, and adding one from a file. No wx.
//
// Used by the Rubrics page. Promises: a file with faults adds nothing, and every fault is named with its place in it.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

class RubricsViewModel {
public:
    explicit RubricsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] Result<void> show_all_versions(bool all);
    [[nodiscard]] const std::vector<RubricRow>& rubrics() const { return rubrics_; }
    [[nodiscard]] std::vector<TableRow> rows() const;

    // Adds a rubric file's text. False if it has faults: `problems` has them, and nothing was added.
    [[nodiscard]] Result<bool> add(const std::string& json);
    [[nodiscard]] const std::vector<RubricProblem>& problems() const { return problems_; }
    [[nodiscard]] std::vector<TableRow> problem_rows() const;
    void forget_problems() { problems_.clear(); }
    [[nodiscard]] RubricVersionId added() const { return added_; }

private:
    Document& document_;
    Rubrics query_;
    std::vector<RubricRow> rubrics_;
    std::vector<RubricProblem> problems_;
    RubricVersionId added_;
};

}  // namespace throughline
