// ExcusalsViewModel: who is let off, why and until when; ExcusalViewModel: one being written. No wx.
#pragma once

#include <string>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/scope_choices.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline {

class ExcusalsViewModel {
public:
    explicit ExcusalsViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> load();
    [[nodiscard]] ShownTable table() const;
    void show_past(bool past) { with_past_ = past; }
    // They are back today; one that has not begun goes whole. Who it was about, in words.
    [[nodiscard]] Result<std::string> end(std::size_t at);

private:
    Document& document_;
    Excusals::Answer rows_;
    bool with_past_ = false;
};

class ExcusalViewModel {
public:
    explicit ExcusalViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Excusal& excusal() { return excusal_; }
    [[nodiscard]] const ScopeChoices& scopes() const { return scopes_; }
    // Who it is about, in words: "Ana Ruiz is excused until Fri 20 Nov".
    [[nodiscard]] Result<std::string> keep();

private:
    Document& document_;
    ScopeChoices scopes_;
    Excusal excusal_;
};

}  // namespace throughline
