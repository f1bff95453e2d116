#!/usr/bin/env bash
# Compares what Sallyport reads of every commit and tree of a repository with what git says of it, and
# prints how many differ. usage: bench/objects.sh REPOSITORY [BENCH_OBJECTS]
#   (default: build/dev/tests/bench_objects)
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
repository=$(realpath "${1:?usage: bench/objects.sh REPOSITORY [BENCH_OBJECTS]}")
ours=$(realpath "${2:-$root/build/dev/tests/bench_objects}")
export LC_ALL=C GIT_NO_REPLACE_OBJECTS=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$repository"

git cat-file --batch-all-objects --unordered --batch-check='%(objecttype) %(objectname)' |
  awk -v to="$folder/" '$1 == "commit" || $1 == "tree" { print $2 >to $1 }'

# Of identities git prints no time where it finds none; an encoding is not converted.
git -c i18n.logOutputEncoding= log --no-walk=unsorted --stdin --encoding=none \
  --format='%H|%T|%P|%an|%ae|%at|%cn|%ce|%ct' <"$folder/commit" >"$folder/commit.git"
"$ours" "$repository" commit <"$folder/commit" >"$folder/commit.ours"

empty=$(git hash-object -t tree /dev/null)
sed "s/^/$empty /" "$folder/tree" | git -c core.quotePath=false diff-tree --stdin --raw --full-index --no-renames |
  sed -e "s/^$empty //" -e 's/^:000000 \([0-7]*\) 0* \([0-9a-f]*\) A/\1 \2/' \
    -e '/\t"/{s/\t"\(.*\)"$/\t\1/;s/\\\(["\\]\)/\1/g}' >"$folder/tree.git"
"$ours" "$repository" tree <"$folder/tree" >"$folder/tree.ours"

for type in commit tree; do
  differ=$(diff "$folder/$type.git" "$folder/$type.ours" | grep -c '^[<>]' || true)
  echo "$(wc -l <"$folder/$type") ${type}s, $differ lines differ"
  diff "$folder/$type.git" "$folder/$type.ours" | head -20 || true
done
