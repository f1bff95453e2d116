#!/bin/sh
# Installs a release of Sallyport: one file that runs on any Linux, its manual page and completions.
set -eu
umask 022

usage() {
  cat <<'TEXT'
usage: install.sh [--version VERSION] [--sha256 HASH] [--prefix FOLDER] [--from URL]
       install.sh --uninstall [--prefix FOLDER]

Downloads the release (with curl or wget), compares its SHA-256 with what this file
or else its SHA256SUMS says, and only then puts it into FOLDER/bin and FOLDER/share.

  --version VERSION  which release; the one that this file is of unless given
  --sha256 HASH      the archive must have this SHA-256, whatever SHA256SUMS says
  --prefix FOLDER    /usr/local where it may be written, else ~/.local
  --from PLACE       where the archive and SHA256SUMS are: a URL or a folder
  --uninstall        removes what was installed there, and nothing else
TEXT
}

stop() {
  echo "install.sh: $1" >&2
  exit 1
}

# The release that this file is of; tools/release/pin.sh fills in what its archives hash to.
version=0.2.0
sha256_x86_64=''
sha256_aarch64=''

hash='' prefix='' from='' uninstall=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --version | --sha256 | --prefix | --from)
      [ $# -gt 1 ] || { usage >&2; exit 2; }
      case $1 in
        --version) version=$2 sha256_x86_64='' sha256_aarch64='' ;;
        --sha256) hash=$2 ;;
        --prefix) prefix=$2 ;;
        --from) from=$2 ;;
      esac
      shift
      ;;
    --uninstall) uninstall=yes ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

if [ -z "$prefix" ]; then
  if [ -w /usr/local/bin ]; then prefix=/usr/local; else prefix=${HOME:?no HOME: name a folder with --prefix}/.local; fi
fi
list=$prefix/share/sallyport/installed

if [ -n "$uninstall" ]; then
  [ -f "$list" ] || stop "nothing of this script is in '$prefix'; name the place with --prefix"
  while read -r file; do
    rm -f "$prefix/$file"
  done <"$list"
  rm -f "$list"
  echo "Removed from $prefix. Hooks that it installed stay: run 'sallyport uninstall' in each repository before."
  exit 0
fi

system=$(uname -s)
machine=$(uname -m)
[ "$system" = Linux ] || stop "there is no release for $system; build it from source (README, \"From source\")"
case $machine in
  x86_64 | amd64) machine=x86_64 pinned=$sha256_x86_64 ;;
  aarch64 | arm64) machine=aarch64 pinned=$sha256_aarch64 ;;
  *) stop "there is no release for $machine; build it from source (README, \"From source\")" ;;
esac
name=sallyport-$version-linux-$machine
[ -n "$hash" ] || hash=$pinned
[ -n "$from" ] || from=https://github.com/sallyport/sallyport/releases/download/v$version

# get FILE: from the release into the temporary folder.
get() {
  case $from in
    https://* | http://*) download "$1" ;;
    *) cp "$from/$1" "$temporary/$1" ;;
  esac || stop "cannot get $from/$1; is it there? Name another place with --from"
}
download() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --proto '=https,http' --output "$temporary/$1" "$from/$1"
  elif command -v wget >/dev/null; then
    wget -q -O "$temporary/$1" "$from/$1"
  else
    stop 'neither curl nor wget is here; install one of them'
  fi
}

temporary=$(mktemp -d)
new=''
trap 'rm -rf "$temporary" ${new:+"$new"}' EXIT
trap 'exit 130' INT HUP TERM

get "$name.tar.gz"
if [ -z "$hash" ]; then
  get SHA256SUMS
  hash=$(sed -n "s/^\([0-9a-f]\{64\}\)  $name\.tar\.gz\$/\1/p" "$temporary/SHA256SUMS")
  [ -n "$hash" ] || stop "SHA256SUMS of the release does not name $name.tar.gz; nothing was installed"
fi
found=$(sha256sum "$temporary/$name.tar.gz" | cut -d' ' -f1)
[ "$found" = "$hash" ] || stop "$name.tar.gz has the SHA-256 $found instead of $hash: it is damaged or was changed; nothing was installed"

# Unpacked whole beside where it goes, so that a full disk leaves everything as it was.
mkdir -p "$prefix/bin" "$prefix/share/sallyport" || stop "cannot write to '$prefix'; name another folder with --prefix"
new=$(mktemp -d "$prefix/.sallyport.XXXXXX") || stop "cannot write to '$prefix'; name another folder with --prefix"
tar -xzf "$temporary/$name.tar.gz" -C "$new" || stop "cannot unpack into '$prefix' (df -h '$prefix'); nothing was installed"
"$new/$name/bin/sallyport" --version >"$temporary/says" || stop "the program does not run here; nothing was installed"
(cd "$new/$name" && find . ! -type d | sed 's,^\./,,' | LC_ALL=C sort) >"$temporary/files"
cp "$temporary/files" "$new/installed"
while read -r file; do
  mkdir -p "$prefix/$(dirname "$file")"
  mv -f "$new/$name/$file" "$prefix/$file"
done <"$temporary/files"
mv -f "$new/installed" "$list"

echo "Installed $(cat "$temporary/says") in $prefix."
for needed in git ssh-keygen; do
  command -v $needed >/dev/null || echo "It needs $needed, which is not here yet."
done
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "Put it into your PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
echo "Next, in a repository: sallyport init"
