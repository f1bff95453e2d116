#!/usr/bin/env bash
# What cannot be read line by line is counted for itself, so that a rule can ask about it: a submodule
# that moved, a pointer to large content, an archive, a binary.
source "$(dirname "$0")/lib.sh"

new_repo widgets
POLICY_EXTRA='[[rule]]
name = "opaque content"
when = { opaque_files = ">= 1" }
require = ["security"]' init_policy dana
git branch start
# opaque PATH: PATH, staged, is one opaque file and asks for the review.
opaque() {
  git commit -q --no-verify -m 'Change it'
  expect_status 1 sallyport check --range start..HEAD
  expect_json '.change.opaque_files' 1 sallyport check --range start..HEAD --json
  git checkout -q -B topic start
}
git checkout -q -B topic start
git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),vendor"
opaque
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12345\n' 7 >model.bin
git add model.bin
opaque
gen_lines 50 >code.c
tar -czf vendor.tgz code.c
rm code.c
git add vendor.tgz
opaque
head -c 5000 /dev/urandom >tool
git add tool
opaque
ai_commit cursor 5 src/app.cc
expect_status 0 sallyport check --range start..HEAD
