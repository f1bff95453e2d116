#!/usr/bin/env bash
# The checks of layers, style and structure name each kind of fault, and only faults.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tree=$folder/tree
cat >"$folder/layers" <<'TEXT'
util
core util
git core util
policy core util
signoff git core util
cli policy signoff git core util
TEXT

layers() { bash "$here/layers.sh" "$folder/layers" "$tree"; }
style() { bash "$here/style.sh" "$tree"; }
structure() { bash "$here/structure.sh" "$tree"; }

new_tree() {
  rm -rf "$tree"
  mkdir -p "$tree"/src/{util,core,git,policy,signoff,cli} "$tree"/data
  echo '#include "cli/run.hpp"' >"$tree/src/main.cpp"
}

# says_of CHECK MESSAGE: the check fails on the tree and says exactly that.
says_of() {
  local said
  if said=$("$1" 2>&1); then
    echo "$1 found nothing, where this was planted: $2" >&2
    exit 1
  fi
  [[ $said == "$2" ]] || { printf '%s said: %s\ninstead of: %s\n' "$1" "$said" "$2" >&2; exit 1; }
}

# expect_fault CHECK FILE CONTENT MESSAGE [LINE]: that file alone makes the check fail, at that line.
expect_fault() {
  new_tree
  printf '%b\n' "$3" >"$tree/$2"
  says_of "$1" "$2:${5:-1}: $4"$'\n'"1 faults"
}

new_tree
echo '#include "util/text.hpp"' >"$tree/src/core/a.cpp"
echo '#include <git2.h>' >"$tree/src/git/a.cpp"
echo '#include <toml++/toml.h>' >"$tree/data/a.cpp"
printf 'namespace a {\nnamespace {\n\nint b;\n\n}  // namespace\n}  // namespace a\n' >"$tree/src/util/b.cpp"
printf '#pragma once\n#include "util/d.hpp"\n' >"$tree/src/util/c.hpp"
printf '#pragma once\n' >"$tree/src/util/d.hpp"
layers
style
structure

expect_fault layers src/util/a.cpp '#include "core/oid.hpp"' "util must not include 'core/oid.hpp'"
expect_fault layers src/policy/a.cpp '#include "git/repository.hpp"' "policy must not include 'git/repository.hpp'"
expect_fault layers src/signoff/a.hpp '  #  include "policy/policy.hpp"' "signoff must not include 'policy/policy.hpp'"
expect_fault layers src/cli/a.cpp '#include <git2.h>' "only src/git may include 'git2.h'"
expect_fault layers src/cli/a.cpp '#include <toml++/toml.h>' "only src/core src/policy data may include 'toml++/toml.h'"
expect_fault layers src/core/a.cpp '#include <fstream>' "core does no I/O, but includes 'fstream'"
expect_fault layers src/core/a.cpp '#include "util/file.hpp"' "core does no I/O, but includes 'util/file.hpp'"
expect_fault layers src/core/a.cpp 'auto a = std::getenv("A");' 'core reads no environment, clock or stream'
expect_fault layers src/main.cpp '#include "gate/gate.hpp"' "main includes only cli and util, not 'gate/gate.hpp'"

expect_fault style src/core/a.cpp 'void a() {\n  f([] { g();\n};\n}  // namespace\n);\n}' \
  'the end of a namespace within something else' 4
expect_fault style src/core/a.cpp 'void a() {\n  }  // namespace b\n}' 'the end of a namespace within something else' 2
expect_fault style src/core/a.cpp 'int a; ' 'trailing white space'
expect_fault style src/core/a.hpp 'int a;' 'a header starts with #pragma once'
expect_fault style src/core/a.cpp '#include <map>\n#include <set>\n#include <map>' 'included before' 3
expect_fault style src/core/a.cpp 'using util::Error;\nint a;' 'a name that nothing uses'

# A circle through a source file, and a longer one through headers.
new_tree
printf '#pragma once\n' >"$tree/src/util/c.hpp"
printf '#pragma once\n#include "util/c.hpp"\n' >"$tree/src/util/d.hpp"
printf '#include "util/c.hpp"\n#include "util/d.hpp"\n' >"$tree/src/util/c.cpp"
says_of structure 'a circle of modules: util/c util/d'
