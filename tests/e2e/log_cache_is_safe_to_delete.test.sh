#!/usr/bin/env bash
# A repeated check verifies no signature again and walks no history again; a cache that is deleted or
# damaged changes no verdict, and hides no removed record.
source "$(dirname "$0")/lib.sh"

project dana
ai_commit cursor 120 src/app.cc
signed --range main..topic
cat >"$root/bin/ssh-keygen" <<SH
#!/bin/sh
echo asked >>"$root/tmp/asked"
exec $(command -v ssh-keygen) "\$@"
SH
chmod +x "$root/bin/ssh-keygen"

# asked_in_check: how often one check asks ssh-keygen; the verdict and its warnings are in $output.
check_again() {
  : >"$root/tmp/asked"
  expect_status 0 sallyport check --range main..topic
}
check_again
equal 1 "$(wc -l <"$root/tmp/asked")"
check_again
equal 0 "$(wc -l <"$root/tmp/asked")"
never_said 'removed'

log=refs/heads/sallyport/signoffs
git update-ref "$log" "$(git commit-tree -p "$log" -m 'Tidy up' "$(git mktree </dev/null)")"
check_again
said 'was removed from the log'
equal 0 "$(wc -l <"$root/tmp/asked")"
ls .git/sallyport/log-history .git/sallyport/signatures >/dev/null

for file in log-history log-copies signatures; do
  for content in '' $'\n' 'junk' "$(head -1 .git/sallyport/log-history)"; do
    printf '%s' "$content" >".git/sallyport/$file"
    check_again
    said 'was removed from the log'
  done
done
rm -r .git/sallyport
check_again
said 'was removed from the log'
equal 1 "$(wc -l <"$root/tmp/asked")"

# Where nothing can be kept, nothing is said.
rm -r .git/sallyport
touch .git/sallyport
check_again
never_said '.git/sallyport' 'cannot'

# Whose key it is, is never cached.
rm .git/sallyport
check_again
git checkout -q main
add_person mallory
sed -i "s|^dana@.*|dana@example.com namespaces=\"signoff.v1@sallyport\" $(public_key mallory)|" \
  .sallyport/allowed_signers
git commit -q --no-verify -am 'Another key'
git checkout -q topic
git rebase -q main
expect_json '.items[] | select(.id == "security") | .status' 'pending' \
  sallyport ci --base main --head topic --target refs/heads/main --json
