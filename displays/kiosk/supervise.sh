#!/bin/bash
# Runs Chromium with the player, and begins it anew when the page does not answer, has crashed, stands somewhere else, or
# asks for it. It speaks with the browser through two pipes, so no port is open on the box that anybody else could use.
#
#   supervise.sh URL [a flag of Chromium …]
#
# TONGBO_CHROMIUM names the browser, TONGBO_LOOK_SECONDS how often the page is asked (5). systemd is told that this
# program itself is alive, and ends it when it is not.
set -u

url="${1:?supervise.sh URL [a flag of Chromium …]}"
shift
browser="${TONGBO_CHROMIUM:-/usr/bin/chromium}"
every="${TONGBO_LOOK_SECONDS:-5}"
# Looks in a row without a good answer: a page that begins, or a box that is busy, gets some time.
patience=4
first_patience=12

folder="$(mktemp -d)"
pid=
tidy() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null
  rm -rf "$folder"
}
trap tidy EXIT
trap 'exit 0' TERM INT

say() { printf 'supervise.sh: %s\n' "$*" >&2; }
alive() { [ -z "${NOTIFY_SOCKET:-}" ] || systemd-notify WATCHDOG=1 2>/dev/null || true; }

number=0
session=
# Sends a command and sets `answer` to what comes back for it. Fails when nothing does in time.
ask() {
  number=$((number + 1))
  local to=
  [ -z "$session" ] || to="\"sessionId\":\"$session\","
  printf '{"id":%d,%s"method":"%s","params":%s}\0' "$number" "$to" "$1" "$2" >&5 2>/dev/null || return 1
  while IFS= read -r -d '' -t "$every" answer <&6; do
    case "$answer" in *"\"id\":$number,"*) return 0 ;; esac
  done
  return 1
}

begin() {
  rm -f "$folder/to" "$folder/from"
  mkfifo "$folder/to" "$folder/from"
  "$browser" --remote-debugging-pipe "$@" "$url" 3<"$folder/to" 4>"$folder/from" 5>&- 6<&- &
  pid=$!
  exec 5>"$folder/to" 6<"$folder/from"
  session=
}

finish() {
  kill "$pid" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.3
  done
  kill -9 "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  exec 5>&- 6<&-
  pid=
}

# The page's own target, which its questions go to.
attach() {
  ask Target.getTargets '{"filter":[{"type":"page"}]}' || return 1
  local target
  target="$(printf '%s' "$answer" | grep -o '"targetId":"[0-9A-F]*"' | head -n 1 | cut -d '"' -f 4)"
  [ -n "$target" ] || return 1
  ask Target.attachToTarget "{\"targetId\":\"$target\",\"flatten\":true}" || return 1
  session="$(printf '%s' "$answer" | grep -o '"sessionId":"[0-9A-F]*"' | head -n 1 | cut -d '"' -f 4)"
  [ -n "$session" ]
}

# What the page says of itself: `well`, or `restart` when it asks for it; anything else is no answer.
look() {
  [ -n "$session" ] || attach || { session=; return 1; }
  local script='document.querySelector(\"#stage\") ? (document.documentElement.dataset.asks || \"well\") : \"elsewhere\"'
  ask Runtime.evaluate "{\"expression\":\"$script\",\"returnByValue\":true}" || { session=; return 1; }
  case "$answer" in
    *'"value":"restart"'*) return 2 ;;
    *'"value":"well"'*) return 0 ;;
    *) session=; return 1 ;;
  esac
}

while true; do
  say "beginning $url"
  begin "$@"
  missed=0
  most=$first_patience
  while kill -0 "$pid" 2>/dev/null; do
    alive
    sleep "$every"
    look
    case $? in
      0) missed=0 most=$patience ;;
      2) say 'the page asks for a new browser'; break ;;
      *) missed=$((missed + 1)) ;;
    esac
    if [ "$missed" -ge "$most" ]; then
      say "the page has not answered for $missed looks"
      break
    fi
  done
  finish
  sleep 1
done
