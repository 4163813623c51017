#!/usr/bin/python3
"""One scripted session under valgrind: the demo from the roster to the history, then its file is backed up and sealed,
restored, checked, repaired, recovered, exported and taken in again. No wrong access, no definite leak. Its argument is
the command-line program.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

FOUND = 97  # valgrind's exit code where it found something


def run(program, folder, *arguments):
    done = subprocess.run(
        ["valgrind", "-q", f"--error-exitcode={FOUND}", "--leak-check=full", "--errors-for-leak-kinds=definite",
         program, *arguments],
        cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr[-4000:]}")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "passphrase").write_text("correct horse battery\n")
        run(program, folder, "demo", "demo")
        workspace = str(next((folder / "demo").glob("*.throughline")))
        file = ("--workspace", workspace)
        run(program, folder, *file, "backup", "away.throughline-sealed", "--passphrase-file", "passphrase")
        run(program, folder, *file, "restore", "away.throughline-sealed", "--passphrase-file", "passphrase")
        run(program, folder, *file, "check", "--repair")
        run(program, folder, "recover", workspace, "--out", "saved.throughline")
        run(program, folder, *file, "export", "--all", "left")
        run(program, folder, "--workspace", "arrived.throughline", "import", "workspace", "left")
        run(program, folder, "--workspace", "arrived.throughline", "cadence")
    print("eight calls without a wrong access or a definite leak")


if __name__ == "__main__":
    main()
