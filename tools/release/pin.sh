#!/usr/bin/env bash
# Writes the version and the SHA-256 of a release into what downloads it.
set -euo pipefail
folder=${1:-}
case $folder in
  '' | -*)
    echo 'usage: tools/release/pin.sh FOLDER

Reads FOLDER/SHA256SUMS of a release, and puts its version and what its archives for
x86_64 and aarch64 hash to into install.sh, which the GitHub action uses, and into the
templates for GitLab. Commit that after the release was published: whoever uses this
project at that commit gets that release, or nothing.' >&2
    exit 2
    ;;
esac
sums=$(realpath "$folder/SHA256SUMS")
cd "$(dirname "$0")/../.."

version=$(sed -nE 's/^[0-9a-f]{64}  sallyport-([0-9.]+)-linux-[a-z0-9_]+\.tar\.gz$/\1/p' "$sums" | sort -u)
[[ $version =~ ^[0-9.]+$ ]] || { echo "pin.sh: '$sums' names no archive of one version; make it in an empty folder: tools/release/build.sh FOLDER" >&2; exit 1; }
files=(install.sh ci-templates/gitlab/*.yml)
sed -i -E "s/^( *)version=[0-9.]+$/\1version=$version/" "${files[@]}"
for machine in x86_64 aarch64; do
  hash=$(sed -nE "s/^([0-9a-f]{64})  sallyport-$version-linux-$machine\.tar\.gz$/\1/p" "$sums")
  sed -i -E "s/^( *)sha256_$machine=.*/\1sha256_$machine='$hash'/" "${files[@]}"
  echo "$version $machine ${hash:-not in this release}"
done
