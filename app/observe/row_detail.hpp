// RowDetail: one rubric row as a named group of radio buttons, each level with its words, and the lines tagged with it.
#pragma once

#include <functional>
#include <vector>

#include <wx/scrolwin.h>

#include "app/viewmodel/ratings_view_model.hpp"

class wxRadioButton;
class wxStaticBoxSizer;

namespace throughline {

class WrappedText;

class RowDetail : public wxScrolledWindow {
public:
    explicit RowDetail(wxWindow* parent);

    void show(RatingsViewModel::Beside beside, bool may_change);

    std::function<void(std::optional<Rating>)> on_choose;

private:
    void build();
    void add_levels(wxSizer* column);
    void add_lines(wxSizer* column);
    WrappedText* add_text(wxWindow* parent, wxSizer* column, const std::string& text, int indent, bool is_quiet);
    void fit();
    [[nodiscard]] bool has_same_words(const RatingsViewModel::Beside& other) const;

    struct Wrapped {
        WrappedText* text;
        int indent;
    };

    RatingsViewModel::Beside beside_;
    std::vector<wxRadioButton*> buttons_;
    std::vector<Wrapped> wrapped_;
};

}  // namespace throughline
