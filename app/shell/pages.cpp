#include "app/shell/pages.hpp"

#include <algorithm>
#include <array>

namespace throughline {

std::span<const PageEntry> pages()
{
    // A page's row comes with the page: {PageId::today, "Today", "Ctrl+1", make_today_page}.
    static constexpr std::array<PageEntry, 0> all{};
    return all;
}

const PageEntry* page_entry(PageId id)
{
    const auto all = pages();
    const auto found = std::find_if(all.begin(), all.end(), [&](const PageEntry& entry) { return entry.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace throughline
