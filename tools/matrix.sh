#!/usr/bin/env bash
# Builds a clean clone of the present HEAD and runs its tests in Debian 12 and 13, each in a folder of
# its own that debootstrap fills (as root). What is mounted there is seen by that run alone and gone
# with it, however it ends.
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")

usage() {
  cat <<'TEXT'
usage: tools/matrix.sh [--whole] [-R PATTERN] [--in FOLDER] [RELEASE...]

Runs `./run-tests --quick` in each RELEASE, 12 and 13 unless named, and prints one
line for each; what it said is in FOLDER/RELEASE.log. Takes packages from where this
system takes them. The exit code is 0 only when nothing failed anywhere.

  --whole       run everything
  -R PATTERN    run the tests whose name matches (goes to ctest)
  --in FOLDER   keep the systems there, 4 GB each, for the next time, instead of in
                ${TMPDIR:-/var/tmp}/sallyport-matrix
TEXT
}

stop() {
  echo "matrix: $1" >&2
  exit 2
}

folder=${TMPDIR:-/var/tmp}/sallyport-matrix
selection=(--quick)
pattern=()
releases=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --whole) selection=() ;;
    -R) pattern=(-R "${2:?a pattern}"); shift ;;
    --in) folder=${2:?a folder}; shift ;;
    12 | 13) releases+=("$1") ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
[ ${#releases[@]} -gt 0 ] || releases=(12 13)
[ "$(id -u)" = 0 ] || stop 'only root can make these systems; run: sudo tools/matrix.sh'
command -v debootstrap >/dev/null || stop 'no debootstrap here; run: apt-get install debootstrap'

# Where this system's Debian packages come from, from the lists that apt keeps.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Label: Debian' |
  sort -u | head -n 1)
[ -n "$mirror" ] || stop "apt knows no source of Debian's packages; run: apt-get update"

# make_system RELEASE: a minimal Debian in FOLDER/RELEASE, unless it is there.
make_system() {
  local system=$folder/$1 names=([12]=bookworm [13]=trixie)
  if [ ! -d "$system" ]; then
    rm -rf "$system.new"
    debootstrap --variant=minbase "${names[$1]}" "$system.new" "$mirror"
    apt-config dump | grep -E '^Acquire::(Check|Retries|https?::)' >"$system.new/etc/apt/apt.conf.d/90host" || true
    mv "$system.new" "$system"
  fi
  cp /etc/resolv.conf /etc/hosts "$system/etc/"
}

# clone_into SYSTEM: HEAD, and the engines from npm where they are installed here.
clone_into() {
  rm -rf --one-file-system "$1/sallyport"
  git clone -q --no-local "$root" "$1/sallyport"
  if cmp -s "$1/sallyport/tests/npm/package-lock.json" "$root/build/npm/installed.json"; then
    mkdir -p "$1/sallyport/build"
    cp -a "$root/build/npm" "$1/sallyport/build/npm"
  fi
}

# inside SYSTEM COMMAND…: with its own mounts, nothing of this environment, and a cache of compiled files.
inside() {
  # shellcheck disable=SC2016  # the inner shell expands it
  unshare --mount bash -c 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && cd / && exec chroot "$@"' _ \
    "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 \
    CCACHE_DIR=/var/cache/ccache CI=true sh -c 'cd /sallyport && "$@"' _ "${@:2}" </dev/null
}

# shellcheck disable=SC2016  # the inner shell expands it
versions='printf "g++ %s, clang %s, libgit2 %s, %s" "$(g++ -dumpfullversion)" "$(clang -dumpversion)" \
  "$(pkg-config --modversion libgit2)" "$(git --version | sed "s/ version//")"'

mkdir -p "$folder"
status=0
for release in "${releases[@]}"; do
  system=$folder/$release
  log=$folder/$release.log
  if make_system "$release" >"$log" 2>&1 && clone_into "$system" >>"$log" 2>&1 &&
    inside "$system" ./run-tests "${selection[@]}" "${pattern[@]}" >>"$log" 2>&1; then
    result=
  else
    result=' (not all is well)'
    status=1
  fi
  said=$(grep -E '^[0-9]+ (passed, [0-9]+ failed|skipped, see above)$' "$log" | sed 's/, see above//' |
    tac | paste -sd, | sed 's/,/, /g')
  echo "Debian $release: $(inside "$system" sh -c "$versions" 2>/dev/null): ${said:-no result, see $log}$result"
done
exit $status
