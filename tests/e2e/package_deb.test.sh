#!/usr/bin/env bash
# The Debian package is installed by dpkg, works, is removed without a trace, and is the same whenever it is made.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/packages.sh"
need_engine dpkg dpkg-deb
[[ $(id -u) == 0 ]] || { echo 'skipped: only root can run dpkg'; exit 77; }

make_packages deb
cp -r "$root/packages" "$root/tmp/first"
touch "$root/tree/bin/sallyport"
make_packages deb
expect_status 0 diff -r "$root/tmp/first" "$root/packages"
forget_program

deb=("$root"/packages/sallyport_"$version"_*.deb)
equal 'git (>= 1:2.31), openssh-client (>= 1:8.2)' "$(dpkg-deb -f "${deb[0]}" Depends)"
system=$root/tmp/system
mkdir -p "$system/var/lib/dpkg/updates" "$system/var/lib/dpkg/info"
touch "$system/var/lib/dpkg/status"
dpkg_there() { dpkg --root="$system" --log=/dev/null --force-depends "$@"; }
expect_status 0 dpkg_there --install "${deb[0]}"
expect_status 0 dpkg_there --verify sallyport
# Images leave documents out (path-exclude of dpkg).
equal '' "$(grep -v ' /usr/share/' <<<"$output" || true)"
works_from "$system/usr/bin"
gzip -dc "$system/usr/share/man/man1/sallyport.1.gz" | cmp - "$SOURCE_DIR/docs/man/sallyport.1"
expect_status 0 dpkg_there --remove sallyport
equal '' "$(find "$system/usr" ! -type d 2>/dev/null)"
