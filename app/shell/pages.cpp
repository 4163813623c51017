#include "app/shell/pages.hpp"

#include <algorithm>
#include <array>

#include "app/cadence/cadence_panel.hpp"
#include "app/calibration/calibration_panel.hpp"
#include "app/debrief/debrief_panel.hpp"
#include "app/follow_ups/follow_ups_panel.hpp"
#include "app/growth/growth_panel.hpp"
#include "app/my_feedback/my_feedback_panel.hpp"
#include "app/observations/observations_panel.hpp"
#include "app/observe/observe_panel.hpp"
#include "app/roster/roster_panel.hpp"
#include "app/rubric/rubric_panel.hpp"
#include "app/rubrics/rubrics_panel.hpp"
#include "app/schedule/schedule_panel.hpp"
#include "app/search/search_panel.hpp"
#include "app/settings/settings_panel.hpp"
#include "app/teacher/teacher_panel.hpp"
#include "app/teachers/teachers_panel.hpp"
#include "app/today/today_panel.hpp"
#include "app/viewmodel/hats.hpp"

namespace throughline {

std::span<const PageEntry> pages()
{
    // In the order of the navigation; pages without a name are reached from others.
    static const std::array all{
        PageEntry{PageId::today, "Today", "Ctrl+1", make_today_page, works_with_visits},
        PageEntry{PageId::teachers, "Teachers", "Ctrl+2", make_teachers_page, works_with_visits},
        PageEntry{PageId::observations, "Observations", "Ctrl+3", make_observations_page, works_with_visits},
        PageEntry{PageId::follow_ups, "Follow-ups", "Ctrl+4", make_follow_ups_page, works_with_visits},
        PageEntry{PageId::my_feedback, "My feedback", "Ctrl+0", make_my_feedback_page, teaches},
        PageEntry{PageId::cadence, "Cadence", "Ctrl+5", make_cadence_page, sees_cadence},
        PageEntry{PageId::growth, "Growth", "Ctrl+G", make_growth_page},
        PageEntry{PageId::calibration, "Calibration", "Ctrl+Shift+K", make_calibration_page, sees_cadence},
        PageEntry{PageId::schedule, "Schedule", "Ctrl+8", make_schedule_page, works_with_visits},
        PageEntry{PageId::search, "Search", nullptr, make_search_page},
        PageEntry{PageId::rubrics, "Rubrics", "Ctrl+6", make_rubrics_page},
        PageEntry{PageId::roster, "Roster", "Ctrl+7", make_roster_page, works_with_visits},
        PageEntry{PageId::settings, "Settings", "Ctrl+9", make_settings_page, works_with_visits},
        PageEntry{PageId::observe, nullptr, nullptr, make_observe_page},
        PageEntry{PageId::debrief, nullptr, nullptr, make_debrief_page},
        PageEntry{PageId::teacher, nullptr, nullptr, make_teacher_page},
        PageEntry{PageId::rubric, nullptr, nullptr, make_rubric_page},
    };
    return all;
}

const PageEntry* page_entry(PageId id)
{
    const auto all = pages();
    const auto found = std::find_if(all.begin(), all.end(), [&](const PageEntry& entry) { return entry.id == id; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<const PageEntry*> offered_pages(const Document& document)
{
    std::vector<const PageEntry*> offered;
    for (const auto& entry : pages())
        if (entry.name && (!entry.is_for || entry.is_for(document))) offered.push_back(&entry);
    return offered;
}

}  // namespace throughline
