#!/usr/bin/env bash
# The Debian 12 (bookworm) packages that Throughline needs, and the one way to install them.
#
#   installer/dependencies.sh GROUP...          installs what is missing of these groups; does nothing if nothing is
#   installer/dependencies.sh --list GROUP...   prints the names, one a line
#
# Groups: build (compile the programs), run (what the window needs beside its libraries), test (the tests).
# Only bash, coreutils and dpkg are there on a bare machine, so nothing else is used here.
set -euo pipefail

build=(
  g++ make cmake ninja-build ccache pkg-config
  libwxgtk3.2-dev libgtk-3-dev
  libsqlitecpp-dev libsqlite3-dev
  libboost-dev libboost-date-time-dev
  nlohmann-json3-dev libvalijson-dev
  libcli11-dev libfmt-dev libexpected-dev
  libzip-dev libutf8proc-dev
  libeigen3-dev libnlopt-dev
  libcairo2-dev libpango1.0-dev libqpdf-dev libsodium-dev
  libical-dev libxlsxwriter-dev
)

# GTK draws nothing readable without a font, and no icon without a theme and the loader for its SVG files; tzdata has
# the summer times.
run=(
  fonts-dejavu-core adwaita-icon-theme librsvg2-common tzdata
)

# xvfb with xauth is the display of the window tests, openbox their window manager (focus needs one), xdotool their
# hands; at-spi2-core with python3-pyatspi is the screen reader's side of them. R with lme4, psych and vcd is what the
# statistics are compared with; khal, todoman, calcurse and python3-icalendar read the calendar files that we write,
# python3-openpyxl and gnumeric's ssconvert the workbooks.
# Chromium opens packets as a teacher does; poppler reads what is on paper. clang has the fuzzer, and
# valgrind watches over memory.
test=(
  catch2 librapidcheck-dev libbenchmark-dev
  xvfb xauth xdotool openbox
  dbus dbus-x11 at-spi2-core
  python3 python3-gi gir1.2-atspi-2.0 python3-pyatspi
  imagemagick sqlite3 zip
  r-base-core r-cran-lme4 r-cran-psych r-cran-vcd
  poppler-utils chromium
  khal todoman calcurse python3-icalendar
  python3-openpyxl gnumeric
  clang libclang-rt-dev valgrind
)

usage() {
  echo "usage: installer/dependencies.sh [--list] GROUP...   (groups: build run test)" >&2
  exit 2
}

list_only=false
if [ "${1:-}" = --list ]; then
  list_only=true
  shift
fi
[ $# -gt 0 ] || usage

wanted=()
for group in "$@"; do
  case "$group" in
    build) wanted+=("${build[@]}") ;;
    run) wanted+=("${run[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    *) usage ;;
  esac
done

if $list_only; then
  printf '%s\n' "${wanted[@]}"
  exit 0
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "installer: this is not a Debian system. Install what these Debian packages hold: ${wanted[*]}" >&2
  exit 1
fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null) || status=
  case "$status" in
    installed*) ;;
    *) missing+=("$package") ;;
  esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
if [ "$(id -u)" = 0 ]; then
  as_root=()
elif command -v sudo >/dev/null; then
  as_root=(sudo)
else
  echo "installer: packages are missing and this user is not root and has no sudo. As root, run: $by_hand" >&2
  exit 1
fi

# Another installation may be running; apt then waits this long for it instead of failing at once.
lock_wait_seconds=300
# apt says several lines for each of some hundred packages; its errors, on the other stream, are what a person needs.
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y -o DPkg::Lock::Timeout=$lock_wait_seconds -o Dpkg::Use-Pty=0 "$@" </dev/null >/dev/null
}

echo "Installing, which takes a minute or more: ${missing[*]}"
if ! apt update; then
  echo "installer: the package lists could not be fetched. Is there a network? By hand, as root: $by_hand" >&2
  exit 1
fi
if ! apt install --no-install-recommends "${missing[@]}"; then
  echo "installer: packages could not be installed; apt's messages stand above. By hand, as root: $by_hand" >&2
  exit 1
fi
