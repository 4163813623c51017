#include "app/shell/pages.hpp"

#include <algorithm>
#include <array>

#include "app/debrief/debrief_panel.hpp"
#include "app/observe/observe_panel.hpp"
#include "app/search/search_panel.hpp"
#include "app/settings/settings_panel.hpp"
#include "app/today/today_panel.hpp"

namespace throughline {

std::span<const PageEntry> pages()
{
    // In the order of the navigation; pages without a name are reached from others.
    static const std::array all{
        PageEntry{PageId::today, "Today", "Ctrl+1", make_today_page},
        PageEntry{PageId::search, "Search", nullptr, make_search_page},
        PageEntry{PageId::settings, "Settings", "Ctrl+9", make_settings_page},
        PageEntry{PageId::observe, nullptr, nullptr, make_observe_page},
        PageEntry{PageId::debrief, nullptr, nullptr, make_debrief_page},
    };
    return all;
}

const PageEntry* page_entry(PageId id)
{
    const auto all = pages();
    const auto found = std::find_if(all.begin(), all.end(), [&](const PageEntry& entry) { return entry.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace throughline
