#!/usr/bin/env bash
# The packages of npm, installed without its registry, run the program of the platform and end as it ends.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/packages.sh"
need_engine node npm

# A second program, which by its header is for the other processor.
packed_tree
cp -r "$root/tree" "$root/other"
machine='\0267\0' ours=linux-x64
[[ $(uname -m) == x86_64 ]] || machine='\076\0' ours=linux-arm64
printf %b "$machine" | dd of="$root/other/bin/sallyport" bs=1 seek=18 conv=notrunc status=none
make_packages npm "$root/other"
forget_program
cd "$root/packages"
equal "sallyport-$version.tgz sallyport-linux-arm64-$version.tgz sallyport-linux-x64-$version.tgz" "$(echo *)"

mkdir "$root/place"
cd "$root/place"
npm() { command npm --offline --no-audit --no-fund --loglevel=error "$@"; }
expect_status 0 npm install "$root/packages/sallyport-$version.tgz" \
  --save-optional "$root/packages/sallyport-linux-"*"-$version.tgz"
package=$PWD/node_modules/@sallyport/$ours
equal "$package" "$(echo "$PWD"/node_modules/@sallyport/*)"
works_from "$root/place/node_modules/.bin"
grep -q "$package/bin/sallyport" "$(git rev-parse --git-path hooks/pre-commit)"

expect_status 1 sallyport check
expect_status 2 sallyport check --no-such-option
mkfifo "$root/tmp/pipe"
sallyport hook pre-push origin url <"$root/tmp/pipe" &
launcher=$!
exec {pipe}>"$root/tmp/pipe"
until child=$(pgrep -P "$launcher"); do sleep 0.1; done
kill -TERM "$launcher"
wait "$launcher" || status=$?
equal 143 "$status"
[[ ! -e /proc/$child ]] || fail 'the program goes on'
exec {pipe}>&-

rm -r "$package"
expect_status 3 sallyport check
said "the package '@sallyport/$ours' is missing" 'npm install --include=optional sallyport'
expect_status 3 node -e 'Object.defineProperty(process, "arch", {value: "s390x"}); require(process.argv[1])' \
  "$root/place/node_modules/sallyport/bin/sallyport.js"
said 'there is no package of the program for linux-s390x' 'from source'
