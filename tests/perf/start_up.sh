#!/usr/bin/env bash
# start_up.sh BIN WORKSPACE: starts each program fifteen times, in turns, until its window is painted, ours with its
# first page; prints medians and their ratio, of the clock and of the processor time.
# Run under with_display.sh. Wants warm files, so the first start of each is not counted.
set -euo pipefail
bin=$1
workspace=$2
starts=15

start_empty() { "$bin/perf_first_paint" "Empty frame" "$bin/perf_empty_frame" 2>/dev/null; }
start_whole() { "$bin/perf_first_paint" "Today" "$bin/throughline" "$workspace" 2>/dev/null; }

# Of the column $1 of what is read.
median() { awk -v column="$1" '{ print $column }' | sort -n | sed -n "$(((starts + 1) / 2))p"; }

start_empty >/dev/null
start_whole >/dev/null
empty=
whole=
for _ in $(seq "$starts"); do
  empty+=$(start_empty)$'\n'
  whole+=$(start_whole)$'\n'
done
# say WHAT COLUMN BUDGET
say() {
  local a b
  a=$(median "$2" <<<"${empty%$'\n'}")
  b=$(median "$2" <<<"${whole%$'\n'}")
  awk -v what="$1" -v a="$a" -v b="$b" -v budget="$3" 'BEGIN {
    printf "%s empty wxFrame %.0f ms, Throughline on one school %.0f ms, ", what, a, b
    printf "ratio %.2f (%s)\n", b / a, budget
  }'
}
say "clock until painted:" 1 "budget 1.3"
say "processor time:" 2 "no budget"
