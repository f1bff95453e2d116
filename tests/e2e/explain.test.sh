#!/usr/bin/env bash
# explain shows each piece of evidence, the rule with its line, and why a record does not count.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit claude-code 120 src/app.cc
expect_status 0 sallyport explain main..topic
said 'claude-code/' 'Co-Authored-By: Claude' 'decisive' 'policy.toml:[0-9]+' 'ai_lines 120 >= 100'
expect_json '.schema' 'sallyport.explain/1' sallyport explain topic --json
expect_json '.commits[0].evidence[0].value' 'Co-Authored-By: Claude <noreply@anthropic.com>' \
  sallyport explain topic --json
signed --range main..topic
echo 'int late = 1;' >>src/app.cc
git commit -q --no-verify -am 'Mend it'
expect_status 0 sallyport explain main..topic
said 'stale' 'src/app.cc'
