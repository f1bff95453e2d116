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
git_commit() {
  git -c i18n.logOutputEncoding= log --no-walk=unsorted --stdin --encoding=none \
    --format='%H|%T|%P|%an|%ae|%at|%cn|%ce|%ct' <"$folder/commit"
}

empty=$(git hash-object -t tree /dev/null)
git_tree() {
  sed "s/^/$empty /" "$folder/tree" | git -c core.quotePath=false diff-tree --stdin --raw --full-index --no-renames |
    sed -e "s/^$empty //" -e 's/^:000000 \([0-7]*\) 0* \([0-9a-f]*\) A/\1 \2/' \
      -e '/\t"/{s/\t"\(.*\)"$/\t\1/;s/\\\(["\\]\)/\1/g}'
}

# counted COMMAND: its output, and how many lines it had in $folder/lines.
counted() { "$1" | awk -v to="$folder/lines" '{ print } END { print NR >to }'; }

# Compared as they come: the trees of a large history make 100 million lines.
for type in commit tree; do
  count="$(wc -l <"$folder/$type") ${type}s"
  if cmp -s <(counted "git_$type") <("$ours" "$repository" $type <"$folder/$type"); then
    echo "$count, $(cat "$folder/lines") lines, 0 differ"
  else
    diff <("git_$type") <("$ours" "$repository" $type <"$folder/$type") >"$folder/differ" || true
    echo "$count, $(cat "$folder/lines") lines, $(grep -c '^[<>]' "$folder/differ") differ"
    head -20 "$folder/differ"
  fi
done
