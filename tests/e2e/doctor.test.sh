#!/usr/bin/env bash
# doctor is content with a good set-up and names what is wrong with a bad one.
source "$(dirname "$0")/lib.sh"

new_repo widgets
sallyport init >/dev/null
git add .sallyport
git commit -q -m 'Add the policy'
sallyport install >/dev/null
expect_status 0 sallyport doctor
said 'pre-commit' 'OpenSSH' 'git 2'
chmod -x .git/hooks/pre-push
expect_status 1 sallyport doctor
said 'pre-push' 'sallyport install|chmod'
chmod +x .git/hooks/pre-push
sallyport uninstall >/dev/null
expect_status 1 sallyport doctor
said 'sallyport install'

# What it can know of the second gate.
said 'only local hooks gate this' 'ci-templates'
mkdir -p .github/workflows
echo 'jobs: {gate: {steps: [{run: sallyport ci}]}}' >.github/workflows/gate.yml
git add .github && git commit -q --no-verify -m 'Add the second gate'
run sallyport doctor
said 'CI calls sallyport \(.github/workflows/gate.yml\)' 'docs/enforcement.md'
