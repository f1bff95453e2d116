#!/usr/bin/env bash
# `cmake --install` puts everything in its place, and what it installed runs from there.
# usage: install.sh BUILD
set -euo pipefail
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
DESTDIR=$folder cmake --install "$build" --prefix /usr >/dev/null
cd "$folder/usr"

for file in bin/sallyport share/man/man1/sallyport.1 share/man/man1/git-sallyport.1 \
  share/sallyport/hooks/hook.sh share/sallyport/policies/standard@1.toml \
  share/sallyport/schema/policy.json share/doc/sallyport/README.md share/doc/sallyport/copyright share/doc/sallyport/docs/cli.md \
  share/bash-completion/completions/sallyport share/fish/vendor_completions.d/sallyport.fish; do
  [ -s "$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
[ "$(readlink bin/git-sallyport)" = sallyport ]

said=$(PATH="$PWD/bin:$PATH" git sallyport --version)
[[ $said == sallyport\ [0-9]* ]] || { echo "git sallyport --version says: $said" >&2; exit 1; }

# What a document links to is installed with it, or somewhere else altogether.
dead=$(cd share/doc/sallyport && find . -name '*.md' | while read -r document; do
  grep -oE '\]\([^)# ]+' "$document" | sed 's/^](//' | grep -v : | while read -r target; do
    [ -e "$(dirname "$document")/$target" ] || echo "$document: $target"
  done
done)
[ -z "$dead" ] || { printf 'dead links:\n%s\n' "$dead" >&2; exit 1; }
