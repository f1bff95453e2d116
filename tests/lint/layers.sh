#!/usr/bin/env bash
# The layers of ARCHITECTURE.md: names every include, and every call in core, that breaks them.
# usage: layers.sh LAYERS [ROOT]   LAYERS is a file with a line for each layer, which cmake/layers.cmake
# writes: its name, and what it may include besides itself.
set -euo pipefail
layers=$(realpath "${1:?usage: layers.sh LAYERS [ROOT]}")
cd "${2:-$(dirname "$0")/../..}"

declare -A may_include=()
while read -r layer others; do
  may_include[$layer]=$others
done <"$layers"
# A library and the only folders that see it.
declare -A seen_by=(
  ["git2"]="src/git"
  ["toml++/"]="src/core src/policy data"
  ["re2/"]="src/attribution"
  ["CLI/"]="src/cli"
  ["openssl/"]="src/util"
  ["pugixml"]="src/report"
  ["cmark-gfm"]="src/ci"
)
# core is pure: no files, no processes, no streams, no environment, no clock.
impure_headers='util/(file|process)\.hpp|cerrno|csignal|cstdio|cstdlib|fcntl\.h|filesystem|fstream|iostream|mutex|poll\.h|random|spawn\.h|stdio\.h|sys/.*|syncstream|thread|unistd\.h'
impure_calls='getenv|_clock::now|[^_[:alnum:]]time\((0|NULL|nullptr)?\)|std::c(out|err|in)\b'

faults=0
fault() {
  echo "$1" >&2
  faults=$((faults + 1))
}

# Prints `file:line:target` for every include; system headers keep their '<'.
includes_of() {
  grep -rnE --include='*.hpp' --include='*.cpp' --include='*.c' '^[[:space:]]*#[[:space:]]*include' "$@" |
    sed -E 's/^([^:]+:[0-9]+):[^<"]*("|<)([^">]+).*/\1:\2\3/; s/:"/:/' || true
}

check_layer() {
  local layer=$1 place line target other
  while IFS=: read -r place line target; do
    [[ $target == \<* ]] && continue
    other=${target%%/*}
    [[ " $layer ${may_include[$layer]} " == *" $other "* ]] ||
      fault "$place:$line: $layer must not include '$target'"
  done < <(includes_of "src/$layer")
}

check_libraries() {
  local place line target library folder allowed
  while IFS=: read -r place line target; do
    for library in "${!seen_by[@]}"; do
      [[ $target == \<$library* ]] || continue
      allowed=no
      for folder in ${seen_by[$library]}; do
        [[ $place == "$folder"/* ]] && allowed=yes
      done
      [ $allowed = yes ] || fault "$place:$line: only ${seen_by[$library]} may include '${target#<}'"
    done
  done < <(includes_of src data)
}

check_purity() {
  local place line target
  while IFS=: read -r place line target; do
    [[ ${target#<} =~ ^($impure_headers)$ ]] &&
      fault "$place:$line: core does no I/O, but includes '${target#<}'"
  done < <(includes_of src/core)
  while IFS=: read -r place line _; do
    fault "$place:$line: core reads no environment, clock or stream"
  done < <(grep -rnE "$impure_calls" src/core || true)
}

for folder in src/*/; do
  layer=$(basename "$folder")
  if [ -z "${may_include[$layer]+known}" ]; then
    fault "src/$layer: not a layer; add it to ARCHITECTURE.md and to src/CMakeLists.txt"
    continue
  fi
  check_layer "$layer"
done
while IFS=: read -r place line target; do
  [[ $target == \<* || $target == cli/* || $target == util/* ]] || fault "$place:$line: main includes only cli and util, not '$target'"
done < <(includes_of src/main.cpp /dev/null)
check_libraries
[ ! -d src/core ] || check_purity

[ $faults = 0 ] || { echo "$faults faults" >&2; exit 1; }
