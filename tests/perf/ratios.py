#!/usr/bin/python3
"""Sets the program's heaviest questions beside raw SQLite on the same file, in one run, and prints a table.

    ratios.py BIN FILE.throughline

BIN holds throughline-cli. The program's times come from its own `bench` (as the keeper, so that all rows are seen and
the wall costs nothing), the others from SQLite's library under Python: the same statements with the same limits, each
row read. Search is set beside a bare FTS5 table of the same texts, which is made in memory from the newest million
lines. Times are medians in milliseconds.
"""

import json
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parent.parent.parent
WORDS = ["students", "restate", "students partner", "exit tic", "zebra", "question wait", "co"]  # as `bench` searches
LINES_MAX = 1_000_000


def median_ms(run, times=9):
    taken = []
    for number in range(times):
        begin = time.perf_counter()
        run(number)
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def bench(cli, file, name):
    """The keeper's figure of one question, and the milliseconds that it may take."""
    out = subprocess.run([cli, "--workspace", file, "--json", "bench", "--only", name, "--seconds", "3"], check=True,
                         capture_output=True, text=True).stdout
    for figure in json.loads(out)["figures"]:
        if figure["name"] == name and figure["role"] == "keeper" and figure["runs"]:
            return figure
    sys.exit(f"ratios.py: the keeper cannot ask {name} in {file}")


def statement(name):
    return (ROOT / "core/store/sql" / name).read_text()


def raw_statements(tables):
    """Question, and what runs its main statement as the keeper."""
    year, = tables.execute("SELECT max(starts_on) FROM school_year").fetchone()
    today, = tables.execute("SELECT max(started_on) FROM observation").fetchone()
    teachers = [row[0] for row in tables.execute("SELECT DISTINCT teacher_id FROM observation LIMIT 9")]

    tables.executescript(statement("school/year_at_school.sql"))

    def read(sql, values=()):
        return lambda number: tables.execute(sql, values).fetchall()

    newest = ("SELECT o.teacher_id, o.started_at, o.observation_id FROM visit_summary AS o WHERE o.state <> 'archived' "
              "ORDER BY o.started_at DESC, o.observation_id DESC LIMIT 500")
    by_name = " ORDER BY p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE LIMIT ?9"

    def of_teacher(table):
        def rows(number):
            tables.execute(f"SELECT r.* FROM observation AS o JOIN {table} AS r ON r.observation_id = o.id WHERE "
                           "o.teacher_id = ?", (teachers[number % len(teachers)],)).fetchall()
        return rows

    return {
        "Observations": read(statement("observation/visits.sql").replace("{}", newest)),
        "Teachers (all)": read(statement("person/teachers.sql") + by_name, (None, 1, 0, 0, year, today, 0, 0, 500)),
        "FollowUps (all)": read(
            "SELECT * FROM (SELECT p.*, o.* FROM debrief AS p JOIN observation AS o ON o.id = p.observation_id WHERE "
            "p.held_at IS NULL AND p.skip_reason = '' ORDER BY p.due_on LIMIT 300) LIMIT 300"),
        "TeacherPage": of_teacher("rating"),
        "TeacherEvidence": of_teacher("evidence"),
    }


def bare_search(tables):
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE line USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    newest, = tables.execute("SELECT coalesce(max(number), 0) FROM evidence").fetchone()
    bare.executemany("INSERT INTO line (rowid, text) VALUES (?, ?)",
                     tables.execute("SELECT number, text FROM evidence WHERE number > ?", (newest - LINES_MAX,)))

    def search(number):
        words = WORDS[number % len(WORDS)].split()
        match = " ".join(f'"{word}"' for word in words) + "*"
        bare.execute("SELECT rowid, snippet(line, 0, '', '', ' ... ', 24) FROM line WHERE line MATCH ? "
                     "ORDER BY rowid DESC LIMIT 100", (match,)).fetchall()
    return search


def main(folder, file):
    cli = str(pathlib.Path(folder) / "throughline-cli")
    tables = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    rows = []
    runs = raw_statements(tables)
    runs["Search (to its end)"] = bare_search(tables)
    for name, run in runs.items():
        figure = bench(cli, file, name)
        raw = median_ms(run, 18)
        yardstick = "bare FTS5" if name.startswith("Search") else "raw SQLite"
        rows.append((name, f"{figure['median_ms']:.2f} ms", f"{yardstick} {raw:.2f} ms",
                     f"{figure['median_ms'] / raw:.1f}", f"{figure['p99_ms']:.1f} of {figure['budget_ms']:.0f} ms"))
    packet = bench(cli, file, "MakePacket")
    rows.append(("MakePacket", f"{packet['median_ms']:.2f} ms", "", "",
                 f"{packet['p99_ms']:.1f} of {packet['budget_ms']:.0f} ms"))
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:])
