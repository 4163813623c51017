// SearchPanel: one line to type in, and everything that has those words.
#pragma once

#include <cstdint>
#include <string>

#include "app/shell/page.hpp"

namespace throughline {

// What the shell may ask of the page besides showing it.
class SearchPage {
public:
    virtual ~SearchPage() = default;
    virtual void look_for(const std::string& text) = 0;
    // For tests, which have no district: slices take so little, and after so many the search waits.
    virtual void go_slowly(std::int64_t work_max, int slice_count_max) = 0;
};

Page* make_search_page(wxWindow* parent, Shell& shell);

}  // namespace throughline
