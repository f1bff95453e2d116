#!/usr/bin/env bash
# A first small change that only loosens the policy needs its own approval to land.
source "$(dirname "$0")/lib.sh"

add_person bob
new_repo widgets
init_policy dana bob
new_remote
sallyport install >/dev/null
git checkout -q -b loosen
sed -i 's/>= 100/>= 100000/' .sallyport/policy.toml
git commit -q --no-verify -am 'Loosen the policy'
expect_status 1 git push origin loosen:main
said 'push blocked' 'policy-change'
expect_status 0 in_terminal sallyport signoff policy-change --range origin/main..loosen
expect_status 1 git push origin loosen:main
said 'dana@example.com'
expect_status 0 as bob in_terminal sallyport signoff policy-change --range origin/main..loosen
expect_status 0 git push origin loosen:main
