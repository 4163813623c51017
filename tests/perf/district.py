#!/usr/bin/python3
"""Makes a district out of one sample school, for measuring questions on cadence at its size.

    district.py BASE.throughline DISTRICT.throughline [SCHOOLS [YEARS]]

BASE is a sample of one school and two years. Every school of the district gets its people, and every year its visits,
ratings, steps and debriefs, with other ids and dates; evidence lines and the journal are left out, since no question
on cadence reads them. The file is for measuring only: `check` would miss the journal.
"""

import shutil
import sqlite3
import sys

DAYS_A_YEAR = 364  # whole weeks, so that visits stay on school days
US_A_DAY = 86_400_000_000


def moved(blob, number):
    """Another id for another copy; the same one for the same copy, so that rows still point at each other."""
    if blob is None:
        return None
    last = int.from_bytes(blob[12:], "big") ^ number
    return blob[:12] + last.to_bytes(4, "big")


def shifted(column, days):
    return f"date({column}, '-{days} days')" if days else column


def columns(tables, table, replaced):
    names = [row[1] for row in tables.execute(f"PRAGMA table_info({table})") if row[1] != "number"]
    return ", ".join(names), ", ".join(replaced.get(name, name) for name in names)


def copy(tables, table, where, replaced):
    names, values = columns(tables, table, replaced)
    tables.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM base.{table} {where}")


def add_school(tables, number):
    person = f"moved({{}}, {number * 8})"
    copy(tables, "school", "", {"id": person.format("id"), "name": f"name || ' {number}'"})
    copy(tables, "person", "", {"id": person.format("id"), "school_id": person.format("school_id"),
                                "email": f"'{number}.' || email", "staff_id": f"staff_id || '-{number}'"})
    copy(tables, "caseload", "", {"id": person.format("id"), "observer_id": person.format("observer_id"),
                                  "teacher_id": person.format("teacher_id")})


def add_year(tables, school, years_back, first_day):
    """The base's present year for years_back 0, its past one for all others."""
    days = 0 if years_back == 0 else (years_back - 1) * DAYS_A_YEAR
    person = f"moved({{}}, {school * 8})"
    record = f"moved({{}}, {school * 8 + years_back})"
    visits = f"started_on {'>=' if years_back == 0 else '<'} '{first_day}'"
    of_visits = f"WHERE observation_id IN (SELECT id FROM base.observation WHERE {visits})"

    def instant(column):
        return f"{column} - {days * US_A_DAY}"

    people = {name: person.format(name) for name in ("teacher_id", "observer_id", "co_observer_id", "actor_id")}
    records = {name: record.format(name) for name in ("id", "observation_id", "step_id", "pinned_step_id")}
    copy(tables, "observation", f"WHERE {visits}", people | records | {
        "started_on": shifted("started_on", days), "started_at": instant("started_at"),
        "shared_at": instant("shared_at")})
    copy(tables, "rating", of_visits, records)
    copy(tables, "action_step", of_visits, people | records | {
        "check_on": shifted("check_on", days), "assigned_on": shifted("assigned_on", days),
        "closed_on": shifted("closed_on", days)})
    copy(tables, "debrief", of_visits, people | records | {
        "due_on": shifted("due_on", days), "held_at": instant("held_at"),
        "next_visit_on": shifted("next_visit_on", days)})
    copy(tables, "step_event", f"WHERE step_id IN (SELECT id FROM base.action_step {of_visits})", people | records | {
        "day": shifted("day", days), "due_on": shifted("due_on", days), "at": instant("at")})


def main(base, district, schools=115, years=5):
    shutil.copy(base, district)
    tables = sqlite3.connect(district, isolation_level=None)
    tables.create_function("moved", 2, moved, deterministic=True)
    tables.execute("PRAGMA synchronous = OFF")
    tables.execute("PRAGMA foreign_keys = OFF")
    tables.execute("ATTACH ? AS base", (base,))
    first_day = tables.execute("SELECT max(starts_on) FROM school_year").fetchone()[0]
    tables.execute("BEGIN")
    for table in ("step_event", "action_step", "debrief", "rating", "evidence", "observation", "caseload",
                  "journal", "journal_command"):
        if table.startswith("journal"):
            continue  # append-only; a few thousand rows of the base are in nobody's way
        tables.execute(f"DELETE FROM {table}")
    for school in range(1, schools + 1):
        add_school(tables, school)
        for years_back in range(years):
            add_year(tables, school, years_back, first_day)
    tables.execute("DELETE FROM setting WHERE name = 'owner'")
    for years_back in range(2, years):
        days = (years_back - 1) * DAYS_A_YEAR
        tables.execute("INSERT INTO school_year (id, name, starts_on, ends_on) SELECT moved(id, ?), name || ' - ' || ?,"
                       f" {shifted('starts_on', days)}, {shifted('ends_on', days)} FROM base.school_year "
                       "WHERE starts_on < ?", (years_back, years_back, first_day))
    tables.execute("COMMIT")
    tables.execute("ANALYZE")
    for table in ("school", "person", "observation", "rating", "action_step", "debrief"):
        print(f"\n{table}: {tables.execute(f'SELECT count(*) FROM {table}').fetchone()[0]}", end="")
    print()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
