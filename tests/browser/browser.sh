# For sourcing by browser tests, after harness.sh: what they need, and how steps are taken.

chromium=$(command -v chromium) || skip_all 'chromium is not installed'
command -v node >"$WORK/node" || skip_all 'node is not installed'
[ -d tests/browser/node_modules/axe-core ] ||
  skip_all 'packages are not installed: (cd tests/browser && npm ci)'

# take_steps FILE.js [NAME=VALUE...]: each line of its outcome is a test
take_steps() {
  local script=$1 ended=0 outcome step
  shift
  mkdir -p "$BUILD/screenshots"
  env CHROMIUM="$chromium" URL="${URL:-}" PROFILE="$WORK/profile-$(basename "$script" .js)" \
    SCREENSHOTS="$BUILD/screenshots" "$@" \
    node "$script" >"$WORK/steps" 2>"$WORK/node.err" || ended=$?
  while IFS=$'\t' read -r outcome step; do
    is "$outcome" ok "$step"
  done <"$WORK/steps"
  is "$ended" 0 "all steps of $(basename "$script") were taken" ||
    note "$(tail -n 20 "$WORK/node.err")"
}
