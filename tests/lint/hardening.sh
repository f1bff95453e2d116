#!/usr/bin/env bash
# The program has in its ELF headers what docs/reliability.md, "Hardening", promises. It is built
# without optimization here, where glibc checks no sizes: whether the flags of the preset `release` have
# them checked is seen by compiling a few lines with those. Takes the program from SALLYPORT_BINARY.
# usage: hardening.sh RELEASE, a folder configured by that preset
set -euo pipefail
program=${SALLYPORT_BINARY:?the program to look at}
release=${1:?usage: hardening.sh RELEASE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

faults=0
# expect WHAT REGEX COMMAND…: the regular expression matches a line of what it prints.
expect() {
  "${@:3}" | grep -E -- "$2" >/dev/null || { echo "$program: no $1" >&2; faults=$((faults + 1)); }
}

expect 'position-independent program' 'Type: +DYN' readelf -Wh "$program"
expect 'read-only relocations' '^ +GNU_RELRO ' readelf -Wl "$program"
expect 'binding of all symbols at the start' '\((FLAGS|FLAGS_1)\).* (BIND_)?NOW\b' readelf -Wd "$program"
expect 'stack that cannot be executed' '^ +GNU_STACK .* RW +0' readelf -Wl "$program"
expect 'protected stack' '__stack_chk_fail' readelf -Ws "$program"

flags=$(jq -r 'first(.[] | select(.command | contains("sallyport_util.dir/"))).command' "$release/compile_commands.json" |
  grep -oE -- '(^| )-(O[0-9]|[UD]_FORTIFY_SOURCE\S*|std=\S+|f\S+|m\S+)' | tr '\n' ' ')
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$release/CMakeCache.txt")
cat >"$work/copy.cpp" <<'CPP'
#include <cstring>
char place[8];
void copy(const char* from, std::size_t size) { std::memcpy(place, from, size); }
CPP
# shellcheck disable=SC2086 # one word per flag
"$compiler" $flags -c "$work/copy.cpp" -o "$work/copy.o"
program="the preset release ($flags)"
expect 'check of sizes' '__memcpy_chk' nm "$work/copy.o"
exit $((faults > 0))
