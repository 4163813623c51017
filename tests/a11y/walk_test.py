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
CONTROLS_MIN = 6  # on a page, beside the navigation
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


def walk(node, path=()):
    if node is None:
        return
    yield node, path
    for child in node:
        yield from walk(child, path + (node,))


def name_of(node):
    if node.name.strip():
        return node.name
    for relation in node.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return relation.getTarget(0).name
    return ""


def is_shown(node):
    states = node.getState()
    return states.contains(pyatspi.STATE_VISIBLE) and states.contains(pyatspi.STATE_SHOWING)


def describe(node, path):
    trail = [f"{n.getRoleName()} {n.name!r}" for n in path[-4:]] + [f"{node.getRoleName()} {node.name!r}"]
    return " > ".join(trail)


def nameless(window):
    """Focusable, shown and without a name; and how many focusable things were seen."""
    faults, seen = [], 0
    for node, path in walk(window):
        states = node.getState()
        if not is_shown(node) or not states.contains(pyatspi.STATE_FOCUSABLE):
            continue
        if not states.contains(pyatspi.STATE_SENSITIVE):
            continue
        if node.getRole() in PASSING and node.childCount > 0:
            continue
        # A cell is named by its table; a table's own name is asked of the table.
        if node.getRole() == pyatspi.ROLE_TABLE_CELL:
            continue
        seen += 1
        if not name_of(node).strip():
            faults.append(describe(node, path))
    return faults, seen


def menu_items(window, menu_name):
    for node, _ in walk(window):
        if node.getRole() == pyatspi.ROLE_MENU and node.name == menu_name:
            return [item for item, _ in walk(node) if item.getRole() == pyatspi.ROLE_MENU_ITEM]
    return []


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
    pages = [item for item in wait_for("the Go menu", lambda: menu_items(window, "Go"))
             if not item.name.startswith("Back")]
    faults = []
    for item in pages:
        title_before = window.name
        item.queryAction().doAction(0)
        time.sleep(0.6)  # the page asks its questions and lays itself out
        found, seen = nameless(window)
        print(f"{item.name}: window {window.name!r} (was {title_before!r}), {seen} controls, {len(found)} without a name")
        faults += [f"{item.name}: {fault}" for fault in found]
        if seen < CONTROLS_MIN:
            faults.append(f"{item.name}: only {seen} controls were seen; was the page shown?")
    if len(pages) < PAGES_MIN:
        faults.append(f"only {len(pages)} pages in the Go menu")
    for fault in faults:
        print("without a name:", fault)
    sys.exit(1 if faults else 0)


main()
