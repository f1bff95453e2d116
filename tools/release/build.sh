#!/usr/bin/env bash
# Makes what a release consists of, from the commit that is checked out.
set -euo pipefail
cd "$(dirname "$0")/../.."

usage() {
  cat <<'TEXT'
usage: tools/release/build.sh [--all] [FOLDER]

Builds the preset `static` and puts into FOLDER (build/release-files unless named):

  sallyport-VERSION-linux-ARCH.tar.gz    program, manual page, completions, documentation
  sallyport_VERSION_ARCH.deb             the same as a Debian package
  git_sallyport-VERSION-….whl            program and manual page as a package of Python
  sallyport-linux-ARCH-VERSION.tgz       program as a package of npm
  sallyport-VERSION.tgz                  the package of npm that runs it
  sallyport-VERSION-linux-ARCH.cdx.json  what is linked into the program (CycloneDX)
  SHA256SUMS

--all: for x86-64 and 64-bit ARM, the latter with the preset `static-aarch64`. Needs
what `tools/setup.sh release` installs; without it `tools/setup.sh build` and python3.
The same commit on the same system gives the same bytes, in whatever folder.
TEXT
}

presets=(static)
case ${1:-} in
  --help | -h) usage; exit 0 ;;
  --all) presets=(static static-aarch64) && shift ;;
  -*) usage >&2; exit 2 ;;
esac
folder=$(realpath -m "${1:-build/release-files}")

# Everything that is packed is as old as the commit that it is of.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$(tools/release/commit.sh)")
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022

rm -rf "$folder"
mkdir -p "$folder"
trees=()
for preset in "${presets[@]}"; do
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset"
  build=build/$preset
  version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
  machine=$(sed -n 's/^CMAKE_SYSTEM_PROCESSOR:.*=//p' "$build/CMakeCache.txt")
  name=sallyport-$version-linux-${machine:-$(uname -m)}
  tree=$build/pack/$name
  rm -rf "$build/pack"
  DESTDIR=$PWD/$tree cmake --install "$build" --prefix / --strip >/dev/null
  tools/release/sbom.py "$build" "$version" >"$folder/$name.cdx.json"
  tools/release/sbom.py --notices "$build" >"$tree/share/doc/sallyport/third-party"
  tar --create --file=- --directory="$build/pack" --sort=name --format=ustar --mtime="@$SOURCE_DATE_EPOCH" \
    --owner=0 --group=0 --numeric-owner "$name" | gzip -n9 >"$folder/$name.tar.gz"
  trees+=("$tree")
done
tools/release/packages.py deb,npm,wheel "$version" "$folder" "${trees[@]}"
(cd "$folder" && sha256sum -- *.tar.gz *.deb *.whl *.tgz *.cdx.json >SHA256SUMS && cat SHA256SUMS)
