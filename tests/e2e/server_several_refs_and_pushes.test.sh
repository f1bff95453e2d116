#!/usr/bin/env bash
# One push of several refs is refused for its worst; pushes at the same time do not disturb each other;
# objects may be borrowed from another repository, and be few (loose) or many (a pack).
source "$(dirname "$0")/lib.sh"

POLICY_TOP='refs = ["refs/heads/main", "refs/heads/release/*"]' project dana
git checkout -q main
new_server
git checkout -q -b release/1
human_commit 5 src/r.cc
git checkout -q -b topic2 main
human_commit 5 src/t.cc
git checkout -q main
ai_commit cursor 150 src/m.cc
run git push --no-verify origin main release/1 topic2
[[ $status != 0 ]]
said 'refs/heads/main' 'push blocked'
equal '' "$(tip_of release/1)$(tip_of topic2)"

# A clone that borrows from the server's objects.
git clone -q --shared "$root/origin.git" "$root/borrower"
cp -r .git/hooks/. "$root/borrower/.git/hooks"
cd "$root/borrower"
git checkout -q -b big origin/main
for i in $(seq 120); do gen_lines 2 "f$i" >"f$i.cc"; done
git add . && git commit -q --no-verify -m "$(tool_message claude-code 'Many files')"
expect_status 1 git push --no-verify origin big:main
said '240 of 240 lines'

pids=()
for i in 1 2 3 4 5 6; do
  git push -q --no-verify origin "big:refs/heads/release/x$i" 2>"$root/tmp/push$i" && echo through >>"$root/tmp/through" &
  pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid" || true; done
[[ ! -e $root/tmp/through ]] || fail 'one of the pushes at the same time went through'
for i in 1 2 3 4 5 6; do
  output=$(cat "$root/tmp/push$i")
  said 'push blocked' '240 of 240'
done
