#!/usr/bin/env bash
# An existing hook still runs first with its arguments and input, and uninstall restores it byte for byte.
source "$(dirname "$0")/lib.sh"

new_repo widgets
init_policy dana
new_remote
cat >.git/hooks/pre-push <<HOOK
#!/bin/sh
echo "mine \$1" >>"$root/tmp/ran"
cat >>"$root/tmp/ran"
HOOK
chmod 750 .git/hooks/pre-push
before=$(sha256sum <.git/hooks/pre-push)
expect_status 0 sallyport install
expect_status 0 sallyport install
ls .git/hooks >"$root/tmp/once"
git checkout -q -b topic
ai_commit cursor 120 src/app.cc
expect_status 1 git push origin topic
equal "mine origin" "$(head -1 "$root/tmp/ran")"
equal "refs/heads/topic" "$(sed -n 2p "$root/tmp/ran" | cut -d' ' -f1)"
said 'push blocked'
expect_status 0 sallyport uninstall
equal "$before" "$(sha256sum <.git/hooks/pre-push)"
equal 750 "$(stat -c %a .git/hooks/pre-push)"
equal '' "$(find .git/hooks -type f ! -name '*.sample' ! -name pre-push)"
expect_status 0 git push origin topic
