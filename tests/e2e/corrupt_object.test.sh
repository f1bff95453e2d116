#!/usr/bin/env bash
# A corrupt or missing object is exit 3 and names it; it never reads as zero.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
blob=$(git rev-parse topic:src/app.cc)
file=".git/objects/${blob:0:2}/${blob:2}"
chmod u+w "$file"
cp "$file" "$root/tmp/whole"
echo 'no zlib here' >"$file"
expect_status 3 sallyport check --range main..topic
said "${blob:0:7}"
rm "$file"
expect_status 3 sallyport check --range main..topic
said "${blob:0:7}"
cp "$root/tmp/whole" "$file"
expect_status 1 sallyport check --range main..topic
said 'blocked'
