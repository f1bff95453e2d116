#!/usr/bin/env bash
# An object that is missing, empty, cut short or junk is exit 3 at once, named, with the command that helps; nothing waits for it.
source "$(dirname "$0")/lib.sh"

project dana
stage_lines 5 src/base.cc
git commit -q --no-verify -m 'Start'
git branch -q -f main
ai_commit cursor 500 src/app.cc
damage() { # HOW FILE
  case $1 in
    missing) rm "$2" ;;
    empty) : >"$2" ;;
    junk) echo 'no zlib here' >"$2" ;;
    short) head -c $(($(stat -c %s "$root/tmp/whole") / 2)) "$root/tmp/whole" >"$2" ;;
  esac
}
for object in topic:src/app.cc topic:src 'topic^{tree}' topic 'main^{tree}' main; do
  id=$(git rev-parse "$object")
  file=".git/objects/${id:0:2}/${id:2}"
  chmod u+w "$file"
  cp "$file" "$root/tmp/whole"
  for how in missing empty junk short; do
    damage "$how" "$file"
    expect_status 3 timeout 10 sallyport check --range main..topic
    said "${id:0:7}" 'hint: git fsck'
    cp "$root/tmp/whole" "$file"
  done
done
expect_status 1 sallyport check --range main..topic

# The short name of one that is cut short, and one that waits to be committed.
id=$(git rev-parse topic)
cp ".git/objects/${id:0:2}/${id:2}" "$root/tmp/whole"
damage short ".git/objects/${id:0:2}/${id:2}"
run timeout 10 sallyport check --range "main..${id:0:12}"
[[ $status == 2 || $status == 3 ]] || fail "exit $status"
cp "$root/tmp/whole" ".git/objects/${id:0:2}/${id:2}"
stage_lines 150 src/more.cc
id=$(git rev-parse :src/more.cc)
file=".git/objects/${id:0:2}/${id:2}"
chmod u+w "$file"
head -c 60 "$file" >"$root/tmp/short"
cp "$root/tmp/short" "$file"
run timeout 10 git commit -m 'Add more'
[[ $status == 1 || $status == 128 ]] || fail "exit $status"
