#!/usr/bin/env bash
# Prints path=FILE of the program that the action runs: $BINARY when that is a path, the one that is
# built from this commit when it is `source`, else the release that install.sh of this commit names by
# version and SHA-256, from $FROM or where it is published.
set -euo pipefail

source_dir=$(cd "$(dirname "$0")/../.." && pwd)
folder=${RUNNER_TEMP:?}/sallyport-program

case ${BINARY:-} in
  '')
    sh "$source_dir/install.sh" --prefix "$folder" ${FROM:+--from "$FROM"} >&2
    BINARY=$folder/bin/sallyport
    ;;
  source)
    "$source_dir/tools/setup.sh" build >&2
    cmake -S "$source_dir" --preset release -B "$folder" >&2
    cmake --build "$folder" --target sallyport >&2
    BINARY=$folder/sallyport
    ;;
esac
"$BINARY" --version >&2
echo "path=$(realpath "$BINARY")"
