#!/usr/bin/env bash
# clang-tidy over the sources that BUILD has compiled, in parallel. What passed is remembered by a hash of
# the compile command, the file and every project header that it includes, with names relative to the
# checkout, so that only what changed is checked again, in every clone. The hashes are the names of empty
# files in SALLYPORT_TIDY_CACHE, or ~/.cache/sallyport-tidy. usage: tools/tidy.sh BUILD
set -euo pipefail
build=$(realpath "${1:?usage: tools/tidy.sh BUILD}")
root=$(realpath "$(dirname "$0")/..")
stamps=${SALLYPORT_TIDY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sallyport-tidy}
mkdir -p "$stamps"
find "$stamps" -type f -mtime +60 -delete
cd "$root"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rules=$( (clang-tidy --version; cat "$root/.clang-tidy") | sha256sum | cut -d' ' -f1)

# `object<TAB>project files that it was made of`, as ninja recorded them.
ninja -C "$build" -t deps | awk -v root="$root/" -v build="$build/" '
  function flush() { if (object != "") print object "\t" files }
  /^[^ ].*: #deps / { flush(); object = $1; sub(/:$/, "", object); files = ""; next }
  /^ / { path = $1
         if (path !~ /^\//) path = build path
         while (sub(/[^\/]+\/\.\.\//, "", path)) {}
         if (index(path, root) == 1 && index(path, build) != 1) files = files " " substr(path, length(root) + 1) }
  END { flush() }' >"$work/deps"

# What a source is compiled with, less what names it, its object and precompiled headers: with those
# clang-tidy would look at every declaration in them, again for each source.
jq -r --arg root "$root/" '.[]
  | select((.file | startswith($root + "src/")) or (.file | startswith($root + "data/")))
  | select(.file | endswith(".cpp"))
  | [.file, (.command | capture(" -o (?<object>[^ ]+) ").object),
     (.command | sub("^[^ ]+ "; "") | sub(" -o .*"; "") | gsub(" -Winvalid-pch"; "")
      | gsub(" -Xclang -include-pch -Xclang [^ ]+ -Xclang -include -Xclang [^ ]+"; ""))]
  | @tsv' "$build/compile_commands.json" >"$work/commands"

while IFS=$'\t' read -r file output flags; do
  flags=${flags//\\\\/\\}  # @tsv doubles them
  files=$(awk -F'\t' -v object="$output" '$1 == object { print $2 }' "$work/deps")
  [ -n "$files" ] || files=${file#"$root/"}
  # shellcheck disable=SC2086 # one word per file
  key=$( (echo "$rules ${flags//"$root/"/}"; sha256sum $files) | sha256sum | cut -d' ' -f1)
  touch -c "$stamps/$key"
  [ -e "$stamps/$key" ] || printf '%s\t%s\t%s\n' "$key" "$file" "$flags" >>"$work/todo"
done <"$work/commands"

[ -e "$work/todo" ] || exit 0
echo "clang-tidy: $(wc -l <"$work/todo") of $(wc -l <"$work/commands") files to check"

check_one() {
  local key=$1 file=$2 flags said
  eval "flags=($3)"
  # shellcheck disable=SC2154 # an array, by eval
  if said=$(clang-tidy --quiet "$file" -- "${flags[@]}" 2>&1); then
    : >"$stamps/$key"
  else
    grep -v ' warnings generated\.$' <<<"$said"
    return 1
  fi
}
export -f check_one
export stamps
tr '\t\n' '\0\0' <"$work/todo" | xargs -0 -n3 -P"$(nproc)" bash -c 'check_one "$1" "$2" "$3"' _
