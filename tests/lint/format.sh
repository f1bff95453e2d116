#!/usr/bin/env bash
# All C++ is as clang-format writes it.
set -euo pipefail
cd "$(dirname "$0")/../.."
mapfile -t badly < <(find src tests/unit bench data -name '*.[ch]pp' -print0 |
  xargs -0 clang-format --dry-run 2>&1 | sed -nE 's/^([^:]+):[0-9]+:[0-9]+: .*/\1/p' | sort -u)
[ ${#badly[@]} = 0 ] || { printf 'clang-format -i %s\n' "${badly[@]}" >&2; exit 1; }
