#!/usr/bin/env bash
# Completions are valid scripts that know the commands.
source "$(dirname "$0")/lib.sh"

for shell in bash zsh fish; do
  expect_status 0 sallyport completion "$shell"
  said 'signoff' 'check' 'install'
done
sallyport completion bash >"$root/tmp/completion"
expect_status 0 bash -n "$root/tmp/completion"
expect_status 2 sallyport completion tcsh
said 'bash' 'zsh' 'fish'
