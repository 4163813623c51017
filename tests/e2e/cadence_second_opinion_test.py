#!/usr/bin/python3
"""The plain numbers of Cadence and follow-through, computed a second time.

Reads the tables of a sample workspace with Python's own sqlite3 and counts again, day by day and without a line of the
library; then compares with what `throughline-cli cadence --json` and `follow-through --json` say. Its argument is the
command-line program.
"""

import datetime
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = datetime.timedelta(days=1)
LIVE = ("assigned", "acknowledged", "in practice")


def said_by(program, workspace, *arguments):
    done = subprocess.run([program, "--workspace", workspace, "--json", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {done.stderr}")
    return json.loads(done.stdout)


def date_of(text):
    return datetime.date.fromisoformat(text)


class School:
    def __init__(self, workspace, today):
        self.tables = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
        self.today = today
        years = [(date_of(a), date_of(b)) for a, b in self.rows("SELECT starts_on, ends_on FROM school_year")]
        self.year = next(year for year in years if year[0] <= today <= year[1])
        self.off = {date_of(day) for (day,) in self.rows("SELECT day FROM calendar_day WHERE kind <> 'half-day'")}

    def rows(self, sql, *values):
        return self.tables.execute(sql, values).fetchall()

    def is_school_day(self, day):
        return day.weekday() < 5 and day not in self.off and self.year[0] <= day <= self.year[1]

    def school_days(self, start, end):
        count, day = 0, start + DAY
        while day <= end:
            count += self.is_school_day(day)
            day += DAY
        return count

    def overdue_by(self, due):
        return self.school_days(due, self.today)

    def rule(self, kind):
        return self.rows("SELECT count FROM cadence_rule WHERE kind = ? AND to_day IS NULL", kind)[0][0]

    def past_cadence(self):
        every = self.rule("visit-interval")
        late = set()
        for (teacher,) in self.rows("SELECT id FROM person WHERE active AND roles LIKE '%Teacher%' "
                                    "AND merged_into IS NULL"):
            visits = self.rows("SELECT started_on FROM observation WHERE teacher_id = ? AND purpose = 'coaching' AND "
                               "state <> 'archived' AND started_on >= ?", teacher, self.year[0].isoformat())
            last = max((date_of(day) for (day,) in visits), default=self.year[0])
            if self.school_days(last, self.today) > every:
                late.add(teacher)
        return late

    def late_debriefs(self):
        open_ones = self.rows("SELECT observation_id, due_on FROM debrief WHERE held_at IS NULL AND skip_reason = '' "
                              "AND due_on >= ?", self.year[0].isoformat())
        return [visit for visit, due in open_ones if self.overdue_by(date_of(due)) > 0]

    def late_steps(self):
        return [step for step, due in self.rows(f"SELECT id, check_on FROM action_step WHERE state IN {LIVE} AND "
                                                "check_on >= ?", self.year[0].isoformat())
                if self.overdue_by(date_of(due)) > 0]

    def measures(self):
        """By name: value (None if fewer than five cases) and number of cases."""
        begin = self.year[0].isoformat()
        visits = self.rows("SELECT id, teacher_id, started_at, minutes, shared_at FROM observation WHERE state <> "
                           "'archived' AND started_on >= ? AND started_on <= ?", begin, self.today.isoformat())
        hours, in_time, due_count, with_step, shared_count = [], 0, 0, 0, 0
        for visit, _, started, minutes, shared in visits:
            if shared is None:
                continue
            shared_count += 1
            hours.append(max(0, (shared - started) / 3.6e9 - (15 if minutes is None else minutes) / 60))
            with_step += self.rows("SELECT count(*) FROM action_step WHERE observation_id = ? AND state <> 'draft'",
                                   visit)[0][0] == 1
            for due, held in self.rows("SELECT due_on, held_at FROM debrief WHERE observation_id = ? AND "
                                       "skip_reason = ''", visit):
                held_on = None if held is None else datetime.datetime.fromtimestamp(held / 1e6).date()
                if held_on is None and self.overdue_by(date_of(due)) == 0:
                    continue
                due_count += 1
                in_time += held_on is not None and self.school_days(date_of(due), held_on) == 0
        mastery = [(date_of(day) - date_of(agreed)).days for agreed, day in self.rows(
            "SELECT s.assigned_on, min(e.day) FROM action_step AS s JOIN step_event AS e ON e.step_id = s.id "
            "WHERE e.state = 'mastered' AND s.assigned_on >= ? AND s.assigned_on <= ? GROUP BY s.id",
            begin, self.today.isoformat())]
        checked, due_steps = self.step_checks(begin)
        agreed_live = self.rows(f"SELECT assigned_on FROM action_step WHERE state IN {LIVE}")
        carried = sum(self.school_days(date_of(day), self.today) > 15 for (day,) in agreed_live)
        return {
            "hours_to_share_median": enough(hours, statistics.median),
            "hours_to_share_p90": enough(hours, lambda all_of: statistics.quantiles(all_of, n=10,
                                                                                    method="inclusive")[8]),
            "debriefed_in_time": enough([1] * in_time + [0] * (due_count - in_time), statistics.mean),
            "one_step": enough([1] * with_step + [0] * (shared_count - with_step), statistics.mean),
            "steps_checked_in_time": enough([1] * checked + [0] * (due_steps - checked), statistics.mean),
            "steps_carried_over": (carried, len(agreed_live)),
            "days_to_mastery_median": enough(mastery, statistics.median),
        }

    def step_checks(self, begin):
        checked = due = 0
        for step, state, check_on in self.rows("SELECT id, state, check_on FROM action_step WHERE assigned_on >= ? AND "
                                               "assigned_on <= ?", begin, self.today.isoformat()):
            looked = missed = False
            for day, result, due_on in self.rows("SELECT day, result, due_on FROM step_event WHERE step_id = ?", step):
                if due_on is None:
                    continue
                late = self.school_days(date_of(due_on), date_of(day)) > 0
                missed |= late
                looked |= result is not None and not late
            if state in LIVE and check_on and self.overdue_by(date_of(check_on)) > 0:
                missed = True
            due += looked or missed
            checked += looked and not missed
        return checked, due


def enough(values, of):
    return (of(values) if len(values) >= 5 else None, len(values))


def differences(program, workspace):
    cadence = said_by(program, workspace, "cadence")
    school = School(workspace, date_of(cadence["today"]))
    counts = cadence["counts"]
    for name, ours in (("past_cadence", len(school.past_cadence())),
                       ("debriefs_not_held_in_time", len(school.late_debriefs())),
                       ("steps_past_check_back", len(school.late_steps()))):
        yield name, counts[name], ours
    yield "states add up to people", sum(cadence["states"].values()), counts["people"]
    yield "overdue rows", sum(row["state"] == "overdue" for row in cadence["people"]), counts["past_cadence"]
    said = {each["measure"]: each for each in said_by(program, workspace, "follow-through")["measures"]}
    for name, (value, count) in school.measures().items():
        yield f"{name}: cases", said[name]["count"], count
        yield name, said[name]["value"], value


def main(program):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in ("1", "2", "3"):
            workspace = str(Path(folder) / f"school-{seed}.throughline")
            subprocess.run([program, "sample", "--seed", seed, workspace], check=True, capture_output=True)
            # As the keeper of a file without an owner, who sees the whole school.
            with sqlite3.connect(workspace) as tables:
                tables.execute("DELETE FROM setting WHERE name = 'owner'")
            for name, said, counted in differences(program, workspace):
                same = said == counted if None in (said, counted) else abs(said - counted) < 1e-6
                failures += not same
                print(f"seed {seed}: {name}: the program {said}, here {counted}{'' if same else '  <-- DIFFERENT'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
