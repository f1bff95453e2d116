#!/usr/bin/env bash
# explain PATH says who wrote each run of lines of a file, PATH:LINE everything about one line: of
# the change that is judged, and of what was there before it.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
human_commit 10 src/app.cc
git checkout -q -B topic
gen_lines 20 more >>src/app.cc
git commit -q --no-verify -am "$(tool_message claude-code 'Add more')"
# Re-indented by a person: the lines stay the tool's.
sed -i '11,15s/^/    /' src/app.cc
git commit -q --no-verify -am 'Indent'

expect_status 0 sallyport explain src/app.cc
said 'src/app.cc, 30 lines, 20 of them by AI' '1-10 [0-9a-f]{12} undeclared: Add src/app.cc' \
  '11-15 [0-9a-f]{12} ai by Claude Code: Add more' '16-30 [0-9a-f]{12} ai by Claude Code: Add more'
expect_json '[.runs[] | [.first_line, .last_line, .origin]]  | tojson' \
  '[[1,10,"undeclared"],[11,15,"ai"],[16,30,"ai"]]' sallyport explain src/app.cc --json
expect_json '.runs[1].touched_by' "$(git rev-parse HEAD)" sallyport explain src/app.cc --json

expect_status 0 sallyport explain src/app.cc:12
said 'line: src/app.cc:12' 'introduced by:' 'Claude Code.*Add more' 'claude-code/[a-z-]+: counted' \
  'decisive, at final-block: Co-Authored-By: Claude' 'seen in [^ ]' 'last touched by:.*Indent'
expect_json '[.line, (.runs | length), .commits[0].evidence[0].weight] | tojson' '[12,1,"counted"]' \
  sallyport explain src/app.cc:12 --json
expect_json '.commits[0].evidence[0].source | length > 0' true sallyport explain src/app.cc:12 --json
run sallyport explain src/app.cc:3
said 'written by:' 'undeclared.*Add src/app.cc' 'no marker found'

# Paths are taken from the working folder too; what is staged is by nobody yet.
cd src
expect_status 0 sallyport explain app.cc:12
cd ..
echo 'int staged = 1;' >>src/app.cc
git add src/app.cc
expect_status 0 sallyport explain src/app.cc:31 --staged
said 'staged undeclared'
expect_json '.runs[-1].introduced_by' null sallyport explain src/app.cc --staged --json
git commit -q --no-verify -am 'Keep it'
expect_status 0 sallyport explain src/app.cc --range main..topic~2
said '11-30 '

# Commits and ranges are tried first, and what is none of these is said.
expect_status 0 sallyport explain topic~2
said 'seen in [^ ]'
expect_status 2 sallyport explain src/nothing.cc
said "cannot explain 'src/nothing.cc'" 'no such commit, and no such file' 'PATH:LINE'
expect_status 2 sallyport explain src/app.cc:99
said 'it has 31 lines'

# Without a policy or a target, the file is explained as it is checked out.
git init -q -b main "$root/bare_bones"
cd "$root/bare_bones"
gen_lines 3 >a.c
git add a.c
as_tool cursor git commit -q -m 'Add a'
expect_status 0 sallyport explain a.c
said '1-3 [0-9a-f]{12} ai by Cursor: Add a'
