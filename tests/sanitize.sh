#!/usr/bin/env bash
# All tests, windows included, under the address and undefined behaviour sanitizers; then the store, the windows and
# whatever else works on threads under the thread sanitizer. Takes about an hour and a half on two cores, so it is run
# by hand before a release. Both are run even if the first finds something.
#   tests/sanitize.sh [PRESET]     only sanitize or only threads
# Limits on time are multiplied (THROUGHLINE_SLOWNESS): it is the release build that keeps them. Left out of the first
# is e2e:memory_test, since valgrind cannot run what has a sanitizer in it.
set -euo pipefail
cd "$(dirname "$0")/.."

status=0
for preset in ${1:-sanitize threads}; do
  cmake --preset "$preset"
  cmake --build --preset "$preset"
  ctest --preset "$preset" --no-tests=error --parallel "$(nproc)" || status=$?
done
exit "$status"
