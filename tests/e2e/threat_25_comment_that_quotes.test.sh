#!/usr/bin/env bash
# A `/signoff` that its readers see as a quotation, code, HTML or part of a link signs nothing.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/importer.sh"

importer_project
git checkout -q -b topic
ai_commit claude-code 150 src/app.cc
digest=$(json '.change.digest' sallyport check --base origin/main --json)
command="/signoff security ${digest:0:32}
threats: nothing new is reachable"
import() {
  as ci as_github issue_comment "$(jq -nc --arg body "$1" '
    {action: "created", issue: {number: 7, pull_request: {url: "https://example.com"}},
     comment: {id: 1, body: $body, html_url: "https://example.com/7#1", user: {id: 202, type: "User"}},
     repository: {id: 1, default_branch: "main"}, sender: {id: 202, type: "User"}}')" \
    sallyport ci import --head topic --target main
}

for block in "<pre>
$command
</pre>" "<!--
$command
-->" "~~~
$command
~~~" "> ${command/$'\n'/$'\n> '}"; do
  expect_status 0 import "$block"
  said 'nothing to import'
done
for text in "> look at what the bot wrote:
$command" "- as I said:
$command" "<blockquote>

$command

</blockquote>" "as \`you
$command
\` said" "[he](/u 'said
$command
')" "${command/$'\n'/$'\n---\n'}"; do
  expect_status 1 import "$text"
  said 'not imported' 'no plain line of a paragraph'
done
equal '' "$(git for-each-ref refs/heads/sallyport)"

expect_status 0 import "> what about \`load\`?

Checked, see above.
$command"
said 'security: approve recorded on behalf of github:202'
