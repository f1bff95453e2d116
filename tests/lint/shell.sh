#!/usr/bin/env bash
# Every shell script of the project passes shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."
mapfile -t scripts < <(
  find .ci bench hooks tools tests quickstart run-tests -type f -exec grep -lIE '^#!.*\b(ba)?sh$|^# shellcheck shell=' {} + | sort
  find tests -name '*.sh' | sort)
# SC2016: programs in single quotes (bash -c, awk, jq) hold `$` on purpose.
shellcheck -x -P SCRIPTDIR -e SC2016 "${scripts[@]}"
