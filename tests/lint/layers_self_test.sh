#!/usr/bin/env bash
# The layer check names each kind of fault, and only faults.
set -euo pipefail
layers=$(dirname "$(realpath "$0")")/layers.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

new_tree() {
  rm -rf "${folder:?}"/*
  mkdir -p "$folder"/src/{util,core,git,policy,signoff,cli} "$folder"/data
  echo '#include "cli/run.hpp"' >"$folder/src/main.cpp"
}

# expect_fault FILE CONTENT MESSAGE
expect_fault() {
  local said
  new_tree
  echo "$2" >"$folder/$1"
  if said=$(bash "$layers" "$folder" 2>&1); then
    echo "not found: $2 in $1" >&2
    exit 1
  fi
  [[ $said == "$1:1: $3"$'\n'"1 faults" ]] || { echo "said: $said" >&2; exit 1; }
}

new_tree
echo '#include "util/text.hpp"' >"$folder/src/core/a.hpp"
echo '#include <git2.h>' >"$folder/src/git/a.cpp"
echo '#include <toml++/toml.h>' >"$folder/data/a.cpp"
bash "$layers" "$folder"

expect_fault src/util/a.cpp '#include "core/oid.hpp"' "util must not include 'core/oid.hpp'"
expect_fault src/policy/a.cpp '#include "git/repository.hpp"' "policy must not include 'git/repository.hpp'"
expect_fault src/signoff/a.hpp '  #  include "policy/policy.hpp"' "signoff must not include 'policy/policy.hpp'"
expect_fault src/cli/a.cpp '#include <git2.h>' "only src/git may include 'git2.h'"
expect_fault src/cli/a.cpp '#include <toml++/toml.h>' "only src/policy data may include 'toml++/toml.h'"
expect_fault src/core/a.cpp '#include <fstream>' "core does no I/O, but includes 'fstream'"
expect_fault src/core/a.cpp '#include "util/file.hpp"' "core does no I/O, but includes 'util/file.hpp'"
expect_fault src/core/a.cpp 'auto a = std::getenv("A");' 'core reads no environment, clock or stream'
expect_fault src/main.cpp '#include "gate/gate.hpp"' "main includes only cli, not 'gate/gate.hpp'"
