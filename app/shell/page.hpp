// Page: one screen in the window. Made when it is first shown, kept until the file is closed.
//
// A page asks its view-model, shows what it says, and calls the Shell to go elsewhere. It lists no other page's header.
// A page's own header is app/<page>/<page>_panel.hpp with `Page* make_<page>_page(wxWindow* parent, Shell& shell);`,
// and app/shell/pages.cpp has a row for it.
#pragma once

#include <string>
#include <vector>

#include <wx/panel.h>

#include "app/shell/command_table.hpp"
#include "app/shell/shell.hpp"

namespace throughline {

class Page : public wxPanel {
public:
    Page(wxWindow* parent, Shell& shell);

    // "Today", "Ana Ruiz": in the window's title, and what a screen reader says when the page comes up.
    [[nodiscard]] virtual std::string title() const = 0;
    // A file of app/help without its ending.
    [[nodiscard]] virtual std::string help_topic() const = 0;
    // Which record a detail page shows; comes before `shown`.
    virtual void open(AnyId record);
    // The page is on screen now: ask again, and put the focus where the work begins.
    virtual void shown() {}
    // Something changed, here or in another program. Only the page on screen is told; the others learn in `shown`.
    virtual void refresh(const ChangeSet& changes) = 0;
    // Another page is about to be shown, or the file to be closed. The shell settles all drafts after this.
    virtual void leaving() {}
    // What can be done on this page: in the menus, by key and in the palette while it is shown.
    [[nodiscard]] virtual std::vector<MenuCommand> commands() { return {}; }

protected:
    [[nodiscard]] Shell& shell() { return shell_; }
    [[nodiscard]] const Shell& shell() const { return shell_; }
    [[nodiscard]] Document& document() { return shell_.document(); }

private:
    Shell& shell_;
};

}  // namespace throughline
