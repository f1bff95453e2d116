#!/usr/bin/env bash
# Every shell script of the project passes shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."
# SC2016: programs in single quotes (bash -c, awk, jq) hold `$` on purpose.
find .ci bench ci-templates hooks tools tests quickstart run-tests -type f \
  \( -name '*.sh' -o -exec grep -qIE '^#!.*\b(ba)?sh$' {} \; \) -print0 |
  xargs -0 -P"$(nproc)" -n 20 shellcheck -x -P SCRIPTDIR -e SC2016
