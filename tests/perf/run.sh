#!/usr/bin/env bash
# Measures what a person waits for, each figure beside a yardstick of the same run: raw SQLite, the sqlite3 shell, an
# empty window, R's lme4. Prints a table and keeps it in build/release/perf.md.
#
#   tests/perf/run.sh [FILE.throughline]    FILE: a district's file; nothing: samples of 1 and of 10 schools are made
#
# Needs what installer/test.sh installs. Figures are for reading, not for passing: machines are shared and noisy.
set -euo pipefail
cd "$(dirname "$0")/../.."

cmake --preset perf >/dev/null
cmake --build --preset perf --target test_perf perf_growth perf_empty_frame throughline throughline-cli
bin=build/release/bin
table=build/release/perf.md
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

{
  echo "| What | Ours | Yardstick | Ratio | 99th percentile, budget |"
  echo "|---|---|---|---|---|"
} >"$table"
row() { echo "| $1 | $2 | $3 | $4 | $5 |" | tee -a "$table"; }
# "throughline 12 ms, sqlite3 shell 5 ms, ratio 2.4 (budget 3)" as a line of the table.
row_of() { row "$1" "$(sed 's/,.*//' <<<"$2")" "$(sed 's/^[^,]*, //; s/, ratio.*//' <<<"$2")" \
               "$(sed 's/.*ratio \([0-9.]*\).*/\1/' <<<"$2")" "$(sed 's/.*(\(.*\))/\1/' <<<"$2")"; }

echo "== sample files"
files=("$folder/sample-1-1.throughline")
for size in "1 1" "10 3"; do
  read -r schools years <<<"$size"
  [ "$schools" -gt 1 ] && [ $# -gt 0 ] && continue
  file="$folder/sample-$schools-$years.throughline"
  [ "$schools" -gt 1 ] && files+=("$file")
  start=$(date +%s%N)
  "$bin/throughline-cli" sample "$file" --schools "$schools" --years "$years" --seed 1 >/dev/null
  ms=$(( ($(date +%s%N) - start) / 1000000 ))
  visits=$(sqlite3 "$file" 'SELECT count(*) FROM observation')
  bytes=$(( $(stat -c %s "$file") / visits ))
  row "sample, $schools x $years" "$ms ms for $visits visits" "" "" "$bytes bytes a visit"
done
[ $# -gt 0 ] && files+=("$1")

echo "== start-up: median of 15, from the start of the process to the painted window, and its processor time"
tests/support/with_display.sh tests/perf/start_up.sh "$bin" "${files[0]}" | grep ratio |
  while read -r line; do row_of "start-up" "$line"; done

echo "== roster import: 50,000 staff rows, against the sqlite3 shell loading the same rows into the same tables"
row_of "roster import" "$(tests/perf/roster_import.sh "$bin" "$folder")"

for file in "${files[@]}"; do
  echo "== questions: $(basename "$file")"
  tests/perf/ratios.py "$bin" "$file" | tee -a "$table"
done

if [ $# -gt 0 ]; then
  # Twice: what the disk and other programs do to the 99th percentile differs from run to run, our own work does not.
  for time in first second; do
    echo "== every question and command as each role, the $time time: what is over its budget"
    "$bin/throughline-cli" --workspace "$1" bench --seconds 150 >"$folder/bench.txt"
    grep -E ' over$|^Question|over their budget' "$folder/bench.txt"
    row "questions and commands as each role, $time" \
      "$(sed -n 's/\(over their budget[^.]*\).*/\1/p' "$folder/bench.txt")" "" "" "16 ms, some more"
  done

  echo "== the window's thread: for how long each page holds it, as observer, leader and teacher"
  cmake --build --preset perf --target test_ui
  THROUGHLINE_DISTRICT=$1 tests/support/with_display.sh "$bin/test_ui" "[.district]" 2>/dev/null | grep ' ms$'
fi

echo "== keystrokes: $(basename "${files[0]}")"
"$bin/test_perf" --workspace="${files[0]}" --benchmark_filter="keystroke|durable|AddEvidence" \
  --benchmark_min_time=1 --benchmark_counters_tabular=true 2>/dev/null

echo "== mixed models: the same data in R's lme4, one after the other"
tests/perf/growth.py "$bin"
echo "The table is in $table."
