// The one table of pages: what exists, what it is called in the navigation, and what makes it.
#pragma once

#include <span>
#include <vector>

#include "app/shell/page.hpp"

namespace throughline {

struct PageEntry {
    PageId id;
    const char* name;  // in the navigation and the Go menu; nullptr for detail pages
    const char* key;   // nullptr: none
    Page* (*make)(wxWindow* parent, Shell& shell);
    bool (*is_for)(const Document& document) = nullptr;  // whom it is offered to; nullptr: everybody
};

// In navigation order.
std::span<const PageEntry> pages();
const PageEntry* page_entry(PageId id);
// Those with a name that are for the person at the window.
std::vector<const PageEntry*> offered_pages(const Document& document);

}  // namespace throughline
