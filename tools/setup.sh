#!/bin/sh
# Installs the packages that this project needs and that are not there yet.
#   tools/setup.sh build   what ./quickstart needs: compiler, libraries, git, ssh-keygen
#   tools/setup.sh test    the same and what ./run-tests needs: Catch2, checkers, terminals, and in
#                          build/npm the hook managers, CI engines and validators of tests/npm
#   tools/setup.sh bench   the same as test and what bench/run.sh needs
#   tools/setup.sh cross   what `tools/release/build.sh --for aarch64` needs, on an x86-64 system of
#                          its own: its packages take the place of some that build installs
# On Debian 12 and later, and on what has its packages, such as Ubuntu 24.04, with apt-get, as root or
# through sudo. Elsewhere it names what is missing and stops.
set -eu
cd "$(dirname "$0")/.."

# Group, Debian package, and how to see that it is there, from Debian or from elsewhere.
packages='
build g++                 command:g++
every cmake               command:cmake
every ninja-build         command:ninja
every pkg-config          command:pkg-config
every ccache              command:ccache
build libgit2-dev         header:git2.h
build libssh2-1-dev       header:libssh2.h
build zlib1g-dev          header:zlib.h
build libtomlplusplus-dev header:toml++/toml.h
build libfmt-dev          header:fmt/format.h
every libcli11-dev        header:CLI/CLI.hpp
every nlohmann-json3-dev  header:nlohmann/json.hpp
build libre2-dev          header:re2/re2.h
build libssl-dev          header:openssl/evp.h
build libzstd-dev         header:zstd.h
every libexpected-dev     header:tl/expected.hpp
build libutf8proc-dev     header:utf8proc.h
build libpugixml-dev      header:pugixml.hpp
build libcmark-gfm-dev    header:cmark-gfm.h
build libcmark-gfm-extensions-dev header:cmark-gfm-core-extensions.h
every git                 command:git
every openssh-client      command:ssh-keygen
every bsdutils            command:script
every jq                  command:jq
every python3             command:python3
test  clang               command:clang++
test  libclang-rt-dev     command:clang++
test  lld                 command:ld.lld
test  catch2              header:catch2/catch.hpp
test  tmux                command:tmux
test  shellcheck          command:shellcheck
test  clang-format        command:clang-format
test  clang-tidy          command:clang-tidy
test  groff-base          command:groff
test  pre-commit          command:pre-commit
test  python3-venv        module:ensurepip
test  buildah             command:buildah
test  nodejs              command:node
test  npm                 command:npm
test  rsync               command:rsync
test  curl                command:curl
test  strace              command:strace
bench hyperfine           command:hyperfine
cross crossbuild-essential-arm64 command:aarch64-linux-gnu-g++
cross qemu-user-static  command:qemu-aarch64-static
cross libgit2-dev:arm64 none
cross libssh2-1-dev:arm64 none
cross zlib1g-dev:arm64  none
cross libtomlplusplus-dev:arm64 none
cross libfmt-dev:arm64  none
cross libre2-dev:arm64  none
cross libssl-dev:arm64  none
cross libzstd-dev:arm64 none
cross libutf8proc-dev:arm64 none
cross libpugixml-dev:arm64 none
cross libcmark-gfm-dev:arm64 none
cross libcmark-gfm-extensions-dev:arm64 none
'

wanted() {
  case $1:$2 in
    *:every | build:build | test:build | bench:build | test:test | bench:test | bench:bench | cross:cross) return 0 ;;
    *) return 1 ;;
  esac
}

there() {
  case $2 in
    command:*) if command -v "${2#command:}" >/dev/null 2>&1; then return 0; fi ;;
    module:*) if python3 -c "import ${2#module:}" >/dev/null 2>&1; then return 0; fi ;;
  esac
  if command -v dpkg-query >/dev/null 2>&1; then
    case $1 in
      *:*) architecture=${1#*:} ;;
      *) architecture=$(dpkg --print-architecture) ;;
    esac
    dpkg-query -W -f='${db:Status-Status} ${Architecture}\n' "$1" 2>/dev/null |
      grep -qxE "installed (all|$architecture)"
    return
  fi
  case $2 in
    header:*) echo "#include <${2#header:}>" | c++ -std=c++20 -E -x c++ - >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

list_missing() {
  echo "$packages" | while read -r group package evidence; do
    [ -n "$group" ] || continue
    if wanted "$1" "$group" && ! there "$package" "$evidence"; then
      printf '%s ' "$package"
    fi
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# What this release has no package of is left out and named: the build says whether it can do without.
leave_out_unknown() {
  known='' unknown=''
  for package in $missing; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      known="$known$package "
    else
      unknown="$unknown$package "
    fi
  done
  missing=$known
  [ -z "$unknown" ] ||
    echo "setup: this release has no package (Debian 12 and Ubuntu 24.04 have all): $unknown" >&2
}

install_packages() {
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: this system has no apt-get; install what these Debian packages hold, then run again:" >&2
    echo "  $missing" >&2
    exit 1
  fi
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
    echo "setup: neither root nor sudo; as root, run:" >&2
    echo "  apt-get install --no-install-recommends $missing" >&2
    exit 1
  fi

  echo "setup: installing $missing" >&2
  as_root apt-get update -qq
  leave_out_unknown
  # shellcheck disable=SC2086 # one word per package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}

# What comes from npm, by its lock file and only when that has changed. Where npm or its registry is
# not there, the scenarios that need these programs are skipped.
install_engines() {
  if cmp -s tests/npm/package-lock.json build/npm/installed.json; then
    return
  fi
  echo 'setup: installing what tests/npm/package.json names into build/npm' >&2
  rm -rf build/npm
  mkdir -p build/npm
  cp tests/npm/package.json tests/npm/package-lock.json tests/npm/.npmrc build/npm
  if ! (cd build/npm && npm ci --silent >npm.out 2>&1); then
    echo 'setup: npm could not install them; the scenarios that need them are skipped' >&2
    return
  fi
  for program in lefthook-linux-*/bin/lefthook @j178/prek-*/prek \
    @microsoft/sarif-multitool-linux/Sarif.Multitool; do
    for found in build/npm/node_modules/$program; do
      [ -f "$found" ] || continue
      chmod +x "$found"
      ln -sf "../${found#build/npm/node_modules/}" "build/npm/node_modules/.bin/${found##*/}"
    done
  done
  cp tests/npm/package-lock.json build/npm/installed.json
}

group=${1:-test}
case $group in
  build | test | bench) ;;
  cross) if command -v dpkg >/dev/null; then as_root dpkg --add-architecture arm64; fi ;;
  *) echo "usage: tools/setup.sh [build|test|bench|cross]" >&2; exit 2 ;;
esac

missing=$(list_missing "$group")
[ -z "$missing" ] || install_packages
case $group in
  test | bench) install_engines ;;
esac
