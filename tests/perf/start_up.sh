#!/usr/bin/env bash
# start_up.sh BIN WORKSPACE: starts each program nine times and waits for its window, ours with its first page; prints
# medians and their ratio.
# Run under with_display.sh. Wants warm files, so the first start of each is not counted.
set -euo pipefail
bin=$1
workspace=$2

# Milliseconds until a visible window appears whose title fits $1.
start_once() {
  local title=$1 begin pid
  shift
  begin=$(date +%s%N)
  "$@" >/dev/null 2>&1 &
  pid=$!
  until xdotool search --onlyvisible --name "$title" >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || { echo "start_up.sh: $1 ended before it showed a window" >&2; exit 1; }
    sleep 0.005
  done
  echo $(( ($(date +%s%N) - begin) / 1000000 ))
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
  while xdotool search --onlyvisible --name "$title" >/dev/null 2>&1; do sleep 0.01; done
}

median() { sort -n | sed -n 5p; }

start_once "Empty frame" "$bin/perf_empty_frame" >/dev/null
start_once "Today.*Throughline" "$bin/throughline" "$workspace" >/dev/null
empty=$(for _ in 1 2 3 4 5 6 7 8 9; do start_once "Empty frame" "$bin/perf_empty_frame"; done | median)
whole=$(for _ in 1 2 3 4 5 6 7 8 9; do start_once "Today.*Throughline" "$bin/throughline" "$workspace"; done | median)
echo "empty wxFrame $empty ms, Throughline on one school's year $whole ms, ratio" \
     "$(awk -v a="$whole" -v b="$empty" 'BEGIN { printf "%.2f", a / b }') (budget 1.3)"
