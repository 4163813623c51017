#!/usr/bin/env bash
# Installs what is missing, builds Throughline and opens it on the sample school.
# Without a display it says so and runs the main job on the command line instead, into a folder it names.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

failed() {
  echo "installer/run.sh: $1 failed; its messages stand above." >&2
  exit 1
}

# A bare machine has no locale at all; names with accents need one that knows UTF-8.
[ -n "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ] || export LANG=C.UTF-8

say "Packages"
bash installer/dependencies.sh build run || exit 1  # it has said why

say "Building (the first time takes some minutes)"
cmake --preset run || failed "configuring (cmake --preset run)"
cmake --build --preset run || failed "the build (cmake --build --preset run)"

bin=build/release/bin
if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
  say "Opening Throughline on the sample school"
  exec "$bin/throughline" --sample
fi

folder=${XDG_DATA_HOME:-${HOME:-/tmp}/.local/share}/throughline/demo-$(date +%Y%m%d-%H%M%S)
say "There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can open."
echo "Running the same job on the command line instead: throughline-cli demo $folder"
mkdir -p "$folder"
exec "$bin/throughline-cli" demo "$folder"
