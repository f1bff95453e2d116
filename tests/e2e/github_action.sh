# shellcheck shell=bash
# shellcheck disable=SC2154  # lib.sh sets root
# Runs the steps of the GitHub action as its runner does, with a forge that keeps what it is told.
# Sourced after engines.sh.

need_engine node yaml curl python3
mkdir -p "$root/runner" "$root/gh"
python3 "$SOURCE_DIR/tests/e2e/forge.py" "$root/gh" >"$root/tmp/forge" 2>"$root/tmp/forge.log" &
forge=$!
trap 'kill $forge' EXIT
until grep -q http "$root/tmp/forge"; do sleep 0.05; done

# action EVENT JSON [INPUT=VALUE…]: one run of the action.
action() {
  local event=$1 payload=$2
  shift 2
  rm -rf "$root/runner" "$root/gh/posted"
  mkdir "$root/runner"
  as_github "$event" "$payload" env RUNNER_TEMP="$root/runner" TEST_TOKEN=the-token \
    GITHUB_API_URL="$(cat "$root/tmp/forge")" \
    GITHUB_STEP_SUMMARY="$root/runner/summary" GITHUB_SERVER_URL=https://github.example GITHUB_RUN_ID=42 \
    node "$SOURCE_DIR/tests/npm/run_action.mjs" "${ACTION:-$SOURCE_DIR/ci-templates/github/action.yml}" \
    binary="$SALLYPORT_BINARY" "$@"
}

# posted FILTER: what jq finds in the statuses that were posted; empty when none was.
posted() { [[ ! -e $root/gh/posted ]] || jq -r "$1" "$root/gh/posted"; }

# commented FILTER: what jq finds in the list of comments of the pull request.
commented() { [[ ! -e $root/gh/comments.json ]] || jq -r "$1" "$root/gh/comments.json"; }
