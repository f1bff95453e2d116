# shellcheck shell=bash
# shellcheck disable=SC2154  # lib.sh sets what is not set here
# Packages of a release, made of the program under test. Sourced after lib.sh.

# packed_tree: as tools/release/build.sh lays it out, $root/tree; its version is $version.
packed_tree() {
  mkdir -p "$root/tree/bin" "$root/tree/share/man/man1" "$root/tree/share/doc/sallyport"
  strip -o "$root/tree/bin/sallyport" "$SALLYPORT_BINARY"
  ln -s sallyport "$root/tree/bin/git-sallyport"
  cp "$SOURCE_DIR/docs/man/sallyport.1" "$root/tree/share/man/man1/"
  cp "$SOURCE_DIR/LICENSE" "$root/tree/share/doc/sallyport/copyright"
  version=$(sallyport --version | cut -d' ' -f2)
}

# make_packages FORM [TREE…]: of $root/tree and those, in $root/packages.
make_packages() {
  mkdir -p "$root/packages"
  [[ -d $root/tree ]] || packed_tree
  "$SOURCE_DIR/tools/release/packages.py" "$1" "$version" "$root/packages" "$root/tree" "${@:2}"
}

# forget_program: no sallyport is in PATH from here on but one that a package brings.
forget_program() { rm "$root/bin/sallyport" "$root/bin/git-sallyport"; }

# works_from FOLDER: what a package put there says its version, scans, and blocks by the hook that it installs.
works_from() {
  PATH=$1:$PATH
  expect_status 0 sallyport --version
  said "^sallyport $version "
  equal "$output" "$(git sallyport --version)"
  project dana
  expect_status 0 sallyport scan
  said 'commits: 2 '
  stage_lines 120 src/app.cc
  expect_status 1 git commit -m "$(tool_message claude-code)"
  said 'commit blocked' 'Claude Code'
}
