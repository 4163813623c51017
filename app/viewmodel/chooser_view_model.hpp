// ChooserViewModel: type a few letters, walk the list with the arrows, Enter takes the row. The command palette and
// "Who are you visiting?" are both this. No wx.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

struct ChooserRow {
    std::string name;
    std::string detail;  // a menu's name, a subject, a reason
    std::string key;     // a command's key
    std::function<void()> choose;
};

// True if every typed word begins a word of `text`, accents and case ignored. No typed words fit everything.
[[nodiscard]] bool begins_words(std::string_view text, std::string_view typed);

class ChooserViewModel {
public:
    // Gives the rows for what is typed, best first.
    using Find = std::function<std::vector<ChooserRow>(const std::string& typed)>;

    explicit ChooserViewModel(Find find);

    void type(const std::string& typed);
    void move(int by);  // stays within the list
    void select(std::size_t row);
    [[nodiscard]] const std::vector<ChooserRow>& rows() const { return rows_; }
    [[nodiscard]] std::optional<std::size_t> selected() const;
    [[nodiscard]] const std::string& typed() const { return typed_; }

private:
    Find find_;
    std::string typed_;
    std::vector<ChooserRow> rows_;
    std::size_t selected_ = 0;
};

// The rows of `all` that fit, those whose name begins with what is typed first; otherwise in their own order.
[[nodiscard]] std::vector<ChooserRow> fitting_rows(const std::vector<ChooserRow>& all, const std::string& typed);

}  // namespace throughline
