#!/usr/bin/env bash
# Runs one test program with a display, a window manager, a session bus and a home folder of its own, and takes them
# away afterwards.
#   with_display.sh [--screen-reader] COMMAND...
# --screen-reader lets GTK speak to assistive technology; without it GTK does not load that part.
set -uo pipefail

# The second half, once the display and the bus are there: without a window manager no window is ever active, and a
# dialog does not get the keys. The first window is opened only when it is there, since a window that it takes over
# later loses and regains the focus.
if [ "${1:-}" = --on-display ]; then
  shift
  openbox &
  manager=$!
  tries=200
  until xdotool get_desktop >/dev/null 2>&1; do
    if ! kill -0 "$manager" 2>/dev/null || [ $((tries -= 1)) -eq 0 ]; then
      echo "with_display.sh: the window manager (openbox) did not start" >&2
      exit 1
    fi
    sleep 0.05
  done
  touch "$HOME/has-display"
  exec "$@"
fi

speaks=false
if [ "${1:-}" = --screen-reader ]; then
  speaks=true
  shift
fi

# No test sees the settings of the person who runs it, nor those of another test.
home=$(mktemp -d "${TMPDIR:-/tmp}/throughline-test-XXXXXXXX") || exit 1
trap 'rm -rf "$home"' EXIT
mkdir -p "$home/config" "$home/data" "$home/cache" "$home/state" "$home/runtime"
chmod 700 "$home/runtime"
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache
export XDG_STATE_HOME=$home/state XDG_RUNTIME_DIR=$home/runtime

# GTK would prefer a Wayland session, if the person who runs the tests is in one.
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export GDK_BACKEND=x11 GTK_THEME=${GTK_THEME:-Adwaita} LC_ALL=C.UTF-8
# Settings are kept in memory: a settings daemon would outlive the test.
export GSETTINGS_BACKEND=memory
if $speaks; then
  unset NO_AT_BRIDGE
else
  export NO_AT_BRIDGE=1
fi

# xvfb-run may give two runs that begin in one moment the same display, which then refuses one of them.
for _ in 1 2 3; do
  xvfb-run -a -s "-screen 0 1400x1000x24" dbus-run-session -- bash "$0" --on-display "$@"
  status=$?
  [ ! -e "$home/has-display" ] || break
done
exit "$status"
