# The parts of tools/check that are more than one command. Sourced, never run; $tracked and $sources are its lists.

check_scripts() {
  local file bad=0
  for file in "${tracked[@]}"; do
    case $(head -c 40 "$file" | head -n 1 | tr -d '\0') in
      '#!'*bash*) bash -n "$file" || bad=1 ;;
      '#!'*python3*) /usr/bin/python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])' "$file" || bad=1 ;;
    esac
    case $file in
      *.sh) bash -n "$file" || bad=1 ;;
    esac
  done
  return $bad
}

# Only where the app has been built: tools/test builds it in CI, and the bundle itself prints its size.
check_size() {
  local total
  [ -d build/web ] || { echo "build/web is not there yet, nothing to weigh"; return 0; }
  total=$(app_kb)
  echo "build/web is $total KB as brotli, the budget is $web_budget_kb KB"
  [ "$total" -le "$web_budget_kb" ]
}

# clang-tidy on what has changed against the branch this one follows, or on all of it, but not again on what has passed:
# a file's key is the file, the headers and the list of checks.
lint() {
  local which=$1 passed=build/check/lint headers file key todo=()
  mkdir -p "$passed"
  [ -e build/lint/build.ninja ] || cmake --preset lint
  cmake --build build/lint --target help >/dev/null  # configures anew when a CMakeLists has changed
  headers=$(cat .clang-tidy $(printf '%s\n' "${sources[@]}" | grep '\.h$') | sha256sum | cut -c 1-16)
  while read -r file; do
    case $file in
      *_test.cpp | tests/* | *.h) continue ;;
    esac
    grep -q "\"[^\"]*/$file\"" build/lint/compile_commands.json || continue
    key=$headers-$(sha256sum <"$file" | cut -c 1-24)
    [ -e "$passed/$key" ] || todo+=("$file $passed/$key")
  done < <("${which}_sources")
  echo "${#todo[@]} files to look at"
  [ ${#todo[@]} -gt 0 ] || return 0
  printf '%s\n' "${todo[@]}" | xargs -P "$(build_jobs)" -L 1 "$top/tools/lib/lint_file.sh"
}

all_sources() {
  printf '%s\n' "${sources[@]}"
}

changed_sources() {
  local base
  base=$(git merge-base HEAD '@{upstream}' 2>/dev/null || git rev-parse HEAD)
  { git diff --name-only --diff-filter=d "$base" -- '*.cpp' && git ls-files --others --exclude-standard -- '*.cpp'; } | sort -u
}
