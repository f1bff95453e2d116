#!/usr/bin/env bash
# Makes what a release consists of, from the commit that is checked out.
set -euo pipefail
cd "$(dirname "$0")/../.."

usage() {
  cat <<'TEXT'
usage: tools/release/build.sh [--for aarch64] [FOLDER]

Builds the preset `static`, or for 64-bit ARM `static-aarch64`, and puts into FOLDER
(build/release-files unless named):

  sallyport-VERSION-linux-ARCH.tar.gz    program, manual page, completions, documentation
  sallyport-VERSION-linux-ARCH.cdx.json  what is linked into the program (CycloneDX)

and of all such archives of this version in FOLDER:

  sallyport_VERSION_ARCH.deb             the same as a Debian package
  git_sallyport-VERSION-….whl            program and manual page as a package of Python
  sallyport-linux-ARCH-VERSION.tgz       program as a package of npm
  sallyport-VERSION.tgz                  the package of npm that runs it
  SHA256SUMS

The same commit on the same system gives the same bytes, in whatever folder. Needs
what `tools/setup.sh build` installs, or with --for `tools/setup.sh cross`.
TEXT
}

preset=static machine=$(uname -m)
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --for) machine=${2:?a processor} preset=static-$2 && shift ;;
    -*) usage >&2; exit 2 ;;
    *) break ;;
  esac
  shift
done
folder=$(realpath -m "${1:-build/release-files}")

# Everything that is packed is as old as the commit that it is of.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$(tools/release/commit.sh)")
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022

build=build/$preset
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
name=sallyport-$version-linux-$machine

rm -rf "$build/pack" "$build/packed"
mkdir -p "$folder" "$build/packed"
DESTDIR=$PWD/$build/pack/$name cmake --install "$build" --prefix / --strip >/dev/null
tools/release/sbom.py --notices "$build" >"$build/pack/$name/share/doc/sallyport/third-party"
tools/release/sbom.py "$build" "$version" >"$folder/$name.cdx.json"
tar --create --file=- --directory="$build/pack" --sort=name --format=ustar --mtime="@$SOURCE_DATE_EPOCH" \
  --owner=0 --group=0 --numeric-owner "$name" | gzip -n9 >"$folder/$name.tar.gz"

for archive in "$folder/sallyport-$version"-linux-*.tar.gz; do
  tar -xzf "$archive" -C "$build/packed"
done
tools/release/packages.py deb,npm,wheel "$version" "$folder" "$build/packed"/*
(cd "$folder" && sha256sum -- *.tar.gz *.deb *.whl *.tgz *.cdx.json >SHA256SUMS && cat SHA256SUMS)
