#!/usr/bin/env bash
# The GitLab job, as component and as include, blocks a merge request and passes it after a sign-off.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine node gitlab-ci-local rsync

project dana
git checkout -q main
new_remote
mkdir templates
cp "$SOURCE_DIR/ci-templates/gitlab/template.yml" templates/sallyport.yml
cp "$SOURCE_DIR/ci-templates/gitlab/include.yml" templates/include.yml
echo '.gitlab-ci-local/' >.gitignore
cat >.gitlab-ci.yml <<'YAML'
include:
  - local: templates/sallyport.yml
    inputs: {image: example/sallyport, job-name: component}
  - local: templates/include.yml
YAML
git add . && git commit -q --no-verify -m 'Add the gate'
git push -q --no-verify origin main
git checkout -q -b change
ai_commit cursor 120 src/app.cc
git push -q --no-verify origin change change:refs/merge-requests/7/head

# job NAME: runs it as in a merge request pipeline of branches of one project.
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

for name in component sallyport; do
  rm -f ./*.json ./*.xml
  expect_status 1 job "$name"
  said 'blocked: 1 of 1 review item open' '120 of 120 lines by Cursor'
  equal blocked "$(jq -r .verdict ".gitlab-ci-local/artifacts/$name/sallyport.json")"
  equal array "$(jq -r type gl-code-quality-report.json)"
  grep -q '<testsuite' sallyport-junit.xml || fail 'no JUnit report'
done
sign --range origin/main..change >/dev/null
for name in component sallyport; do
  expect_status 0 job "$name"
  said 'pass'
  equal pass "$(jq -r .verdict ".gitlab-ci-local/artifacts/$name/sallyport.json")"
done
