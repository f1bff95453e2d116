#!/usr/bin/env bash
# All C++ is as clang-format 14, Debian 12's, writes it: others write some of it differently.
set -euo pipefail
[[ $(clang-format --version) == *' version 14.'* ]] || { echo 'skipped: no clang-format 14 here'; exit 77; }
cd "$(dirname "$0")/../.."
mapfile -t badly < <(find src tests/unit tests/fuzz bench data -name '*.[ch]pp' -print0 |
  xargs -0 clang-format --dry-run 2>&1 | sed -nE 's/^([^:]+):[0-9]+:[0-9]+: .*/\1/p' | sort -u)
[ ${#badly[@]} = 0 ] || { printf 'clang-format -i %s\n' "${badly[@]}" >&2; exit 1; }
