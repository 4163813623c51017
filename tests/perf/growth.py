#!/usr/bin/python3
"""Fits the same mixed models with lme4 and with ours in one run, and prints time and memory as ratios.

    growth.py BIN

BIN holds perf_growth. A school (40 teachers x 36 visits x 9 rows of the rubric), lme4's own InstEval (73,421 ratings,
two crossed factors), and a district (100,000 visits to 3,500 teachers by 400 observers). First the fit alone, then with
each group's deviation and its variance (ranef with condVar; ours has the error of prediction as well). Memory is what
the fit needs beyond what the process had before. Estimates have to agree to four digits.
"""

import json
import pathlib
import subprocess
import sys
import tempfile


def lines_of(*command):
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def furthest(ours, theirs):
    """The largest difference of a variance, relative; a variance of 0 stands beside the residual."""
    return max(abs(ours[name] - theirs[name]) / max(abs(theirs[name]), 1e-6 * theirs["residual"]) for name in theirs)


def compare(what, theirs, ours, seconds, memory):
    print(f"  {what}: lme4 {theirs[seconds] * 1000:.0f} ms and {theirs[memory] / 1024:.0f} MB, ours "
          f"{ours[seconds] * 1000:.1f} ms and {ours[memory] / 1024:.1f} MB; "
          f"{theirs[seconds] / ours[seconds]:.0f} times faster, "
          f"{theirs[memory] / max(1, ours[memory]):.1f} times less memory")


def main():
    programs = pathlib.Path(sys.argv[1])
    script = pathlib.Path(__file__).parent / "growth" / "with_lme4.R"
    agree = True
    with tempfile.TemporaryDirectory() as folder:
        for theirs in lines_of("Rscript", "--vanilla", str(script), folder):
            name = theirs["name"]
            (ours,) = lines_of(str(programs / "perf_growth"), f"{folder}/{name}.csv", name)
            apart = furthest(ours["variances"], theirs["variances"])
            agree = agree and apart < 5e-5 and ours["criterion"] < theirs["criterion"] + 1e-4
            print(f"{name}, {theirs['rows']} rows: criterion {ours['criterion'] - theirs['criterion']:+.1e} from "
                  f"lme4's finest ({theirs['first_criterion'] - theirs['criterion']:+.1e}: where it stops by "
                  f"itself), variances within {apart:.1e}")
            compare("fit", theirs, ours, "seconds", "fit_kb")
            compare("with each group's variance", theirs, ours, "error_seconds", "error_kb")
            print(f"  process: lme4 {theirs['peak_kb'] / 1024:.0f} MB, ours {ours['peak_kb'] / 1024:.0f} MB")
    if not agree:
        sys.exit("growth.py: the estimates differ in their first four digits")


main()
