#!/usr/bin/env bash
# Every shell script of the project passes shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."
# SC2016: programs in single quotes (bash -c, awk, jq) hold `$` on purpose.
places=(.ci bench ci-templates hooks tools tests quickstart run-tests)
{
  find "${places[@]}" -type f -name '*.sh' -print0
  grep -rlIZE '^#!.*\b(ba)?sh$' "${places[@]}"
} | sort -zu | xargs -0 -P"$(nproc)" -n 20 shellcheck -x -P SCRIPTDIR -e SC2016
