#!/usr/bin/env bash
# Checks a release before it is published, as root.
set -euo pipefail
root=$(realpath "$(dirname "$0")/../..")

usage() {
  cat <<'TEXT'
usage: tools/release/check.sh [--in FOLDER] [SYSTEM...]

Builds the release of HEAD twice, in clones in different folders, and compares the
bytes; starts the program in a folder with nothing but it, git and ssh-keygen; and
runs the scenarios of tests/e2e with it here, and in each SYSTEM, a folder with a
system that has what tools/setup.sh test installs (tools/matrix.sh makes such).
Prints a line for each. Works in FOLDER (a temporary one unless named).
TEXT
}

folder=
systems=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --in) folder=${2:?a folder}; shift ;;
    -*) usage >&2; exit 2 ;;
    *) systems+=("$(realpath "$1")") ;;
  esac
  shift
done
[ -n "$folder" ] || { folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT; }

export CCACHE_DISABLE=1  # else the second would be a copy of the first
for clone in one/sallyport another/place; do
  rm -rf "${folder:?}/$clone"
  git clone -q "$root" "$folder/$clone"
  "$folder/$clone/tools/release/build.sh" "$folder/${clone%%/*}-files" >"$folder/build.log" 2>&1 ||
    { cat "$folder/build.log" >&2; exit 1; }
done
diff -r "$folder/one-files" "$folder/another-files"
echo "reproducible: $(wc -l <"$folder/one-files/SHA256SUMS") files, the same bytes from two folders"

# What git and ssh-keygen need, and nothing else: no shell, no library of ours, no name services.
bare=$folder/bare
rm -rf "$bare" "$folder/unpacked"
mkdir -p "$bare/bin" "$bare/tmp" "$folder/unpacked"
tar -xzf "$folder"/one-files/*.tar.gz -C "$folder/unpacked" --strip-components=1
program=$folder/unpacked/bin/sallyport
cp "$program" "$bare/bin/"
for tool in git ssh-keygen; do
  cp "$(command -v $tool)" "$bare/bin/"
  ldd "$(command -v $tool)" | grep -oE '/[^ ]+' | while read -r library; do
    mkdir -p "$bare$(dirname "$library")"
    cp -L "$library" "$bare$library"
  done
done
git clone -q "$root" "$bare/repository"
chroot=$(command -v chroot)
HOME=/ PATH=/bin "$chroot" "$bare" /bin/sallyport --version
HOME=/ PATH=/bin "$chroot" "$bare" /bin/sallyport -C /repository scan --json >"$folder/scan.json"
echo "bare: scan counts $(grep -oE '"commits": *[0-9]+' "$folder/scan.json" | head -n 1 | grep -oE '[0-9]+') commits of this repository"
echo "size: $(stat -c %s "$program") bytes"

# scenarios NAME COMMAND…: runs every one, two at a time, with COMMAND before it.
scenarios() {
  local name=$1 ended
  shift
  ended=$(find "$root/tests/e2e" -name '*.test.sh' -printf '%f\n' | sort |
    xargs -P 2 -I{} "$@" bash -c 'bash tests/e2e/{} >/tmp/{}.log 2>&1; echo $? {}')
  echo "$name: $(grep -c '^0 ' <<<"$ended") scenarios as they say, $(grep -c '^77 ' <<<"$ended") skipped, $(grep -cvE '^(0|77) ' <<<"$ended") not:" \
    "$(grep -vE '^(0|77) ' <<<"$ended" | cut -d' ' -f2 | paste -sd' ')"
}
(cd "$root" && scenarios here env SALLYPORT_BINARY="$program" SOURCE_DIR="$root")
# inside SYSTEM COMMAND…: with mounts that end with it.
inside() {
  # shellcheck disable=SC2016  # the inner shell expands it
  unshare --mount bash -c 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && exec chroot "$@"' _ "$@"
}
export -f inside
for system in "${systems[@]}"; do
  rm -rf "$system/src"
  git clone -q --no-local "$root" "$system/src"
  cp "$program" "$system/usr/bin/sallyport-release"
  # shellcheck disable=SC2016  # the inner shell expands it
  scenarios "$(basename "$system")" bash -c 'inside "$@"' _ "$system" env -C /src \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    SALLYPORT_BINARY=/usr/bin/sallyport-release SOURCE_DIR=/src
done
