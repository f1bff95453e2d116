#!/usr/bin/env bash
# signoff without a controlling terminal is refused, whatever is piped into it.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
code=$(json '.change.digest[0:6]' sallyport check --range main..topic --json)
signoff=(sallyport signoff security --range main..topic --answer 'security.threats=nothing new is reachable')
run bash -c 'code=$1; shift; echo "$code" | "$@"' - "$code" "${signoff[@]}"
equal 1 "$status"
said 'terminal'
expect_status 2 "${signoff[@]}" --yes
expect_status 128 git rev-parse --verify refs/heads/sallyport/signoffs
