#!/usr/bin/env bash
# The GitLab job, as component and as include, blocks a merge request and passes it after a sign-off.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
source "$(dirname "$0")/release.sh"
need_engine node gitlab-ci-local rsync wget python3

make_release "$root/release"
(cd "$root/release" && exec python3 -u -m http.server --bind 127.0.0.1 0 >"$root/tmp/port" 2>/dev/null) &
server=$!
trap 'kill $server' EXIT
until grep -qs 'port [0-9]' "$root/tmp/port"; do sleep 0.1; done
mirror=http://127.0.0.1:$(sed -nE 's/.* port ([0-9]+) .*/\1/p' "$root/tmp/port")
pinned_copy "$root/release"

project dana
git checkout -q main
new_remote
mkdir templates
cp "$copy/ci-templates/gitlab/template.yml" templates/sallyport.yml
sed "s,https://.*/v\$version/,$mirror/," "$copy/ci-templates/gitlab/include.yml" >templates/include.yml
echo '.gitlab-ci-local/' >.gitignore
cat >.gitlab-ci.yml <<YAML
include:
  - local: templates/sallyport.yml
    inputs: {from: '$mirror', job-name: component}
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
sign --range origin/main..change >/dev/null
for job in component sallyport; do
  expect_status 0 job "$job"
  said 'pass'
  equal pass "$(jq -r .verdict ".gitlab-ci-local/artifacts/$job/sallyport.json")"
done

# A release that was changed is not run.
printf '#!/bin/sh\ntouch %q\n' "$root/tmp/pwned" >"$root/tmp/stage/$name/bin/sallyport"
pack_release "$root/release"
for job in component sallyport; do
  expect_status 1 job "$job"
  said 'FAILED'
done
[[ ! -e $root/tmp/pwned ]] || fail 'what was downloaded was run'
