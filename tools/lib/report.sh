# What a person sees while a tool works: "step n of m: …", and one line when it cannot go on. Sourced, never run.
#
#   steps 3                      how many steps there will be
#   step "building" command …    runs it quietly; its output goes to build/logs/, the last line is the progress;
#                                when it fails the tool ends
#   try_step "format" command …  the same, but the tool goes on: step_failed is then 1. Call it plainly, never in an
#                                `if` or `||`, where bash would not stop at a command's failure inside it
#   fail "what is missing" "what to do"

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
logs=$top/build/logs
step_number=0
step_total=0
step_failed=0

steps() {
  step_total=$1
}

fail() {
  say_failure "$1" "$2"
  exit 1
}

say_failure() {
  printf '%s: %s: %s\n' "$(basename "$0")" "$1" "$2" >&2
}

step() {
  try_step "$@"
  [ "$step_failed" -eq 0 ] || exit 1
}

# A step that fails prints the end of its log: the line that matters is nearly always there.
try_step() {
  local title=$1 log started=$SECONDS rc pid
  shift
  step_number=$((step_number + 1))
  log=$logs/$(basename "$0")-$step_number.log
  { mkdir -p "$logs" && : >"$log"; } 2>/dev/null ||
    fail "cannot write to \`$top/build\`" "free some space or give write access, then start again"
  printf 'step %d of %d: %s' "$step_number" "$step_total" "$title"
  [ -t 1 ] || echo
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null &
  pid=$!
  if [ -t 1 ]; then watch_step "$pid" "$log" "$title" "$started"; fi
  set +e
  wait "$pid"
  rc=$?
  set -e
  step_failed=$((rc != 0))
  [ "$rc" -ne 0 ] || return 0
  # Where the step itself knew what was missing, its one line is all there is to say.
  if tail -n 1 "$log" | grep -q "^$(basename "$0"): "; then
    tail -n 1 "$log" >&2
    return 0
  fi
  if grep -q 'No space left on device' "$log"; then
    say_failure "the disk is full" "make room, then start again"
    return 0
  fi
  tail -n 60 "$log" | cut -c 1-400 >&2
  say_failure "\"$title\" failed after $((SECONDS - started)) s" "the lines above say why, all of them stand in \`${log#"$top"/}\`"
}

watch_step() {
  local pid=$1 log=$2 title=$3 started=$4 width
  width=$(($(tput cols 2>/dev/null || echo 80) - ${#title} - 28))
  while kill -0 "$pid" 2>/dev/null; do
    printf '\r\033[Kstep %d of %d: %s (%d s) %s' "$step_number" "$step_total" "$title" "$((SECONDS - started))" \
      "$(tail -n 1 "$log" 2>/dev/null | tr -dc '[:print:]' | cut -c "1-$((width > 10 ? width : 10))")"
    sleep 0.3
  done
  printf '\r\033[Kstep %d of %d: %s (%d s)\n' "$step_number" "$step_total" "$title" "$((SECONDS - started))"
}
