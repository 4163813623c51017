#!/usr/bin/env bash
# The tests that need no window under the address and undefined behaviour sanitizers, then what works on threads under
# the thread sanitizer. Takes about an hour on two cores, so it is run by hand before a release.
set -euo pipefail
cd "$(dirname "$0")/.."

for preset in sanitize threads; do
  cmake --preset "$preset"
  cmake --build --preset "$preset"
  ctest --preset "$preset" --no-tests=error --parallel "$(nproc)"
done
