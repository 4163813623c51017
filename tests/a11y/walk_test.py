"""Walks over every page as a screen reader does: no control that takes the focus is without a name.

walk_test.py PROGRAM: run by with_display.sh --screen-reader. Opens the program on the sample school, goes to each page
with its key, and reads the window's tree over AT-SPI. The pages and their keys are read from the program's own menus,
so a new page is walked over without a change here.
"""
import os
import subprocess
import sys
import tempfile
import time

import pyatspi

PAGES_MIN = 8  # fewer would mean that the menu was not read
CONTROLS_MIN = 4  # on a page, the navigation included; Growth has the fewest, before a teacher is chosen
SECONDS_MAX = 20

# Roles that are frames around named things; taking the focus, they pass it on.
PASSING = {pyatspi.ROLE_FRAME, pyatspi.ROLE_PANEL, pyatspi.ROLE_SCROLL_PANE, pyatspi.ROLE_FILLER,
           pyatspi.ROLE_VIEWPORT, pyatspi.ROLE_SPLIT_PANE, pyatspi.ROLE_SCROLL_BAR, pyatspi.ROLE_TABLE_CELL,
           pyatspi.ROLE_MENU_BAR, pyatspi.ROLE_UNKNOWN}


def wait_for(what, condition):
    end = time.time() + SECONDS_MAX
    while time.time() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"walk_test: waited {SECONDS_MAX} s in vain for {what}")


def application():
    for app in pyatspi.Registry.getDesktop(0):
        if app is not None and app.name == "throughline" and app.childCount > 0:
            return app
    return None


def is_shown(node):
    states = node.getState()
    return states.contains(pyatspi.STATE_VISIBLE) and states.contains(pyatspi.STATE_SHOWING)


def walk(node, path=()):
    """What is shown, from the top. Without the cells of tables, of which there are thousands: the table names them."""
    if node is None or not is_shown(node):
        return
    yield node, path
    for child in node:
        if child is not None and child.getRole() == pyatspi.ROLE_TABLE_CELL:
            return  # headers come first
        yield from walk(child, path + (node,))


def name_of(node):
    if node.name.strip():
        return node.name
    for relation in node.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return relation.getTarget(0).name
    return ""


def describe(node, path):
    trail = [f"{n.getRoleName()} {n.name!r}" for n in path[-4:]] + [f"{node.getRoleName()} {node.name!r}"]
    return " > ".join(trail)


def nameless(window):
    """Focusable, shown and without a name; and how many focusable things were seen."""
    faults, seen = [], 0
    for node, path in walk(window):
        states = node.getState()
        if not states.contains(pyatspi.STATE_FOCUSABLE) or not states.contains(pyatspi.STATE_SENSITIVE):
            continue
        if node.getRole() in PASSING and node.childCount > 0:
            continue
        seen += 1
        if not name_of(node).strip():
            faults.append(describe(node, path))
    return faults, seen


def menu_items(window, menu_name):
    for node, _ in walk(window):
        if node.getRole() == pyatspi.ROLE_MENU and node.name == menu_name:
            return list(items_below(node))
    return []


def items_below(menu):
    """Of a menu that is closed, too."""
    for child in menu:
        if child.getRole() == pyatspi.ROLE_MENU_ITEM:
            yield child
        yield from items_below(child)


def keys(*names):
    for name in names:
        subprocess.run(["xdotool", "key", name], check=True)
        time.sleep(0.2)


def button(window, words):
    return wait_for(f"a button '{words}'", lambda: next(
        (node for node, _ in walk(window)
         if node.getRole() == pyatspi.ROLE_PUSH_BUTTON and words in node.name), None))


def press(window, page):
    """Chooses the page in the menu and waits until the window's title says that it is shown."""
    def chosen():
        for item in menu_items(window, "Go"):
            if item.name == page:
                item.queryAction().doAction(0)
                return True
        return False
    wait_for(f"{page} in the Go menu", chosen)
    wait_for(f"the page {page}", lambda: window.name.startswith(page.split("\t")[0]))
    time.sleep(0.5)  # the page asks its questions and lays itself out


def main():
    program = sys.argv[1]
    cli = os.path.join(os.path.dirname(program), "throughline-cli")
    with tempfile.TemporaryDirectory() as folder:
        sample = os.path.join(folder, "sample.throughline")
        subprocess.run([cli, "sample", sample, "--seed", "1"], check=True, stdout=subprocess.DEVNULL)
        running = subprocess.Popen([program, sample])
        try:
            walk_pages(wait_for("the window", application))
        finally:
            running.kill()
            running.wait()


def walk_pages(app):
    window = wait_for("a frame", lambda: next((w for w in app if w is not None and w.getRole() == pyatspi.ROLE_FRAME
                                               and w.childCount > 0), None))
    # Names, not the items: the menus are built anew when a page brings its own commands.
    # The window is there before its file is open, and then has no pages yet.
    def names_of_pages():
        names = [item.name for item in menu_items(window, "Go") or [] if not item.name.startswith("Back")]
        return names if any(name.startswith("Today") for name in names) else None

    pages = wait_for("the Go menu's pages", names_of_pages)
    faults = []

    def look(page):
        found, seen = nameless(window)
        print(f"{page}: window {window.name!r}, {seen} controls, {len(found)} without a name")
        faults.extend(f"{page}: {fault}" for fault in found)
        if seen < CONTROLS_MIN:
            faults.append(f"{page}: only {seen} controls were seen; was the page shown?")

    def look_at_tabs(page):
        lists = [node for node, _ in walk(window) if node.getRole() == pyatspi.ROLE_PAGE_TAB_LIST]
        for tabs in lists:
            for number in range(tabs.childCount):
                tabs.querySelection().selectChild(number)
                time.sleep(0.4)
                look(f"{page}, {tabs[number].name}")

    for page in pages:
        press(window, page)
        look(page)
        look_at_tabs(page)
    # The pages of one record have no menu item: they are reached as a coach reaches them.
    press(window, next(page for page in pages if page.startswith("Today")))
    button(window, "Debrief of").queryAction().doAction(0)
    time.sleep(1)
    look("a debrief")
    press(window, next(page for page in pages if page.startswith("Teachers")))
    keys("Tab", "Tab", "Tab", "Home", "Return")
    wait_for("a teacher's page", lambda: not window.name.startswith("Teachers"))
    time.sleep(0.5)
    look_at_tabs("a teacher")
    keys("ctrl+n")
    time.sleep(1)
    subprocess.run(["xdotool", "type", "a"], check=True)
    time.sleep(0.5)
    keys("Return")
    wait_for("a visit", lambda: window.name.startswith("Visit to"))
    time.sleep(0.5)
    look_at_tabs("a visit")
    if len(pages) < PAGES_MIN:
        faults.append(f"only {len(pages)} pages in the Go menu")
    for fault in faults:
        print("without a name:", fault)
    sys.exit(1 if faults else 0)


main()
