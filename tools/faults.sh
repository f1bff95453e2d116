#!/usr/bin/env bash
# Runs the scenarios about states of a repository and faults of its surroundings, and prints a table of
# them: what was tried and what happens, as the comment at the head of each says, and how it ended here.
# usage: tools/faults.sh PROGRAM >TABLE
set -euo pipefail
SALLYPORT_BINARY=$(realpath "${1:?usage: tools/faults.sh PROGRAM}")
SOURCE_DIR=$(realpath "$(dirname "$0")/..")
export SALLYPORT_BINARY SOURCE_DIR
cd "$SOURCE_DIR/tests/e2e"

scenarios=(state_* unborn_branch.* detached_head.* bare_repository.* worktree.* threat_22_*
  fault_* corrupt_object.* ci_shallow_clone.* threat_29_* signoff_interrupted.* sync_offline.*
  no_ssh_keygen.* missing_base.* missing_binary.* log_cache_is_safe_to_delete.*)

# What the comment says that begins in line 2.
description() {
  awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); printf "%s ", $0 }' "$1" |
    sed 's/ *$//; s/|/\\|/g'
}

outcome() {
  local status=0 last
  last=$(bash "$1" 2>&1) || status=$?
  case $status in
    0) echo 'as said' ;;
    77) echo "${last##*$'\n'}" ;;
    *) echo "**failed** ($status)" ;;
  esac
}

echo '| scenario | what is tried, and what happens | here |'
echo '|---|---|---|'
for scenario in "${scenarios[@]}"; do
  printf '| `%s` | %s | %s |\n' "${scenario%.test.sh}" "$(description "$scenario")" "$(outcome "$scenario")"
done
