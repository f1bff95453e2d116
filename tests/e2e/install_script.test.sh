#!/usr/bin/env bash
# install.sh puts a release in place only when it is whole and has the right checksum, replaces an older one, and
# takes out again exactly what it installed.
source "$(dirname "$0")/lib.sh"
command -v curl wget >/dev/null || { echo 'skipped: neither curl nor wget is here'; exit 77; }
source "$(dirname "$0")/release.sh"
release=$root/tmp/release prefix=$root/tmp/prefix
make_release "$release"
(cd "$release" && exec python3 -u -m http.server --bind 127.0.0.1 0 >"$root/tmp/port" 2>/dev/null) &
server=$!
trap 'kill $server' EXIT
until grep -qs 'port [0-9]' "$root/tmp/port"; do sleep 0.1; done
url=http://127.0.0.1:$(sed -nE 's/.* port ([0-9]+) .*/\1/p' "$root/tmp/port")
install_it() { sh "$SOURCE_DIR/install.sh" --from "$url" --prefix "$prefix" "$@"; }
leaves_nothing() {
  expect_status 1 install_it "$@"
  [[ ! -e $prefix || -z $(find "$prefix" ! -type d) ]] || fail "something is left: $(find "$prefix" ! -type d)"
}

leaves_nothing --version 9.9.9
said 'cannot get http.*/sallyport-9.9.9'
leaves_nothing --sha256 "$(printf 'a%.0s' {1..64})"
said 'has the SHA-256 .* instead of aaaa.*nothing was installed'
cp "$release/$name.tar.gz" "$root/tmp/whole"
head -c 1000000 "$root/tmp/whole" >"$release/$name.tar.gz"
leaves_nothing
said 'damaged or was changed'
cp "$root/tmp/whole" "$release/$name.tar.gz"
echo >"$release/SHA256SUMS"
leaves_nothing
said 'does not name'
pack_release "$release"

# The script of a commit that names the release takes no other one, whatever the checksums beside it say.
pinned_copy "$release"
grep -q "$version $(uname -m) [0-9a-f]" "$root/tmp/pinned" || fail 'not pinned'
cp "$release/$name.tar.gz" "$root/tmp/whole"
echo x >"$root/tmp/stage/$name/more"
pack_release "$release"
expect_status 1 sh "$copy/install.sh" --from "$release" --prefix "$prefix"
said 'has the SHA-256 .* instead of'
cp "$root/tmp/whole" "$release/$name.tar.gz"
expect_status 0 sh "$copy/install.sh" --from "$release" --prefix "$prefix"
expect_status 0 sh "$copy/install.sh" --uninstall --prefix "$prefix"
(cd "$release" && sha256sum -- *.tar.gz >SHA256SUMS)

expect_status 0 install_it
said "Installed sallyport $version .* in $prefix" 'export PATH='
expect_status 0 "$prefix/bin/git-sallyport" --version
mkdir -p "$prefix/share/other"
echo mine >"$prefix/share/other/file"
expect_status 0 install_it
equal '' "$(find "$prefix" -maxdepth 1 -name '.s*')"
expect_status 0 install_it --uninstall
equal "$prefix/share/other/file" "$(find "$prefix" ! -type d)"
expect_status 1 install_it --uninstall
said 'nothing of this script is in'

mkdir "$root/tmp/small"
mount -t tmpfs -o size=1m tmpfs "$root/tmp/small" 2>/dev/null || exit 0
trap 'kill $server; umount -l "$root/tmp/small"' EXIT
prefix=$root/tmp/small/prefix
leaves_nothing
said 'cannot unpack into' 'df -h'
