// The one table of pages: what exists, what it is called in the navigation, and what makes it.
#pragma once

#include <span>

#include "app/shell/page.hpp"

namespace throughline {

struct PageEntry {
    PageId id;
    const char* name;  // in the navigation and the Go menu; nullptr for detail pages
    const char* key;   // nullptr: none
    Page* (*make)(wxWindow* parent, Shell& shell);
};

// In navigation order.
std::span<const PageEntry> pages();
const PageEntry* page_entry(PageId id);

}  // namespace throughline
