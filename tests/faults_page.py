#!/usr/bin/env python3
"""Writes tests/faults.md from what a test run said: each fault that users of other tools met, the tests here that bear
its number ("fault 10: ..."), and how they ended.

    faults_page.py RESULTS.xml PAGE.md     RESULTS.xml as `ctest --output-junit` writes it

Exit code 1 if a fault has no test, or if a test of one did not pass.
"""
import re
import sys
import xml.etree.ElementTree as xml

FAULTS = [
    "a draft of one teacher came back inside another teacher's visit",
    "the lowest level was dropped on save and restore, being zero",
    "saving a draft marked an action step mastered",
    "a flag was missing in the saved draft",
    "averages differed between screens",
    "removing a row of the rubric wiped old ratings",
    "two windows on one record, the second save won",
    "a save limit was reached in a long visit",
    "recovery was silent, or brought back the wrong record",
    "a crash removed earlier records",
    "summary and report disagreed",
    "the visit clock slowed after a dialog was opened",
    "today's record was not in the list; export did nothing",
    "switching the rubric half way gave 0 %",
    "the PDF of some kinds of visit was empty",
    "search looked only at the rows on screen",
    "\"sent\" was logged before anything was sent",
    "rescheduling lost the notes",
    "a year's end was fixed in code",
    "two or three data points were called consistent, or got an arrow",
    "a published instrument was altered under its own name",
    "the staff import took the whole file or nothing, without saying why",
    "a holiday week turned everyone overdue",
    "locking the screen threw away the open edit",
]


def results(path):
    """The tests' names without their folder, and how each ended."""
    for case in xml.parse(path).getroot().iter("testcase"):
        name = case.get("name", "")
        folder, _, sentence = name.partition(":")
        yield folder, sentence, "passed" if case.get("status") == "run" else case.get("status", "unknown")


def main():
    source, page = sys.argv[1:]
    tests = {number: [] for number in range(1, len(FAULTS) + 1)}
    for folder, sentence, ended in results(source):
        for number in map(int, re.findall(r"fault (\d+):", sentence)):
            told = re.sub(r"^fault \d+: ", "", sentence)
            tests[number].append((folder, told, ended))
    lines = [
        "# Faults of other tools, and the tests that keep them out of this one",
        "",
        "Written by the test run itself (`installer/test.sh`); do not edit.",
        "",
        "| # | Fault seen elsewhere | Test here | Level | Result |",
        "|---|---|---|---|---|",
    ]
    missing = []
    for number, fault in enumerate(FAULTS, start=1):
        if not tests[number]:
            missing.append(f"fault {number} has no test: {fault}")
        for folder, told, ended in sorted(tests[number]):
            lines.append(f"| {number} | {fault} | {told} | {folder} | {ended} |")
            if ended != "passed":
                missing.append(f"fault {number}: {told}: {ended}")
    with open(page, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
