#!/usr/bin/env bash
# Where the action's program comes from, as lines for $GITHUB_OUTPUT.
#   program.sh key    key=HASH of the source that it would be built from
#   program.sh path   path=FILE of the program: $BINARY, or one built from the source
set -euo pipefail

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
build_dir=${RUNNER_TEMP:?}/sallyport-build

hash_of_source() {
  (
    cd "$source_dir"
    find CMakeLists.txt CMakePresets.json cmake data hooks policies src tools -type f -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
  )
}

# What it is built with is also what it runs with: a program from the cache may lack libraries here.
build() {
  if [[ ! -x $build_dir/sallyport ]]; then
    "$source_dir/tools/setup.sh" build
    cmake -S "$source_dir" --preset release -B "$build_dir"
    cmake --build "$build_dir" --target sallyport
  elif ldd "$build_dir/sallyport" | grep -q 'not found'; then
    "$source_dir/tools/setup.sh" build
  fi
}

case ${1:-} in
  key) echo "key=$(hash_of_source)" ;;
  path)
    if [[ -z ${BINARY:-} ]]; then
      build >&2
      BINARY=$build_dir/sallyport
    fi
    "$BINARY" --version >&2
    echo "path=$(realpath "$BINARY")"
    ;;
  *) echo 'usage: program.sh key|path' >&2; exit 2 ;;
esac
