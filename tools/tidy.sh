#!/usr/bin/env bash
# clang-tidy over the sources that BUILD, a build by the preset `dev`, has compiled. Those of a layer that
# are to be checked go through it as one source, which reads their headers once. What passed is remembered
# by a hash of the compile command, the file and the project headers that its layer includes, with names
# relative to the checkout, so that only what changed is checked again, in every clone. The hashes are the
# names of empty files in SALLYPORT_TIDY_CACHE, or ~/.cache/sallyport-tidy. The checks are those of version
# 14, Debian 12's; any other one has others, and exit code 77 says so. usage: tools/tidy.sh BUILD
set -euo pipefail
[[ $(clang-tidy --version) == *' version 14.'* ]] || { echo 'skipped: no clang-tidy 14 here'; exit 77; }
build=$(realpath "${1:?usage: tools/tidy.sh BUILD}")
root=$(realpath "$(dirname "$0")/..")
stamps=${SALLYPORT_TIDY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sallyport-tidy}
mkdir -p "$stamps"
find "$stamps" -type f -mtime +60 -delete
cd "$root"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rules=$( (clang-tidy --version; cat .clang-tidy tools/tidy.sh) | sha256sum | cut -d' ' -f1)

# `object<TAB>project files that it was made of`, as ninja recorded them.
ninja -C "$build" -t deps | awk -v root="$root/" -v build="$build/" '
  function flush() { if (object != "") print object "\t" files }
  /^[^ ].*: #deps / { flush(); object = $1; sub(/:$/, "", object); files = ""; next }
  /^ / { path = $1
         if (path !~ /^\//) path = build path
         while (sub(/[^\/]+\/\.\.\//, "", path)) {}
         if (index(path, root) == 1 && index(path, build) != 1) files = files " " substr(path, length(root) + 1) }
  END { flush() }' >"$work/deps"

# Target, object and flags of each unity source, less those of the tests and of the sanitizers.
jq -r '.[] | .file as $file | .command
  | capture("^[^ ]+ (?<flags>.*) -o (?<object>[^ ]*/(?<target>[^/]+)\\.dir/Unity/[^ ]+) ")
  | select((.object | startswith("tests/") | not) and (.target | startswith("sanitized") | not))
  | [.target, .object, .flags] | @tsv' "$build/compile_commands.json" >"$work/targets"
[ -s "$work/targets" ] || { echo "tidy: '$build' is no build by the preset dev" >&2; exit 1; }

# TARGET.cpp, the sources to check; TARGET.places, the first line of each; TARGET.keys, their stamps.
checked=0 all=0
while IFS=$'\t' read -r target object flags; do
  flags=${flags//\\\\/\\}  # @tsv doubles them
  files=$(awk -F'\t' -v object="$object" '$1 == object { print $2 }' "$work/deps")
  read -ra headers <<<"$(tr ' ' '\n' <<<"$files" | grep -v '\.cpp$' | tr '\n' ' ')"
  read -ra sources <<<"$(tr ' ' '\n' <<<"$files" | grep '\.cpp$' | tr '\n' ' ')"
  shared=$( (echo "$rules ${flags//"$root/"/}"; sha256sum "${headers[@]}") | sha256sum | cut -d' ' -f1)
  for source in "${sources[@]}"; do
    all=$((all + 1))
    key=$( (echo "$shared"; sha256sum "$source") | sha256sum | cut -d' ' -f1)
    touch -c "$stamps/$key"
    [ ! -e "$stamps/$key" ] || continue
    checked=$((checked + 1))
    echo "$stamps/$key" >>"$work/$target.keys"
    touch "$work/$target.cpp"
    echo "$(wc -l <"$work/$target.cpp") $source" >>"$work/$target.places"
    cat "$source" >>"$work/$target.cpp"
    echo "$flags" >"$work/$target.flags"
  done
done <"$work/targets"

[ "$checked" -gt 0 ] || exit 0
echo "clang-tidy: $checked of $all files to check"

# The analyzer looks at most at that many states of a function, a seventh of its default and of its time:
# what was planted to try it, one fault of each kind, it finds as before.
export analyzer='--extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes=30000'

check_target() {
  local joined=$1 flags said status=0
  eval "flags=($(cat "${joined%.cpp}.flags"))"
  # shellcheck disable=SC2086,SC2154 # words; an array, by eval
  said=$(clang-tidy --quiet --config-file=.clang-tidy $analyzer "$joined" -- "${flags[@]}" 2>&1) || status=$?
  if [ $status = 0 ]; then
    xargs touch <"${joined%.cpp}.keys"
  else
    awk -v joined="$joined:" '
      NR == FNR { start[NR] = $1; name[NR] = $2; count = NR; next }
      / warnings? (and [0-9]+ errors? )?generated\.$/ { next }
      index($0, joined) == 1 {
        rest = substr($0, length(joined) + 1)
        line = rest + 0
        sub(/^[0-9]+/, "", rest)
        for (i = count; i > 1 && start[i] >= line; i--) {}
        print name[i] ":" (line - start[i]) rest
        next
      }
      { print }' "${joined%.cpp}.places" - <<<"$said"
  fi
  return $status
}
export -f check_target
# The largest first: with two processors the last one is then not waited for alone.
find "$work" -name '*.cpp' -printf '%s %p\0' | sort -znr | cut -zd' ' -f2- |
  xargs -0 -n1 -P"$(nproc)" bash -c 'check_target "$1"' _
