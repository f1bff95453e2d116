# shellcheck shell=bash
# shellcheck disable=SC2154  # lib.sh sets root
# Runs the steps of the GitHub action as its runner does, with a `gh` that records what it is asked to
# do. Sourced after engines.sh.

need_engine node yaml
mkdir -p "$root/runner" "$root/gh"
cat >"$root/bin/gh" <<'SH'
#!/usr/bin/env bash
# Answers `gh api PATH` from $GH_ANSWERS, and keeps each status that is posted.
set -euo pipefail
[[ ${GH_TOKEN:-} == the-token ]] || { echo 'gh: no token' >&2; exit 4; }
path='' input=''
for ((i = 1; i <= $#; i++)); do
  case ${!i} in
    repos/*) path=${!i} ;;
    --input) j=$((i + 1)) && input=${!j} ;;
  esac
done
if [[ -n $input ]]; then
  jq -c --arg path "$path" '{path: $path} + .' "$input" >>"$GH_ANSWERS/posted"
else
  case $path in
    repos/acme/widgets/pulls\?*) jq -s . "$GH_ANSWERS"/[0-9]*.json ;;
    */reviews\?*) cat "$GH_ANSWERS/reviews.json" ;;
    *) cat "$GH_ANSWERS/${path##*/}.json" ;;
  esac
fi
SH
chmod +x "$root/bin/gh"

# action EVENT JSON [INPUT=VALUE…]: one run of the action. With CACHED set the cache holds a program.
action() {
  local event=$1 payload=$2
  shift 2
  rm -rf "$root/runner" "$root/gh/posted"
  mkdir "$root/runner"
  if [[ -n ${CACHED:-} ]]; then
    mkdir "$root/runner/sallyport-build"
    ln -s "$SALLYPORT_BINARY" "$root/runner/sallyport-build/sallyport"
  fi
  as_github "$event" "$payload" env RUNNER_TEMP="$root/runner" GH_ANSWERS="$root/gh" TEST_TOKEN=the-token \
    GITHUB_STEP_SUMMARY="$root/runner/summary" GITHUB_SERVER_URL=https://github.example GITHUB_RUN_ID=42 \
    node "$SOURCE_DIR/tests/npm/run_action.mjs" "$SOURCE_DIR/ci-templates/github/action.yml" \
    binary="$SALLYPORT_BINARY" "$@"
}

# posted FILTER: what jq finds in the statuses that were posted; empty when none was.
posted() { [[ ! -e $root/gh/posted ]] || jq -r "$1" "$root/gh/posted"; }
