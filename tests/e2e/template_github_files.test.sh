#!/usr/bin/env bash
# The GitHub action and workflows are valid, lint-free, pinned, and put no expression into a command.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/engines.sh"
need_engine node action-validator

cd "$SOURCE_DIR/ci-templates/github"
for file in ./*.yml; do
  expect_status 0 action-validator "$file"
  equal '' "$output"
done
expect_status 0 node "$SOURCE_DIR/tests/npm/lint_workflows.mjs" sallyport*.yml

# The workflow that releases this project; the validators are older than that permission.
sed '/attestations: write/d' "$SOURCE_DIR/.github/workflows/release.yml" >"$root/tmp/release.yml"
expect_status 0 action-validator "$root/tmp/release.yml"
expect_status 0 node "$SOURCE_DIR/tests/npm/lint_workflows.mjs" "$root/tmp/release.yml"
cp "$SOURCE_DIR"/.github/workflows/*.yml ./*.yml "$root/tmp"
cd "$root/tmp"

# Every action of others that is used is named by a full commit id, and this one by the version that it is.
version=$(sallyport --version | cut -d' ' -f2)
equal '' "$(grep -hE '^\s*(- )?uses:' ./*.yml | grep -vE "@[0-9a-f]{40} # v[0-9.]+\$|sallyport/sallyport/.*@v$version\$" || true)"
# What downloads a release names that version, too.
named=$(cd "$SOURCE_DIR" && grep -rhoE '^ *version=[0-9.]+|ghcr.io/sallyport/sallyport:[0-9.]+|download/v[0-9.]+|sallyport/ci-templates/github@v[0-9.]+|rev: v[0-9.]+' \
  install.sh ci-templates README.md docs/hooks.md | grep -oE '[0-9.]+$' | sort -u)
equal "$version" "$named"
# No expression in a run step, and no checkout of what the change brings.
equal '' "$(grep -hE '^\s*(- )?run:.*\$\{\{' ./*.yml || true)"
equal '' "$(grep -hE '^\s*(ref|repository|allow-unsafe-pr-checkout):' ./*.yml || true)"
# The validators do find faults: a job without a runner, and an unknown context.
printf 'on: push\njobs: {a: {steps: [{run: x}]}}\n' >"$root/tmp/bad.yml"
expect_status 1 action-validator "$root/tmp/bad.yml"
printf 'on: push\njobs: {a: {runs-on: x, steps: [{run: "echo ${{ nonsense.x }}"}]}}\n' >"$root/tmp/bad.yml"
expect_status 1 node "$SOURCE_DIR/tests/npm/lint_workflows.mjs" "$root/tmp/bad.yml"
