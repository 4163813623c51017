#!/usr/bin/env bash
# Installs what is missing, builds Throughline with its tests (Release) and runs all of them, windows included: each
# test that needs a display gets one of its own (see tests/CMakeLists.txt); then fuzzes what reads foreign files. The
# exit status is ctest's, and the last line is the summary of the tests.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

say() { printf '\n== %s\n' "$*"; }

failed() {
  echo "installer/test.sh: $1 failed; its messages stand above." >&2
  exit 1
}

export LC_ALL=C.UTF-8
log=build/release/test.log

say "Packages"
bash installer/dependencies.sh build run test || exit 1  # it has said why

say "Configuring"
cmake --preset release || failed "configuring (cmake --preset release)"
cmake --preset fuzz || failed "configuring (cmake --preset fuzz)"

say "Building"
cmake --build --preset release || failed "the build (cmake --build --preset release)"
# By clang, which does not take all that GCC does: better said now than after the tests.
cmake --build --preset fuzz || failed "the build (cmake --build --preset fuzz)"

say "Testing"
ctest --preset release --no-tests=error --parallel "$(nproc)" --output-junit test.xml 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
# The page on other tools' faults says what this run said.
python3 tests/faults_page.py build/release/test.xml tests/faults.md || [ "$status" -ne 0 ] || status=1

say "Fuzzing the readers, a minute each"
ctest --preset fuzz --no-tests=error --parallel "$(nproc)" || [ "$status" -ne 0 ] || status=1

# ctest says more after its summary (labels, times, names of failures); the summary is said again to end on it.
summary=$(grep -E '^[0-9]+% tests passed, [0-9]+ tests? failed out of [0-9]+' "$log" | tail -n 1)
echo
echo "${summary:-installer/test.sh: ctest ran no tests.}"
[ -n "$summary" ] || [ "$status" -ne 0 ] || status=1
exit "$status"
