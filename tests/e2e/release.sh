# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # lib.sh sets root; scenarios read the rest
# A release of the program under test. Sourced after lib.sh.

version=$(sed -n 's/^version=//p' "$SOURCE_DIR/install.sh")
name=sallyport-$version-linux-$(uname -m)

# make_release FOLDER: the archive and its checksums.
make_release() {
  local stage=$root/tmp/stage/$name
  mkdir -p "$1" "$stage/bin" "$stage/share/man/man1"
  strip -o "$stage/bin/sallyport" "$SALLYPORT_BINARY"
  ln -sf sallyport "$stage/bin/git-sallyport"
  cp "$SOURCE_DIR/docs/man/sallyport.1" "$stage/share/man/man1"
  pack_release "$1"
}

# pack_release FOLDER: the same again, of what lies in the stage now.
pack_release() {
  tar -czf "$1/$name.tar.gz" -C "$root/tmp/stage" "$name"
  (cd "$1" && sha256sum -- *.tar.gz >SHA256SUMS)
}

# pinned_copy FOLDER: what downloads the release in FOLDER, as a commit that names it has it, in $copy.
pinned_copy() {
  copy=$root/copy
  mkdir -p "$copy/tools/release"
  cp -R "$SOURCE_DIR/ci-templates" "$SOURCE_DIR/install.sh" "$copy"
  cp "$SOURCE_DIR/tools/release/pin.sh" "$copy/tools/release"
  "$copy/tools/release/pin.sh" "$1" >"$root/tmp/pinned"
}
