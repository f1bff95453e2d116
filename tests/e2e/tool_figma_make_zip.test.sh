#!/usr/bin/env bash
# A zip export of Figma Make has no marker in its commit: the files that only it leaves count.
source "$(dirname "$0")/lib.sh"

# unpack_export: what the zip holds, 120 lines and the files that give it away.
unpack_export() {
  stage_lines 120 src/app.ts
  printf '\n  # Shop\n\n  This is a code bundle for Shop. %s\n' \
    'The original project is available at https://www.figma.com/design/abc/Shop.' >README.md
  echo 'This Figma Make file includes components from shadcn/ui.' >ATTRIBUTIONS.md
  git add .
}

project dana
unpack_export
expect_status 1 git commit -m 'Add the shop'
said 'Figma Make' 'security'
git commit -q --no-verify -m 'Add the shop'
expect_status 1 sallyport check --range main..topic
expect_json '.attribution.commits[0].origin' ai sallyport check --range main..topic --json
expect_json '.commits[0].evidence | map(.rule + " " + .position) | sort | join(", ")' \
  'figma-make/attributions tree, figma-make/readme tree' sallyport explain topic --json

# Deleting the files in a second commit does not take the evidence back.
git rm -q README.md ATTRIBUTIONS.md
git commit -q --no-verify -m 'Clean up'
expect_status 1 sallyport check --range main..topic

# A person who later edits such a file is no AI, however long the commit.
git checkout -q -b later
echo 'Run make.' >>package.json
git checkout -q topic~1 -- README.md
git add .
git commit -q --no-verify -m 'Bring the README back'
stage_lines 120 src/mine.ts
echo 'Run npm i.' >>README.md
git add .
git commit -q --no-verify -m 'Add my part'
expect_json '.attribution.commits[-1] | .origin + " " + .evidence[0].strength' 'undeclared weak' \
  sallyport check --range later~1..later --json
