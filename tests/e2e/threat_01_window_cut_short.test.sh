#!/usr/bin/env bash
# No merge makes what landed be forgotten, and 27 pushes of 49 lines add up under the bundled policy.
source "$(dirname "$0")/lib.sh"

new_repo widgets
mkdir .sallyport
printf 'schema = 1\nrepo_id = "acme/widgets"\ntarget = "refs/heads/main"\nextends = "sallyport:standard@1"\n[principal."dana@example.com"]\nkind = "human"\n' \
  >.sallyport/policy.toml
printf 'dana@example.com namespaces="signoff.v1@sallyport" %s\n' "$(public_key dana)" >.sallyport/allowed_signers
git add .
git commit -q -m 'Add the policy'
new_remote
for ((part = 1; part <= 25; part++)); do ai_commit cursor 49 "src/part_$part.cc"; done
git push -q --no-verify origin main
ai_commit cursor 49 src/more.cc
judge=(sallyport ci --base origin/main --head main --target refs/heads/main)
expect_status 1 "${judge[@]}"
said 'recent_ai_lines 1274 >= 1200 \(1225 of them landed before'

git reset -q --hard origin/main
root_commit=$(git commit-tree "$(git mktree </dev/null)" -m 'Root')
git reset -q --hard "$(git commit-tree 'main^{tree}' -p "$root_commit" -p main -m 'Merge')"
git push -q --no-verify origin main
ai_commit cursor 49 src/more.cc
expect_status 1 "${judge[@]}"
said 'recent_ai_lines 1274 >= 1200 \(1225 of them landed before'
