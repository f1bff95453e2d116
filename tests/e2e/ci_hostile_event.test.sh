#!/usr/bin/env bash
# A missing, malformed or hostile event file is a clear error, and nothing in it is run or printed raw.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_remote
git checkout -q topic
ai_commit cursor 120 src/app.cc

expect_status 3 env GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request sallyport ci
said 'GITHUB_EVENT_PATH'
expect_status 3 env GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH=/nonexistent sallyport ci
said '/nonexistent'
for event in '' '[' '{}' '[1]' '{"pull_request": 7}' '{"pull_request": {"head": {"sha": ["x"]}}}' \
  "$(pull_request topic '.pull_request.head.sha = "--upload-pack=touch hit"')" \
  "$(pull_request topic '.pull_request.base.ref = "--upload-pack=touch hit"')" \
  "$(pull_request topic '.pull_request.base.ref = "a..b"')" \
  "$(pull_request topic '.pull_request.head.sha = "0"')" \
  "$(pull_request topic '.pull_request.user.id = -1')" \
  "$(head -c 200000 /dev/zero | tr '\0' '[')"; do
  expect_status 3 as_github pull_request "$event" sallyport ci --fetch
  said 'cannot'
done
[[ ! -e hit ]] || fail 'the event file ran a command'
head -c $((17 << 20)) /dev/zero | tr '\0' ' ' >"$root/tmp/huge.json"
expect_status 3 env GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request \
  GITHUB_EVENT_PATH="$root/tmp/huge.json" sallyport ci
said 'huge.json'

# Control characters and workflow commands of paths and titles stay text.
path=$'src/\e[2J\n::error::injected.cc'
gen_lines 120 >"$path" && git add . && git commit -q --no-verify -m "$(tool_message claude-code $'::set-output name=x::y \e[31m')"
event=$(pull_request topic '.pull_request.title = "\u001b[2J::error::x" | .pull_request.head.ref = "top\u0007ic"')
run as_github pull_request "$event" sallyport ci
[[ $status != 0 && $output != *$'\e'* ]] || fail 'a control sequence got through'
event=$(pull_request topic '.pull_request.title = "\u001b[2J::error::x"')
expect_status 1 as_github pull_request "$event" sallyport ci --format github --format text
[[ $output != *$'\e'* ]] || fail 'a control sequence got through'
! grep -E '^::(error|set-output)::?injected' <<<"$output" || fail 'a workflow command was injected'
for format in markdown comment html sarif junit code-quality; do
  as_github pull_request "$event" sallyport ci --format $format >"$root/tmp/report" || true
  ! grep -q $'\e' "$root/tmp/report" || fail "$format has a control character"
done
