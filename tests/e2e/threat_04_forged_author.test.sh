#!/usr/bin/env bash
# What commits say of who made them excludes people and never makes one signature enough.
source "$(dirname "$0")/lib.sh"

add_person erin
add_person finn
new_repo widgets
POLICY_ITEM='independent = true' init_policy dana erin finn
new_server
git checkout -q -b topic

# Forged author and committer: whoever pushes is still who she is.
stage_lines 120 src/app.cc
GIT_AUTHOR_EMAIL=erin@example.com GIT_COMMITTER_EMAIL=erin@example.com \
  git commit -q --no-verify -m "$(tool_message claude-code)"
sign --range origin/main..topic >/dev/null
expect_status 1 git push origin topic:main
said 'by: +dana@example.com, as user.email tells: dana@example.com' 'author of the change'
expect_status 1 sallyport ci --base origin/main --head topic --target refs/heads/main

# The repository's own configuration and the environment do not say who it is.
git config user.email erin@example.com
git --git-dir="$root/origin.git" config user.email erin@example.com
expect_status 1 env GIT_AUTHOR_EMAIL=erin@example.com GIT_COMMITTER_EMAIL=erin@example.com \
  git -c user.email=erin@example.com push origin topic:main
git config --unset user.email

# An account that serves all tells nothing: one person more, whatever the commits say.
git config --global user.email git@server.example
sign_as_git() { git -c user.email=dana@example.com push origin topic:main; }
expect_status 1 sign_as_git
said 'nobody who is trusted tells who brings it' 'any enrolled person and 1 more person'
GIT_COMMITTER_EMAIL=stranger@example.com GIT_AUTHOR_EMAIL=stranger@example.com \
  git commit -q --amend --no-verify -m "$(tool_message claude-code)" --reset-author
expect_status 1 sign_as_git
as finn sign --range origin/main..topic >/dev/null
expect_status 0 sign_as_git
