# The tiers of tools/test. Each tier_NAME builds what it needs, runs it and ends with `N passed, N failed`. Sourced,
# never run.

tier_native() {
  build_quietly dev all tests && python3 "$top/tools/lib/run_tests.py" "$top/build/dev"
}

tier_threads() {
  build_quietly tsan tests && python3 "$top/tools/lib/run_tests.py" "$top/build/tsan"
}

tier_web() {
  build_quietly wasm tests && python3 "$top/tools/lib/run_tests.py" "$top/build/wasm"
}

# The server here is the one with sanitizers: its mistakes show as failed tests.
tier_browser() {
  local log=$logs/browser.tap
  build_quietly dev all && build_quietly wasm all && install_browser_tests || return 1
  (cd "$top/tests/e2e" && REMIT_BIN=$top/build/dev/bin/remit REMIT_WEB=$top/build/web \
    node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$log" ./*.test.mjs) || true
  # A test that was skipped did not run, so it did not pass.
  awk '/^# pass /{ passed = $3 } /^# (fail|cancelled|skipped|todo) /{ failed += $3 }
    END { if (passed + failed == 0) failed = 1; print passed + 0 " passed, " failed + 0 " failed" }' "$log"
}

# Lets only ninja's progress through; all of it stands in the log, and its end is shown when the build fails.
build_quietly() {
  local log=$logs/build-$1.log
  build_preset "$@" 2>&1 | tee "$log" | awk '/^\[[0-9]+\/[0-9]+\]/ { print; fflush() }'
  [ "${PIPESTATUS[0]}" -eq 0 ] && return 0
  grep -m 5 -A 12 -E '^FAILED|error:' "$log" || tail -n 40 "$log"
  echo "the $1 build failed; all of its output stands in ${log#"$top"/}"
  return 1
}

# npm's packages, exactly as the lock file names them; none of their scripts runs.
install_browser_tests() {
  local folder=$top/tests/e2e stamp=$top/tests/e2e/node_modules/.remit-stamp wanted
  wanted=$(sha256sum <"$folder/package-lock.json")
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || return 1
  echo "$wanted" >"$stamp"
}

# Adds what a tier counted to `passed` and `failed`; its own exit code can only make it worse, never better.
run_tier() {
  local name=$1 log line here_passed here_failed started=$SECONDS rc
  step_number=$((step_number + 1))
  log=$logs/tier-$name.log
  mkdir -p "$logs"
  echo "step $step_number of $step_total: $name tests"
  set +e
  "tier_$name" </dev/null 2>&1 | tee "$log" | show_tier
  rc=${PIPESTATUS[0]}
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
  set -e
  here_passed=$(cut -d ' ' -f 1 <<<"${line:-0}")
  here_failed=$(cut -d ' ' -f 3 <<<"${line:-0 0 0}")
  if [ "$rc" -ne 0 ] || [ -z "$line" ]; then
    here_failed=$((here_failed > 0 ? here_failed : 1))
  fi
  echo "  $name: $here_passed passed, $here_failed failed ($((SECONDS - started)) s)"
  passed=$((passed + here_passed))
  failed=$((failed + here_failed))
}

# What a build says is noise unless it fails; what tests say is shown. On a terminal the current line is the progress.
show_tier() {
  local line
  while IFS= read -r line; do
    case $line in
      '['[0-9]*/[0-9]*']'*) if [ -t 1 ]; then printf '\r\033[K  %.100s' "$line"; fi ;;
      [0-9]*' passed, '[0-9]*' failed') ;;
      *) if [ -t 1 ]; then printf '\r\033[K'; fi; printf '  %.500s\n' "$line" ;;
    esac
  done
}
