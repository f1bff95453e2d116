#!/usr/bin/env bash
# The GitLab job, as component and as include, blocks a merge request and passes it after a sign-off.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/release.sh"
need_engine node gitlab-ci-local rsync wget python3 curl

mkdir -p "$root/forge"
make_release "$root/forge/release"
pinned_copy "$root/forge/release"
python3 "$SOURCE_DIR/tests/e2e/forge.py" "$root/forge" >"$root/tmp/forge" 2>"$root/tmp/forge.log" &
server=$!
trap 'kill $server' EXIT
until grep -q http "$root/tmp/forge"; do sleep 0.05; done
mirror=$(cat "$root/tmp/forge")/release

project dana
git checkout -q main
new_remote
mkdir templates
cp "$copy/ci-templates/gitlab/template.yml" templates/sallyport.yml
sed "s,https://.*/v$version\$,$mirror," "$copy/ci-templates/gitlab/template.yml" >templates/include.yml
echo '.gitlab-ci-local/' >.gitignore
cat >.gitlab-ci.yml <<YAML
include:
  - local: templates/sallyport.yml
    inputs: {from: '$mirror', job-name: component, note: 'true'}
  - local: templates/include.yml
YAML
git add . && git commit -q --no-verify -m 'Add the gate'
git push -q --no-verify origin main
git checkout -q -b change
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin change change:refs/merge-requests/7/head

# job JOB: runs it as in a merge request pipeline of branches of one project.
job() {
  GCL_IGNORE_PREDEFINED_VARS=GITLAB_CI,CI_PIPELINE_SOURCE,CI_COMMIT_SHA,CI_DEFAULT_BRANCH \
    gitlab-ci-local --force-shell-executor --no-color --timestamps=false --home "$root/home/dana" \
    --variable GITLAB_CI=true --variable CI_PIPELINE_SOURCE=merge_request_event \
    --variable CI_MERGE_REQUEST_IID=7 --variable CI_MERGE_REQUEST_EVENT_TYPE=detached \
    --variable CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main \
    --variable CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=change \
    --variable "CI_API_V4_URL=$(cat "$root/tmp/forge")/api/v4" --variable SALLYPORT_NOTE_TOKEN=the-token \
    --variable CI_PROJECT_ID=1 --variable CI_MERGE_REQUEST_PROJECT_ID=1 --variable CI_MERGE_REQUEST_SOURCE_PROJECT_ID=1 \
    --variable "CI_COMMIT_SHA=$(git rev-parse HEAD)" --variable CI_DEFAULT_BRANCH=main "$1"
}

for job in component sallyport; do
  rm -f ./*.json ./*.xml
  expect_status 1 job "$job"
  said 'blocked: 1 of 1 review item open' '120 of 120 lines by Cursor'
  equal blocked "$(jq -r .verdict ".gitlab-ci-local/artifacts/$job/sallyport.json")"
  equal array "$(jq -r type gl-code-quality-report.json)"
  grep -q '<testsuite' sallyport-junit.xml || fail 'no JUnit report'
done
# Only the one that is asked for it keeps a note, and what others wrote is not taken for it.
equal '1 900 <!-- sallyport -->' "$(jq -r '.[] | "\(.id) \(.author.id) \(.body | split("\n")[0])"' "$root/forge/notes.json")"
jq -c '[{id: 50, author: {id: 7}, body: "<!-- sallyport -->\nsallyport/main: pass"}] + [range(100; 210) | {id: ., author: {id: 7}, body: "a remark"}] + .' \
  "$root/forge/notes.json" >"$root/tmp/notes" && mv "$root/tmp/notes" "$root/forge/notes.json"
sign --range origin/main..change >/dev/null
for job in component sallyport; do
  expect_status 0 job "$job"
  said 'pass'
  equal pass "$(jq -r .verdict ".gitlab-ci-local/artifacts/$job/sallyport.json")"
done
equal 112 "$(jq length "$root/forge/notes.json")"
[[ $(jq -r '.[] | select(.id == 1) | .body' "$root/forge/notes.json") == *'sallyport/main: pass: 1 review item met'* ]] || fail 'the note was not brought up to date'

# A release that was changed is not run.
printf '#!/bin/sh\ntouch %q\n' "$root/tmp/pwned" >"$root/tmp/stage/$name/bin/sallyport"
pack_release "$root/forge/release"
for job in component sallyport; do
  expect_status 1 job "$job"
  said 'FAILED'
done
[[ ! -e $root/tmp/pwned ]] || fail 'what was downloaded was run'
