#!/usr/bin/env bash
# A link, a file or a submodule in the place of the policy is an error; a case twin needs approval.
source "$(dirname "$0")/lib.sh"

project dana
start=$(git rev-parse main)
replace() {
  git checkout -q -f -B "$1" main
  git rm -rq .sallyport
  "${@:2}"
  git commit -q --no-verify -m 'Replace the policy'
  expect_status 3 sallyport check --range "main..$1"
  said 'is no folder'
}
replace link bash -c 'ln -s /etc .sallyport && git add .sallyport'
replace file bash -c 'echo schema = 1 >.sallyport && git add .sallyport'
replace submodule git update-index --add --cacheinfo "160000,$start,.sallyport"
git checkout -q -f -B twin main
mkdir .SALLYPORT
echo 'schema = 1' >.SALLYPORT/policy.toml
git add .SALLYPORT
git commit -q --no-verify -m 'Add a twin'
expect_status 1 sallyport check --range main..twin
said 'policy-change'
