#!/usr/bin/env bash
# The same over git's own protocol, from a server that runs by itself: refused, signed, accepted.
source "$(dirname "$0")/lib.sh"

project dana
git checkout -q main
new_server
touch "$root/origin.git/git-daemon-export-ok"
port=$((20000 + RANDOM % 20000))
git daemon --reuseaddr --listen=127.0.0.1 --port="$port" --base-path="$root" \
  --enable=receive-pack --pid-file="$root/tmp/daemon" "$root" 2>"$root/tmp/daemon.log" &
daemon=$!
trap 'kill "$daemon" 2>/dev/null || true' EXIT
for ((try = 0; try < 50; try++)); do
  ! git ls-remote "git://127.0.0.1:$port/origin.git" >/dev/null 2>&1 || break
  sleep 0.2
done
git remote set-url origin "git://127.0.0.1:$port/origin.git"
before=$(tip_of main)

ai_commit claude-code 150 src/app.cc
expect_status 1 git push --no-verify origin main
said 'remote: sallyport: push blocked' '150 of 150 lines by Claude Code'
equal "$before" "$(tip_of main)"
signed --base origin/main
expect_status 0 git push --no-verify origin main
equal "$(git rev-parse main)" "$(tip_of main)"
