#!/usr/bin/env bash
# Makes what a release consists of, from the commit that is checked out.
set -euo pipefail
cd "$(dirname "$0")/../.."

usage() {
  cat <<'TEXT'
usage: tools/release/build.sh [FOLDER]

Builds the preset `static` and puts into FOLDER (build/release-files unless named):

  sallyport-VERSION-linux-ARCH.tar.gz    program, manual page, completions, documentation
  sallyport_VERSION_ARCH.deb             the same as a Debian package
  git_sallyport-VERSION-….whl            program and manual page as a package of Python
  sallyport-linux-ARCH-VERSION.tgz       program as a package of npm
  sallyport-VERSION.tgz                  the package of npm that runs it
  sallyport-VERSION-linux-ARCH.cdx.json  what is linked into the program (CycloneDX)
  SHA256SUMS

The same commit on the same system gives the same bytes, in whatever folder. Needs
what `tools/setup.sh build` installs and python3.
TEXT
}

case ${1:-} in
  --help | -h) usage; exit 0 ;;
  -*) usage >&2; exit 2 ;;
esac
folder=$(realpath -m "${1:-build/release-files}")

# Everything that is packed is as old as the commit.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022

cmake --preset static >/dev/null
cmake --build --preset static
build=build/static
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' $build/CMakeCache.txt)
name=sallyport-$version-linux-$(uname -m)

rm -rf "$folder" $build/pack
mkdir -p "$folder"
DESTDIR=$PWD/$build/pack/$name cmake --install $build --prefix / --strip >/dev/null
tar --create --file=- --directory=$build/pack --sort=name --format=ustar --mtime="@$SOURCE_DATE_EPOCH" \
  --owner=0 --group=0 --numeric-owner "$name" | gzip -n9 >"$folder/$name.tar.gz"
tools/release/packages.py deb,npm,wheel "$version" "$folder" "$build/pack/$name"
tools/release/sbom.py $build "$version" >"$folder/$name.cdx.json"
(cd "$folder" && sha256sum -- *.tar.gz *.deb *.whl *.tgz *.cdx.json >SHA256SUMS && cat SHA256SUMS)
