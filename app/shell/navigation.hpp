// Navigation: the window's left side: which school, the button that starts a visit, and the list of pages.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <wx/panel.h>

#include "app/shell/page_id.hpp"

class wxButton;
class wxDataViewListCtrl;
class wxStaticText;

namespace throughline {

class Navigation : public wxPanel {
public:
    explicit Navigation(wxWindow* parent);

    void set_school(const std::string& name, bool is_sample);
    // The pages of the list, in their order.
    void set_pages(const std::vector<PageId>& pages);
    // Whether the button that starts a visit is there.
    void set_may_start(bool may_start);
    // Marks the page in the list; a detail page marks nothing. Calls nobody.
    void mark(PageId page);

    std::function<void(PageId)> on_choose;  // by arrow or click: show it, leave the focus in the list
    std::function<void()> on_enter;         // Enter in the list: go into the page
    std::function<void()> on_start;         // the button

private:
    void choose();

    std::vector<PageId> pages_;
    wxStaticText* school_;
    wxStaticText* sample_;
    wxButton* start_;
    wxDataViewListCtrl* list_;
    std::optional<PageId> marked_;
};

}  // namespace throughline
