#!/usr/bin/env bash
# Makes installer/screenshot.png anew: the sample school's Today page, on a display of its own. Build first (run.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/build/release/bin
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$bin/throughline-cli" sample "$folder/sample.throughline" --seed 1 >/dev/null
OUT=$PWD/installer/screenshot.png tests/support/with_display.sh bash -c '
  "$0" "$1" >/dev/null 2>&1 &
  window=$(xdotool search --sync --onlyvisible --name " - Throughline" | head -n 1)
  sleep 2
  import -window "$window" "$OUT"
  kill $!
' "$bin/throughline" "$folder/sample.throughline"
echo "installer/screenshot.png"
