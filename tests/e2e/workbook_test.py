"""Opens what `export --xlsx` and `--jsonl` write in programs that people use: openpyxl, gnumeric's ssconvert.

workbook_test.py THROUGHLINE_CLI
"""
import csv
import datetime
import glob
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

import openpyxl

FOLDER = tempfile.TemporaryDirectory(prefix="throughline-workbook-")
SECONDS_MAX = 100
CLI = None
FORMULA = "=HYPERLINK(\"http://x\")"
LONG = "x" * 19000


def run(*command, code=0):
    result = subprocess.run(command, cwd=FOLDER.name, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                            timeout=SECONDS_MAX, check=False,
                            env={**os.environ, "TZ": "America/New_York", "HOME": FOLDER.name})
    if result.returncode != code:
        raise AssertionError(f"{command} ended with {result.returncode}: {result.stdout}{result.stderr}")
    return result.stdout


def at_school(*command, **more):
    return run(CLI, "--workspace", "school.throughline", "--on", "2026-10-05", *command, **more)


VISIT = {
    "teacher": "Ana Ruiz", "observer": "Cora Coach",
    "rubric": "teach-primary", "ratings": {"6.1": "High", "1.3": "not-applicable"},
    "purpose": "coaching", "started_at": "2026-10-05T09:10", "minutes": 15,
    "evidence": [{"text": "@Lea: \"-1\u00d72?\" \U0001F600 \u05e9\u05dc\u05d5\u05dd"}, {"text": LONG},
                 {"text": "MINE ALONE", "private": True}],
    "strength": FORMULA, "growth_area": "+1 wait time\nsecond line",
    "action_step": {"text": "-Wait three seconds"},
}


def make_school():
    with open(os.path.join(FOLDER.name, "staff.csv"), "w", encoding="utf-8") as stream:
        stream.write("Staff ID,First Name,Last Name,Email,Role\n007,Ana,Ruiz,ana@school.example,Teacher\n"
                     "C1,Cora,Coach,cora@school.example,Coach\n")
    run(CLI, "new", "school.throughline", "--school", "Sample", "--year-start", "2026-08-24", "--year-end",
        "2027-06-18")
    at_school("import", "roster", "staff.csv")
    with open(os.path.join(FOLDER.name, "visit.json"), "w", encoding="utf-8") as stream:
        json.dump(VISIT, stream)
    identity = json.loads(at_school("--json", "observe", "visit.json"))["id"]
    at_school("share", identity)
    at_school("export", "--xlsx", "out.xlsx")
    at_school("export", "--jsonl", "out.jsonl")


class Workbook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_school()
        cls.book = openpyxl.load_workbook(os.path.join(FOLDER.name, "out.xlsx"))

    def cell(self, sheet, title, row=2):
        heads = [cell.value for cell in self.book[sheet][1]]
        return self.book[sheet].cell(row=row, column=heads.index(title) + 1)

    def test_has_a_sheet_for_what_people_know_with_a_frozen_heading(self):
        self.assertEqual(self.book.sheetnames, ["Visits", "Evidence", "Ratings", "Steps", "Step checks", "Debriefs",
                                                "Answers", "Follow-ups"])
        for sheet in self.book:
            self.assertEqual(sheet.freeze_panes, "A2", sheet.title)
            self.assertTrue(sheet["A1"].font.bold)
        self.assertGreater(self.book["Visits"].column_dimensions["L"].width, 40)

    def test_a_text_is_never_a_formula_and_not_altered(self):
        for title, text in (("Strength", FORMULA), ("Growth area", VISIT["growth_area"])):
            cell = self.cell("Visits", title)
            self.assertEqual((cell.value, cell.data_type), (text, "s"))
        self.assertEqual(self.cell("Evidence", "What was seen or heard").value, VISIT["evidence"][0]["text"])
        self.assertEqual(self.cell("Evidence", "What was seen or heard", 3).value, LONG)
        self.assertEqual(self.cell("Steps", "What to try").data_type, "s")
        self.assertEqual(self.cell("Visits", "Staff id").value, "007")
        with zipfile.ZipFile(os.path.join(FOLDER.name, "out.xlsx")) as parts:
            for name in parts.namelist():
                self.assertNotIn(b"<f>", parts.read(name), name)
                self.assertNotIn(b"MINE ALONE", parts.read(name), name)

    def test_levels_have_their_word_and_their_number_and_other_marks_no_number(self):
        self.assertEqual((self.cell("Ratings", "Level").value, self.cell("Ratings", "Number").value),
                         ("Not applicable", None))
        level = self.cell("Ratings", "Number", 3).value
        self.assertEqual(self.cell("Ratings", "Level", 3).value, f"High ({level})")
        self.assertIsInstance(level, int)

    def test_days_and_times_are_dates(self):
        self.assertEqual(self.cell("Visits", "Visited").value, datetime.datetime(2026, 10, 5, 9, 10))
        due = self.cell("Debriefs", "Due on")
        self.assertEqual((due.value, due.is_date), (datetime.datetime(2026, 10, 7), True))
        self.assertEqual(self.cell("Visits", "Minutes").value, 15)

    def test_gnumeric_reads_the_same(self):
        run("ssconvert", "--export-file-per-sheet", "out.xlsx", "sheet-%s.csv")
        names = [os.path.basename(name) for name in glob.glob(os.path.join(FOLDER.name, "sheet-*.csv"))]
        self.assertEqual(len(names), 8)
        with open(os.path.join(FOLDER.name, "sheet-Visits.csv"), newline="", encoding="utf-8") as stream:
            visit = list(csv.DictReader(stream))[0]
        self.assertEqual(visit["Strength"], FORMULA)
        self.assertEqual(visit["Growth area"], VISIT["growth_area"])
        self.assertEqual(visit["Staff id"], "007")
        self.assertIn("2026", visit["Visited"])

    def test_json_lines_say_the_same_in_ed_fi_words(self):
        with open(os.path.join(FOLDER.name, "out.jsonl"), encoding="utf-8") as stream:
            lines = [json.loads(line) for line in stream]
        visit = [line for line in lines if line["record"] == "evaluationRating"][0]
        self.assertEqual(visit["areaOfReinforcement"], FORMULA)
        self.assertEqual(visit["areaOfRefinement"], VISIT["growth_area"])
        self.assertEqual(visit["evaluationDate"], "2026-10-05T09:10:00")
        self.assertEqual(visit["actualDuration"], 15)
        self.assertIsNone(visit["announced"])
        self.assertEqual({line["record"] for line in lines}, {"evaluationRating", "evaluationElementRating", "evidence",
                                                              "goal", "goalProgress", "debrief", "followUp"})
        self.assertNotIn("MINE ALONE", json.dumps(lines))

    def test_is_readable_by_its_owner_alone_and_never_written_over(self):
        for name in ("out.xlsx", "out.jsonl"):
            self.assertEqual(os.stat(os.path.join(FOLDER.name, name)).st_mode & 0o777, 0o600)
        at_school("export", "--xlsx", "out.xlsx", code=1)
        at_school("export", "--jsonl", "no-such-folder/out.jsonl", code=1)
        at_school("export", "--jsonl", "a", "--xlsx", "b", code=1)
        self.assertEqual([name for name in os.listdir(FOLDER.name) if name.startswith(".out")], [])


if __name__ == "__main__":
    CLI = os.path.abspath(sys.argv.pop(1))
    unittest.main()
