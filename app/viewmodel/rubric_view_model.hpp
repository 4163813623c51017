// One rubric version to read: its tree, what each row and level means, and the licence it may be used under. No wx.
//
// Used by the Rubric page. Promises: the words are the version's own, unchanged; the licence's notice is always part of
// what is shown.
#pragma once

#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

class RubricViewModel {
public:
    explicit RubricViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> open(RubricVersionId version);
    [[nodiscard]] Result<void> refresh() { return open(version_); }
    [[nodiscard]] RubricVersionId version() const { return version_; }
    [[nodiscard]] const Rubric& rubric() const { return rubric_; }

    [[nodiscard]] std::string title() const;        // "Teach Primary (adaptation), version 1.0"
    [[nodiscard]] std::string state_words() const;  // "Frozen: 41 visits use it"
    [[nodiscard]] ReadingText about() const;        // licence, attribution, notice, forms
    [[nodiscard]] ReadingText describe(const std::string& code) const;
    [[nodiscard]] static std::string node_words(const RubricNode& node);  // "6.1  Asks open questions"

private:
    Document& document_;
    RubricVersionId version_;
    Rubric rubric_;
    RubricRow row_;
};

}  // namespace throughline
