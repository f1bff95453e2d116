#!/usr/bin/env bash
# The wheel is installed by pip into an empty environment, without an index, and works from there.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/packages.sh"
python3 -m venv "$root/tmp/venv" >/dev/null || { echo 'skipped: no venv of Python here (Debian: python3-venv)'; exit 77; }

make_packages wheel
forget_program
wheel=("$root"/packages/*.whl)
[[ ${wheel[0]} =~ git_sallyport-$version-py3-none-manylinux2014_[a-z0-9_]+\.musllinux_1_1_[a-z0-9_]+\.whl$ ]] ||
  fail "its name is ${wheel[0]}"
pip() { "$root/tmp/venv/bin/pip" --disable-pip-version-check "$@"; }
expect_status 0 pip install --no-index --find-links "$root/packages" "git-sallyport==$version"
works_from "$root/tmp/venv/bin"
cmp "$root/tmp/venv/share/man/man1/sallyport.1" "$SOURCE_DIR/docs/man/sallyport.1"
grep -q "$root/tmp/venv/bin/sallyport" "$(git rev-parse --git-path hooks/pre-commit)"
expect_status 0 pip uninstall --yes git-sallyport
equal '' "$(find "$root/tmp/venv" -name '*sallyport*')"
