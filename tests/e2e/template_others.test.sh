#!/usr/bin/env bash
# The files for the other CI systems can be parsed, and the program takes the command in each of them.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine yaml

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc
cd "$SOURCE_DIR/ci-templates"
for file in */*.yml; do
  expect_status 0 yaml valid <"$file"
done
cd "$root/widgets"
count=0
while read -r -a command; do
  expect_status 1 "${command[@]}" --base origin/main --head topic
  said 'blocked: 1 of 1 review item open'
  count=$((count + 1))
done < <(grep -rhoE "sallyport ci --fetch[^'\"]*" "$SOURCE_DIR"/ci-templates/{gitea,bitbucket,azure,jenkins,circleci,buildkite,woodpecker} |
  sed 's#test-results/##')
equal 7 "$count"
