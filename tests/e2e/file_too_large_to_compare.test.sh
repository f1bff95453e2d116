#!/usr/bin/env bash
# A file with more lines than are compared counts whole and as an AI's, with a warning; signed off, it passes.
source "$(dirname "$0")/lib.sh"

project dana
yes x | head -n 4000001 >data.txt || true
git add data.txt
git commit -q --no-verify -m "Add data"
git checkout -q main
git merge -q --ff-only topic
git checkout -q -b more
echo y >>data.txt
git add data.txt
git commit -q --no-verify -m "Add one line"
expect_status 1 sallyport check --range main..more
said "data.txt has too many lines to compare"
said "4000002 of 4000002 lines by unknown-ai"
