# Builds by preset. Sourced, never run.

# As many jobs as there are cores, but no more than the memory carries: the largest file takes 1.3 GB to compile.
build_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
  echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

# build_preset PRESET TARGET…: configures when that has not been done, then builds; nothing to do takes a moment. Two
# tools that want the same preset at once wait for each other: ninja itself does not.
build_preset() {
  local preset=$1 lock
  shift
  mkdir -p "$top/build"
  exec {lock}>"$top/build/.$preset.lock"
  flock "$lock"
  if [ ! -e "$top/build/$preset/build.ninja" ] || [ "$top/CMakePresets.json" -nt "$top/build/$preset/build.ninja" ]; then
    (cd "$top" && cmake --preset "$preset") || return 1
  fi
  cmake --build "$top/build/$preset" -j "$(build_jobs)" --target "$@" || return 1
  exec {lock}>&-
}

web_budget_kb=900  # brotli, everything that build/web serves

# app_kb: what build/web weighs, all files, as brotli, in KB.
app_kb() {
  find "$top/build/web" -name '*.br' -printf '%s\n' | awk '{ sum += $1 } END { print int((sum + 999) / 1000) }'
}
