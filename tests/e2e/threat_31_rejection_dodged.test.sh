#!/usr/bin/env bash
# A rejection holds through edits, renames and new branches, until its maker says that it is mended.
source "$(dirname "$0")/lib.sh"

add_person bob
add_person carol
new_repo widgets
init_policy dana bob carol
new_server
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
as bob in_terminal sallyport signoff security --reject --notes 'it sends tokens' \
  --range origin/main..topic >/dev/null

# still_stands NAME: Carol approves what the branch is now, and it is refused.
still_stands() {
  as carol sign --range "origin/main..$1" >/dev/null
  expect_status 1 git push origin "$1:main"
  said 'rejected by bob@example.com' "${@:2}"
}
echo '// tidy' >>src/app.cc
git commit -q --no-verify -am 'Tidy'
still_stands topic 'src/app.cc still carries what was rejected'
git mv src/app.cc src/other.cc
git commit -q --no-verify -m 'Rename'
still_stands topic 'src/other.cc'
expect_status 0 git push origin topic

# A branch of its own, one commit, another name, another line: half of it is what was rejected.
git checkout -q -b again origin/main
git checkout -q topic -- src/other.cc
git mv src/other.cc src/again.cc
git commit -q --no-verify -m 'Write it again'
still_stands again 'src/again.cc still carries what was rejected'

# What Bob approves himself passes, and so does something else.
as bob sign --range origin/main..again >/dev/null
expect_status 0 git push origin again:main
git checkout -q -b unrelated origin/main
ai_commit cursor 120 src/unrelated.cc
as carol sign --range origin/main..unrelated >/dev/null
expect_status 0 git push origin unrelated:main
