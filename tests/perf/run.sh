#!/usr/bin/env bash
# Measures what a person waits for, each figure beside a yardstick of the same run: raw sqlite3, an empty window.
#
#   tests/perf/run.sh    builds Release, makes sample files, prints the figures
#
# Needs what installer/test.sh installs. Figures are for reading, not for passing: machines are shared and noisy.
set -euo pipefail
cd "$(dirname "$0")/../.."

cmake --preset perf >/dev/null
cmake --build --preset perf --target test_perf perf_growth perf_empty_frame throughline throughline-cli
bin=build/release/bin
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "== sample files"
for size in "1 1" "10 3"; do
  read -r schools years <<<"$size"
  file="$folder/sample-$schools-$years.throughline"
  start=$(date +%s%N)
  "$bin/throughline-cli" sample "$file" --schools "$schools" --years "$years" --seed 1 >/dev/null
  ms=$(( ($(date +%s%N) - start) / 1000000 ))
  visits=$(sqlite3 "$file" 'SELECT count(*) FROM observation')
  lines=$(sqlite3 "$file" 'SELECT count(*) FROM evidence')
  echo "$schools schools x $years years: $ms ms, $(stat -c %s "$file") bytes, $visits visits, $lines lines"
done

echo "== start-up: median of 9, from the start of the process to a window on screen"
tests/support/with_display.sh tests/perf/start_up.sh "$bin" "$folder/sample-1-1.throughline"

echo "== roster import: 50,000 staff rows, against the sqlite3 shell loading the same rows into the same tables"
tests/perf/roster_import.sh "$bin" "$folder"

for file in "$folder"/sample-*.throughline; do
  echo "== questions and keystrokes: $(basename "$file")"
  "$bin/test_perf" --workspace="$file" --benchmark_min_time=1 --benchmark_counters_tabular=true 2>/dev/null
done

echo "== mixed models: the same data in R's lme4, one after the other"
tests/perf/growth.py "$bin"
