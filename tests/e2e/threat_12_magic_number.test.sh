#!/usr/bin/env bash
# A magic number, a NUL byte or the first line of a pointer in front of source hides no lines.
source "$(dirname "$0")/lib.sh"

project dana
git branch start
try() {
  git checkout -q -B topic start
  mkdir -p src
  { printf %b "$1"; gen_lines 120; } >src/app.php
  git add src
  as_tool cursor git commit -q --no-verify -m 'Add code'
  expect_status 1 sallyport check --range main..topic
  expect_json '.change | "\(.lines.ai) \(.opaque_files)"' '121 0' sallyport check --range main..topic --json
}
try '!<arch>\n'
try '/*\0000*/\n'
try 'version https://git-lfs.github.com/spec/v1\n'
