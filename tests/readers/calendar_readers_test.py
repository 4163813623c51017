"""Gives the calendar files that we write to programs that people use: khal, todoman, calcurse, python3-icalendar.

calendar_readers_test.py WRITE_CALENDARS THROUGHLINE_CLI: the first program writes the files (write_calendars.cpp says
what is in them), the second plans and exports as a person would. Each reading program gets a home of its own, so that
no one's calendar is touched and no test sees another's. What the files should say is written down here a second time,
by hand.
"""
import datetime
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import icalendar

FOLDER = tempfile.TemporaryDirectory(prefix="throughline-readers-")
FILES = os.path.join(FOLDER.name, "files")
SECONDS_MAX = 60
CLI = None  # throughline-cli, from the command line


def file(name):
    return os.path.join(FILES, name)


class Home:
    """A home folder for one program in one test."""

    def __init__(self, zone="America/New_York"):
        self.path = tempfile.mkdtemp(dir=FOLDER.name)
        self.environment = {"HOME": self.path, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": zone}
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self.environment[variable] = self.path

    def write(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        return path

    def run(self, *command):
        result = subprocess.run(command, env=self.environment, cwd=self.path, stdin=subprocess.DEVNULL,
                                capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
        if result.returncode != 0:
            raise AssertionError(f"{command} ended with {result.returncode}: {result.stdout}{result.stderr}")
        return result


class Khal:
    def __init__(self, zone="America/New_York"):
        self.home = Home(zone)
        self.calendar = os.path.join(self.home.path, "calendar")
        os.makedirs(self.calendar)
        self.configuration = self.home.write("khal.config", f"""
[calendars]
[[sample]]
path = {self.calendar}
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = sample
[sqlite]
path = {self.home.path}/khal.db
""")

    def take(self, name):
        self.take_path(file(name))

    def take_path(self, name):
        result = self.home.run("khal", "-c", self.configuration, "import", "--batch", name)
        # khal warns of what it has to guess, and goes on.
        if result.stderr:
            raise AssertionError(f"khal says of {name}: {result.stderr}")

    def events(self, first, days):
        """Each event once: "2026-11-05 09:10 - 2026-11-05 09:30 Visit: Ana Ruiz"."""
        form = "{start-date-long} {start-time} - {end-date-long} {end-time} {title} {status}"
        listed = self.home.run("khal", "-c", self.configuration, "list", "--day-format", "", "--format", form, first,
                               f"{days}d").stdout
        return list(dict.fromkeys(line.strip() for line in listed.splitlines() if line.strip()))


class KhalTest(unittest.TestCase):
    def test_a_visit_is_shown_at_its_time_by_the_clock_of_the_school(self):
        khal = Khal()
        khal.take("visit.ics")
        self.assertEqual(khal.events("2026-11-01", 30),
                         ["2026-11-05 09:10 - 2026-11-05 09:30 Visit: Ana Ruiz CONFIRMED"])

    def test_somebody_in_another_zone_sees_it_at_the_same_instant(self):
        khal = Khal("America/Los_Angeles")
        khal.take("visit.ics")
        self.assertEqual(khal.events("2026-11-01", 30),
                         ["2026-11-05 06:10 - 2026-11-05 06:30 Visit: Ana Ruiz CONFIRMED"])

    def test_a_moved_visit_replaces_the_one_before(self):
        khal = Khal()
        khal.take("visit.ics")
        khal.take("visit_moved.ics")
        self.assertEqual(khal.events("2026-11-01", 30),
                         ["2026-11-06 13:00 - 2026-11-06 13:20 Visit: Ana Ruiz CONFIRMED"])
        self.assertEqual(len(os.listdir(khal.calendar)), 1)

    def test_a_cancelled_visit_is_marked_as_cancelled(self):
        khal = Khal()
        khal.take("visit.ics")
        khal.take("visit_cancelled.ics")
        self.assertEqual(khal.events("2026-11-01", 30),
                         ["2026-11-06 13:00 - 2026-11-06 13:20 Visit: Ana Ruiz CANCELLED"])

    def test_a_year_is_shown_with_winter_and_summer_its_end_and_a_leap_day(self):
        khal = Khal()
        khal.take("year.ics")
        self.assertEqual(khal.events("2026-09-01", 700), [
            "2026-09-17 09:10 - 2026-09-17 09:30 In summer CONFIRMED",
            "2026-11-01 01:10 - 2026-11-01 01:30 In the hour that comes twice CONFIRMED",
            "2026-11-10 09:10 - 2026-11-10 09:30 Grade 7, period 2; C:\\temp \"x\": naïve – 日本語 😀 CONFIRMED",
            "2026-12-07  - 2026-12-11  Testing week CONFIRMED",
            "2026-12-31 23:30 - 2027-01-01 00:30 At the year's end CONFIRMED",
            "2027-01-14 09:10 - 2027-01-14 09:30 In winter CONFIRMED",
            "2028-02-29 09:10 - 2028-02-29 09:30 On a leap day CONFIRMED",
        ])

    def test_visits_of_schools_in_other_zones_are_shown_at_their_instant(self):
        # 9:10 there, in London.
        for zone, january, july in (("America_New_York", "14:10", "14:10"), ("America_Phoenix", "16:10", "17:10"),
                                    ("Europe_London", "09:10", "09:10"), ("Asia_Kolkata", "03:40", "04:40"),
                                    ("Asia_Gaza", "07:10", "07:10")):
            with self.subTest(zone):
                khal = Khal("Europe/London")
                khal.take(f"zone_{zone}.ics")
                self.assertEqual([event[:16] for event in khal.events("2026-07-01", 365)],
                                 [f"2026-07-16 {july}", f"2027-01-14 {january}"])
        khal = Khal("Europe/London")
        khal.take("zone_Australia_Adelaide.ics")
        self.assertEqual([event[:16] for event in khal.events("2026-07-01", 365)],
                         ["2026-07-16 00:40", "2027-01-13 22:40"])

    def test_a_visit_in_utc_is_shown_at_its_time_by_the_clock(self):
        khal = Khal()
        khal.take("utc.ics")
        self.assertEqual(khal.events("2026-11-01", 30),
                         ["2026-11-05 09:10 - 2026-11-05 09:30 In UTC CONFIRMED"])

    def test_school_days_are_shown_as_whole_days(self):
        khal = Khal()
        khal.take("school_days.ics")
        self.assertEqual(khal.events("2026-11-01", 30),
                         ["2026-11-25  - 2026-11-25  Early dismissal CONFIRMED",
                          "2026-11-26  - 2026-11-27  Thanksgiving CONFIRMED"])


class TodomanTest(unittest.TestCase):
    def tasks(self, name):
        home = Home()
        os.makedirs(os.path.join(home.path, "lists", "sample"))
        shutil.copy(file(name), os.path.join(home.path, "lists", "sample", "1.ics"))
        configuration = home.write("todoman.py", f"""
path = "{home.path}/lists/*"
cache_path = "{home.path}/cache.sqlite3"
default_list = "sample"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
""")
        listed = json.loads(home.run("todoman", "-c", configuration, "--porcelain", "list", "--status", "ANY").stdout)
        for task in listed:
            for key in ("due", "completed_at"):
                if task[key] is not None:
                    task[key] = datetime.datetime.fromtimestamp(task[key], datetime.timezone.utc).strftime("%Y-%m-%d")
        return [(task["summary"], task["due"], task["completed_at"], task["percent"]) for task in listed]

    def test_a_step_is_listed_with_the_day_it_is_due(self):
        self.assertEqual(self.tasks("step.ics"), [("Check the step with Ana Ruiz", "2026-11-12", None, 0)])

    def test_a_checked_step_is_listed_as_completed(self):
        self.assertEqual(self.tasks("step_done.ics"),
                         [("Check the step with Ana Ruiz", "2026-11-12", "2026-11-11", 100)])

    def test_the_task_is_found_among_visits(self):
        self.assertEqual(self.tasks("year.ics"), [("Check a step", "2026-11-13", None, 0)])


class CalcurseTest(unittest.TestCase):
    def take(self, name, zone="America/New_York"):
        home = Home(zone)
        folder = os.path.join(home.path, "calcurse")
        os.makedirs(folder)
        result = home.run("calcurse", "-D", folder, "-i", file(name))
        report = (result.stdout + result.stderr).splitlines()[-1]
        with open(os.path.join(folder, "apts"), encoding="utf-8") as stream:
            lines = stream.read().splitlines()
        # "11/05/2026 @ 09:10 -> 11/05/2026 @ 09:30", and behind it the note and the summary.
        return report, [line[:40] for line in lines]

    def test_no_item_of_any_file_is_skipped(self):
        counts = {"visit.ics": "1 app / 0 events / 0 todos / 0 skipped",
                  "visit_moved.ics": "1 app / 0 events / 0 todos / 0 skipped",
                  "step.ics": "0 apps / 0 events / 1 todo / 0 skipped",
                  "step_done.ics": "0 apps / 0 events / 1 todo / 0 skipped",
                  "year.ics": "6 apps / 1 event / 1 todo / 0 skipped",
                  "school_days.ics": "0 apps / 2 events / 0 todos / 0 skipped",
                  "utc.ics": "1 app / 0 events / 0 todos / 0 skipped"}
        for name, count in counts.items():
            with self.subTest(name):
                self.assertEqual(self.take(name)[0], count)

    def test_visits_stand_at_their_time_by_the_clock(self):
        self.assertEqual(self.take("visit.ics")[1], ["11/05/2026 @ 09:10 -> 11/05/2026 @ 09:30"])
        self.assertEqual(self.take("zone_Australia_Adelaide.ics")[1],
                         ["07/15/2026 @ 19:40 -> 07/15/2026 @ 20:00", "01/13/2027 @ 17:40 -> 01/13/2027 @ 18:00"])


class IcalendarTest(unittest.TestCase):
    def read(self, name):
        with open(file(name), "rb") as stream:
            return icalendar.Calendar.from_ical(stream.read())

    def test_no_property_of_any_file_is_an_error_and_none_that_is_required_is_missing(self):
        names = [os.path.basename(path) for path in glob.glob(file("*.ics"))]
        self.assertEqual(len(names), 14)
        for name in names:
            for component in self.read(name).walk():
                with self.subTest(f"{name} {component.name}"):
                    self.assertEqual(component.errors, [])
                    self.assertEqual([each for each in component.required if each not in component], [])

    def test_texts_come_out_as_they_went_in(self):
        event = [each for each in self.read("year.ics").walk("VEVENT") if each["UID"] == "texts@throughline"][0]
        self.assertEqual(str(event["SUMMARY"]), "Grade 7, period 2; C:\\temp \"x\": naïve – 日本語 😀")
        self.assertEqual(str(event["DESCRIPTION"]),
                         "First line\nsecond, line; with a text that is so long that it must be folded, "
                         "äöüßéèşğı 日本語テキスト日本語テキスト日本語テキスト日本語テキスト")

    def test_the_rules_in_each_file_lead_to_the_right_instants(self):
        # Of the file's own VTIMEZONE, not of the zone that the name stands for on this system.
        offsets = {"America_New_York": (-5, -4), "America_Phoenix": (-7, -7), "Europe_London": (0, 1),
                   "Asia_Kolkata": (5.5, 5.5), "Australia_Adelaide": (10.5, 9.5), "Asia_Gaza": (2, 3)}
        for name, hours in offsets.items():
            zone = self.read(f"zone_{name}.ics").walk("VTIMEZONE")[0].to_tz()
            days = datetime.datetime(2027, 1, 14, 9, 10), datetime.datetime(2026, 7, 16, 9, 10)
            for day, offset in zip(days, hours):
                with self.subTest(f"{name} {day}"):
                    self.assertEqual(zone.localize(day).utcoffset(), datetime.timedelta(hours=offset))

    def test_a_later_version_says_so(self):
        names = "visit.ics", "visit_moved.ics", "visit_cancelled.ics"
        versions = [self.read(name).walk("VEVENT")[0] for name in names]
        self.assertEqual([each["SEQUENCE"] for each in versions], [0, 1, 2])
        self.assertEqual(len({each["UID"] for each in versions}), 1)
        stamps = [each["DTSTAMP"].dt for each in versions]
        self.assertEqual(stamps, sorted(set(stamps)))
        self.assertEqual(str(versions[2]["STATUS"]), "CANCELLED")


class PlanTest(unittest.TestCase):
    """What a coach plans on the command line, and a calendar program that is given the file each time."""

    def setUp(self):
        self.home = Home()
        self.workspace = os.path.join(self.home.path, "sample.throughline")
        self.home.run(CLI, "--on", "2026-11-03", "sample", self.workspace)
        self.call("plan", "list")

    def call(self, *arguments):
        return json.loads(self.home.run(CLI, "--workspace", self.workspace, "--on", "2026-11-03", "--json",
                                        *arguments).stdout)

    def give(self, khal, plan):
        path = os.path.join(self.home.path, "plan.ics")
        self.call("calendar", "export", path, "--item", plan, "--force")
        khal.take_path(path)
        with open(path, encoding="utf-8") as stream:
            return stream.read()

    def test_a_planned_visit_is_shown_moved_and_called_off_in_a_calendar_program(self):
        teacher = self.call("who-next", "--count", "1")["who_next"][0]["teacher"]["name"]
        plan = self.call("plan", "visit", teacher, "--at", "2026-11-05T09:10", "--announced", "--note",
                         "look at the sorting task")["planned"][0]["id"]
        khal = Khal()
        text = self.give(khal, plan)
        self.assertEqual(khal.events("2026-11-01", 30),
                         [f"2026-11-05 09:10 - 2026-11-05 09:25 Visit {teacher} CONFIRMED"])
        for private in "sorting task", "Attempt", "step":  # neither the note nor what was seen
            self.assertNotIn(private, text)
        self.call("plan", "move", plan, "--at", "2026-11-06T13:30")
        self.give(khal, plan)
        self.assertEqual(khal.events("2026-11-01", 30),
                         [f"2026-11-06 13:30 - 2026-11-06 13:45 Visit {teacher} CONFIRMED"])
        self.call("plan", "skip", plan, "--reason", "field trip")
        self.give(khal, plan)
        self.assertEqual(khal.events("2026-11-01", 30),
                         [f"2026-11-06 13:30 - 2026-11-06 13:45 Visit {teacher} CANCELLED"])

    def test_a_week_of_plans_is_one_file_and_none_is_lost(self):
        teachers = [row["teacher"]["name"] for row in self.call("who-next", "--count", "5")["who_next"]]
        for hour, teacher in enumerate(teachers, 9):
            self.call("plan", "visit", teacher, "--at", f"2026-11-04T{hour:02}:00", "--announced")
        path = os.path.join(self.home.path, "week.ics")
        self.call("calendar", "export", path, "--only", "plans", "--from", "2026-11-04", "--to", "2026-11-04")
        khal = Khal()
        khal.take_path(path)
        shown = [line for line in khal.events("2026-11-04", 1) if "Visit " in line]
        self.assertEqual(shown, [f"2026-11-04 {hour:02}:00 - 2026-11-04 {hour:02}:15 Visit {teacher} CONFIRMED"
                                 for hour, teacher in enumerate(teachers, 9)])


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: calendar_readers_test.py WRITE_CALENDARS THROUGHLINE_CLI")
    global CLI
    CLI = sys.argv.pop()
    subprocess.run([sys.argv.pop(), FILES], check=True, timeout=SECONDS_MAX)
    with FOLDER:
        unittest.main(verbosity=2)


if __name__ == "__main__":
    main()
